"""Mail that this desk sent itself."""

from __future__ import annotations

from ingest.kinds.evidence import Evidence


def reason(mail: Evidence) -> str | None:
    """By the header that our answers carry, or by our domain in a mail that no person wrote."""
    if mail.has("x-meldpost-ticket") and not mail.null_path:
        return "own_header"
    if mail.sender.domain in mail.own_domains and mail.value("auto-submitted").startswith("auto-"):
        return "own_domain"
    return None
