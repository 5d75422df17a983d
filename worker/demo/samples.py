"""The sample mails of the demo: real bytes of fictional people, for both desks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SAMPLES = Path(__file__).parent / "samples"


@dataclass(frozen=True, slots=True)
class Sample:
    """One mail; `name` says what is the matter with it, `desk` is the preset it is meant for."""

    desk: str
    name: str
    raw: bytes = field(repr=False)


def samples() -> tuple[Sample, ...]:
    """All of them, in the order in which they arrive."""
    return tuple(
        Sample(desk, path.stem, on_the_wire(path.read_bytes()))
        for desk in desks()
        for path in sorted((SAMPLES / desk).glob("*.eml"))
    )


def desks() -> tuple[str, ...]:
    """The presets that there are samples for, the larger one first."""
    folders = [path for path in SAMPLES.iterdir() if path.is_dir()]
    return tuple(path.name for path in sorted(folders, key=lambda one: (-_count(one), one.name)))


def on_the_wire(raw: bytes) -> bytes:
    """With the line ends that mail has on its way (RFC 5321, 2.3.8)."""
    return raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def emls(folder: Path) -> Iterator[Path]:
    """The mails that lie in a folder."""
    return (path for path in sorted(folder.iterdir()) if path.suffix.lower() == ".eml")


def _count(folder: Path) -> int:
    return sum(1 for _ in folder.glob("*.eml"))
