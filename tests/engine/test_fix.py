"""Fixes: edits become a new content of a file, over passes, and files are replaced or left alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from postlint.config.load_config import load_config
from postlint.config.settings import Settings
from postlint.engine.fix import apply_fixes, apply_to_file
from postlint.engine.fix_files import FixError, write_fixed
from postlint.engine.fix_post import FixedPost, fix_post
from postlint.results.findings import FileReport
from postlint.results.hits import NO_BOM, ONE_LINE_ENDING, Edit, Fix
from postlint.spans import Span


def fix(*edits: tuple[int, int, str], bytes: str = "") -> Fix:
    return Fix(tuple(Edit(Span(start, end), text) for start, end, text in edits), bytes=bytes)


def settings(*select: str) -> Settings:
    return load_config(None, cwd=Path.cwd(), isolated=True, select=select).settings_for("post.md")


# -- edits ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fixes", "after"),
    [
        ([], "abcdef"),
        ([fix((0, 1, "A"))], "Abcdef"),
        ([fix((4, 5, "E")), fix((0, 1, "A"))], "AbcdEf"),
        ([fix((0, 1, "A"), (5, 6, "F"))], "AbcdeF"),
        ([fix((0, 3, "x")), fix((2, 4, "y"))], "xdef"),
        ([fix((2, 2, "-")), fix((2, 2, "+"))], "ab-cdef"),
        ([fix((0, 2, "x")), fix((2, 3, "y"))], "xcdef"),
        ([fix((0, 1, "A"), (4, 5, "E")), fix((2, 3, "C"))], "AbCdEf"),
        ([fix((0, 3, "x"), (2, 4, "y"))], "abcdef"),
    ],
    ids=[
        "none", "one", "two", "together", "overlap", "two-insertions", "neighbours", "around", "overlaps-itself",
    ],
)  # fmt: skip
def test_edits_of_one_pass(fixes: list[Fix], after: str) -> None:
    assert apply_fixes("abcdef", fixes) == after


@pytest.mark.parametrize(
    ("written", "fixes", "after"),
    [
        ("a\r\nb\r\nc", [fix((2, 3, "B"))], "a\r\nB\r\nc"),
        ("a\r\nb\r\nc", [fix((1, 2, ""))], "ab\r\nc"),
        ("a\r\nb\r\nc", [fix((3, 3, "\n"))], "a\r\nb\r\n\r\nc"),
        ("a\nb\r\nc\nd", [fix((4, 5, "C\n"))], "a\nb\r\nC\n\nd"),
        ("a\rb\nc\r\n\rd", [fix((6, 7, "D"))], "a\rb\nc\r\nDd"),
        ("\ufeffa\r\nb", [fix((0, 1, "A"))], "\ufeffA\r\nb"),
        ("\ufeffa\r\nb", [fix(bytes=NO_BOM), fix((2, 3, "B"))], "a\r\nB"),
        ("a\nb\r\nc\r\rd", [fix(bytes=ONE_LINE_ENDING)], "a\r\nb\r\nc\r\n\r\nd"),
        ("a\nb\nc\r\rd", [fix(bytes=ONE_LINE_ENDING), fix((0, 1, ""))], "\nb\nc\n\nd"),
    ],
)
def test_bytes_outside_of_edits_stay(written: str, fixes: list[Fix], after: str) -> None:
    assert apply_to_file(written, fixes) == after


# -- passes -----------------------------------------------------------------------------------------------


def test_overlaps_are_composed_over_passes() -> None:
    text = "# Tea\n\nA [leaf](http://tea.dev/?fbclid=a) the the the the end.\n"
    outcome = fix_post(settings("repeated-word", "tracking-parameter", "insecure-link"), "p.md", text, unsafe=True)
    assert outcome.after == "# Tea\n\nA [leaf](https://tea.dev/) the end.\n"
    assert outcome.applied["tracking-parameter"] == outcome.applied["insecure-link"] == 1
    assert outcome.report.findings == ()


def test_unsafe_fixes_need_an_option() -> None:
    text = "# Tea\n\nIt is the the end, [see](https://example.net/?fbclid=a).\n"
    outcome = fix_post(settings("repeated-word", "tracking-parameter"), "p.md", text)
    assert outcome.applied == {"tracking-parameter": 1}
    assert [finding.rule for finding in outcome.report.findings] == ["repeated-word"]


def test_what_is_suppressed_is_not_fixed() -> None:
    text = "# Tea\n\n<!-- postlint-disable-next-line tracking-parameter -->\n[see](https://example.net/?fbclid=a)\n"
    assert not fix_post(settings("tracking-parameter"), "p.md", text).changed


def test_a_fix_that_brings_a_warning_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    from postlint.checks.links import targets

    text = "[a](https://example.net/?fbclid=a) and [b](https://example.net/b?fbclid=b)\n"
    right = targets.without_parameters
    chosen = settings("tracking-parameter")
    monkeypatch.setattr(
        targets,
        "without_parameters",
        lambda url, found: "x) [y](?fbclid=1) [z](?fbclid=2" if "fbclid=a" in url else right(url, found),
    )
    outcome = fix_post(chosen, "p.md", text)
    assert outcome.after == text.replace("?fbclid=b", "")
    assert [finding.rule for finding in outcome.refused] == ["tracking-parameter"]


@pytest.mark.parametrize("configured", ["safe", "unsafe", "none"])
def test_the_configuration_sets_the_safety_of_fixes(configured: str, tmp_path: Path) -> None:
    (tmp_path / ".postlint.yaml").write_text(
        f"select: [repeated-word, tracking-parameter]\n"
        f"rules: {{repeated-word: {{fix: {configured}}}, tracking-parameter: {{fix: {configured}}}}}\n"
    )
    chosen = load_config(None, cwd=tmp_path).settings_for("p.md")
    text = "It is the the end, [see](https://example.net/?fbclid=a).\n"
    safe, unsafe = (len(fix_post(chosen, "p.md", text, unsafe=option).applied) for option in (False, True))
    assert (safe, unsafe) == {"safe": (2, 2), "unsafe": (0, 2), "none": (0, 0)}[configured]


# -- files ------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def post(path: str, before: str = "old", after: str = "new") -> FixedPost:
    return FixedPost(path, before, after, FileReport(path))


def test_a_file_is_replaced_with_its_mode(folder: Path) -> None:
    for name in ("a.md", "b.md"):
        (folder / name).write_bytes(b"old")
        (folder / name).chmod(0o640)
        os.utime(folder / name, (1, 1))
    write_fixed([post("a.md"), post("b.md", after="old")], ["."])
    assert ((folder / "a.md").read_bytes(), (folder / "b.md").read_bytes()) == (b"new", b"old")
    assert stat.S_IMODE((folder / "a.md").stat().st_mode) == 0o640
    assert (folder / "b.md").stat().st_mtime == 1 < (folder / "a.md").stat().st_mtime
    assert sorted(file.name for file in folder.iterdir()) == ["a.md", "b.md"]


def _changed(folder: Path) -> None:
    (folder / "b.md").write_bytes(b"other")


def _read_only(folder: Path) -> None:
    (folder / "b.md").chmod(0o444)


def _gone(folder: Path) -> None:
    (folder / "b.md").unlink()


def _link_out(folder: Path) -> None:
    (folder / "b.md").unlink()
    (folder.parent / "outside.md").write_bytes(b"old")
    (folder / "b.md").symlink_to(folder.parent / "outside.md")


def _device(folder: Path) -> None:
    (folder / "b.md").unlink()
    os.mkfifo(folder / "b.md")


@pytest.mark.parametrize(
    ("obstacle", "sentence"),
    [
        (_changed, "b.md was changed while postlint was at work"),
        (_read_only, "b.md is read-only"),
        (_gone, "b.md cannot be fixed: No such file"),
        (_link_out, "b.md is a link that leads out"),
        (_device, "b.md was changed"),
    ],
)
def test_nothing_is_written_when_one_file_cannot_be(folder: Path, obstacle, sentence: str) -> None:  # type: ignore[no-untyped-def]
    for name in ("a.md", "b.md"):
        (folder / name).write_bytes(b"old")
    obstacle(folder)
    with pytest.raises(FixError, match=sentence):
        write_fixed([post("a.md"), post("b.md")], ["."])
    assert (folder / "a.md").read_bytes() == b"old"
    assert sorted(file.name for file in folder.iterdir()) == sorted({"a.md", *(f.name for f in folder.glob("b.md"))})


def test_a_link_inside_stays_one(folder: Path) -> None:
    (folder / "real.md").write_bytes(b"old")
    (folder / "a.md").symlink_to("real.md")
    write_fixed([post("a.md")], ["."])
    assert (folder / "a.md").is_symlink()
    assert (folder / "real.md").read_bytes() == b"new"


def test_a_full_disk_leaves_the_old_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a.md").write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FixError, match=r"a\.md cannot be written: No space left on device; nothing was written"):
        write_fixed([post("a.md")], ["."])
    assert [file.name for file in folder.iterdir()] == ["a.md"]
    assert (folder / "a.md").read_bytes() == b"old"


# -- what is not safe -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Text.\n\n**One**\n\nText.\n\n**Two**\n\nText.\n\n**Three**\n\nText.\n\n**Four**\n\nText.\n",
        '+++\ncanonical = "https://rye.net/bread"\nrye\n+++\n\nText.\n',
        "支持：https://rye.net/bread.html。 参见\n",
        "Read [[rye](https://rye.net/a)](https://rye.net/b) now.\n",
        "https://rye.net/player\n",
    ],
    ids=["bold-lines", "second-header", "full-stop", "nested-link", "player"],
)
def test_is_left_to_the_writer(text: str) -> None:
    header = "---\ntitle: Rye\n---\n\n"
    assert not fix_post(settings("malformed-heading", "bare-url"), "p.md", header + text).changed
