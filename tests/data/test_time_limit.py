"""A budget of processor time: a rule, a pattern or a parser that takes too long is stopped, and all others go on."""

from __future__ import annotations

import itertools
import re
import signal
import threading
import time
from collections.abc import Callable
from functools import partialmethod
from pathlib import Path

import pytest
from click.testing import CliRunner

import postlint
from postlint.catalog.rule import Rule
from postlint.cli import cli
from postlint.data import time_limit
from postlint.data.time_limit import TimeLimit, TimeUpError, searched
from postlint.results.findings import Finding

EVIL = "(a+)+b"
WORD = "a" * 60
POST = f"# Title\n\nThis is very {WORD} good.\n\n[{WORD}]()\n"
pytestmark = pytest.mark.slow  # budgets are used up
interrupts = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="nothing can interrupt a pattern here")


def spin(seconds: float = 30) -> None:
    """Work without a system call for most of the time: the timer counts what the process itself does."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        sum(range(10_000))


def stopped(findings: list[Finding]) -> list[str]:
    return [one.message for one in findings if one.rule == "post-timeout"]


@interrupts
def test_a_part_has_a_quarter_and_the_next_one_goes_on() -> None:
    with TimeLimit(0.2) as limit:
        with pytest.raises(TimeUpError) as caught:
            spin()
        assert not caught.value.post
        limit.begin()
        assert sum(range(1000)) == 499500


@interrupts
def test_the_parts_together_have_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limit, "TICK", 0.04)
    posts = []
    with TimeLimit(0.32) as limit:
        while not any(posts):
            limit.begin()
            with pytest.raises(TimeUpError) as caught:
                spin()
            posts.append(caught.value.post)
    assert 4 <= len(posts) <= 8


@interrupts
def test_a_pattern_is_interrupted_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limit, "TICK", 0.04)
    with TimeLimit(0.4) as limit:
        with pytest.raises(TimeUpError) as caught:
            searched(re.compile(EVIL), WORD)
        assert caught.value.pattern == EVIL
        limit.begin()
        with pytest.raises(TimeUpError) as caught:
            re.search("(c+)+d", "c" * 60)
        assert caught.value.pattern == "(c+)+d"


@interrupts
def test_the_handler_of_a_program_is_left_alone() -> None:
    def own(*_: object) -> None: ...

    signal.signal(signal.SIGVTALRM, own)
    try:
        with TimeLimit(1.0):
            assert signal.getsignal(signal.SIGVTALRM) is own
        assert signal.getsignal(signal.SIGVTALRM) is own
    finally:
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
    with TimeLimit(1.0):
        assert signal.getsignal(signal.SIGVTALRM) is not signal.SIG_DFL
    assert signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL


def test_in_a_thread_the_budget_is_checked_between_parts() -> None:
    raised = []

    def work() -> None:
        with TimeLimit(0.05) as limit:
            spin(0.1)
            try:
                limit.begin()
            except TimeUpError as error:
                raised.append(error.post)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert raised == [True]


@interrupts
def test_a_pattern_of_the_configuration_is_one_finding() -> None:
    """`ignore_patterns` of a rule: that rule is stopped, the others report what they report without it."""
    config = {"post_timeout": 1, "select": ["image-without-alt", "heading-trailing-punctuation"]}
    text = f"# Title:\n\n![](/{WORD})\n"
    (usual,) = ([one for one in found if one.rule != "image-without-alt"] for found in [lint(text, config)])
    found = lint(text, {**config, "rules": {"image-without-alt": {"ignore_patterns": [EVIL]}}})
    (message,) = stopped(found)
    assert message.startswith(
        "'image-without-alt' was stopped after 0.25 seconds of processor time, at the pattern (a+)+b;"
    )
    assert [one for one in found if one.rule != "post-timeout"] == usual != []


@interrupts
def test_a_pattern_of_the_whole_configuration_is_one_finding() -> None:
    (message,) = stopped(lint(POST, {"post_timeout": 1, "ignore_patterns": [EVIL]}))
    assert message.startswith("'the parser' was stopped after 0.25 seconds of processor time, at the pattern")


@interrupts
def test_a_pattern_of_a_schema_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "schema.json").write_text(f'{{"properties": {{"title": {{"pattern": "{EVIL}"}}}}}}')
    (tmp_path / ".postlint.yaml").write_text("schemas: {'*.md': schema.json}\npost_timeout: 1\n")
    (tmp_path / "post.md").write_text(f"---\ntitle: {WORD}\n---\n\n## Heading:\n\nText.\n")
    (tmp_path / "good.md").write_text("---\ntitle: aab\n---\n\n## Heading:\n\nText.\n")
    by_file = {Path(one.path).name: one.findings for one in postlint.lint_paths(tmp_path).files}
    messages = stopped(list(by_file["post.md"]))
    assert messages
    assert all(EVIL in message for message in messages)
    assert not stopped(list(by_file["good.md"]))
    assert "heading-trailing-punctuation" in {one.rule for one in by_file["post.md"]}


def lint(text: str, config: dict[str, object]) -> list[Finding]:
    return postlint.lint_text(text, "post.md", config=config)


def _endless(rule: Rule, resolve: Callable[[Rule], Callable[..., object]]) -> Callable[..., object]:
    """The check of a rule; that of broken-link never ends."""
    if rule.name != "broken-link":
        return resolve(rule)
    return lambda site, **options: (one for one in itertools.repeat(None) if one)


@interrupts
def test_images_and_sites_and_other_commands_have_the_budget_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"
    (tmp_path / f"{WORD}.jpg").write_bytes(png)
    (tmp_path / "post.md").write_text(f"---\ntitle: Tea\n---\n\n![Tea]({WORD}.jpg) [tea]({WORD}.md)\n")
    (tmp_path / ".postlint.yaml").write_text(
        "preset: generic\npost_timeout: 1\nselect: [image-wrong-format, broken-link]\n"
        f"rules: {{image-wrong-format: {{ignore_patterns: ['{EVIL}']}}}}\n"
    )
    monkeypatch.setattr("postlint.catalog.rule.Rule.resolve", partialmethod(_endless, Rule.resolve))
    report = postlint.lint_paths(".")
    messages = stopped(list(report.findings))
    assert sorted(message.split("'")[1] for message in messages) == ["broken-link", "image-wrong-format"]
    (tmp_path / ".postlint.yaml").write_text(f"post_timeout: 1\nignore_patterns: ['{EVIL}']\n")
    done = CliRunner().invoke(cli, ["inspect", "post.md"])
    assert "post.md is left out: it takes more than 1 seconds of processor time, at the pattern" in done.output
