"""Message, triage, preset → Reply, or the reason why there is none. Pure.

One mail says everything at once: what was understood, what is missing, by when, and which kinds of
personal data should not have been sent. The value of personal data is never repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from css_inline import inline
from markupsafe import Markup

from config.codes import CheckCode, FactCode, Sender
from config.preset import Language, Preset, Question, Words
from ingest.message import Message
from notify.guard import recipient
from notify.html import body_html
from notify.render import render
from notify.reply import NoReply, Reply, TicketFacts
from notify.words import moment, word
from triage.decision import Finding, Triage

SURE_OF_A_PARENT = 0.6
MOST_QUESTIONS = 3  # of the support page in one mail: who is asked more answers none
LANGUAGES: tuple[Language, ...] = ("nl", "fr", "en", "de")
_REFUSED = (CheckCode.RIGHTS_REQUEST, CheckCode.STAFF_DATA_REQUEST)
_ADVICE = (
    CheckCode.MISSING_LINK,
    CheckCode.NO_CONCRETE_EXAMPLE,
    CheckCode.NO_QUESTION,
    CheckCode.MULTIPLE_QUESTIONS,
    CheckCode.COPIED_PARENT_MAIL,
)
_PREFIXES = re.compile(r"^(?:\s*(?:re|antw|aw|rép|sv)\s*(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE)
_ODD_IN_A_NAME = re.compile(r"[@:/\\<>{}\[\]|=\d]|www|\.\w", re.IGNORECASE)
_UNNAMED = frozenset({"child_first_name", "childminder_name", "link", "ticket_reference"})
_NO_SUBJECT = {"nl": "je bericht", "fr": "votre message", "en": "your message", "de": "Ihre Mail"}
_INFORMAL = {"u": "je", "U": "Je", "uw": "je", "Uw": "Je"}
_FORMAL = {"u": "u", "U": "U", "uw": "uw", "Uw": "Uw"}


def compose(
    message: Message, triage: Triage, preset: Preset, ticket: TicketFacts
) -> Reply | NoReply:
    """The automatic answer to a mail of a person.

    A follow-up is answered by a colleague, and by us only if it holds personal data.
    """
    template = _template(triage, ticket)
    if template is None:
        return NoReply("a follow-up: a colleague answers")
    language = _language(message, preset)
    facts = _facts(message, triage, preset, ticket, language)
    if template == "referral":
        facts["instead"] = ""  # a parent has no number of ours to send
    subject = _without_values(
        " ".join(render(preset.folder, f"{template}/subject.{language}.txt", facts).split()),
        triage.findings,
    )
    text = _without_values(
        render(preset.folder, f"{template}/body.{language}.txt", facts), triage.findings
    )
    return Reply(
        template=template,
        language=language,
        to=recipient(message),
        subject=subject,
        text=text,
        html=_html(text, subject, preset, ticket, language),
    )


def _template(triage: Triage, ticket: TicketFacts) -> str | None:
    if triage.sender.value == Sender.PARENT and triage.sender.confidence >= SURE_OF_A_PARENT:
        return "referral"
    if not ticket.follow_up:
        return "acknowledgement"
    return "personal_data" if triage.findings else None


def _facts(
    message: Message, triage: Triage, preset: Preset, ticket: TicketFacts, language: Language
) -> dict[str, object]:
    """Everything a template may name."""
    terms = triage.terms
    codes = [check.code for check in triage.checks]
    questions = dict(_questions(triage, preset))
    return {
        **(_FORMAL if preset.mail.formal else _INFORMAL),
        "name": _greeted(message.from_.name),
        "subject": _subject(triage.redacted.subject, language),
        "ticket": ticket.number,
        "module": _spoken(preset.modules[triage.module.value].display, language, preset),
        "type": word("type", triage.type.value, language),
        "priority": word("priority", triage.priority.value, language),
        "numbers": list(_numbers(triage, preset, language)),
        "missing": list(_missing(triage, preset, language)),
        "advice": list(_advice(triage, questions)),
        "questions": [_spoken(one.ask, language, preset) for one in questions.values()],
        "refused": [code.value for code in codes if code in _REFUSED],
        "found": list(_found(triage, language)),
        "instead": _spoken(preset.privacy.instead, language, preset),
        "waiting": terms.clock == "waiting",
        "respond_by": moment(terms.respond_by, language) if terms.respond_by else None,
        "solve_by": moment(terms.solve_by, language) if terms.solve_by else None,
        "to_be_agreed": terms.solve_by is None and "to be agreed" in terms.reason,
        "signature": _spoken(preset.mail.signature, language, preset),
        "automatic": True,
    }


def _questions(triage: Triage, preset: Preset) -> Iterator[tuple[FactCode, Question]]:
    """What this desk wants to know of such a mail and the mail leaves out, in its order."""
    if any(check.code in _REFUSED for check in triage.checks):
        return
    untold = {fact.code for fact in triage.facts if fact.answer is None}
    wanted = (
        (code, question)
        for code, question in preset.questions.items()
        if code in untold and triage.type.value in question.types
    )
    yield from islice(wanted, MOST_QUESTIONS)


def _advice(triage: Triage, questions: Mapping[FactCode, Question]) -> Iterator[str]:
    """The codes of the hints to write; an example is not asked for twice in other words."""
    for check in triage.checks:
        asked = check.code is CheckCode.NO_CONCRETE_EXAMPLE and FactCode.WHERE in questions
        asked = asked or (check.code is CheckCode.NO_QUESTION and FactCode.QUESTION in questions)
        if check.code in _ADVICE and not asked:
            yield check.code.value


def _language(message: Message, preset: Preset) -> Language:
    return next((one for one in LANGUAGES if one == message.language), preset.language)


def _spoken(words: Words, language: Language, preset: Preset) -> str:
    """The words in this language, else in the preset's own; empty if it has neither."""
    return words.get(language) or words.get(preset.language, "")


def _greeted(name: str) -> str:
    """The sender's name for the greeting; nothing where it could carry an address or a link."""
    name = " ".join(name.split())
    return "" if len(name) > 60 or _ODD_IN_A_NAME.search(name) else name


def _subject(subject: str, language: Language) -> str:
    return _PREFIXES.sub("", " ".join(subject.split())) or _NO_SUBJECT[language]


def _numbers(triage: Triage, preset: Preset, language: Language) -> Iterator[str]:
    """The identifiers of the mail itself with their names; names of people and links are not
    repeated."""
    seen: dict[tuple[str, str], None] = {}
    for span in triage.identifiers:
        if (
            span.attachment is None
            and span.kind not in _UNNAMED
            and span.kind in preset.identifiers
        ):
            seen[span.kind, span.text] = None
    for kind, value in seen:
        yield f"{_spoken(preset.identifiers[kind].display, language, preset)} {value}"


def _missing(triage: Triage, preset: Preset, language: Language) -> Iterator[str]:
    """What we need by its name, and where the customer finds it."""
    for check in triage.checks:
        if check.code is not CheckCode.MISSING_IDENTIFIER or check.detail is None:
            continue
        identifier = preset.identifiers.get(check.detail)
        if identifier is None:
            yield word("missing", check.detail, language)
            continue
        where = _spoken(identifier.where, language, preset)
        name = _spoken(identifier.display, language, preset)
        yield f"{name} ({where})" if where else name


def _found(triage: Triage, language: Language) -> Iterator[str]:
    """Each kind of personal data once for each place, in words; never the value."""
    seen = {(finding.kind, finding.span.where.partition(":")[0]) for finding in triage.findings}
    for kind, place in sorted(seen):
        yield f"{word('data', kind, language)} ({word('place', place, language)})"


def _without_values(text: str, findings: Iterable[Finding]) -> str:
    """`text` with every found value struck out, should one have slipped in by another way."""
    folded = text.casefold()
    for value in {finding.span.text for finding in findings if len(finding.span.text) > 3}:
        if value.casefold() in folded:
            text = re.sub(re.escape(value), "•••", text, flags=re.IGNORECASE)
    return text


def _html(text: str, title: str, preset: Preset, ticket: TicketFacts, language: Language) -> str:
    """The layout round the text, with styles inline as most mail programs want them."""
    page = render(
        preset.folder,
        "layout.html",
        {
            "language": language,
            "title": title,
            "desk": preset.display_name,
            "ticket": ticket.number,
            "body": Markup(body_html(text)),  # noqa: S704  body_html escapes all it is given
        },
    )
    return str(inline(page, keep_style_tags=True))
