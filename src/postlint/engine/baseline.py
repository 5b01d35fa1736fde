"""The baseline: known findings that are not reported, in one file that can be reviewed.

An entry is a finding's post, rule and the text of its place, with a digest of the line around it: moved lines and
edits elsewhere do not matter. Only `postlint baseline` adds entries.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from postlint.data.inside import from_folder
from postlint.data.reading import read_bytes
from postlint.data.user_file import DataError
from postlint.engine.to_findings import NEVER_HIDDEN
from postlint.records import NamedTuple
from postlint.results.findings import FileReport, Finding, Report
from postlint.results.fingerprints import place_text, squeezed

#: how many code points of a place's text are stored
_TEXT = 100
#: marks a stored text that was cut
_CUT = "…"


class BaselineError(DataError):
    """A baseline that cannot be used; the message is a sentence for the user."""


class Entry(NamedTuple):
    """A known finding: its rule, the text of its place, and a digest of the line that this is in."""

    rule: str
    text: str
    line: str


@dataclass(frozen=True)
class Post:
    """The known findings of a post, each with how often it is there; `content` is a digest of the whole text."""

    content: str
    entries: Mapping[Entry, int]


@dataclass(frozen=True)
class Baseline:
    """The known findings by post. Paths are relative to the folder of the file, with slashes."""

    file: Path
    posts: Mapping[str, Post] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many findings are known."""
        return sum(sum(post.entries.values()) for post in self.posts.values())

    def name_of(self, path: str) -> str:
        """The path of a post as written in the baseline."""
        return from_folder(path, self.file.parent)

    def path_of(self, name: str) -> Path:
        """Where a post of the baseline is."""
        return self.file.parent / name

    def has_file(self, name: str) -> bool:
        """Whether a post of the baseline is still there."""
        return os.path.exists(self.path_of(name))  # noqa: PTH110 - `Path.exists` raises an error for a long name


@dataclass(frozen=True)
class Comparison:
    """A report compared with a baseline: the report without known findings, and the entries that still match.

    `holding` are the entries that match a finding, under the present names of their posts. `stale` counts those that
    match none any more, though their rules ran.
    """

    report: Report
    holding: Mapping[str, Counter[Entry]]
    stale: int


# -- comparing ------------------------------------------------------------------------------------------


def compare(
    baseline: Baseline, report: Report, rules_run_on: Callable[[str], Collection[str]], *, whole: bool = True
) -> Comparison:
    """Compare a report with a baseline. `rules_run_on` names the rules that ran on a post.

    A moved post is matched with its entries. Without `whole`, the report may lack the new place of a post that is gone:
    its entries are not stale.
    """
    moved = _moved(baseline, report)
    holding: dict[str, Counter[Entry]] = {}
    stale = 0
    files = []
    for file in report.files:
        name = baseline.name_of(file.path)
        known = baseline.posts.get(moved.get(name, name))
        if known is None:
            files.append(file)
            continue
        compared, left = _without(file, known.entries)
        rules = rules_run_on(file.path)
        gone = Counter({entry: count for entry, count in left.items() if entry.rule in rules})
        stale += gone.total()
        holding[name] = Counter(known.entries) - gone
        files.append(compared)
    found = {*holding, *moved.values()}
    if whole:
        missing = [name for name in baseline.posts if name not in found and not baseline.has_file(name)]
        stale += sum(sum(baseline.posts[name].entries.values()) for name in missing)
    return Comparison(replace(report, files=tuple(files)), holding, stale)


def _without(file: FileReport, known: Mapping[Entry, int]) -> tuple[FileReport, Counter[Entry]]:
    """The report on a file without its known findings, and the entries that are left.

    Entries with the same line are matched first, then those with the same text, then those of long places whose first
    words have changed: of two equal findings, the new one is reported.
    """
    left = Counter(known)
    entries = {id(finding): entry_of(finding, file.lines) for finding in file.findings}
    recorded: set[int] = set()
    for alike in (_whole, _same_text, _same_long_place):
        waiting: dict[Any, list[Entry]] = defaultdict(list)
        for entry in +left:
            waiting[alike(entry)].append(entry)
        for finding in file.findings:
            key = alike(entries[id(finding)])
            if key is not None and id(finding) not in recorded and waiting[key]:
                entry = waiting[key][-1]
                left[entry] -= 1
                recorded.add(id(finding))
                if not left[entry]:
                    waiting[key].pop()
    new = tuple(finding for finding in file.findings if id(finding) not in recorded)
    old = tuple(finding for finding in file.findings if id(finding) in recorded)
    return replace(file, findings=new, baselined=(*file.baselined, *old)), +left


def _whole(entry: Entry) -> Any:
    return entry


def _same_text(entry: Entry) -> Any:
    return entry.rule, entry.text


def _same_long_place(entry: Entry) -> Any:
    """A long paragraph stays known when its first words are edited."""
    return entry.rule if entry.text.endswith(_CUT) else None


def entry_of(finding: Finding, lines: Mapping[int, str]) -> Entry:
    """The entry for a finding."""
    text = place_text(finding, lines)
    line = squeezed(lines.get(finding.line, ""))
    return Entry(
        finding.rule,
        text if len(text) <= _TEXT else f"{text[:_TEXT]}{_CUT}",
        _digest(line.encode("utf-8", "surrogatepass"), 8),
    )


def _digest(data: bytes, digits: int) -> str:
    return hashlib.sha256(data).hexdigest()[:digits]


def _moved(baseline: Baseline, report: Report) -> dict[str, str]:
    """The moved posts: their present names to those in the baseline.

    A missing post of the baseline was moved to a new one if their texts are equal, or if the new one has at least half
    of its findings, one of them on a line that no other post of the baseline has.
    """
    gone = {name: post for name, post in baseline.posts.items() if not baseline.has_file(name)}
    fresh = {baseline.name_of(file.path): file for file in report.files}
    fresh = {name: file for name, file in fresh.items() if name not in baseline.posts}
    if not gone or not fresh:
        return {}
    shared = Counter(line for post in baseline.posts.values() for line in {entry.line for entry in post.entries})
    # only these can be the same, so that not each is compared with each
    of_line = {line: old for old, post in gone.items() for _, _, line in post.entries if shared[line] == 1}
    of_content: dict[str, list[str]] = defaultdict(list)
    for old, post in gone.items():
        of_content[post.content].append(old)
    likeness = []
    for name, file in fresh.items():
        content = _content(file.path)
        entries = Counter(entry_of(finding, file.lines) for finding in file.findings)
        alike = {of_line[line] for _, _, line in entries if line in of_line}
        for old in alike.union(of_content[content][: len(fresh)]):
            post = gone[old]
            both = entries & Counter(post.entries)
            specific = any(shared[entry.line] == 1 for entry in both)
            half = 2 * both.total() >= sum(post.entries.values())
            if content == post.content or (specific and half):
                likeness.append((content == post.content, both.total(), name, old))
    moved: dict[str, str] = {}
    for _, _, name, old in sorted(likeness, key=lambda one: (not one[0], -one[1], one[2], one[3])):
        if name not in moved and old not in moved.values():
            moved[name] = old
    return moved


def _content(path: str) -> str:
    """A digest of a post's text; "" for one that cannot be read."""
    try:
        return _digest(read_bytes(path).replace(b"\r\n", b"\n"), 16)
    except (OSError, ValueError):
        return ""


# -- recording ------------------------------------------------------------------------------------------


def record(
    baseline: Baseline, report: Report, rules_run_on: Callable[[str], Collection[str]] | None = None
) -> Baseline:
    """The baseline with all findings of the report; existing posts that are not in the report keep their entries.

    `rules_run_on` names the rules that ran on a post if these were selected: the entries of all others stay.
    """
    posts = {name: post for name, post in baseline.posts.items() if baseline.has_file(name)}
    moved = _moved(baseline, report) if rules_run_on else {}
    for file in report.files:
        entries = Counter(entry_of(one, file.lines) for one in file.findings if one.rule not in NEVER_HIDDEN)
        name = baseline.name_of(file.path)
        posts.pop(name, None)
        old = baseline.posts.get(moved.get(name, name))
        if old is not None and rules_run_on is not None:
            rules = rules_run_on(file.path)
            entries |= {entry: count for entry, count in old.entries.items() if entry.rule not in rules}
        if entries:
            posts[name] = Post(_content(file.path), entries)
    return replace(baseline, posts=posts)


def prune(baseline: Baseline, comparison: Comparison) -> Baseline:
    """The baseline without entries that match no finding any more."""
    posts = {name: post for name, post in baseline.posts.items() if baseline.has_file(name)}
    for name, entries in comparison.holding.items():
        posts.pop(name, None)
        if entries:
            posts[name] = Post(_content(str(baseline.path_of(name))), entries)
    return replace(baseline, posts=posts)
