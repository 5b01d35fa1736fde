"""On how many of the test sentences of proselint, write-good and alex postlint's styles speak, as a table in Markdown.

    python tools/style_coverage.py FOLDER

FOLDER holds checkouts called proselint, write-good and retext-equality (what alex tests with); none of their code
is run, and nothing of theirs is kept. A sentence is covered where a rule of the style finds anything in it; the last
column has those where any rule of postlint does, and sentences that must pass count as false alarms.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from postlint import lint_text
from postlint.catalog.styles import own_styles
from postlint.config.config import Config


class Sentences(NamedTuple):
    """The test sentences of a project: those in which it finds something, and those in which it does not."""

    project: str
    style: str
    bad: list[str]
    good: list[str]


def of_proselint(folder: Path) -> Sentences:
    """The sentences of proselint, a table in Python that is parsed and not run."""
    tree = ast.parse((folder / "tests/examples.py").read_text(encoding="utf-8"))
    (table,) = (node.value for node in tree.body if isinstance(node, ast.AnnAssign) and node.value is not None)
    checks = ast.literal_eval(table)
    bad, good = ([sentence for check in checks for sentence in check[part]] for part in (1, 2))
    return Sentences("proselint", "plain-english", bad, good)


_CALL = re.compile(
    r"(?:writeGood|process)\(\s*(['\"`])(?P<text>(?:\\.|(?!\1).)*)\1[^)]*\)\s*\)?\s*(?:\.toEqual\(|,)\s*\[(?P<empty>\s*\])?",
    re.DOTALL,
)


def of_javascript(project: str, style: str, files: Iterable[Path]) -> Sentences:
    """The sentences of tests in JavaScript: the first argument of a call that is compared with a list."""
    bad, good = [], []
    for file in files:
        for match in _CALL.finditer(file.read_text(encoding="utf-8")):
            text = re.sub(r"\\(.)", lambda escape: "\n" if escape[1] == "n" else escape[1], match["text"])
            (good if match["empty"] else bad).append(text)
    return Sentences(project, style, list(dict.fromkeys(bad)), list(dict.fromkeys(good)))


def share(sentences: Iterable[str], config: Config) -> str:
    """How many of some sentences have a finding."""
    found = [bool(lint_text(f"{one}\n", config=config)) for one in sentences]
    return f"{sum(found)} of {len(found)}" + (f" ({sum(found) / len(found):.0%})" if found else "")


def rows(all_sentences: Iterable[Sentences]) -> Iterator[str]:
    """The table, line by line."""
    every = {"extends": [f"postlint:{name}" for name in own_styles()], "language": "en"}
    text_rules = ["style", "readability", "claims"]
    for one in all_sentences:
        own = Config.from_dict({"extends": f"postlint:{one.style}", "select": [], "language": "en"})
        anything = Config.from_dict({**every, "select": text_rules})
        cells = (one.project, f"`{one.style}`", share(one.bad, own), share(one.good, own), share(one.bad, anything))
        yield f"| {' | '.join(cells)} |"


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1])
    print("| sentences of | style | speaks on | false alarms | any rule about words speaks on |")
    print("|---|---|---|---|---|")
    sentences = [
        of_proselint(folder / "proselint"),
        of_javascript("write-good", "plain-english", [folder / "write-good/test/basic.spec.js"]),
        of_javascript("alex (retext-equality)", "inclusive", [folder / "retext-equality/test.js"]),
    ]
    print("\n".join(rows(sentences)))


if __name__ == "__main__":
    main()
