"""Mail that this desk sent itself, or another Meldpost by itself."""

from __future__ import annotations

from ingest.kinds.evidence import Evidence


def reason(mail: Evidence) -> str | None:
    """By the header that our answers carry, or by our domain in a mail that no person wrote. What
    a person wrote at another desk that uses Meldpost is a person's mail."""
    ours = mail.sender.domain in mail.own_domains
    automatic = mail.value("auto-submitted").startswith("auto-")
    if mail.has("x-meldpost-ticket") and not mail.null_path and (ours or automatic):
        return "own_header"
    return "own_domain" if ours and automatic else None
