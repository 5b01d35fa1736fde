"""Comments that silence what is found: where they are put, and that nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from postlint.cli import cli

RULES = "repeated-word,heading-increment,link-without-text,title-too-short"
NEXT, LINE, FILE = (f"<!-- postlint-disable-{action} repeated-word -->" for action in ("next-line", "line", "file"))

#: a post, and what becomes of it
PLACES = {
    "the first line of a paragraph": ("Text.\n\nThe the end.\n", f"Text.\n\n{NEXT}\nThe the end.\n"),
    "the first line of a post": ("The the end.\n", f"{NEXT}\nThe the end.\n"),
    "the first line after the header": ("---\na: b\n---\nThe the end.\n", f"---\na: b\n---\n{NEXT}\nThe the end.\n"),
    "inside of a paragraph": ("Text\nand and more\ntext.\n", f"Text\nand and more {LINE}\ntext.\n"),
    "an item": ("- Of the the tea.\n- Two.\n", f"- Of the the tea. {LINE}\n- Two.\n"),
    "a quotation": ("> Text\n> and and more.\n", f"> Text\n> and and more. {LINE}\n"),
    "a hard break": ("Text\nand and  \nmore.\n", f"{FILE}\nText\nand and  \nmore.\n"),
    "a table": ("| a |\n|---|\n| of the the tea |\n", f"{FILE}\n| a |\n|---|\n| of the the tea |\n"),
    "windows": ("Text.\r\n\r\nThe the end.\r\n", f"Text.\r\n\r\n{NEXT}\r\nThe the end.\r\n"),
    "a mark at the start": ("\ufeffThe the end.\n", f"\ufeff{NEXT}\nThe the end.\n"),
    "the last line without an end": ("Text\nand and", f"Text\nand and {LINE}"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path(".postlint.yaml").write_text(f"select: [{RULES}]\npreset: generic\n")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ("check", "--no-cache", *words))


def write(name: str, text: str) -> None:
    Path(name).write_bytes(text.encode())


@pytest.mark.parametrize("name", PLACES)
def test_where_a_comment_goes(folder: Path, name: str) -> None:
    before, after = PLACES[name]
    write("a.md", before)
    result = run("--add-suppressions", "a.md")
    assert (result.exit_code, result.stdout) == (0, "Silenced 1 finding in 1 post.\n")
    assert Path("a.md").read_bytes() == after.encode()
    assert run("a.md").exit_code == 0
    assert "1 suppressed" in run("a.md").stdout


def test_mdx_a_reason_and_several_rules_of_a_line(folder: Path) -> None:
    write("a.mdx", "# Tea\n\n### The the [](http://example.com) end\n")
    run("--add-suppressions=as it was", "a.mdx")
    assert Path("a.mdx").read_text() == (
        "# Tea\n\n{/* postlint-disable-next-line heading-increment, link-without-text, repeated-word"
        " -- as it was */}\n### The the [](http://example.com) end\n"
    )
    assert run("a.mdx").exit_code == 0


def test_the_front_matter_is_silenced_for_the_whole_post(folder: Path) -> None:
    write("a.md", "---\ntitle: Tea\n---\n\nText.\n")
    run("--add-suppressions", "a.md", "--level", "info")
    assert Path("a.md").read_text() == (
        "---\ntitle: Tea\n---\n<!-- postlint-disable-file title-too-short -->\n\nText.\n"
    )


def test_only_what_is_shown_and_new_is_silenced(folder: Path) -> None:
    write("a.md", "The the end.\n")
    CliRunner().invoke(cli, ["baseline", "a.md"])
    write("a.md", "The the end.\n\nIt it is.\n")
    assert run("--add-suppressions", "a.md").stdout == "Silenced 1 finding in 1 post.\n"
    assert Path("a.md").read_text() == f"The the end.\n\n{NEXT}\nIt it is.\n"
    assert run("--add-suppressions", "a.md").stdout == "Silenced 0 findings in 0 posts.\n"


@pytest.mark.parametrize("reason", ["a --> b", "a */ b", "a\nb"])
def test_a_reason_cannot_end_the_comment(folder: Path, reason: str) -> None:
    write("a.md", "The the end.\n")
    assert run(f"--add-suppressions={reason}", "a.md").exit_code == 2
    assert Path("a.md").read_text() == "The the end.\n"


def test_a_read_only_post_is_left_and_nothing_is_written(folder: Path) -> None:
    write("a.md", "The the end.\n")
    write("b.md", "The the end.\n")
    Path("b.md").chmod(0o444)
    result = run("--add-suppressions", "a.md", "b.md")
    assert result.exit_code == 2
    assert "b.md is read-only" in result.stderr
    assert Path("a.md").read_text() == Path("b.md").read_text() == "The the end.\n"
