"""What the documents promise is there, and what is there stands in the documents."""

import re
from pathlib import Path
from pkgutil import resolve_name

import pytest

from config import servers
from worker.cli import COMMANDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
ROOMS = "config|ingest|triage|notify|models|desk|worker|benchmarks|tests"
FILE = re.compile(rf"`((?:{ROOMS}|docs)/[\w./-]+)`")
CALL = re.compile(rf"`((?:{ROOMS})(?:\.\w+)+)")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert re.search(rf"`meldpost {command}\b", README)


@pytest.mark.parametrize(
    "document", [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))], ids=str
)
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in LINK.findall(text):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize(
    "document", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=str
)
def test_files_and_calls_that_are_named_are_there(document: Path) -> None:
    """But not in decisions, which tell of what was."""
    text = document.read_text(encoding="utf-8")
    assert [name for name in FILE.findall(text) if not (ROOT / name).exists()] == []
    for name in CALL.findall(text):
        assert resolve_name(name), name


@pytest.mark.parametrize("key", sorted(servers.Mailbox.model_fields))
def test_every_setting_of_a_mailbox_is_explained(key: str) -> None:
    explained = (ROOT / "docs" / "mailboxes.md").read_text(encoding="utf-8")
    assert re.search(rf"`{key}`|{key} = ", explained) or key in {"password"}


@pytest.mark.parametrize("page", sorted(path.name for path in (ROOT / "docs").glob("*.md")))
def test_every_page_is_named_in_the_readme(page: str) -> None:
    assert f"(docs/{page})" in README


def test_decisions_are_numbered_once() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs" / "adr").glob("*.md")]
    assert len(numbers) == len(set(numbers))


def test_the_changelog_tells_of_this_version() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert version is not None
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
