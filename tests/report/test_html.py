"""The report as a page: marks stand on the words of their findings, nothing of a post runs, and all parts are there."""

from __future__ import annotations

import json
import re
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from postlint.api import load_config
from postlint.cli.program import cli
from postlint.config.settings import Settings
from postlint.document.document import Document
from postlint.engine import lint as lint_module
from postlint.engine.lint import document_of, lint_document
from postlint.engine.linted import Linted
from postlint.parse.nodes import OBJECT
from postlint.parse.source import Source
from postlint.report.formats import Rendering
from postlint.report.history import Entry, read_entries, sparkline
from postlint.report.html import environment, pages
from postlint.report.html.keyword_matrix import matrix_of
from postlint.report.html.material import Material
from postlint.report.html.overview import KeywordRow
from postlint.report.html.pages import folder, one_file, policy
from postlint.report.html.post_view import VIEW, post_view
from postlint.report.html.rows import pre_tag
from postlint.report.html.search_result import cut, search_result
from postlint.report.html.site_map import SINGLE_POSTS, Node, draw
from postlint.results.findings import FileReport, Finding, Report
from postlint.results.hits import Severity
from postlint.spans import Span
from support.marked_pages import MarkedPage
from support.sites import write_files

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/src/content/blog/*.md*"))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def shown_text(doc: Document, finding: Finding) -> str | None:
    """The prose of a finding as postlint's own passages have it; None where something else is in it."""
    found = ""
    for passage in doc.all_passages:
        if not passage.block.span.overlaps(Span(finding.start, finding.end)):
            continue
        for at, character in enumerate(passage.text):
            span = passage.span(at, at + 1)
            if span.start < finding.end and finding.start < span.end:
                if character == OBJECT:
                    return None
                found += character
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    "file",
    # one in three here, the others in the sweep
    [pytest.param(file, marks=pytest.mark.sweep if number % 3 else ()) for number, file in enumerate(EXAMPLES)],
    ids=lambda file: file.name,
)
def test_marks_have_the_text_of_their_findings(file: Path) -> None:
    config = load_config(near=file)
    settings = config.settings_for(file)
    doc = document_of(settings, Source.from_bytes(file.read_bytes(), str(file)))
    report = lint_document(settings, doc).report
    text = "".join(one_file(Rendering(Report((report,)), material=Material({report.path: post_view(doc)}))))
    marks = {number: found for (_, number), found in MarkedPage(text).marks.items()}
    assert len(re.findall(r"<li[^>]* id=\w*n\d+", text)) == len(report.findings)
    for number, finding in enumerate(report.findings, 1):
        if (finding.start, finding.end) == doc.top:
            continue  # about the whole post
        if finding.start < doc.front_matter.span.end:
            assert squeezed(marks.get(str(number), "")) == squeezed(doc.text[finding.start : finding.end])
        elif expected := shown_text(doc, finding):
            assert squeezed(marks[str(number)]) == squeezed(expected)
    view = post_view(doc)
    assert VIEW.read(json.loads(json.dumps(VIEW.record(view)))) == view


# -- nothing of a post runs -------------------------------------------------------------------------------

HOSTILE = '''---
title: "<script>alert(1)</script>\\"' onmouseover=alert(2) {{ 7 * 7 }}"
description: "</title><img src=x onerror=alert(3)> \x1b[2J"
author: <svg onload=alert(4)>
image: "javascript:alert(5)"
---

# <script>alert(6)</script>

Text <img src=x onerror="alert(7)"> and <b onclick="alert(8)" style="position:fixed">bold</b> <iframe src="//evil.example"></iframe>.

[link](javascript:alert(9)) and [more](data:text/html,<script>alert(10)</script>) <a href="javascript:alert(11)">here</a>

<style>@import url(//evil.example/x.css); body{background:url(//evil.example)}</style>

<svg><script>alert(12)</script><foreignObject><body onload=alert(13)></foreignObject></svg>

```html
</code></pre><script>alert(14)</script>
```

<script>alert(15)</script>

| <img src=x onerror=alert(16)> | `</td><script>alert(17)</script>` |
|---|---|
| </table><script>alert(18)</script> | ![<img onerror=alert(19)>](x.png "onload=alert(20)") |

[^1]: <object data="//evil.example"></object>

According to a study, 73 % of users "><script>alert(21)</script> agree[^1].
'''  # fmt: skip # noqa: E501
#: all tags that a page may have
OWN_TAGS = frozenset(
    (
        "html", "head", "meta", "title", "style", "body", "a", "header", "nav", "main", "div", "h1", "h2", "h3", "h4",
        "section", "p", "dl", "dt", "dd", "span", "form", "label", "input", "select", "option", "table", "thead",
        "tbody", "tr", "th", "td", "small", "svg", "g", "line", "circle", "text", "rect", "path", "polyline", "details",
        "summary", "ul", "ol", "li", "code", "pre", "mark", "b", "br", "i", "blockquote", "strong", "em", "sup", "del",
        "hr", "figure", "figcaption", "script", "samp", "u", "pattern",
    )
)  # fmt: skip


def html_of(posts: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    write_files({**posts, ".postlint.yaml": "content: ['posts/*.md']\nsite_url: https://tea.example\n"}, tmp_path)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["--format", "html", "--no-cache", *words])
    assert result.exit_code in (0, 1), result.output
    return result.stdout


def test_nothing_of_a_hostile_post_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = html_of({"posts/<b>.md": HOSTILE, "posts/a.md": HOSTILE}, tmp_path, monkeypatch)
    page = MarkedPage(text)
    assert {tag for tag, _ in page.tags} <= OWN_TAGS
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    for tag, values in page.tags:
        assert not [name for name in values if name.startswith("on") or name in ("style", "src", "srcset", "data")]
        if tag == "a":
            assert re.match(r"#|https?://", str(values["href"]))
    assert "alert(1)" in text and "\x1b" not in text


def test_the_policy_allows_only_our_own_style_and_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = html_of({"posts/a.md": "# Tea\n\nWe drink tea.\n"}, tmp_path, monkeypatch)
    for name in ("style", "script"):
        [inside] = re.findall(rf"<{name}>(.*?)</{name}>", text, re.DOTALL)
        digest = b64encode(sha256(inside.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}';" in text
    assert policy("", "").startswith("default-src 'none';")


# -- files and folders ------------------------------------------------------------------------------------


def test_a_folder_has_a_file_for_each_post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    posts = {"posts/a.md": "# Tea\n\nSee [b](b.md).\n", "posts/b.md": "# Coffee\n\nSee [a](a.md) and [c](c.md).\n"}
    html_of(posts, tmp_path, monkeypatch)
    run = ["--format", "html:report/", "--fail-on", "never", "--no-cache"]
    assert CliRunner().invoke(cli, run).exit_code == 0
    made = sorted(path.relative_to("report").as_posix() for path in Path("report").rglob("*.html"))
    assert made == ["index.html", "posts/p-posts-a.html", "posts/p-posts-b.html"]
    first = Path("report/posts/p-posts-a.html").read_text(encoding="utf-8")
    assert "href=p-posts-b.html" in first and 'href="../index.html"' in first
    Path("posts/b.md").unlink()
    assert CliRunner().invoke(cli, run).exit_code == 0
    assert not Path("report/posts/p-posts-b.html").exists()
    Path("other").mkdir()
    Path("other/index.html").write_text("my own", encoding="utf-8")
    refused = CliRunner().invoke(cli, ["--format", "html:other/"])
    assert refused.exit_code == 2 and "has other files" in refused.output
    assert Path("other/index.html").read_text(encoding="utf-8") == "my own"


def test_a_file_leaves_out_texts_that_it_has_no_room_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"a": "Quiet steam rises. " * 20, "b": "The the pot is warm.\n\n" * 20, "c": "A spoon rests. " * 20}
    posts = {f"posts/{name}.md": f"---\ntitle: {name}\n---\n\n{text}\n" for name, text in texts.items()}

    def report(room: int | None = None) -> str:
        if room is not None:
            monkeypatch.setattr(pages, "_LARGEST", room)
        return html_of(posts, tmp_path, monkeypatch, "--select", "repeated-word")

    whole = report()
    room = len(whole.encode())
    assert report(room) == whole and "has no room for it" not in whole
    some = report(room - 9)  # the first of those without a finding
    assert ["has no room for it" in part for part in some.split("<h2>Text")[1:]] == [True, False, False]
    none = report(0)
    assert none.count("has no room for it") == 3 and "is written twice" in none
    assert len(re.findall(r"<li[^>]* id=\w*n\d+", none)) == len(re.findall(r"<li[^>]* id=\w*n\d+", whole)) == 20


def test_a_second_run_takes_pages_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post = "---\ntitle: Tea\nkeywords: [tea]\n---\n\nWe drink [tea](b.md).\n\n##No heading\n\nIn 2019, 73 % did.\n"
    write_files({"a.md": post, "b.md": "# Coffee\n", ".postlint.yaml": "content: ['*.md']\n"}, tmp_path)
    monkeypatch.chdir(tmp_path)
    run = ["--format", "html:r.html", "--fail-on", "never"]
    assert CliRunner().invoke(cli, run).exit_code == 0
    first = Path("r.html").read_text(encoding="utf-8")
    assert "We drink" in first
    linted: list[str] = []
    lint = lint_module.lint_bytes

    def noted(settings: Settings, path: str, *rest: Any, **named: Any) -> Linted:
        linted.append(path)
        return lint(settings, path, *rest, **named)

    monkeypatch.setattr(lint_module, "lint_bytes", noted)
    assert CliRunner().invoke(cli, run).exit_code == 0
    assert Path("r.html").read_text(encoding="utf-8") == first and linted == []
    Path("b.md").write_text("# Milk\n", encoding="utf-8")
    assert CliRunner().invoke(cli, run).exit_code == 0
    assert linted == ["b.md"] and "Milk" in Path("r.html").read_text(encoding="utf-8")


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    environment.environment.cache_clear()
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("# Tea\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["a.md", "--format", "html:r.html"])
    environment.environment.cache_clear()
    assert result.exit_code == 2 and "pip install 'postlint[report]'" in result.output


def test_links_to_other_sites_stay_links_and_hold_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post = (
        "# Tea\n\nSee [the the leaf](https://leaf.example/a?b=1&c=2), [our page](b.md) and "
        '<a href="https://html.example/">the the HTML</a>.\n\nAt [](https://leaf.example).\n'
    )
    text = html_of({"posts/a.md": post, "posts/b.md": "# Coffee\n"}, tmp_path, monkeypatch, "--select", "repeated-word")
    assert '<a href="https://leaf.example/a?b=1&amp;c=2">' in text and "<a href=https://html.example/>" in text
    assert "<u>our page</u>" in text
    marked = re.findall(r"<a href=\S+>([^\n]*?)</a>\u2060<a class=\S+ [^>]*id=\w+>?[^>]*>(\d)</a>", text)
    assert [number for _, number in marked] == ["1", "2"] and not any("<a" in inside for inside, _ in marked)
    assert "<li>leaf.example <small>2 links</small><li>html.example" in text and "Links out <small>4</small>" in text


@pytest.mark.parametrize(
    ("text", "is_reached"),
    [("a = 1", False), ("a = 1\n" * 19 + "b", False), ("a = 1\n" * 20 + "b", True), ("long " * 200, True)],
)
def test_the_keyboard_reaches_boxes_that_may_have_to_be_moved(text: str, is_reached: bool) -> None:
    assert ("tabindex" in pre_tag(text)) == is_reached


def test_posts_without_a_view_show_their_findings() -> None:
    finding = Finding("a.md", "bare-url", "links", Severity.ERROR, "Coffee & tea.", 0, 3, 1, 1, 1, 4)
    report = Report((FileReport("a.md", (finding,), lines={1: "abc"}),))
    text = "".join(one_file(Rendering(report)))
    assert "Coffee &amp; tea." in text and "Failed" in text
    assert [name for name, _ in folder(Rendering(report))] == ["index.html", "posts/p-a.html"]


# -- pictures ---------------------------------------------------------------------------------------------


def test_the_site_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = "---\ntitle: {0} tea\ndescription: All about {0} tea.\ndate: 2026-0{1}-01\nfocus_keyword: tea\n---\n\n"
    posts = {
        "posts/a.md": head.format("Green", 1)
        + "We drink [black tea](b.md) and [no tea](lost.md).\n\n## On\n\n[On](#on)\n",
        "posts/b.md": head.format("Black", 3) + "We drink [green tea](a.md).\n",
        "posts/c.md": head.format("White", 4) + "We drink [a cup](). In 2019, 73 % of people drank tea.\n",
    }
    text = html_of(posts, tmp_path, monkeypatch)
    assert "3 posts, 2 links between them. Without links in: 1; without links out: 1; with broken links: 1." in text
    assert "<h3>Without a target</h3><ul class=plain><li>a cup</ul>" in text
    assert re.search(r"Broken links.*?<code>lost.md</code>", text, re.DOTALL)
    assert "Links out <small>2</small>" in text  # one within the post does not count
    assert 'class="alone"' in text and 'class="broken"' in text
    assert "Posts that want to be found for it" in text
    assert text.count('<circle class="focus"') == 3 and "posts/c.md wants to be found for “tea”" not in text
    assert "Words a month: from 2026-01 to 2026-04" in text


def test_the_drawing_of_keywords_has_room_for_some() -> None:
    rows = [KeywordRow(f"k{at}", (f"{at}.md", "same.md"), (f"also{at}.md",)) for at in range(60)]
    drawn = matrix_of(rows, {"same.md": "A title of so many words that no label has room for it"})
    assert drawn is not None and 10 < len(drawn.columns) < 60 and not drawn.is_whole
    crowd = matrix_of([KeywordRow("tea", ("a.md", "b.md"), tuple(f"{at}.md" for at in range(99)))], {})
    assert crowd is not None and len(crowd.dots) == 8 and not crowd.is_whole
    assert len(drawn.dots) == 3 * len(drawn.columns)
    assert {dot.y for dot in drawn.dots} == {line.y for line in drawn.lines}
    assert all(0 < dot.x < drawn.width and 0 < dot.y < drawn.height for dot in drawn.dots)
    assert next(line.label for line in drawn.lines if line.path == "same.md").endswith("…")
    assert matrix_of([], {}) is None


@pytest.mark.parametrize("count", [1, 3, SINGLE_POSTS, SINGLE_POSTS + 1, 300])
def test_the_map_has_every_post_within_its_borders(count: int) -> None:
    nodes = [Node(f"{at}.md", f"Post {at}", f"s{at % 30}", at % 3, at % 2) for at in range(count)]
    links = [(at, (at * 7 + 1) % count) for at in range(0, count, 2)]
    drawn = draw(nodes, links)
    assert drawn == draw(nodes, reversed(links))
    assert len(drawn.dots) == count and (len(drawn.circles) > 0) == (count > SINGLE_POSTS)
    assert all(0 <= dot.x <= drawn.width and 0 <= dot.y <= drawn.height for dot in drawn.dots)
    assert len({(round(dot.x, 3), round(dot.y, 3)) for dot in drawn.dots}) == count


def test_titles_are_cut_between_words_and_fit() -> None:
    short = cut("Tea", 600, 20)
    assert str(short) == "Tea" and not short.is_cut
    long = cut("A very long title about green tea, " * 4, 600, 20)
    assert str(long).endswith(" ...") and not long.shown.endswith((",", " ")) and long.is_cut
    assert cut(str(long), 600, 20).rest == ""
    assert cut("漢" * 90, 600, 20).shown == "漢" * 28
    found = search_result("Tea", "", "We drink tea.", ("tea.example", "blog"), "2026-03-01", "{} | Pot")
    assert (str(found.title), str(found.text), found.date) == ("Tea | Pot", "We drink tea.", "Mar 1, 2026")
    assert not found.has_description


# -- the history ------------------------------------------------------------------------------------------


def test_a_history_grows_by_a_line_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = html_of({"posts/a.md": "# Tea\n\nWe drink tea.\n"}, tmp_path, monkeypatch, "--history", "runs.jsonl")
    assert "Trend" not in text
    with Path("runs.jsonl").open("a", encoding="utf-8") as stream:
        stream.write("no json\n[1]\n")
    text = html_of({}, tmp_path, monkeypatch, "--history", "runs.jsonl")
    entries = read_entries(Path("runs.jsonl").read_text(encoding="utf-8"))
    assert [entry.posts for entry in entries] == [1, 1] and entries[0].seo is not None
    assert "2 runs since" in text and "Since the run before: no change" in text
    assert read_entries(Entry("2026-01-01T00:00:00Z", errors=2).to_line())[0].findings == 2
    for number in ("NaN", "Infinity", "9" * 400, "-1"):
        line = f'{{"date": "2026", "errors": {number}, "seo": {number}, "groups": {{"links": {number}}}}}'
        (entry,) = read_entries(line)
        assert sparkline([entry.errors, entry.seo or 0, *entry.groups.values(), 1]), number
    assert sparkline([1, 2, 3]) == "▁▅█" and sparkline([5, 5]) == "▁▁" and sparkline([]) == ""
