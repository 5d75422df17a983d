"""Medical facts: what counts as a term, and what is only talk of one. All people are invented."""

import pytest

from tests.triage.mails import data

HITS = [
    # compounds of parts, in the four languages
    ("Fenna heeft een hersentumor en komt pas in mei terug.", ["hersentumor"]),
    ("Bij Tijn staat zijn fructose-intolerantie niet meer.", ["fructose-intolerantie"]),
    ("Sinds haar niertransplantatie slaapt Noor overdag.", ["niertransplantatie"]),
    ("Guus heeft een middenoorontsteking gehad.", ["middenoorontsteking"]),
    ("Der Sohn von Frau Weber, Jonas, hat eine Nussallergie.", ["Nussallergie"]),
    ("Emma hat seit der Mandeloperation nichts gegessen.", ["Mandeloperation"]),
    # plain words: illnesses, aids, medicines, feeding
    ("Loes heeft hoogtevrees, kan zij bij de klimgroep weg?", ["hoogtevrees"]),
    ("Onze zoon Sep krijgt 's avonds Movicol en Slenyto.", ["Movicol", "Slenyto"]),
    ("Léa Dupont porte un appareil auditif depuis mars.", ["appareil auditif"]),
    ("Lilly trägt seit Mai ein Hörgerät.", ["Hörgerät"]),
    ("Mila is terug na haar klaplong.", ["klaplong"]),
    ("Oscar has glandular fever and stays at home.", ["glandular fever"]),
    ("Notre fils Hugo est somnambule.", ["somnambule"]),
    ("Finn plast in bed, zet dat bij de nachtwacht.", ["plast in bed"]),
    ("Isa krijgt Nutrison over de pomp.", ["Nutrison"]),
    ("Noé souffre d'hemophilie.", ["hemophilie"]),  # written without its accents
    ("Jip heeft het Dravet-syndroom.", ["Dravet-syndroom"]),
    ("Bo heeft de ziekte van Perthes.", ["ziekte van Perthes"]),
    # broken and sprained
    ("Mein Sohn Max hat sich das Handgelenk gebrochen.", ["Handgelenk gebrochen"]),
    ("Zoë s'est foulé la cheville hier.", ["foulé la cheville"]),
    ("Lucas broke his arm on Friday.", ["broke his arm"]),
    # with what it is against
    ("Lou a une allergie aux protéines de lait de vache.",
     ["allergie aux protéines de lait de vache"]),
    ("Notre fille Jade a une allergie aux fruits à coque.", ["allergie aux fruits à coque"]),
    ("Our son Jack has type 1 diabetes.", ["type 1 diabetes"]),
    ("Onze zoon Jef heeft ADD en neemt Concerta.", ["ADD", "Concerta"]),
    ("Onze zoon Lars had een keelamandeloperatie.", ["keelamandeloperatie"]),
    # light ones, where somebody has them
    ("Mijn dochter Saar had gisteren koorts.", ["koorts"]),
    ("Stijn kreeg luizen op het kamp.", ["luizen"]),
    ("Pim zit in een rolstoel.", ["rolstoel"]),
    ("Rosa heeft een zware allergie.", ["allergie"]),
    # food that is forbidden, or stands behind a name
    ("Teun mag geen noten of melk.", ["noten", "melk"]),
    ("Op de lijst: Saar (melk) en Joris Bakker (ei).", ["melk", "ei"]),
]  # fmt: skip

NEAR_MISSES = [
    # the same parts, in words of another trade
    "Fenna vindt de datainbreuk erg en wil uitleg.",
    "De coöperatie van Tijn de Vries betaalt de factuur.",
    "Noor ziet een toegangsbeperking op het scherm.",
    "Guus Bakker meldt een netwerkstoornis.",
    "De app heeft kinderziektes, zegt Loes de Wit.",
    "Jonas Weber sieht eine Systemstörung.",
    "Le sondage de Léa Dupont est vide.",
    "De modulen van Emma Visser staan uit.",
    "Lou Martin entre dans l'enceinte de l'école.",
    "Sep gebruikt MS Teams en MS Office.",
    "Mila staat blind op de lijst.",
    "Jef drukt op ADD en er komt niets.",
    "Familie Pfeiffer en mevrouw Addison willen een factuur.",
    "ALS IK BIJ LOES KLIK KOMT ER NIETS",
    # light ones without somebody who has them
    "Bij koorts bellen wij de moeder van Saar.",
    "Stijn kreeg de mail over luizen.",
    "Waarom staat allergie niet op de lijst van Rosa?",
    "Er kan een kind in een rolstoel bij Pim in de bus.",
    "Een van de kleintjes had koorts toen Saar er was.",
    "Een collega met griep verving Stijn.",
    # nobody in particular
    "Wij hebben vier kinderen met epilepsie in de groep van Noor.",
    "De keuken van Teun telt 9 met vlees en 4 zonder gluten.",
    'In het vak staat "neen", "autisme", "weet niet", zegt Joris Bakker.',
    "Welk kind slaapwandelt weet Isa niet.",
    # food that nobody is forbidden
    "Saar heeft melk gemorst op de tablet.",
    "Teun koopt noten voor het feest.",
]


@pytest.mark.parametrize(("body", "terms"), HITS)
def test_terms(body: str, terms: list[str]) -> None:
    assert data(body, "health") == terms


@pytest.mark.parametrize("body", NEAR_MISSES)
def test_near_misses(body: str) -> None:
    assert data(body, "health") == []
