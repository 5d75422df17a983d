"""The header that Outlook and others put above older mail: "From: … Sent: … To: … Subject: …"."""

from __future__ import annotations

from ingest.lines import Lines
from ingest.patterns import history as words

_MOST_LINES = 24
_MAIN = frozenset({"from", "date", "to", "subject"})


def _role(text: str) -> tuple[str, str] | None:
    """What a line of a header says, and its value."""
    if ":" not in text[:60] and "：" not in text[:60]:
        return None
    match = words.LABEL.match(text)
    if match is None:
        return None
    label = " ".join(match[1].lower().split())
    role = words.ROLES.get(label) or words.ROLES.get(label.partition(" / ")[0])
    return (role, match[2]) if role else None


def end_of(lines: Lines, at: int, *, least: int) -> int | None:
    """The line behind a header that begins at `at`; None if there is none.

    `least` is how many of from, date, to, subject it must hold, 1 below a divider."""
    if _role(lines.texts[at]) is None:
        return None
    found: dict[str, str] = {}
    end = at
    number = at
    last = ""
    while number < min(len(lines), at + _MOST_LINES):
        text = lines.texts[number]
        role = _role(text)
        if role is not None and role[0] not in (found if role[0] in {"from"} else ()):
            found.setdefault(*role)
            last = role[0]
            end = number + 1
        elif not text:
            following = lines.next_written(number)
            if (
                following - number > 1
                or following >= len(lines)
                or _role(lines.texts[following]) is None
            ):
                break
        elif not _continues(text, last, found):
            break
        else:
            end = number + 1
        number += 1
    return end if _is_header(found, least) else None


def end_of_notes(lines: Lines, at: int) -> int | None:
    """The line behind the header of Notes, whose labels stand alone and without a colon; it begins
    with a name at line `at`, and a date alone on one of the next lines. Notes names people by
    address or by path, "Els Mulder/KDV/NL"."""
    dated = next((n for n in range(at + 1, min(at + 4, len(lines))) if _is_date(lines.texts[n])), 0)
    if not dated or not all(lines.texts[at:dated]):
        return None
    least = ["to", "subject"]
    for number in range(dated + 1, min(dated + _MOST_LINES, len(lines))):
        if words.ROLES.get(lines.texts[number].lower()) == least[0]:
            least.pop(0)
            if not least:
                people = (*lines.texts[at:dated], *lines.texts[dated + 1 : number])
                has_address = any("@" in text or "/" in text for text in people)
                return min(number + 2, len(lines)) if has_address else None
    return None


def _is_date(text: str) -> bool:
    return text[:1].isdigit() and words.DATE_ALONE.match(text) is not None


def _continues(text: str, last: str, found: dict[str, str]) -> bool:
    """A long list of recipients or a long subject runs on; a value may stand below its label."""
    if last and not found.get(last, "").strip():
        found[last] = text
        return True
    return last in {"to", "cc", "from"} and ("@" in text or ";" in text or text[0] in "<(")


def _is_header(found: dict[str, str], least: int) -> bool:
    roles = _MAIN & found.keys()
    if least == 1:
        return bool(roles)
    if "from" not in roles or len(roles) < 2:
        return False
    has_address = "@" in found["from"] or "@" in found.get("to", "")
    has_date = words.DATE.search(found.get("date", "")) is not None
    if len(roles) == 2:
        return "@" in found["from"] and has_date
    if "subject" in roles:
        return len(roles) >= least and (has_address or has_date)
    # "From: Ghent, To: Bruges, Date: 2 March" is no mail.
    return len(roles) >= least and has_date and (has_address or ":" in found["date"])
