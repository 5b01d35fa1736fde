"""What reports look like: text, JSON and GitHub annotations, for friendly and for hostile posts."""

from __future__ import annotations

import json

import pytest

from postlint.data.folders import data_dir
from postlint.data.json_schema import problems
from postlint.report.formats import Rendering, github, text
from postlint.report.formats import json as json_report
from postlint.report.outcome import reason, summary
from postlint.report.overview import next_step
from postlint.report.terminal import escaped, width, window
from postlint.results.findings import FileReport, Finding, Place, Report
from postlint.results.hits import Edit, Fix, Severity
from postlint.results.verdict import Verdict
from postlint.spans import Span

LINE = "Tea is a drink, and coffee is a drink."


def finding(**changes: object) -> Finding:
    """A finding on the word "coffee" of LINE, with some of its values changed."""
    values: dict[str, object] = {
        "path": "tea.md",
        "rule": "wrong-drink",
        "group": "drinks",
        "severity": Severity.WARNING,
        "message": "Coffee is no tea.",
        "start": 20,
        "end": 26,
        "line": 2,
        "column": 21,
        "end_line": 2,
        "end_column": 27,
    }
    return Finding(**{**values, **changes})  # type: ignore[arg-type]


def report(*findings: Finding, suppressed: int = 0, line: str = LINE) -> Report:
    lines = {one.line: line for one in findings}
    return Report((FileReport("tea.md", findings, suppressed, lines),))


# -- text -------------------------------------------------------------------------------------------------


def test_text_shows_place_rule_message_and_line() -> None:
    found = finding(related=(Place("coffee.md", 3, 1, "The other drink is here."),))
    assert text.render(report(found, suppressed=2)) == (
        "tea.md:2:21 warning wrong-drink  Coffee is no tea.\n"
        "    2 | Tea is a drink, and coffee is a drink.\n"
        "      |                     ^^^^^^\n"
        "      = coffee.md:3:1 The other drink is here.\n"
        "\n"
        "1 warning in 1 file (2 suppressed).\n"
        "Failed: 1 warning counts for --fail-on warning.\n"
    )


def test_of_many_related_places_the_first_are_shown() -> None:
    found = finding(related=tuple(Place("tea.md", line, 1, "Here.") for line in range(1, 9)))
    assert text.render(report(found)).splitlines()[3:9] == [
        *(f"      = {line}:1 Here." for line in range(1, 6)),
        "      = and 3 more places",
    ]


SUMMARIES = {
    "nothing": ((), "warning", "No errors or warnings in 1 file."),
    "nothing at all": ((), "info", "No findings in 1 file."),
    "hidden": (
        ("info", "info"),
        "warning",
        "No errors or warnings in 1 file (2 infos hidden, --level info shows them).",
    ),
    "one hidden": (("error", "warning"), "error", "1 error in 1 file (1 warning hidden, --level warning shows it)."),
    "all": (("error", "warning", "info"), "info", "1 error, 1 warning and 1 info in 1 file."),
}


@pytest.mark.parametrize("name", SUMMARIES)
def test_summary(name: str) -> None:
    severities, level, expected = SUMMARIES[name]
    found = [finding(severity=Severity.of(severity)) for severity in severities]
    assert summary(report(*found), level=Severity.of(level)) == expected


def test_level_hides_findings() -> None:
    shown = text.render(report(finding()), level=Severity.ERROR)
    assert shown == (
        "No errors in 1 file (1 warning hidden, --level warning shows it).\n"
        "Failed: 1 warning, hidden by --level error, counts for --fail-on warning.\n"
    )


def test_a_span_over_several_lines_is_underlined_to_the_end_of_its_first() -> None:
    shown = text.render(report(finding(end=80, end_line=4, end_column=3)))
    assert shown.splitlines()[2] == "      |                     ^^^^^^^^^^^^^^^^^^"


def test_a_finding_without_text_has_no_frame() -> None:
    shown = text.render(report(finding(), line=""))
    assert shown.splitlines()[:2] == ["tea.md:2:21 warning wrong-drink  Coffee is no tea.", ""]


def test_colours_change_nothing_but_colours() -> None:
    import re

    found = report(finding(), finding(severity=Severity.ERROR))
    coloured = text.render(found, colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == text.render(found)


HOSTILE = "\x1b]0;owned\x07\x1b[2J \r::error::x \u202egnp.exe \u200bz \x9b31m \x00"


def test_control_characters_of_a_post_never_reach_the_terminal() -> None:
    found = finding(path=f"{HOSTILE}\n.md", rule=HOSTILE, message=HOSTILE, related=(Place(HOSTILE, 1, 1, HOSTILE),))
    shown = text.render(report(found, line=LINE[:20] + HOSTILE))
    assert not set(shown) & set("\x1b\r\x07\x9b\x00\u202e\u200b")
    assert r"\x1b[2J" in shown
    assert shown.count("\n") == 7
    assert not any(line.lstrip().startswith("::") for line in shown.splitlines())


COMMANDS = ["##vso[task.setvariable variable=x]y", "##teamcity[buildStop]", "##[error]x"]


@pytest.mark.parametrize("command", COMMANDS)
def test_content_is_no_command_of_a_ci(command: str) -> None:
    found = finding(column=2, end_column=5, message=command, path=command)
    assert "##" not in text.render(report(found, line=command))


def test_a_path_is_no_command() -> None:
    assert text.render(report(finding(path="::error::x.md"))).startswith("./::error::x.md:2:21 ")


def test_emoji_and_scripts_stay() -> None:
    assert escaped("👩‍👩‍👧 नमस्ते ❤️ 日本") == "👩‍👩‍👧 नमस्ते ❤️ 日本"


WINDOWS = {
    "short line": ("a wrong b", 2, 7, 20, "a wrong b", "  ^^^^^"),
    "insertion": ("a b", 2, 2, 20, "a b", "  ^"),
    "end of line": ("a b", 3, 3, 20, "a b", "   ^"),
    "tab": ("\ta\twrong", 3, 8, 20, "    a    wrong", "         ^^^^^"),
    "wide": ("日本語 wrong", 0, 3, 20, "日本語 wrong", "^^^^^^"),
    "behind wide": ("日本語 wrong", 4, 9, 20, "日本語 wrong", "       ^^^^^"),
    "combining": ("e\u0301 wrong", 3, 8, 20, "e\u0301 wrong", "  ^^^^^"),
    "escape": ("\x1b wrong", 2, 7, 20, r"\x1b wrong", "     ^^^^^"),
    "middle": ("a" * 50 + "wrong" + "b" * 50, 50, 55, 15, "…aaaaawrongbbbbb…", "      ^^^^^"),
    "near the start": ("aa" + "wrong" + "b" * 50, 2, 7, 15, "aawrongbbbbbbbb…", "  ^^^^^"),
    "near the end": ("a" * 50 + "wrong", 50, 55, 15, "…aaaaaaaaaawrong", "           ^^^^^"),
    "too long a span": ("aaa" + "w" * 50, 3, 53, 15, "…wwwwwwwwwwwwwww…", " ^^^^^^^^^^^^^^^"),
    "all wide": ("語" * 50, 20, 22, 14, "…語語語語語語…", "     ^^^^"),
}


@pytest.mark.parametrize("name", WINDOWS)
def test_window(name: str) -> None:
    line, start, end, columns, shown, carets = WINDOWS[name]
    assert window(line, start, end, columns) == (shown, carets)


def test_a_window_on_a_long_line_is_narrow() -> None:
    line = "word and 語 \t more " * 60_000
    for start in (0, 1_000, 500_000, len(line) - 5):
        shown, carets = window(line, start, start + 5, 90)
        assert width(shown) <= 92
        assert width(carets) <= 92


# -- text: many findings ---------------------------------------------------------------------------------


def many_findings() -> Report:
    safe = Fix((Edit(Span(0, 1), "t"),), safe=True)
    crowd = tuple(
        finding(path="a.md", line=line, end_line=line, fix=safe if line < 5 else None) for line in range(1, 41)
    )
    few = (finding(path="b.md", rule="wrong-cup"),)
    return Report((FileReport("a.md", crowd), FileReport("b.md", few)))


def test_a_long_report_shows_some_of_each_rule_and_a_table() -> None:
    shown = text.render(many_findings())
    assert shown.count("a.md:") == 3
    assert "      … 37 more of wrong-drink in this post, --all shows them\n" in shown
    assert "      40      1        4  warning   wrong-drink\n" in shown
    assert shown.index("      40  a.md\n") < shown.index("       1  b.md\n")
    assert "postlint --fix fixes 4 of them without" in shown
    assert "postlint baseline records" in shown
    assert shown.endswith("41 warnings in 2 files.\nFailed: 41 warnings count for --fail-on warning.\n")


def test_the_next_step_counts_hidden_and_unsafe_fixes_apart() -> None:
    safe, unsafe = (Fix((Edit(Span(0, 1), "t"),), safe=one) for one in (True, False))
    info = finding(fix=safe, severity=Severity.INFO)
    lines = list(next_step([info, finding(fix=unsafe), finding()], Severity.WARNING))
    assert lines[0].startswith("postlint --fix fixes 1 hidden info without")
    assert lines[1].startswith("postlint --fix --unsafe-fixes fixes 1 more of them;")
    assert next(next_step([info, finding(fix=safe)], Severity.WARNING)).startswith(
        "postlint --fix fixes 1 of them and 1 hidden info without"
    )
    assert next(next_step([finding(fix=unsafe)], Severity.WARNING)).startswith(
        "postlint --fix --unsafe-fixes fixes 1 of them;"
    )


def test_all_statistics_and_quiet() -> None:
    crowd = many_findings()
    everything = "".join(text.pieces(Rendering(crowd, everything=True)))
    assert everything.count("a.md:") == 40
    assert "more of" not in everything
    table = "".join(text.pieces(Rendering(crowd, statistics=True)))
    assert "a.md:" not in table
    assert "wrong-drink" in table
    quiet = "".join(text.pieces(Rendering(crowd, everything=True, quiet=True)))
    assert everything.startswith(quiet)
    assert "Failed" not in quiet
    table = "".join(text.pieces(Rendering(crowd, statistics=True, quiet=True)))
    assert table.split()[:5] == ["findings", "posts", "fixable", "severity", "rule"] and "Failed" not in table


REASONS = {
    "errors and warnings": (
        ("error", "warning"),
        Verdict(),
        "Failed: 1 error and 1 warning count for --fail-on warning.",
    ),
    "limit": (("warning", "warning"), Verdict(max_warnings=1), "Failed: 2 warnings (1 allowed)."),
    "limit of a post": (("warning",) * 2, Verdict(max_warnings_per_post=1), "Failed: 2 warnings (1 allowed)."),
    "within the limit": (("warning",), Verdict(max_warnings=1), "Passed: up to 1 warning may be."),
    "fewer than counts": (("warning",), Verdict(Severity.ERROR), "Passed: nothing of it counts for --fail-on error."),
    "never": (("error",), Verdict(None), "Passed: --fail-on never."),
    "nothing": ((), Verdict(), ""),
    "nothing that is shown": (("info",), Verdict(), ""),
}


@pytest.mark.parametrize("name", REASONS)
def test_the_reason_of_the_exit_status(name: str) -> None:
    severities, verdict, expected = REASONS[name]
    found = report(*(finding(severity=Severity.of(severity)) for severity in severities))
    assert reason(found, verdict, Severity.WARNING) == expected


# -- JSON -------------------------------------------------------------------------------------------------


def full_report() -> Report:
    fix = Fix((Edit(Span(20, 26), "tea"),), safe=True)
    related = (Place("coffee.md", 3, 1, "The other drink."),)
    return report(finding(fix=fix, related=related, url="https://example.com/wrong-drink"), finding(), suppressed=1)


def test_json_is_the_contract() -> None:
    data = json.loads(json_report.render(full_report()))
    schema = json.loads((data_dir("schemas") / "report.schema.json").read_text())
    assert problems(data, schema) == []
    assert data["version"] == 1
    assert data["files"][0]["findings"][0] == {
        "rule": "wrong-drink",
        "group": "drinks",
        "severity": "warning",
        "message": "Coffee is no tea.",
        "start": 20,
        "end": 26,
        "line": 2,
        "column": 21,
        "end_line": 2,
        "end_column": 27,
        "fix": {"safe": True, "edits": [{"start": 20, "end": 26, "text": "tea"}]},
        "related": [{"path": "coffee.md", "line": 3, "column": 1, "message": "The other drink."}],
        "url": "https://example.com/wrong-drink",
    }
    assert not {"fix", "related", "url"} & set(data["files"][0]["findings"][1])
    assert data["summary"] == {"files": 1, "errors": 0, "warnings": 2, "infos": 0, "fixable": 1, "suppressed": 1}


def test_json_marks_what_the_level_hides() -> None:
    data = json.loads(json_report.render(full_report(), Severity.ERROR))
    assert [one["hidden"] for one in data["files"][0]["findings"]] == [True, True]
    assert problems(data, json.loads((data_dir("schemas") / "report.schema.json").read_text())) == []


def test_json_keeps_what_is_no_unicode() -> None:
    rendered = json_report.render(report(finding(path="\udcff.md", message="\ud800 – é")))
    rendered.encode("utf-8")
    assert json.loads(rendered)["files"][0]["findings"][0]["message"] == "\ud800 – é"


# -- GitHub -----------------------------------------------------------------------------------------------


def test_github_annotations() -> None:
    place = "file=tea.md,line=2,col=21,endLine=2,endColumn=27,title=postlint wrong-drink"
    assert github.render(report(finding(), finding(severity=Severity.ERROR), finding(severity=Severity.INFO))) == (
        f"::error {place}::tea.md:2:21 Coffee is no tea.\n"
        f"::warning {place}::tea.md:2:21 Coffee is no tea.\n"
        f"::notice {place}::tea.md:2:21 Coffee is no tea.\n"
    )


def test_github_shows_first_what_a_change_touched_and_counts_what_it_leaves_out() -> None:
    found = [finding(line=line, column=1, end_line=line, message="Tea.") for line in range(1, 13)]
    found += [finding(line=20, message="Worse.", severity=Severity.ERROR)]
    shown = github.render(report(*found), touched=lambda one: one.line == 7, others=("all.json",)).splitlines()
    assert shown[0].endswith("tea.md:7:1 Tea.")
    assert shown[1].endswith("tea.md:20:21 Worse.")
    assert shown[-1] == (
        "::notice title=postlint::2 findings are not shown beside the lines: GitHub shows 10 of a kind. "
        "The log of this step and all.json have all."
    )


def test_github_level() -> None:
    assert github.render(report(finding()), level=Severity.ERROR) == ""


def test_content_cannot_forge_an_annotation() -> None:
    evil = "a,line=1::b\n::error file=x::y\r100%0A\x1b[31m\u2028"
    rendered = github.render(report(finding(path=evil, message=evil)))
    assert rendered == (
        "::warning file=a%2Cline=1%3A%3Ab%0A%3A%3Aerror file=x%3A%3Ay%0D100%250A\\x1b[31m\\u2028,"
        "line=2,col=21,endLine=2,endColumn=27,title=postlint wrong-drink"
        "::a,line=1::b\\n::error file=x::y\\r100%250A\\x1b[31m\\u2028:2:21 "
        "a,line=1::b%0A::error file=x::y%0D100%250A\\x1b[31m\\u2028\n"
    )
