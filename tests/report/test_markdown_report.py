"""The report as Markdown: what it says, and that nothing in a post, a path or a card can become markup."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import mistune
import pytest

from postlint.catalog.load import Rule, builtin_rules, make_rule
from postlint.report.formats.markdown import MOST_CHARACTERS, render
from postlint.report.markdown_escape import code, code_cell, prose
from postlint.results.findings import FileReport, Finding, Place, Report
from postlint.results.hits import Edit, Fix, Severity
from postlint.results.verdict import Verdict
from postlint.spans import Span
from postlint.testing import lint_example

#: what strangers may write; each tries to become markup of some kind
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</details></td></tr></table><h1>Owned</h1>",
    "<!-- gone --> &lt;b&gt;",
    "[click](javascript:alert(1)) ![pixel](https://evil.example/p.png)",
    "[ref]: https://evil.example 'x'",
    "https://evil.example/a?b=c www.evil.example mail@evil.example",
    "@everyone see #1 and org/repo#2 and GH-3",
    "| a | b |\n|---|---|\n| c | d |",
    "a | b \\| c \\\\| d \\\\\\| e |",
    "`code` ``more`` ``` `",
    "```\nfence\n```",
    "~~~\nfence\n~~~",
    "# Heading\n\n- item\n\n1. one\n\n> quote\n\n---",
    "Setext\n======",
    "**bold** __bold__ *it* _it_ ~~gone~~",
    "$x^2$ $`y`$ :tada:",
    "trailing backslash \\",
    "trailing backslashes and pipe \\\\|",
    "line\u2028separator\x1b[31m \u202eevil",
    "\\`x\\` \\<b>",
]
#: the marks of a page that says nothing but what we wrote
ALLOWED = {"p", "h2", "h3", "h4", "ul", "li", "strong", "em", "code", "br", "table", "thead", "tbody", "tr", "th", "td"}
ALLOWED |= {"details", "summary", "a"}
each_attack = pytest.mark.parametrize("attack", ATTACKS)
OWN = {"name": "own", "summary": "A rule of our own.", "kind": "existence", "message": "Not '{match}'."}


def to_html(text: str) -> str:
    page = mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "url", "footnotes", "task_lists"])
    return str(page(text))


def finding(**changes: object) -> Finding:
    values: dict[str, object] = {
        "path": "tea.md",
        "rule": "own",
        "group": "drinks",
        "severity": Severity.WARNING,
        "message": "Coffee is no tea.",
        "start": 20,
        "end": 26,
        "line": 1,
        "column": 21,
        "end_line": 1,
        "end_column": 27,
    }
    return Finding(**{**values, **changes})  # type: ignore[arg-type]


def report(*findings: Finding, path: str = "tea.md", line: str = "Tea is a drink, and coffee is a drink.") -> Report:
    return Report((FileReport(path, findings, 0, {one.line: line for one in findings}),))


def rule(why: str = "Tea is healthier.") -> Rule:
    return make_rule({**OWN, "severity": "warning", "why": why}, f"why: {why!r}\n", group="drinks")


def rendered(one: Report, verdict: Verdict | None = None, **options: object) -> str:
    rules = {"own": rule(), **{name: builtin_rules()[name] for name in ("bare-url", "title-missing")}}
    return render(one, verdict=verdict or Verdict(), rules=rules, **options)  # type: ignore[arg-type]


# -- the content ----------------------------------------------------------------------------------------


def test_a_finding_has_place_why_line_and_mend() -> None:
    fixed = finding(fix=Fix((Edit(Span(20, 26), "tea"),)), related=(Place("tea.md", 9, 2, "More of it."),))
    text = rendered(report(fixed))
    assert "## postlint: failed ❌\n\nFailed because of 1 warning." in text
    assert "**`own`** – Tea is healthier." in text
    assert (
        "- **1:21** Coffee is no tea.<br>\n"
        "  `Tea is a drink, and coffee is a drink.`<br>\n"
        "  Mend: `coffee` → `tea`<br>\n"
        "  See 9:2 More of it.\n"
    ) in text


def test_groups_count_what_passed_and_failed() -> None:
    text = rendered(report(finding(severity=Severity.ERROR), finding(line=2)))
    assert "| ❌ | `drinks` | – | 1 | – | – |" in text
    assert "| ✅ | `front-matter` | 1 | – | – | – |" in text
    assert "| ✅ | `links` | 1 | – | – | – |" in text


def test_a_passed_run_is_reported_as_passed() -> None:
    text = rendered(report(finding(severity=Severity.INFO)), level=Severity.INFO)
    assert text.startswith("## postlint: passed ✅\n\n1 info in 1 file.")
    assert "<details><summary>Advice (1)</summary>\n\n**`own`**" in text
    assert "Coffee" not in rendered(report(finding(severity=Severity.INFO)))


def test_many_findings_of_a_rule_are_folded() -> None:
    text = rendered(report(*(finding(line=line) for line in range(1, 31))))
    assert "<details><summary>26 more</summary>" in text and "- … and 10 more" in text
    assert text.count("Coffee is no tea.") == 20


def test_several_posts_have_a_table_and_a_limit() -> None:
    files = [FileReport(f"{number}.md", (finding(path=f"{number}.md"),)) for number in range(900)]
    text = rendered(Report((*files, FileReport("good.md"))), Verdict(Severity.ERROR, None, 0))
    assert "| ❌ | `0.md` | – | 1 | – |" in text and "1 other post has no findings to show." in text
    assert len(text) < MOST_CHARACTERS + 1000 and "more posts have findings" in text


# -- what it does not let in ----------------------------------------------------------------------------


@each_attack
def test_no_post_becomes_markup(attack: str) -> None:
    bad = finding(message=f"Not '{attack}'.", related=(Place("x", 1, 1, attack),), path=attack)
    fix = Fix((Edit(Span(20, 20), attack), Edit(Span(20, 26), attack)))
    both = [bad, bad._replace(fix=fix, column=1, start=0) if hasattr(bad, "_replace") else bad, finding(fix=fix)]
    one = report(*both, path=attack, line=f"x {attack.splitlines()[0]} and so on")
    two = Report((*one.files, FileReport(f"2{attack}", (finding(),), 0, {1: attack})))
    cards = {"own": rule(why=attack)}
    html = to_html(render(two, verdict=Verdict(), rules=cards, level=Severity.INFO))
    tags = {tag.lower() for tag in re.findall(r"</?([A-Za-z][\w-]*)", html)}
    assert tags <= ALLOWED, html
    assert "<a " not in html, html
    assert html.count("<table") == 2 and html.count("<h2") == 1 and html.count("<h3") == 2
    for row in re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL):
        assert len(re.findall(r"<t[dh]", row)) in (5, 6), row


@each_attack
def test_text_reads_as_it_was_written(attack: str) -> None:
    """What GitHub has to undo to show the text (entities, code) leaves every letter of it."""
    letters = re.sub(r"[\W_]+", "", re.sub(r"[\u2028\u202e\x1b]", "", attack))
    shown = unescape(re.sub(r"</?(?:p|code)>", "", to_html(f"x {prose(attack)}")))
    assert letters in re.sub(r"[\W_]+", "", re.sub(r"\\(?:u20..|x1b)", "", shown)).removeprefix("x")


@each_attack
def test_code_is_one_cell_and_one_piece_of_code(attack: str) -> None:
    html = to_html(f"| a | b |\n|---|---|\n| {code_cell(attack)} | end |\n")
    assert html.count("<td>") == 2 and "<td>end</td>" in html, html
    assert html.count("<code>") == 1
    assert to_html(f"x {code(attack)} y").count("<code>") == 1


@each_attack
def test_another_parser_agrees(attack: str) -> None:
    markdown_it = pytest.importorskip("markdown_it")
    page = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    html = page.render(
        f"- **1:1** {prose(attack)}<br>\n  {code(attack)}\n\n| a | b |\n|---|---|\n| {code_cell(attack)} | e |\n"
    )
    assert {tag.lower() for tag in re.findall(r"</?([A-Za-z][\w-]*)", html)} <= ALLOWED, html
    assert html.count("<td") == 2 and html.count("<li>") == 1 and "<a " not in html


def test_names_of_people_and_issues_stand_in_code() -> None:
    assert prose("ask @ann about #12") == "ask `@ann` about `#12`"
    assert prose("a<b> | c*d*") == "a&#60;b&#62; &#124; c&#42;d&#42;"


def test_a_real_post_and_a_hostile_local_card() -> None:
    card = make_rule({**OWN, "with": {"words": ["</td>"]}, "message": "<b>{match}</b> | x"}, "", group="local")
    found = lint_example(card, {"path": "a|b.md"}, "Say \\</td> now.\n")
    one = Report((FileReport("a|b.md", tuple(found), 0, {1: "Say \\</td> now."}),))
    html = to_html(render(one, verdict=Verdict(), rules={"own": card}))
    assert "<b>" not in html and "a|b.md" in html


def test_command_line_writes_the_summary_of_a_job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from postlint.cli import cli

    monkeypatch.chdir(tmp_path)
    Path("tea.md").write_text("# Tea\n\n#### Pots\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["--isolated", "--format", "markdown:summary.md", "--format", "github", "tea.md"])
    assert result.exit_code == 1 and result.output.startswith("::warning")
    assert Path("summary.md").read_text(encoding="utf-8").startswith("## postlint: failed ❌")
