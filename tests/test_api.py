"""The interface for Python: what is there, and that it does what the command line does."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

import postlint
from postlint.config.config import ConfigError, load_config
from postlint.engine import lint as run
from postlint.engine import run as runner
from postlint.engine import workers
from postlint.engine.discover import NothingToLintError

POST = "# Tea\n\n### Green\n\nOf China.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_public_names_are_there() -> None:
    for name in postlint.__all__:
        assert getattr(postlint, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        postlint.nothing  # noqa: B018


def test_lint_text() -> None:
    (found,) = postlint.lint_text(POST, path="post.md", select=["heading-increment"])
    assert isinstance(found, postlint.Finding)
    assert (found.path, found.rule, found.line, found.column) == ("post.md", "heading-increment", 3, 1)
    assert POST[found.start : found.end] == "### Green"


def test_lint_text_looks_for_no_configuration(folder: Path) -> None:
    (folder / ".postlint.yaml").write_text("rules: {heading-increment: off}\n")
    assert postlint.lint_text(POST, select=["heading-increment"])
    assert "heading-increment" not in {f.rule for f in postlint.lint_text(POST, config=".postlint.yaml")}


def test_lint_text_takes_a_configuration_or_a_preset() -> None:
    config = load_config(None, cwd=Path.cwd(), isolated=True, select=["heading-increment"])
    assert [f.rule for f in postlint.lint_text(POST, config=config)] == ["heading-increment"]
    assert [f.rule for f in postlint.lint_text(POST, preset="hugo", select=["heading-increment"])]
    with pytest.raises(ConfigError, match="unknown preset 'hugoo'"):
        postlint.lint_text(POST, preset="hugoo")
    with pytest.raises(ConfigError, match="did you mean 'headings'"):
        postlint.lint_text(POST, select=["heading"])


def test_lint_paths(folder: Path) -> None:
    (folder / "b.md").write_text(POST)
    (folder / "a.md").write_text("# Tea\n")
    (folder / ".postlint.yaml").write_text("select: [heading-increment]\n")
    report = postlint.lint_paths([folder / "b.md", "a.md"])
    assert [Path(file.path).name for file in report.files] == ["b.md", "a.md"]
    assert [f.rule for f in report.findings] == ["heading-increment"]
    with pytest.raises(NothingToLintError):
        postlint.lint_paths(["nowhere"])


def test_rules() -> None:
    assert postlint.rules()["heading-increment"].group == "headings"


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_gives_the_same_report(
    folder: Path, monkeypatch: pytest.MonkeyPatch, kind: type[ThreadPoolExecutor] | type[ProcessPoolExecutor]
) -> None:
    monkeypatch.setattr(runner, "BATCH_SIZE", 2)
    for number in range(7):
        (folder / f"{number}.md").write_text(POST * number)
    (folder / "7.md").write_bytes(b"\xff")
    alone = postlint.lint_paths(["."])
    with kind(2) as executor:
        assert postlint.lint_paths(["."], executor=executor) == alone
    monkeypatch.setattr(workers, "FILES_FOR_A_POOL", 1)
    assert postlint.lint_paths(["."], jobs=2) == alone


def test_what_crosses_a_process_border_is_plain(folder: Path) -> None:
    import pickle

    settings = load_config(None, cwd=folder, isolated=True).settings_for("post.md")
    batch = pickle.loads(pickle.dumps((settings, [("post.md", POST.encode())])))
    (linted,) = pickle.loads(pickle.dumps(run.lint_batch(*batch)))
    assert "heading-increment" in {f.rule for f in linted.report.findings}
