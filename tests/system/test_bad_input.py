"""Bad input: a clear message, nothing lost, the other files go on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name

import pytest

import postlint
from postlint.config.load_config import load_config
from postlint.document.document import Document
from postlint.engine import lint as run
from postlint.engine.message import fill
from postlint.engine.plan import plan_run
from postlint.results.findings import FileReport
from postlint.results.hits import Hit

GOOD = "# Tea\n\n### Green\n\nOf China.\n"
CRASHING = "heading-increment"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("postlint.catalog.rule._resolved", resolve_name)  # a patched check has to be found
    Path("good.md").write_text(GOOD)
    return tmp_path


def found(report: FileReport) -> list[tuple[str, int, int]]:
    return [(f.rule, f.line, f.column) for f in report.findings]


def lint(*paths: str, select: str = CRASHING) -> dict[str, FileReport]:
    return {file.path: file for file in postlint.lint_paths(paths, select=[select]).files}


# -- files ------------------------------------------------------------------------------------------------

UNREADABLE = {
    "a NUL": (b"Rye.\n\nA \0 loaf.\n", "The file has a NUL character in line 3, which no text has; take it out."),
    "binary": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "The file is binary, not text."),
    "latin-1": ("# Café\n".encode("latin-1"), "The file is not UTF-8 (byte 5)."),
    "utf-16 without a mark": ("# Tea\n".encode("utf-16-le"), "The file is UTF-16 or binary, not UTF-8."),
    "utf-16": ("# Tea\n".encode("utf-16"), "The file is UTF-16, not UTF-8; save it as UTF-8."),
    "cut in a character": ("# Café".encode()[:-1], "The file is not UTF-8 (byte 5)."),
    "surrogate": (b"# \xed\xa0\x80\n", "The file is not UTF-8 (byte 2)."),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_text_is_a_finding_and_the_others_go_on(folder: Path, name: str) -> None:
    content, message = UNREADABLE[name]
    Path("bad.md").write_bytes(content)
    reports = lint(".")
    assert found(reports["bad.md"]) == [("unreadable-file", 1, 1)]
    assert reports["bad.md"].findings[0].message == message
    # most programs show a text with a stray character
    assert reports["bad.md"].findings[0].severity.label == ("warning" if name == "a NUL" else "error")
    assert found(reports["good.md"]) == [(CRASHING, 3, 1)]


@pytest.mark.parametrize("name", ["vanished.md", "loop.md", "folder-now.md"])
def test_a_file_that_cannot_be_opened(folder: Path, name: str) -> None:
    Path("loop.md").symlink_to("loop.md")
    Path("folder-now.md").mkdir()
    config = load_config(None, cwd=folder, isolated=True, select=[CRASHING])
    report = plan_run(config, ["good.md", name]).finish()
    reports = {file.path: file for file in report.files}
    assert found(reports[name]) == [("unreadable-file", 1, 1)]
    assert reports[name].findings[0].message.startswith("The file cannot be read: ")
    assert found(reports["good.md"]) == [(CRASHING, 3, 1)]


def test_unreadable_files_can_be_turned_off_only_by_name(folder: Path) -> None:
    Path("bad.md").write_bytes(b"\xff")
    assert lint("bad.md", select="links")["bad.md"].findings
    Path(".postlint.yaml").write_text("rules: {unreadable-file: off}\n")
    assert not lint("bad.md", select="links")["bad.md"].findings


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", b"---", b"---\n", b"---\n---", b"+++\n", b"\r", b"{"])
def test_nearly_empty_files(folder: Path, content: bytes) -> None:
    Path("small.md").write_bytes(content)
    rules = {f.rule for f in lint("small.md", select="all")["small.md"].findings}
    assert not rules & {"rule-crashed", "unreadable-file"}


def test_crlf_and_bom_move_no_place(folder: Path) -> None:
    Path("windows.md").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    reports = lint(".")
    assert found(reports["windows.md"]) == found(reports["good.md"])


def test_a_broken_header_does_not_silence_the_body(folder: Path) -> None:
    Path("bad.md").write_text("---\ntitle: a: b\n---\n\n" + GOOD)
    assert found(lint("bad.md")["bad.md"]) == [(CRASHING, 7, 1)]


# -- rules ------------------------------------------------------------------------------------------------


#: what the message of the rule that is replaced shows
MESSAGE = {"level": 3, "marks": "###", "previous": 1, "previous_marks": "#", "wanted": 2, "wanted_marks": "##"}
MESSAGE |= {"also": ""}


def crash(doc: Document, **options: object) -> Iterator[Hit]:
    yield Hit(doc.top, MESSAGE)
    raise ValueError("{evil}\nsecond line")


def test_a_rule_that_raises_is_a_finding(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postlint.checks.headings.outline.heading_increment", crash)
    reports = postlint.lint_paths(["."], select=[CRASHING, "heading-trailing-punctuation"]).files
    (finding,) = reports[0].findings
    assert (finding.rule, finding.severity.label, finding.line, finding.column) == ("rule-crashed", "error", 1, 1)
    assert finding.message.startswith(
        "The rule 'heading-increment' failed on good.md: ValueError: {evil} second line (test_bad_input.py, line "
    )
    config = load_config(None, cwd=folder, isolated=True, select=[CRASHING])
    with pytest.raises(ValueError, match="evil"):
        plan_run(config, ["good.md"], debug=True).finish()


def test_a_parser_that_raises_is_one_finding(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("postlint.document.parsed_post.parse_markdown", fail)
    (finding,) = lint("good.md", select="recommended")["good.md"].findings
    assert finding.rule == "rule-crashed"
    assert "'the parser' failed on good.md: RecursionError: too deep" in finding.message


MESSAGES = {
    "a name": ("{a}", {"a": 1}, "1"),
    "braces": ("{{a}} {a}", {"a": "{b}"}, "{a} {b}"),
    "no attributes": ("{a.__class__} {a[0]} {a!r} {a:>9}", {"a": "x"}, "{a.__class__} {a[0]} {a!r} {a:>9}"),
    "one line": ("{a}", {"a": "x\n\ty  \r z"}, "x y z"),
    "a list": ("{a}", {"a": ["x", 2]}, "x, 2"),
    "a set": ("{a}", {"a": {"y", "x"}}, "x, y"),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_messages(name: str) -> None:
    template, values, expected = MESSAGES[name]
    assert fill(template, values) == expected


def test_long_values_are_cut() -> None:
    assert len(fill("{a}", {"a": "word " * 1000})) <= 240
    assert len(fill("{a}", {"a": ["word"] * 1000})) <= 400


def test_spans_outside_of_the_text_are_kept_inside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from postlint.spans import Span

    monkeypatch.setattr(
        "postlint.checks.headings.outline.heading_increment",
        lambda doc, **options: [Hit(Span(-5, 10**9), MESSAGE)],
    )
    (finding,) = lint("good.md")["good.md"].findings
    assert (finding.start, finding.end) == (0, len(GOOD))


# -- sizes ------------------------------------------------------------------------------------------------

PARAGRAPH = "Some ordinary words about tea, with a [link](https://example.com/page) and *emphasis* in 2024.\n\n"
HUGE = {
    "a line of half a megabyte": "# Tea\n\n" + "word and more. " * 35_000 + "\n",
    "a line of a megabyte without spaces": "a" * 1_000_000 + "\n",
    "quotes in quotes": ">" * 10_000 + " deep\n",
    "brackets in brackets": "[" * 10_000 + "x" + "]" * 10_000 + "\n",
    "open links": "[a](" * 10_000 + "\n",
    "stars": "*a **b " * 10_000 + "\n",
    "backticks": "".join("`" * length + " " for length in range(500)) + "\n",
    "open tags": "<a " * 10_000 + "\n",
    "open quotations": "„word ‘word «word " * 10_000 + "\n",
    "lists in lists": "".join("  " * depth + "- x\n" for depth in range(300)),
}


@pytest.mark.sweep
@pytest.mark.parametrize("name", HUGE)
def test_extreme_posts_come_to_an_end(name: str) -> None:
    """Anything that is not linear in their size would not be done before CI gives up."""
    findings = postlint.lint_text(HUGE[name], "post.md")
    assert "rule-crashed" not in {finding.rule for finding in findings}


@pytest.mark.sweep
def test_a_post_of_a_megabyte_is_linted() -> None:
    config = {"post_timeout": 600, "select": ["heading-increment", "file-too-large"]}
    findings = postlint.lint_text("# Tea\n\n" + PARAGRAPH * 11_000, config=config)
    assert [finding.rule for finding in findings] == ["file-too-large"]


# -- ends -------------------------------------------------------------------------------------------------


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "postlint", *words]


def test_a_closed_pipe_ends_quietly(folder: Path) -> None:
    for number in range(200):  # the report is longer than what a pipe holds (64 KiB)
        Path(f"{number}.md").write_text("The the flour.\n\n" * 6)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    process = subprocess.Popen(
        command("--isolated", "--select", "repeated-word", "."),
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 141


def test_ctrl_c_ends_quietly(folder: Path) -> None:
    for seconds in (0.4, 2, 20):  # a busy machine may not have started Python yet
        read, write = os.pipe()
        process = subprocess.Popen(command("-"), stdin=read, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder)
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        os.close(write)
        os.close(read)
        if process.returncode == 130:
            break
    assert (process.returncode, out, err) == (130, b"", b"")


def test_names_that_are_no_unicode_are_shown_safely(folder: Path, program: Path) -> None:
    name = b"caf\xe9\x1b[31m\n.md"
    try:
        Path(os.fsdecode(name)).write_text(GOOD)
    except OSError:
        pytest.skip("this file system has only names in UTF-8")
    for form in ("text", "json", "github"):
        words = ("--isolated", "--select", CRASHING, "--format", form, ".")
        shown = subprocess.run([program, *words], capture_output=True, check=False)
        assert shown.returncode == 1
        assert shown.stderr in (b"", b"postlint: Failed: 2 warnings count for --fail-on warning.\n")
        assert b"\x1b" not in shown.stdout
        assert b"caf\\udce9" in shown.stdout
        shown.stdout.decode("utf-8")


def test_lint_bytes_opens_nothing() -> None:
    config = load_config(None, cwd=Path.cwd(), isolated=True, select=[CRASHING])
    report = run.lint_bytes(config.settings_for("nowhere/post.md"), "nowhere/post.md", GOOD.encode()).report
    assert found(report) == [(CRASHING, 3, 1)]
