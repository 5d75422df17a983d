"""docs/parsing.md names every defect that the parser can note, and no other."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOTED = re.compile(r'defects(?:\.append\(|=\()"([a-z0-9_]+)"')
NAMED = re.compile(r'\("([a-z]+_cut)", _')
EITHER = re.compile(r'defects\.append\("([a-z_]+)" if [^)]*? else "([a-z_]+)"\)')


def test_every_defect_is_documented() -> None:
    noted = set()
    for path in ROOT.joinpath("ingest").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        noted |= set(NOTED.findall(source)) | set(NAMED.findall(source))
        noted |= {code for pair in EITHER.findall(source) for code in pair}
    page = ROOT.joinpath("docs/parsing.md").read_text(encoding="utf-8")
    table = page.split("## Defects")[1].split("## Limits")[0]
    assert set(re.findall(r"`([a-z0-9_]+)`", table)) == noted
