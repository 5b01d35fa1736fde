"""Scores: the formula, the table, the JSON, and that each lost point names its rule."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from postlint.catalog.load import builtin_rules
from postlint.cli import cli
from postlint.data.folders import data_dir
from postlint.engine.score import load_costs

GOOD = """\
---
title: Rye bread for beginners
keyphrase: [rye bread]
---

Rye bread needs [flour](/flour/) from [a mill](https://example.org/mill/ "Mill").

## Rye bread

Knead it.
"""
POOR = """\
---
title: A long day in the kitchen
keyphrase: [rye bread]
---

Flour and water.

## Water

Knead it.

#### Oven

![](oven.png)
"""


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    (tmp_path / "good.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "poor.md").write_text(POOR, encoding="utf-8")
    return tmp_path


def run(*args: str) -> str:
    result = CliRunner().invoke(cli, ["score", "--isolated", *args])
    assert result.exit_code == 0, result.output
    return result.output


def test_json_is_worst_first_and_holds_its_schema(blog: Path) -> None:
    data = json.loads(run("--format", "json", str(blog)))
    schema = json.loads((data_dir("schemas") / "score.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, schema)
    assert [Path(post["path"]).name for post in data["posts"]] == ["poor.md", "good.md"]


def test_each_lost_point_names_its_rule(blog: Path) -> None:
    for post in json.loads(run("--format", "json", str(blog)))["posts"]:
        for score in ("seo", "readability"):
            lost = [loss for loss in post["losses"] if loss["score"] == score]
            assert post[score] == max(0, 100 - sum(loss["points"] for loss in lost))
            assert len({loss["rule"] for loss in lost}) == len(lost)


def test_losses_are_those_of_the_rules_that_are_on(blog: Path) -> None:
    poor = str(blog / "poor.md")
    (post,) = json.loads(run("--format", "json", "--select", "keywords", poor))["posts"]
    rules = {loss["rule"] for loss in post["losses"]}
    assert {"keyword-not-in-title", "keyword-not-in-introduction"} <= rules
    assert all(rule.startswith("keyword-") for rule in rules)
    (early,) = [loss for loss in post["losses"] if loss["rule"] == "keyword-not-in-introduction"]
    assert (early["severity"], early["points"]) == ("info", 5)
    (post,) = json.loads(run("--format", "json", "--select", "claims", poor))["posts"]
    assert (post["seo"], post["losses"]) == (100, [])


def test_a_suppressed_finding_costs_nothing(blog: Path) -> None:
    post = blog / "poor.md"
    post.write_text(POOR + "\n<!-- postlint-disable-file heading-increment -->\n", encoding="utf-8")
    assert "heading-increment" not in run("--points", str(post))


def test_table(blog: Path) -> None:
    lines = run(str(blog)).splitlines()
    assert lines[0].split() == [
        "SEO",
        "Read.",
        "Words",
        "Ease",
        "Grade",
        "Long",
        "Passive",
        "Density",
        "In",
        "Out",
        "Post",
    ]
    assert lines[1].endswith("poor.md  (rye bread)")
    assert lines[2].endswith("good.md  (rye bread)")
    assert "--points" in lines[-1]
    assert "keyword-not-in-title 9" in run("--points", str(blog))


def test_costs_are_of_known_rules_and_sum_up_to_100() -> None:
    for table in load_costs().values():
        assert sum(max(points.values()) for points in table.values()) == 100
        assert table.keys() <= builtin_rules().keys()


def test_nothing_to_score(tmp_path: Path) -> None:
    assert CliRunner().invoke(cli, ["score", "--isolated", str(tmp_path / "none.md")]).exit_code != 0
