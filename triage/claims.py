"""Claims: the stretches of a text that have a meaning already, found fast among thousands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_CELL = 256  # characters


class Claims:
    """Stretches (start, end) in any order, which may overlap; kept in cells of the text."""

    def __init__(self, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self._cells: dict[int, list[tuple[int, int]]] = {}
        self.extend(stretches)

    def add(self, start: int, end: int) -> None:
        for cell in range(start // _CELL, max(start, end - 1) // _CELL + 1):
            self._cells.setdefault(cell, []).append((start, end))

    def extend(self, stretches: Iterable[tuple[int, int]]) -> None:
        for start, end in stretches:
            self.add(start, end)

    def touch(self, start: int, end: int) -> bool:
        """Whether a stretch has a character of `start` to `end`."""
        return any(low < end and start < high for low, high in self._near(start, end))

    def last_end(self, low: int, high: int) -> int | None:
        """The furthest end of a stretch that ends behind `low` and not behind `high`."""
        ends = (end for _, end in self._near(low, high) if low < end <= high)
        return max(ends, default=None)

    def _near(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for cell in range(start // _CELL, max(start, end - 1) // _CELL + 1):
            yield from self._cells.get(cell, ())
