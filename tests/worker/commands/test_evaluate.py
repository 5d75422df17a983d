"""`meldpost evaluate`, run as people run it."""

import json
from pathlib import Path

from tests.worker.command import meldpost
from worker.learning import weights


def _labelled(folder: Path) -> Path:
    lines = [mail.model_dump_json(exclude_none=True) for mail in weights.corpus()[::400]]
    path = folder / "mails.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_page_and_its_figures(tmp_path: Path) -> None:
    path = _labelled(tmp_path)
    done = meldpost("evaluate", path.name, "--out", "seen/here", "--baselines", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "surest mistakes" in done.stdout
    assert "beside it commonest label" in done.stdout
    assert "were learned from" in done.stdout
    folder = tmp_path / "seen" / "here"
    assert "mails.jsonl" in (folder / "index.html").read_text("utf-8")
    figures = json.loads((folder / "evaluation.json").read_text("utf-8"))
    assert figures["mails"] == len(path.read_text("utf-8").splitlines())
    assert set(figures["heads"]["type"]["baselines"]) == {
        "commonest label",
        "tf-idf and logistic regression",
    }


def test_json_alone_is_printed(tmp_path: Path) -> None:
    path = _labelled(tmp_path)
    done = meldpost("evaluate", path.name, "--json", "--out", "seen", folder=tmp_path)
    assert json.loads(done.stdout)["review_cost"]["mails"] > 0
    assert len(done.stdout.splitlines()) == 1


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    path = _labelled(tmp_path)
    done = meldpost("evaluate", path.name, "--out", path.name, folder=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("*/index.html"))
