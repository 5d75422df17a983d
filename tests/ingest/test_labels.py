"""Attachments without a name, or with the same one, are told apart."""

from __future__ import annotations

from ingest.attachments import made
from ingest.labels import labelled

PNG = b"\x89PNG\r\n\x1a\n"


def test_every_attachment_has_a_label_of_its_own() -> None:
    mail = b"From: a@b.example\r\nSubject: =?utf-8?Q?Caf=C3=A9?= / tuin\r\n\r\nHoi"
    found = labelled(
        [
            made(PNG, "image001.png", "image/png"),
            made(PNG, "", "application/octet-stream"),
            made(PNG, "Image001.png", "image/png"),
            made(mail, "", "message/rfc822"),
            made(b"From: a@b.example\n\nHoi", "", "message/rfc822"),
            made(b"BEGIN:VCALENDAR", "", "text/calendar"),
            made(b"?", "", "application/x-unheard-of"),
            made(b"x", "README", "text/plain"),
            made(b"y", "README", "text/plain"),
            made(b"z", "README (2)", "text/plain"),
            made(b"a", "README", "text/plain"),
        ]
    )
    assert [one.label for one in found] == [
        "image001.png", "attachment-2.png", "Image001 (2).png", "Café - tuin.eml", "attachment-5.eml",
        "attachment-6.ics", "attachment-7.bin", "README", "README (2)",
        "README (2) (2)", "README (3)",
    ]  # fmt: skip
    assert [one.filename for one in found].count("") == 5
