"""presidio-analyzer and deduce on lines of JSON, run by the interpreter that has them.

Each line of standard input is a round: a list of texts. Back goes, for each program, the processor
seconds that it took, and what it found in each text as [kind, value], by our codes. This file
imports nothing of ours; see benchmarks/beside.py.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable
from importlib.metadata import version

Found = list[tuple[str, str]]
KINDS = {
    "bsn": "bsn", "datum": "birth_date", "persoon": "person_name", "patient": "person_name",
    "locatie": "address", "telefoonnummer": "phone", "emailadres": "email",
    "NL_BSN": "bsn", "DATE_TIME": "birth_date", "PHONE_NUMBER": "phone", "EMAIL_ADDRESS": "email",
    "IBAN_CODE": "iban",
}  # fmt: skip


def deduce() -> Callable[[str], Found]:
    """As it comes."""
    from deduce import Deduce

    model = Deduce()
    return lambda text: [(one.tag, one.text) for one in model.deidentify(text).annotations]


def presidio() -> Callable[[str], Found]:
    """All pattern recognizers that serve any language, telephones of our countries, and the BSN,
    for which it ships none: nine digits that pass the eleven test, with words that go with them."""
    import spacy
    from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine
    from presidio_analyzer.predefined_recognizers import PhoneRecognizer

    class Blank(SpacyNlpEngine):
        def load(self) -> None:
            self.nlp = {"nl": spacy.blank("nl")}

    class Bsn(PatternRecognizer):
        def validate_result(self, pattern_text: str) -> bool:
            weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
            return sum(w * int(d) for w, d in zip(weights, pattern_text, strict=True)) % 11 == 0

    registry = RecognizerRegistry(supported_languages=["nl"])
    registry.load_predefined_recognizers(languages=["nl"])
    for name in ("SpacyRecognizer", "PhoneRecognizer"):
        registry.remove_recognizer(name)
    registry.add_recognizer(
        PhoneRecognizer(supported_language="nl", supported_regions=("NL", "BE", "FR", "DE"))
    )
    nine = Pattern("nine digits", r"\b\d{9}\b", 0.4)
    context = ["bsn", "burgerservicenummer", "sofinummer"]
    registry.add_recognizer(
        Bsn(supported_entity="NL_BSN", patterns=[nine], context=context, supported_language="nl")
    )
    engine = Blank(models=[{"lang_code": "nl", "model_name": "blank"}])
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["nl"])

    def found(text: str) -> Found:
        results = analyzer.analyze(text, language="nl", score_threshold=0.4)
        return [(one.entity_type, text[one.start : one.end]) for one in results]

    return found


def main() -> None:
    """Serve rounds until there are no more."""
    logging.disable(logging.WARNING)
    programs = {
        f"deduce {version('deduce')}": deduce(),
        f"presidio {version('presidio-analyzer')}": presidio(),
    }
    for line in sys.stdin:
        texts, answer = json.loads(line), {}
        for name, find in programs.items():
            begun = time.process_time()
            found = [find(text) for text in texts]
            seconds = time.process_time() - begun
            known = [[(KINDS.get(kind, kind), v) for kind, v in one] for one in found]
            answer[name] = {"seconds": seconds, "found": known}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
