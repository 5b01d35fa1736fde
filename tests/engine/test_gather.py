"""What is told once is found each by itself: by comments, the baseline, changed lines, fixes and editors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from postlint import lint_paths, lint_text
from postlint.cli import cli
from postlint.config.load_config import load_config
from postlint.engine.baseline import Baseline, compare, record
from postlint.engine.gather import gathered
from postlint.engine.plan import plan_run
from postlint.engine.serialize import read_report, report_record
from postlint.results.findings import Report
from support.sites import write_files

HUSH = "<!-- postlint-disable-next-line {} -->\n"
HEAD = "---\ntitle: Rye bread\n---\n\n"


def insecure(count: int, hush: int = -1) -> str:
    """A post with so many links, one of which a comment silences."""
    links = (f"[Rye](http://github.com/{at})\n\n" for at in range(count))
    return HEAD + "".join((HUSH.format("insecure-link") if at == hush else "") + link for at, link in enumerate(links))


def pieces(count: int, piece: str, rule: str) -> str:
    """A post with a piece so many times, the first of which a comment silences."""
    return HEAD + HUSH.format(rule) + "".join(piece.format(at) for at in range(count))


@pytest.mark.parametrize(
    ("rule", "text", "found"),
    [
        ("insecure-link", insecure(3), [5, 7, 9]),
        ("insecure-link", insecure(4), [5]),
        ("insecure-link", insecure(4, 0), [8]),
        ("insecure-link", insecure(4, 3), [5]),
        ("local-link", pieces(4, "![Rye](C:\\b\\{}.png)\n\n", "local-link"), [8, 10, 12]),
        ("chat-residue", pieces(4, "Rye :contentReference[oaicite:{0}]{{index={0}}}\n\n", "chat-residue"), [8, 10, 12]),
        ("malformed-link", pieces(4, "<p>![Rye](/{}.png)</p>\n\n", "malformed-link"), [8]),
        ("undefined-reference", pieces(6, "Read [rye][rye-{}].\n\n", "undefined-reference"), [8]),
        ("malformed-heading", pieces(5, "##Rye {}\n\n", "malformed-heading"), [8]),
        ("mojibake", pieces(5, "We bake â€œrye{}â€\u009d.\n\n", "mojibake"), [8]),
        ("placeholder-text", pieces(5, "TODO: bake rye.\n\n", "placeholder-text"), [8]),
        ("h1-in-body", pieces(6, "# Rye {}\n\nWe bake.\n\n", "headings"), [10]),
    ],
)
def test_a_comment_silences_its_line_alone(rule: str, text: str, found: list[int]) -> None:
    config = {"preset": "hugo", "select": [rule, "unused-suppression"]}
    assert [one.line for one in lint_text(text, config=config)] == found


def test_the_number_is_that_of_what_is_left() -> None:
    (finding,) = lint_text(insecure(5, 2), config={"select": ["insecure-link"]})
    assert finding.message.startswith("4 links of this post")
    assert [place.line for place in finding.related] == [7, 12, 14]
    assert finding.fix is not None and len(finding.fix.edits) == 4


def test_errors_are_told_one_by_one() -> None:
    config = {"select": ["insecure-link"], "rules": {"insecure-link": {"severity": "error"}}}
    assert len(lint_text(insecure(4), config=config)) == 4


def report_of(folder: Path, count: int) -> Report:
    """The report on a post with so many links, before anything is told once."""
    (folder / "a.md").write_text(insecure(count), encoding="utf-8")
    config = load_config(cwd=folder, select=["insecure-link"])
    return plan_run(config, ["a.md"]).finish()


def test_the_baseline_knows_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    known = record(Baseline(tmp_path / "baseline.json"), report_of(tmp_path, 4))
    assert known.count == 4
    left = gathered(compare(known, report_of(tmp_path, 5), lambda path: ()).report)
    assert [(one.line, one.message[:3]) for one in left.findings] == [(13, "The")]


def test_a_record_keeps_what_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (file,) = report_of(tmp_path, 4).files
    assert replace(read_report(report_record(file)), seconds=file.seconds) == file


def test_fixes_pass_over_what_a_comment_silences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_files({"a.md": insecure(5, 2), ".postlint.yaml": "select: [insecure-link]\n"}, tmp_path)
    CliRunner().invoke(cli, ["--fix-only", "--unsafe-fixes", "a.md"])
    assert (tmp_path / "a.md").read_text(encoding="utf-8").count("http://") == 1


def test_sites_do_not_speak_for_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does one error for several."""
    monkeypatch.chdir(tmp_path)
    post = "---\ntitle: Interview\nurl: /x/\n---\nWe talk.\n"
    sites = {f"{site}/content/{name}.md": post for site in ("one", "two") for name in ("rye", "oats", "salt", "oil")}
    write_files({**sites, "one/hugo.toml": "", "two/hugo.toml": ""}, tmp_path)
    rules = {"duplicate-title": {"min_words": 0}}
    findings = lint_paths(["."], {"select": ["duplicate-title", "duplicate-slug"], "rules": rules}).findings
    for site in ("one", "two"):
        found = sorted(one.rule for one in findings if one.path.startswith(site))
        assert found == ["duplicate-slug"] * 3 + ["duplicate-title"]


def test_what_is_once_is_once_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    posts = {
        f"{site}/content/posts/{at}.md": f"---\ntitle: Post {at}\n---\n\n![Rye](/media/{at}.png)\n"
        for site in ("one", "two")
        for at in range(6)
    }
    files = {f"{site}/{name}": "" for site in ("one", "two") for name in ("hugo.toml", "static/img/rye.png")}
    write_files({**posts, **files}, tmp_path)
    config = {"select": ["broken-image"]}
    assert [one.path.partition("/")[0] for one in lint_paths(["."], config).findings] == ["one", "two"]


@pytest.mark.parametrize(
    ("header", "rule", "begin"),
    [
        ("title: #{at} rye", "title-missing", "YAML takes #"),
        ("title: Rye #{at}", "front-matter-syntax", "YAML takes #"),
        ("title: Rye\x80s bread {at}", "front-matter-syntax", "Nobody can read the character U+0080"),
        ("title: Rye {at}\ndate: 2024-01-01\ndate: 2024-01-02", "front-matter-syntax", "The key 'date' stands twice"),
        ("title: Rye {at}\ndate: 2024-01-01\ndate: 2024-01-01", "front-matter-syntax", "The key 'date' stands twice"),
    ],
)
@pytest.mark.parametrize("count", [3, 4])
def test_posts_with_one_mistake_in_a_key_are_told_once(  # a few are told in each
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, header: str, rule: str, begin: str, count: int
) -> None:
    monkeypatch.chdir(tmp_path)
    bad = {f"_posts/2024-01-01-{at}.md": f"---\n{header.format(at=at)}\n---\n\nRye.\n" for at in range(count)}
    good = {f"_posts/2024-01-02-oats-{at}.md": f"---\ntitle: Oats {at}\n---\n\nOats.\n" for at in range(40)}
    # a generator that takes the last of two equal keys
    files = {"_config.yml": "title: Mill\n", "Gemfile": "gem 'jekyll'\n"}
    write_files({**good, **bad, **files}, tmp_path)
    found = [(one.path.rpartition("-")[2], one.message) for one in lint_paths(["."], {"select": [rule]}).findings]
    if count == 3:
        assert [(path, message.startswith(begin)) for path, message in found] == [(f"{at}.md", True) for at in range(3)]
    else:
        ((path, message),) = found
        assert path == "0.md" and "4 posts" in message
    each = plan_run(load_config(cwd=tmp_path, select=[rule]), list(bad)).finish()
    assert record(Baseline(tmp_path / "baseline.json"), each).count == count
