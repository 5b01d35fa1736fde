"""The interface for Python: what is there, and that it does what the command line does."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

import postlint
from postlint.config.config import ConfigError
from postlint.config.load_config import load_config
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


def test_lint_text_looks_for_no_site(folder: Path) -> None:
    (folder / "hugo.toml").write_text("", encoding="utf-8")
    text = "---\nweight: [1]\n---\nRye.\n"
    assert not postlint.lint_text(text, select="front-matter-schema")
    assert not postlint.lint_text(text, config={"select": ["front-matter-schema"]})
    assert postlint.lint_text(text, "content/rye.md", select="front-matter-schema")


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


# -- what an embedder needs -------------------------------------------------------------------------------


def test_configuration_and_selection_are_both_honoured(folder: Path) -> None:
    config = postlint.Config.from_dict({"select": ["headings"], "rules": {"heading-increment": "error"}})
    (found,) = postlint.lint_text(POST, config=config, select=["heading-increment"])
    assert found.severity is postlint.Severity.ERROR
    assert postlint.lint_text(POST, config=config, ignore="heading-increment,h1-in-body") == []
    assert [f.rule for f in postlint.lint_text(POST, config={"select": ["heading-increment"]})] == ["heading-increment"]
    (folder / "house.yaml").write_text("rules: {heading-increment: error}\n")
    (found,) = postlint.lint_text(POST, config="house.yaml", select="heading-increment")
    assert found.severity is postlint.Severity.ERROR


def test_nearest_configuration_holds(folder: Path) -> None:
    (folder / "blog").mkdir()
    (folder / "blog" / ".postlint.yaml").write_text("select: [heading-increment]\nrules: {heading-increment: info}\n")
    (found,) = postlint.lint_text(POST, "blog/tea.md")
    assert found.severity is postlint.Severity.INFO
    assert postlint.load_config(near="blog").path == folder / "blog" / ".postlint.yaml"
    assert postlint.load_config(near=folder / "blog" / "new.md").root == folder / "blog"
    assert postlint.load_config(near="elsewhere.md").path is None
    (folder / "blog" / "a.md").write_text(POST)
    (folder / "b.md").write_text(POST)
    report = postlint.lint_paths(".", select="heading-increment")
    assert [(f.path, str(f.severity)) for f in report.findings] == [("b.md", "warning"), ("blog/a.md", "info")]


def test_mistakes_in_values_are_sentences() -> None:
    with pytest.raises(postlint.ConfigError) as caught:
        postlint.Config.from_dict({"rules": {"heading-incremen": "error"}, "preset": "hugo"})
    assert str(caught.value) == "rules: unknown rule 'heading-incremen', did you mean 'heading-increment'?"
    with pytest.raises(postlint.ConfigError, match="fail_on: "):
        postlint.Config.from_dict({"fail_on": "never ever"})


def test_a_string_is_a_path(folder: Path) -> None:
    (folder / "blog").mkdir()
    (folder / "blog" / "a.md").write_text(POST)
    assert [file.path for file in postlint.lint_paths("blog").files] == ["blog/a.md"]
    assert [file.path for file in postlint.lint_paths(folder / "blog").files] == [str(folder / "blog" / "a.md")]
    assert [score.path for score in postlint.score_paths("blog")] == ["blog/a.md"]


def test_severities_and_findings_are_plain() -> None:
    import json

    house = {"select": ["tracking-parameter"], "rules": {"tracking-parameter": "info"}}
    (found,) = postlint.lint_text("# Tea\n\nSee [a](https://example.net/?fbclid=a).\n", config=house)
    assert (str(found.severity), f"{found.severity:>8}") == ("info", "    info")
    data = json.loads(json.dumps(found.to_dict()))
    assert data["severity"] == "info"
    assert data["fix"] == {"safe": True, "edits": [{"start": 15, "end": 44, "text": "https://example.net/"}]}
    assert data["path"] == "<text>"


def test_fix_text() -> None:
    text = "# Tea\r\n\r\nIt is the the [end](https://example.net/?fbclid=a).\r\n"
    safe = postlint.fix_text(text, select="repeated-word,tracking-parameter")
    assert safe.text == text.replace("?fbclid=a", "")
    assert (safe.fixed, [f.rule for f in safe.findings]) == ({"tracking-parameter": 1}, ["repeated-word"])
    assert "the the" not in postlint.fix_text(text, unsafe=True, select="repeated-word").text
    assert postlint.fix_text("\ud800 lone", select="all").text == "\ud800 lone"


def test_score_text() -> None:
    assert postlint.score_text("---\ntitle: Tea\n---\n\n" + "We drink tea. " * 200, "tea.md").figures.words == 600


def test_arguments_of_another_type_or_name_are_refused() -> None:
    with pytest.raises(TypeError, match="text must be a str, not bytes"):
        postlint.lint_text(b"# Tea\n")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="unexpected keyword argument 'selct', did you mean 'select'"):
        postlint.lint_text("# Tea\n", selct="headings")  # type: ignore[call-arg]
