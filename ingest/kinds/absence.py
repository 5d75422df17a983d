"""Absence notes and receipts whose header does not say that a program wrote them.

A subject that programs write decides almost alone. Without one a note must be about nothing else:
each of its sentences says that somebody is away, until when, whom to turn to, or what becomes of
the mail that it answers.
"""

from __future__ import annotations

from ingest.kinds.evidence import Evidence
from ingest.patterns import absences as says
from ingest.patterns import notes
from ingest.patterns.history import ABOVE, REPLY_SUBJECT

_NOTE = 1_500  # characters of the longest absence note
_SENTENCE = 45  # characters of a sentence that says something
_SCRAP = 12  # characters below which a sentence says nothing
_PARTS = (notes.AWAY, notes.LATER, notes.INSTEAD, notes.MACHINE, notes.RECEIVED)


def reason(mail: Evidence) -> str | None:
    """By its subject, else by its words; None for what a person may have written."""
    note = mail.reply[:_NOTE]
    if found := _by_subject(mail, note):
        return found
    if len(mail.reply) >= _NOTE or _asks(note):
        return None
    if notes.MACHINE.search(note) and (notes.RECEIVED.search(note) or notes.AWAY.search(note)):
        return "auto_words"
    return "absence_words" if notes.AWAY.search(note) and _is_note(mail, note) else None


def _by_subject(mail: Evidence, note: str) -> str | None:
    match = says.AUTO_SUBJECT.match(mail.subject)
    if match is None:
        return None
    is_whole = says.AUTO_REST.match(mail.subject[match.end() :]) is not None
    if is_whole and not says.WEAK_AUTO.search(match[0]):
        return "auto_subject" if _is_program_subject(mail, match.end(), note) else None
    if mail.has("x-auto-response-suppress") and not _asks(note):
        return "auto_subject"
    least = 2 if REPLY_SUBJECT.match(mail.subject) else 1
    if _says_it(mail, note, least=least) and not _asks(note):
        return "auto_subject_and_words"
    return None


def _is_note(mail: Evidence, note: str) -> bool:
    """Whether a text that says that somebody is away says nothing else.

    Programs quote nothing, so what quotes has to say more of what they say. A first mail must
    speak of the mail that it answers."""
    is_answer = mail.answers or mail.null_path or mail.has("precedence", "x-auto-response-suppress")
    said = _said(note)
    if is_answer and _says_it(mail, note, least=3) and not _says_more(note):
        return True
    if not _is_about_nothing_else(note):
        return False
    if is_answer and not mail.quotes:
        return said >= 2
    return said >= 3 and notes.YOUR_MAIL.search(note) is not None


def _said(note: str) -> int:
    """How many of the things that absence notes say stand in the note."""
    return sum(pattern.search(note) is not None for pattern in (*_PARTS, notes.YOUR_MAIL))


def _says_it(mail: Evidence, note: str, *, least: int) -> bool:
    """Whether enough of what absence notes and receipts say stands in the note."""
    hits = sum(pattern.search(note) is not None for pattern in _PARTS)
    marked = (
        mail.null_path
        or mail.has("x-auto-response-suppress", "precedence")
        or ABOVE.match(mail.text[:_NOTE].lstrip()) is not None  # a ticket system's first line
    )
    if least == 1:
        return len(note) < _NOTE and (
            _is_certain(note) or (_is_received(note) and hits + marked > 1)
        )
    return hits + marked >= least


def _is_program_subject(mail: Evidence, end: int, note: str) -> bool:
    """Whether "Automatic reply: …" was put there by a program, and is not answered or asked about
    by a person; `end` is where the words end that say so."""
    if REPLY_SUBJECT.match(mail.subject):
        return _is_certain(note) and not _asks(note)
    is_bare = not mail.subject[end:].strip(" ]).!*\"'")
    return not _asks(note) or not (mail.answers or (is_bare and not _is_certain(note)))


def _sentences(note: str) -> list[str]:
    return [" ".join(found.split()) for found in notes.SENTENCE.split(note.partition("\n-- ")[0])]


def _says_more(note: str) -> bool:
    """Whether a sentence of some length is neither about an absence nor speaks to the reader, as
    what an absence note adds does ("for your order go to …")."""
    return any(
        len(sentence) >= _SENTENCE
        and not says.TO_READER.search(sentence)
        and not any(pattern.search(sentence) for pattern in _PARTS)
        for sentence in _sentences(note)
    )


def _is_about_nothing_else(note: str) -> bool:
    """Whether each sentence says what absence notes say, or is only polite."""
    return all(
        len(sentence) < _SCRAP
        or notes.POLITE.match(sentence) is not None
        or any(pattern.search(sentence) for pattern in (*_PARTS, notes.YOUR_MAIL))
        for sentence in _sentences(note)
    )


def _is_certain(note: str) -> bool:
    """Whether a note says that somebody is away, that a program wrote it, or that a mail arrived;
    thanks alone are said by people, too."""
    if notes.AWAY.search(note) or notes.MACHINE.search(note):
        return True
    received = notes.RECEIVED.search(note)
    return received is not None and not received[0].lower().startswith(
        ("thank", "bedankt", "dank", "merci", "remercie")
    )


def _is_received(note: str) -> bool:
    return notes.RECEIVED.search(note) is not None


def _asks(note: str) -> bool:
    """Whether a note asks something, or for something to be done."""
    said = note.partition("\n-- ")[0]
    return "?" in said.replace("/?", "").replace("?=", "") or bool(says.REQUEST.search(said))
