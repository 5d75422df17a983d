"""The weights that decide: those that were trained here, or ours, made of the corpus at first use.

A stamp says from which corpus, words and code weights came; those of another stamp are made anew.
`meldpost train` writes to the data directory. Without such a file the weights are trained at first
use, which takes half a minute, and kept with the installation (docs/adr/0020).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import triage
from config.errors import ConfigError, TransientError
from config.settings import Settings
from triage.labelled import LabelledMail
from triage.labelled import read as read_labelled
from triage.weights import Weights
from worker.learning.versions import champion_file
from worker.learning.weight_file import FORMAT, REMEDY, read, save

SEED = 20_261_121
_ROOM = Path(triage.__file__).parent
_MADE_BY = (
    "augment",
    "calibrate",
    "features",
    "grams",
    "judge",
    "learn",
    "lexicon",
    "mailboxes",
    "matrix",
    "request",
    "ridge",
    "rules",
    "scale",
    "score",
    "signals",
    "targets",
    "views",
    "weights",
)
_LIBRARIES = ("numpy", "scikit-learn")
Tell = Callable[[str, int, int], None]


def load(settings: Settings, tell: Tell | None = None) -> Weights:
    """The weights to decide with: those of `meldpost train`, or ours, trained now if need be.

    ConfigError if the file of the data directory is damaged, foreign, unsigned or of another
    version. Training at first use is told on standard error, or to `tell`.
    """
    if (path := champion_file(settings)) is not None:
        return _fresh(read(path), path)
    for path in cache_files():
        with contextlib.suppress(ConfigError):  # a cache: what is wrong with it is made again
            return read(path)
    found = train(corpus(), tell or _say)
    keep(found)
    return found


def train(mails: Sequence[LabelledMail], tell: Tell | None = None) -> Weights:
    """Stamped weights from these mails; the same mails always give the same weights."""
    from dataclasses import replace

    from triage.learn import learn

    made_with = {library: version(library) for library in _LIBRARIES}
    made_of = {**stamp(), **made_with, "mails": str(len(mails))}
    return replace(learn(mails, SEED, tell), stamp=made_of)


def corpus() -> list[LabelledMail]:
    """The labelled mails that ship with Meldpost."""
    return [mail for path in sorted(_ROOM.glob("corpus/*.jsonl")) for mail in read_labelled(path)]


def stamp() -> dict[str, str]:
    """What our weights depend on; two stamps that agree on this give the same answers."""
    return {
        "format": str(FORMAT),
        "corpus": _digest_of(_ROOM.glob("corpus/*.jsonl")),
        "words": _digest_of(_ROOM.glob("words/*.toml")),
        "code": _digest_of(_ROOM / f"{name}.py" for name in _MADE_BY),
    }


def cache_files(environment: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Where weights that were trained at first use may be; the name holds their stamp.

    In a virtual environment they live with the installation, whoever uses it; where that cannot be
    written, and elsewhere, with the user.
    """
    made_of = hashlib.sha256(json.dumps(stamp(), sort_keys=True).encode()).hexdigest()
    own = environment.get("XDG_CACHE_HOME")
    user = Path(own) if own else Path.home() / ".cache"
    installed = (Path(sys.prefix) / "share",) if sys.prefix != sys.base_prefix else ()
    folders = (user,) if own else (*installed, user)
    return tuple(folder / "meldpost" / f"{made_of[:20]}.weights" for folder in folders)


def keep(found: Weights) -> Path | None:
    """Keep weights for the next start, at the first place that can be written."""
    for path in cache_files():
        with contextlib.suppress(TransientError):
            save(found, path)
            return path
    return None


def describe(weights: Weights) -> str:
    """One line for `meldpost check`."""
    presets = [name[7:] for name in weights.heads if name.startswith("module:")]
    return f"trained from {weights.stamp.get('mails', '?')} mails for {', '.join(presets)}"


def _fresh(weights: Weights, path: Path) -> Weights:
    if any(weights.stamp.get(name) != made for name, made in stamp().items()):
        raise ConfigError(
            "these weights come from another version of Meldpost", path=path, remedy=REMEDY
        )
    return weights


def _digest_of(paths: Iterator[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _say(what: str, done: int, of: int) -> None:
    if what == "reading" and not done:
        sys.stderr.write("meldpost: first use, training the classifiers (some seconds)\n")
