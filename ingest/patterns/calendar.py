"""Days, months and time zones as programs write them in a Date. Expressions are for small letters."""

from __future__ import annotations

import re

# RFC 5322 knows English months alone; programs that ask their user's language write others. The
# beginnings of their names, without a dot; the longest that fits decides ("mars" is no "mar…").
MONTHS: dict[int, tuple[str, ...]] = {
    1: ("jan", "ene", "gen", "janv", "sty", "led", "ian", "oca", "янв", "січ", "ιαν", "tammi"),
    2: ("feb", "fev", "fév", "fevr", "févr", "lut", "úno", "şub", "фев", "лют", "φεβ", "helmi"),
    3: ("mar", "maa", "mrt", "mär", "mrz", "mars", "bře", "márc", "мар", "бер", "μαρ", "maalis"),
    4: ("apr", "abr", "avr", "kwi", "dub", "ápr", "nis", "апр", "кві", "απρ", "huhti"),
    5: ("may", "mei", "mai", "maj", "mag", "mayo", "kvě", "máj", "мая", "май", "тра", "μαΐ", "touko"),
    6: ("jun", "juin", "giu", "cze", "červ", "jún", "iun", "haz", "июн", "чер", "ιουν", "kesä"),
    7: ("jul", "juil", "lug", "lip", "července", "júl", "iul", "tem", "июл", "ιουλ", "heinä"),
    8: ("aug", "ago", "aoû", "aou", "sie", "srp", "ağu", "авг", "сер", "αυγ", "elo"),
    9: ("sep", "set", "wrz", "zář", "szept", "eyl", "сен", "вер", "σεπ", "syys"),
    10: ("oct", "okt", "ott", "out", "paź", "říj", "eki", "окт", "жов", "οκτ", "loka"),
    11: ("nov", "lis", "kas", "noi", "ноя", "лис", "νοε", "marras"),
    12: ("dec", "déc", "dez", "dic", "gru", "pro", "ara", "des", "дек", "гру", "δεκ", "joulu"),
}  # fmt: skip

# Minutes east of Greenwich. Those of RFC 5322, 4.3, and those of which each has one meaning in mail:
# "IST" and "CST" of other continents are left out.
ZONES: dict[str, int] = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 60, "bst": 60,
    "cet": 60, "cest": 120, "met": 60, "mest": 120, "mez": 60, "mesz": 120, "mewt": 60,
    "eet": 120, "eest": 180, "sast": 120, "msk": 180, "msd": 240, "trt": 180,
    "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "akst": -540, "hst": -600, "ast": -240, "adt": -180, "brt": -180,
    "hkt": 480, "sgt": 480, "jst": 540, "kst": 540, "aest": 600, "aedt": 660, "nzst": 720,
    "nzdt": 780,
}  # fmt: skip

_WORD = r"([^\W\d_]{3,14})"
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª)?"
# Dates whose month has a name, each with the places of year, month and day among its groups.
SPELLED = (
    (re.compile(rf"(?<!\d)(\d{{1,2}}){_ORDINAL}[.\s-]+(?:de\s)?{_WORD}[.,]?[\s-]+(?:de\s)?(\d{{2,4}})(?![\d:])"), 3, 2, 1),
    (re.compile(rf"{_WORD}[.\s]\s*(\d{{1,2}}){_ORDINAL},?\s+(\d{{4}})(?!\d)"), 3, 1, 2),
    # asctime(3) puts the time, and date(1) its zone, before the year.
    (re.compile(rf"{_WORD}\s+(\d{{1,2}})\s[\d:.]{{5,12}}\s(?:[a-z]{{3,4}}\s)?(\d{{4}})(?!\d)"), 3, 1, 2),
)  # fmt: skip
