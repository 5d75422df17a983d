"""Absence notes and receipts whose header does not say that a program wrote them."""

from __future__ import annotations

from ingest.kinds.evidence import Evidence
from ingest.patterns import absences as says
from ingest.patterns.history import ABOVE, REPLY_SUBJECT

_NOTE = 1_500  # characters of the longest absence note
_SENTENCE = 45  # characters of a sentence that says something


def reason(mail: Evidence) -> str | None:
    note = mail.reply[:_NOTE]
    if match := says.AUTO_SUBJECT.match(mail.subject):
        is_whole = says.AUTO_REST.match(mail.subject[match.end() :]) is not None
        if is_whole and not says.WEAK_AUTO.search(match[0]):
            return "auto_subject" if _is_program_subject(mail, match.end(), note) else None
        least = 2 if REPLY_SUBJECT.match(mail.subject) else 1
        if _says_it(mail, note, least=least) and not _asks(note):
            return "auto_subject_and_words"
    if len(mail.reply) >= _NOTE or _asks(note):
        return None
    if says.MACHINE.search(note) and (says.RECEIVED.search(note) or says.AWAY.search(note)):
        return "auto_words"
    is_answer = mail.answers or mail.null_path or mail.has("precedence", "x-auto-response-suppress")
    return (
        "absence_words"
        if is_answer
        and says.AWAY.search(note)
        and _says_it(mail, note, least=3)
        and not _says_more(note)
        else None
    )


def _says_it(mail: Evidence, note: str, *, least: int) -> bool:
    """Whether enough of what absence notes and receipts say stands in the note."""
    hits = sum(
        pattern.search(note) is not None
        for pattern in (says.AWAY, says.LATER, says.INSTEAD, says.MACHINE, says.RECEIVED)
    )
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


def _says_more(note: str) -> bool:
    """Whether a sentence of some length is neither about an absence nor speaks to the reader, as
    what an absence note adds does ("for your order go to …")."""
    for sentence in says.SENTENCE.split(note.partition("\n-- ")[0]):
        if len(sentence) >= _SENTENCE and not says.TO_READER.search(sentence):
            about = (says.AWAY, says.LATER, says.INSTEAD, says.MACHINE, says.RECEIVED)
            if not any(pattern.search(sentence) for pattern in about):
                return True
    return False


def _is_certain(note: str) -> bool:
    """Whether a note says that somebody is away, that a program wrote it, or that a mail arrived;
    thanks alone are said by people, too."""
    if says.AWAY.search(note) or says.MACHINE.search(note):
        return True
    received = says.RECEIVED.search(note)
    return received is not None and not received[0].lower().startswith(("thank", "bedankt"))


def _is_received(note: str) -> bool:
    return says.RECEIVED.search(note) is not None


def _asks(note: str) -> bool:
    """Whether a note asks something, or for something to be done."""
    said = note.partition("\n-- ")[0]
    return "?" in said.replace("/?", "").replace("?=", "") or bool(says.REQUEST.search(said))
