"""Outlook files for tests, written from scratch: .msg ([MS-CFB], [MS-OXMSG]) and winmail.dat.

Only what a reader needs: one storage tree, streams in the FAT or the mini FAT, Unicode properties.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Any

SECTOR, MINI = 512, 64
END, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
STRING, BINARY, INTEGER, TIME = 0x001F, 0x0102, 0x0003, 0x0040
Properties = dict[Any, Any]  # (id, type) → value; "mail" of an attachment: the properties of one


@dataclass
class Node:
    """A storage (`children`) or a stream (`data`)."""

    name: str
    data: bytes | None = None
    children: list[Node] = field(default_factory=list)


def properties(values: Properties, header: bytes) -> list[Node]:
    """The property stream of an object and the streams of its long values."""
    nodes, rows = [], []
    for (pid, kind), value in sorted(values.items()):
        if kind in (STRING, BINARY):
            data = value.encode("utf-16-le") if kind == STRING else value
            nodes.append(Node(f"__substg1.0_{pid:04X}{kind:04X}", data))
            size = len(data) + (2 if kind == STRING else 0)
            rows.append(struct.pack("<HHIII", kind, pid, 6, size, 0))
        elif kind == TIME:
            rows.append(struct.pack("<HHIQ", kind, pid, 6, value))
        else:
            rows.append(struct.pack("<HHIiI", kind, pid, 6, value, 0))
    return [Node("__properties_version1.0", header + b"".join(rows)), *nodes]


def msg(
    values: Properties,
    recipients: list[Properties],
    attachments: list[Properties],
) -> bytes:
    """A whole .msg file."""
    counts = struct.pack(
        "<8xIIII8x", len(recipients), len(attachments), len(recipients), len(attachments)
    )
    root = properties({(0x001A, STRING): "IPM.Note", (0x340D, INTEGER): 0x40000, **values}, counts)
    for number, recipient in enumerate(recipients):
        root.append(
            Node(f"__recip_version1.0_#{number:08X}", None, properties(recipient, bytes(8)))
        )
    for number, attachment in enumerate(attachments):
        mail = attachment.pop("mail", None)
        nodes = properties(attachment, bytes(8))
        if mail is not None:
            nodes.append(Node("__substg1.0_3701000D", None, properties(mail, bytes(24))))
        root.append(Node(f"__attach_version1.0_#{number:08X}", None, nodes))
    return compound(Node("Root Entry", None, root))


def compound(root: Node) -> bytes:
    """A whole OLE file ([MS-CFB]) with this tree in it."""
    nodes: list[tuple[Node, int]] = []  # node, index of its first child or -1
    _flatten(root, nodes)
    minifat: list[int] = []
    fat: list[int] = []
    mini, body = bytearray(), bytearray()
    starts = {}
    for node, _ in nodes:
        if node.data is None or not node.data:
            continue
        if len(node.data) < 4096:
            starts[id(node)] = len(minifat)
            count = -(-len(node.data) // MINI)
            minifat += [len(minifat) + n + 1 for n in range(count - 1)] + [END]
            mini += node.data.ljust(count * MINI, b"\0")
        else:
            starts[id(node)] = _add(node.data, fat, body)
    mini_start = _add(bytes(mini), fat, body) if mini else END
    table = struct.pack(f"<{len(minifat)}I", *minifat)
    table_start = _add(table, fat, body, fill=b"\xff") if table else END
    directory = b"".join(
        _entry(number, node, child, nodes, starts, mini_start, len(mini))
        for number, (node, child) in enumerate(nodes)
    )
    directory_start = _add(directory, fat, body)
    sectors = 1
    while sectors * 128 < len(fat) + sectors:
        sectors += 1
    fat_start = len(fat)
    fat += [FAT_SECTOR] * sectors
    fat += [FREE] * (sectors * 128 - len(fat))
    body += struct.pack(f"<{len(fat)}I", *fat)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, sectors, directory_start,
        0, 4096, table_start, -(-len(table) // SECTOR), END, 0,
    )  # fmt: skip
    difat = struct.pack("<109I", *[fat_start + n if n < sectors else FREE for n in range(109)])
    return header + difat + bytes(body)


def _flatten(node: Node, nodes: list[tuple[Node, int]]) -> None:
    """Breadth first; children of one storage stand together."""
    queue = [node]
    nodes.append((node, -1))
    while queue:
        current = queue.pop(0)
        if not current.children:
            continue
        at = next(number for number, (entry, _) in enumerate(nodes) if entry is current)
        nodes[at] = (current, len(nodes))
        nodes += [(child, -1) for child in current.children]
        queue += [child for child in current.children if child.children]


def _entry(
    number: int,
    node: Node,
    child: int,
    nodes: list[tuple[Node, int]],
    starts: dict[int, int],
    mini_start: int,
    mini_size: int,
) -> bytes:
    # Siblings hang to the right of each other: a degenerate tree, which readers follow.
    siblings = next(
        (list(range(first, first + len(parent.children))) for parent, first in nodes
         if first >= 0 and first <= number < first + len(parent.children)), [number],
    )  # fmt: skip
    right = number + 1 if number + 1 in siblings else FREE
    kind = 5 if number == 0 else 2 if node.data is not None else 1
    name = node.name.encode("utf-16-le")
    start = mini_start if number == 0 else starts.get(id(node), END if node.data is not None else 0)
    size = mini_size if number == 0 else len(node.data or b"")
    return struct.pack(
        "<64sHBBIII16xI16xIQ", name, len(name) + 2, kind, 1, FREE, right,
        child if child >= 0 else FREE, 0, start, size,
    )  # fmt: skip


def _add(data: bytes, fat: list[int], body: bytearray, fill: bytes = b"\0") -> int:
    start = len(fat)
    count = max(1, -(-len(data) // SECTOR))
    fat += [start + n + 1 for n in range(count - 1)] + [END]
    body += data.ljust(count * SECTOR, fill)
    return start


def winmail(
    *, body: str = "", rtf: bytes = b"", attachments: dict[str, bytes] | None = None
) -> bytes:
    """A TNEF stream with a plain or rich body and attachments."""
    out = [
        b"\x78\x9f\x3e\x22\x01\x00",
        tnef_attribute(1, 0x0006, 0x9007, struct.pack("<II", 1252, 0)),
    ]
    if body:
        out.append(tnef_attribute(1, 0x0002, 0x800C, body.encode("cp1252") + b"\0"))
    if rtf:
        padded = rtf.ljust(-(-len(rtf) // 4) * 4, b"\0")
        rows = struct.pack("<IHHII", 1, 0x0102, 0x1009, 1, len(rtf)) + padded
        out.append(tnef_attribute(1, 0x0006, 0x9003, rows))
    for name, data in (attachments or {}).items():
        out.append(tnef_attribute(2, 0x0006, 0x9002, bytes(14)))
        out.append(tnef_attribute(2, 0x0001, 0x8010, name.encode("cp1252") + b"\0"))
        out.append(tnef_attribute(2, 0x0006, 0x800F, data))
    return b"".join(out)


def tnef_attribute(level: int, kind: int, name: int, data: bytes) -> bytes:
    return (
        struct.pack("<BHHI", level, name, kind, len(data))
        + data
        + struct.pack("<H", sum(data) & 0xFFFF)
    )
