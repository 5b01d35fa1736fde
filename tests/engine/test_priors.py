"""Findings that the site makes less likely."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from click.testing import CliRunner

from postlint.cli import cli
from postlint.engine.priors import shift_of, shifted
from postlint.results.findings import Finding
from postlint.results.hits import Severity, Weight
from postlint.site.facts import Facts
from support.likely import sentence_likely
from support.sites import write_files

LIMIT = {"likely": 0.6, "findings": 10, "ordinary": 0.5, "slope": 8, "shift": 1.5}


def _posts(*kinds: tuple[int, tuple[float, ...]]) -> list[Facts]:
    return [
        Facts(f"{number}-{index}.md", likely=likely)
        for number, (count, likely) in enumerate(kinds)
        for index in range(count)
    ]


@pytest.mark.parametrize(
    ("posts", "shift"),
    [
        ([], 0.0),
        (_posts((1, (0.3, 0.3))), 0.0),  # a post alone
        (_posts((9, ())), -0.8),
        (_posts((50, (0.9,)), (50, ())), 0.0),  # never more likely
        (_posts((20, (0.3, 0.9))), -0.16),
        (_posts((1, (0.4, 0.4)), (1, ())), -0.93),  # few findings say little
        (_posts((20, (0.3, 0.9)), (30, (0.5,))), -0.4),
        (_posts((200, (0.5,))), -0.8),
        (_posts((100, (0.3,)), (900, ())), -1.5),
    ],
)
def test_unlikely_findings_make_all_of_the_site_less_likely(posts: list[Facts], shift: float) -> None:
    assert shift_of(posts, LIMIT) == pytest.approx(shift, abs=0.01)
    assert shift_of(posts[::-1], LIMIT) == shift_of(posts, LIMIT)


@pytest.mark.parametrize(
    ("weight", "shift", "severity"),
    [
        (Weight(0.9, 2.0, 3.0), -1.9, Severity.WARNING),
        (Weight(0.9, 2.0, 3.0), -2.1, Severity.INFO),
        (Weight(0.9, 2.0, 3.0), -3.1, None),
        (Weight(0.5, -0.3, 1.0), -0.9, Severity.INFO),
        (Weight(0.5, -0.3, 1.0), -1.1, None),
        (None, -3.0, Severity.WARNING),
    ],
)
def test_what_is_less_likely_becomes_an_info_or_nothing(
    weight: Weight | None, shift: float, severity: Severity | None
) -> None:
    finding = Finding("a.md", "r", "g", Severity.WARNING, "m", 0, 1, 1, 1, 1, 2, weight=weight)
    found = shifted(finding, shift)
    assert (found.severity if found is not None else None) == severity


def _run(*arguments: str) -> str:
    return CliRunner().invoke(cli, [*arguments]).output


@pytest.mark.slow  # processes are started
def test_the_way_of_a_run_makes_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "posts").mkdir()
    (tmp_path / ".postlint.yaml").write_text("content: [posts/*.md]\nselect: [claims]\n", encoding="utf-8")
    for number in range(12):
        text = sentence_likely(0.5, 0.52) if number % 3 else sentence_likely(0.88, 0.93)
        (tmp_path / "posts" / f"{number:02}.md").write_text(f"{text}\n", encoding="utf-8")
    report = ("check", "--format", "json", "--level", "info")
    whole = _run(*report, "--no-cache", "--jobs", "1")
    levels = [[one["severity"] for one in file["findings"]] for file in json.loads(whole)["files"]]
    assert levels == [["info"], [], []] * 4
    assert _run(*report, "--no-cache", "--jobs", "2") == whole
    assert [_run(*report) for _ in range(2)] == [whole, whole]
    for part in ("1/2", "2/2"):
        _run("check", "--shard", part, "--facts-out", f"{part[0]}.json", "--no-cache")
    assert _run("merge", "--format", "json", "--level", "info", "1.json", "2.json") == whole
    (tmp_path / "posts" / "01.md").write_text("Rye.\n", encoding="utf-8")
    assert _run(*report) == _run(*report, "--no-cache")


def _figures(tmp_path: Path, settings: str) -> None:
    """A site with figures of which half are claims, and in each folder two of them beside likelier sentences."""
    texts = {".postlint.yaml": f"content: ['*/*.md']\nselect: [claims]\n{settings}"}
    for folder in ("a", "b"):
        for number in range(12):
            beside = "\nStudies show that mornings help.\n" if number < 2 else ""
            texts[f"{folder}/{number:02}.md"] = f"{sentence_likely(0.54, 0.58)}\n{beside}"
    write_files(texts, tmp_path)


def _levels(rule: str, *arguments: str) -> dict[str, Counter[str]]:
    """The severities of the findings of a rule, by folder."""
    files = json.loads(_run("check", "--format", "json", "--level", "info", "--fail-on", "never", *arguments))["files"]
    levels: dict[str, Counter[str]] = defaultdict(Counter)
    for file in files:
        levels[file["path"][0]].update(one["severity"] for one in file["findings"] if one["rule"] == rule)
    return levels


@pytest.mark.parametrize("setting", ["error", "{severity: error}", "{habit: false}", "{confidence: 0.4}"])
@pytest.mark.parametrize("folder", ["a", "b"])
def test_a_rule_with_settings_of_its_own_is_judged_without_the_site(
    setting: str, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own, rule = folder, "unsupported-statistic"
    other = "b" if folder == "a" else "a"
    _figures(tmp_path, "")
    usual = _levels(rule)
    assert usual == {"a": {"info": 2}, "b": {"info": 2}}
    _figures(tmp_path, f"overrides:\n  - files: [{folder}/**]\n    rules: {{{rule}: {setting}}}\n")
    found = _levels(rule)
    assert found[own] == ({"error" if "error" in setting else "warning": 12})
    assert found[other] == usual[other]


@pytest.mark.parametrize("rule", ["unsupported-statistic", "vague-authority"])
def test_which_rules_are_on_makes_no_difference_to_others(
    rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _figures(tmp_path, "")
    whole = _levels(rule)
    assert set(whole) == {"a", "b"}
    assert _levels(rule, "--select", rule) == whole
    assert _levels(rule, "--select", rule, "--no-cache") == whole
    assert _levels(rule, "--ignore", "unlinked-research") == whole
    for other in {"unsupported-statistic", "vague-authority"} - {rule}:
        assert _levels(rule, "--ignore", other) == whole
        for setting in ("off", "error"):
            _figures(tmp_path, f"rules: {{{other}: {setting}}}\n")
            assert _levels(rule) == whole
