"""A corpus of mails for measuring speed: generated from a seed, so that every run reads the same.

The mix is that of a support mailbox: plain and HTML, history below the answer, signatures, odd
character sets, small attachments; about 6 kB a mail.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from email.message import EmailMessage

_WORDS = [
    "de",
    "factuur",
    "van",
    "oktober",
    "klopt",
    "niet",
    "want",
    "het",
    "kind",
    "staat",
    "op",
    "de",
    "verkeerde",
    "groep",
    "en",
    "de",
    "ouder",
    "kan",
    "niet",
    "inloggen",
    "in",
    "de",
    "app",
    "sinds",
    "maandag",
    "terwijl",
    "wij",
    "het",
    "rooster",
    "hebben",
    "aangepast",
    "kunnen",
    "jullie",
    "nakijken",
    "waarom",
    "de",
    "koppeling",
    "met",
    "de",
    "boekhouding",
    "vannacht",
    "geen",
    "gegevens",
    "heeft",
    "verstuurd",
    "bedankt",
    "alvast",
    "voor",
    "de",
    "hulp",
]
_CLOSINGS = (
    "Met vriendelijke groet,\n\nSanne de Boer\nPlanner",
    "Groetjes,\nPiet",
    "Mvg Els",
    "Cordialement,\nMarie",
)
_HISTORY = (
    "Op ma 2 nov. 2026 om 10:12 schreef Support <support@desk.example>:\n\n{quoted}",
    "Van: Support <support@desk.example>\nVerzonden: maandag 2 november 2026 10:12\nAan: Sanne\n"
    "Onderwerp: RE: Inloggen\n\n{text}",
)
_CHARSETS = ("utf-8", "utf-8", "utf-8", "iso-8859-1", "windows-1252", "utf-16")
_RECEIVED = (
    "from mail{0}.kdv.example (mail{0}.kdv.example [192.0.2.{0}]) by mx.desk.example with ESMTPS "
    "id {0}x for <support@desk.example>; Mon, 02 Nov 2026 10:12:{0:02} +0100"
)


def mails(count: int, *, seed: int = 20261102) -> Iterator[bytes]:
    """`count` mails as bytes."""
    chance = random.Random(seed)
    for number in range(count):
        yield _mail(chance, number)


def _sentences(chance: random.Random, count: int) -> str:
    out = []
    for _ in range(count):
        words = chance.choices(_WORDS, k=chance.randint(6, 18))
        out.append(" ".join(words).capitalize() + chance.choice(".?."))
    return "\n".join(out)


def _mail(chance: random.Random, number: int) -> bytes:
    mail = EmailMessage()
    for hop in range(chance.randint(1, 4)):
        mail["Received"] = _RECEIVED.format(hop + 10)
    mail["DKIM-Signature"] = f"v=1; a=rsa-sha256; d=kdv.example; s=s1; b={'A' * 340}"
    mail["From"] = (
        chance.choice(("Sanne de Boer", "Zoë Müller", "Piet"))
        + f" <p{number}@kdv-{number // 10}.example>"
    )
    mail["To"] = "Support <support@desk.example>"
    mail["Subject"] = chance.choice(("Re: ", "", "")) + " ".join(chance.choices(_WORDS, k=4)) + " é"
    mail["Date"] = "Mon, 02 Nov 2026 10:12:14 +0100"
    mail["Message-ID"] = f"<{number}@kdv.example>"
    text = _text(chance)
    charset = chance.choice(_CHARSETS)
    page = f"<html><head><style>p{{margin:0}}</style></head><body><p>{text}</p></body></html>"
    page = page.replace("\n\n", "</p><p>").replace("\n", "<br>")
    shape = chance.random()
    if shape < 0.25:
        mail.set_content(page, subtype="html", charset=charset, cte="base64")
    else:
        encoding = "base64" if charset == "utf-16" else "quoted-printable"
        mail.set_content(text, charset=charset, cte=encoding)
        if shape < 0.8:
            mail.add_alternative(page, subtype="html", charset="utf-8", cte="quoted-printable")
    if chance.random() < 0.25:
        data = b"\x89PNG\r\n\x1a\n" + chance.randbytes(chance.randint(1_000, 8_000))
        mail.add_attachment(data, maintype="image", subtype="png", filename="schermfoto é.png")
    return mail.as_bytes()


def _text(chance: random.Random) -> str:
    text = f"Hallo,\n\n{_sentences(chance, chance.randint(3, 14))}\n\n{chance.choice(_CLOSINGS)}"
    if chance.random() < 0.5:
        older = _sentences(chance, chance.randint(3, 16))
        quoted = "> " + older.replace("\n", "\n> ")
        text += "\n\n" + chance.choice(_HISTORY).format(quoted=quoted, text=older)
    return text + "\n"
