"""Posts that are made to be slow or to make rules fail: no rule fails, and the time grows about as the length does."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

import postlint
from postlint.config.config import Config, ConfigError
from support.hostile_kind import Hostile
from support.hostile_posts import hostile_posts
from support.hostile_stretches import hostile_stretches

CONFIG = Config.from_dict({"select": ["all"], "post_timeout": 60})
KINDS = hostile_posts()
BY_NAME = {kind.name: kind for kind in KINDS}
#: kinds that took quadratic or cubic time once
MENDED = (
    "word, spaces, word",
    "heading, spaces, word",
    "heading, tabs",
    "emphasis with closers",
    "both with closers",
    "lines of spaces",
    "heading, open bracket",
    "heading, open credits",
    "heading, questions",
    "heading, comments",
    "heading, stops",
    "heading, attributes of a link",
    "same heading",
    "footnotes in footnotes",
    "links",
    "html links",
    "open quotation of a keyword",
    "repeated key",
    "dotted key of TOML",
    "templates in templates",
    "spaces in a title",
    "lines in a quoted title",
    "underscores of a field",
    "long title",
    "uses of definitions that are not read",
)


def seconds(kind: Hostile, size: int) -> float:
    text = kind.text(size)
    began = time.process_time()
    postlint.lint_text(text, kind.path, config=CONFIG)
    return time.process_time() - began


@pytest.mark.sweep
@pytest.mark.parametrize(
    "kind",
    [*(BY_NAME[name] for name in MENDED), *hostile_stretches((" ", "\t"))],
    ids=lambda kind: ascii(kind.name),
)
def test_four_times_the_length_takes_less_than_ten_times_as_long(kind: Hostile) -> None:
    """Linear is 4, quadratic 16, and what takes no time at either length grows by chance. Busy machines try again."""
    seconds(kind, 1000)  # what is compiled once
    assert any(seconds(kind, 60_000) < 10 * max(seconds(kind, 15_000), 0.1) for _ in range(4))


def test_an_open_grid_table_is_read_once() -> None:
    began = time.process_time()
    postlint.lint_text("Title\n\n" + "+---+\n| a |\n" * 2000, "post.md", config=CONFIG, preset="quarto")
    assert time.process_time() - began < 6


@pytest.mark.sweep
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: ascii(kind.name))
def test_no_rule_fails(kind: Hostile) -> None:
    text = kind.text(3000)
    findings = postlint.lint_text(text, kind.path, config=CONFIG)
    assert not [one.message for one in findings if one.rule in ("rule-crashed", "post-timeout")]
    assert all(0 <= one.start <= one.end <= len(text) for one in findings)


#: what the fuzzer found: fixes past the end of the text, and a rule that failed
FOUND = (
    "#\n ", "g\n\n[d]::\n ", "~~~`\na", "~~~ a`b\n\nText\n", "\u00a0\n: b\n", "\u2028\n\n: b\n", "\x1c\n: b\n",
    "a\u2028b\n: c\n", "\x0b\n: b\n",
)  # fmt: skip


@pytest.mark.parametrize("text", FOUND)
def test_what_the_fuzzer_found(text: str) -> None:
    for finding in postlint.lint_text(text, "post.md", config=CONFIG):
        assert finding.rule != "rule-crashed", finding.message
        for edit in finding.fix.edits if finding.fix is not None else ():
            assert 0 <= edit.span.start <= edit.span.end <= len(text), finding


def test_braces_in_a_glob_are_limited() -> None:
    with pytest.raises(ConfigError, match="no valid glob"):
        Config.from_dict({"content": ["{a,b}" * 24]})


@pytest.mark.sweep
def test_spliced_posts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "tools")
    fuzz = pytest.importorskip("fuzz")
    made = fuzz.posts(fuzz.sources([]), seed=17)
    broken = {number: list(fuzz.broken_promises(post)) for number, post in zip(range(150), made, strict=False)}
    sys.modules.pop("fuzz", None)
    assert not {number: found for number, found in broken.items() if found}
