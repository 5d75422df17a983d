"""Tables: which rows are data, to be read on one line, and which are only layout."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

_MAX_ROW = 400  # characters; a longer row is a layout, not a table of data


def is_data_row(row: LexborNode) -> bool:
    """A row of two or more short cells with no table inside."""
    cells = 0
    cell = row.first_child
    while cell is not None:
        cells += cell.tag in {"td", "th"}
        cell = cell.next
    if cells < 2 or row.css_first("table") is not None or row.css_first("li, br + br") is not None:
        return False
    return len(row.text(deep=True)) <= _MAX_ROW


def has_left_neighbour(cell: LexborNode) -> bool:
    node = cell.prev
    while node is not None:
        if node.tag in {"td", "th"} and node.text(deep=True).strip():
            return True
        node = node.prev
    return False
