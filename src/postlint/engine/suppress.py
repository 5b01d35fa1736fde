"""Suppressions: reads the comments that silence findings, applies them, and reports the unused ones.

A finding belongs to the line that it *starts* on. Comments come from the parse: one in a code block is no suppression.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from postlint.data.patterns import lazy_pattern
from postlint.data.wording import closest
from postlint.document.removal import whole_lines
from postlint.records import NamedTuple
from postlint.results.findings import Finding
from postlint.results.hits import Edit, Fix, Hit, Severity
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.document import Document
    from postlint.parse.nodes import Comment

PREFIX = "postlint-"
#: the actions of a comment, without the prefix
ACTIONS = ("disable-next-line", "disable-line", "disable-file", "disable", "enable")
#: the key of the front matter that silences rules for the whole post
KEY = "postlint"
UNUSED = "unused-suppression"
UNKNOWN = "unknown-suppression"
ABOUT = (UNUSED, UNKNOWN)
#: so many unknown names of a post get a suggestion: each is compared with the names of all rules
SUGGESTIONS = 50
#: ``postlint-<action> names -- reason``; the names in group 2.
_FORM = lazy_pattern(rf"\s*{PREFIX}([\w-]*)((?:(?!\s--(?:\s|$)).)*)", re.DOTALL)


class Name(NamedTuple):
    """A rule, group or alias as written in a comment; "" means all rules. `span` is its place.

    `removal` is the span that removes the name: with its comma or, if it is the only one, the whole comment.
    """

    text: str
    span: Span
    removal: Span | None = None


class Directive(NamedTuple):
    """One suppression, from a comment or from the front matter.

    `action` is one of ACTIONS. `line` is the first line that it applies to; for the actions on one line, that line.
    """

    action: str
    names: tuple[Name, ...]
    line: int


class Vocabulary(NamedTuple):
    """The names that a directive may use: rules and aliases (to the rule's name), and groups.

    `former` has all former names of rules, each with the present one; those in `rules` still work.
    """

    rules: Mapping[str, str]
    groups: Collection[str]
    former: Mapping[str, str] = MappingProxyType({})

    def covers(self, name: str, finding: Finding) -> bool:
        """Whether a name (or "" for all) means the rule of this finding."""
        return name in ("", finding.group) or self.rules.get(name, name) == finding.rule

    def has(self, name: str) -> bool:
        """Whether it is the name of a rule or a group, or an alias."""
        return name in self.rules or name in self.groups

    def nearest(self, name: str) -> str:
        """The present name of a rule, else the most similar known name, or ""."""
        return self.former.get(name, "") or closest(name, [*self.rules, *self.groups])


class Looked(NamedTuple):
    """The names of the rules that have looked at a post, and the groups of rules that are on and have not: a
    suppression of a group may be one of theirs, and so may one of all rules."""

    ran: Collection[str] = ()
    absent_groups: Collection[str] = ()


class Suppressions(NamedTuple):
    """All directives of one file, in document order, and the malformed ones (as hits of UNKNOWN)."""

    directives: tuple[Directive, ...] = ()
    mistakes: tuple[Hit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.directives or self.mistakes)

    def about_suppressions(self, vocabulary: Vocabulary) -> Suppressions:
        """The directives that name the rules about suppressions; one for all rules would suppress its own findings."""
        named = (
            directive._replace(names=tuple(n for n in directive.names if vocabulary.rules.get(n.text) in ABOUT))
            for directive in self.directives
        )
        return Suppressions(tuple(directive for directive in named if directive.names))


class Outcome(NamedTuple):
    """The findings that are left, the suppressed ones, and the hits of the two rules about suppressions."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    hits: Mapping[str, tuple[Hit, ...]]


# -- reading ------------------------------------------------------------------------------------------


def read_suppressions(doc: Document) -> Suppressions:
    """The directives of a post's comments and front matter. A post without the prefix is not parsed for them."""
    directives: list[Directive] = []
    mistakes: list[Hit] = []
    for item in [*_front_matter(doc), *_comments(doc)]:
        if isinstance(item, Hit):
            mistakes.append(item)
        else:
            directives.append(item)
    return Suppressions(tuple(directives), tuple(mistakes))


def _front_matter(doc: Document) -> Iterator[Directive | Hit]:
    """``postlint: {disable: [a, b]}``, also with one name; ``disable: true`` is for all rules."""
    if KEY not in doc.text[: doc.front_matter.span.end]:
        return
    settings = doc.front_matter.values.get(KEY)
    if not isinstance(settings, Mapping):
        return
    for key in settings:
        found = doc.front_matter.field(KEY, key)
        if key != "disable" and found is not None:
            fix = Fix((Edit(found.key_span, "disable"),)) if str(key).startswith("disable") else None
            yield Hit(found.key_span, {"name": str(key), "suggestion": "disable"}, message="key", fix=fix)
    whole = doc.front_matter.field(KEY, "disable")
    if whole is not None and whole.value is True:
        yield Directive("disable-file", (Name("", whole.span),), 1)
        return
    items = doc.front_matter.items(KEY, "disable")
    names = tuple(Name(item.as_text(), item.text_span) for item in items if item.as_text())
    if names:
        yield Directive("disable-file", names, 1)


def _comments(doc: Document) -> Iterator[Directive | Hit]:
    if PREFIX not in doc.text:
        return
    own = "mdx" if doc.dialect == "mdx" else "html"
    comments = [c for c in doc.comments if c.kind == own and c.text.lstrip().startswith(PREFIX)]
    blank = _lines_of_comments_only(doc, comments)
    for comment in comments:
        yield from _directive(doc, comment, blank)


def _directive(doc: Document, comment: Comment, blank: Collection[int]) -> Iterator[Directive | Hit]:
    match = _FORM.match(comment.text)
    if match is None:
        return
    offset = comment.span.start + doc.slice(comment.span).find(comment.text)
    action = match[1]
    if action not in ACTIONS:
        nearest = closest(action, ACTIONS)
        word = Span(offset + match.start(1) - len(PREFIX), offset + match.end(1))
        values = {"name": PREFIX + action, "suggestion": PREFIX + nearest if nearest else ""}
        yield Hit(word, values, message="action", fix=Fix((Edit(word, PREFIX + nearest),)) if nearest else None)
        return
    start = offset + match.start(2)
    words = [Span(start + word.start(), start + word.end()) for word in re.finditer(r"[^\s,]+", match[2])]
    if len(words) < 2:
        span = words[0] if words else comment.span
        names = [Name(doc.slice(span) if words else "", span, _removal_of(doc, comment))]
    else:
        # the first name is removed with the text before the second, the others with the text before them
        gaps = [Span(words[0].start, words[1].start), *(Span(a.end, b.end) for a, b in pairwise(words))]
        names = [Name(doc.slice(span), span, gap) for span, gap in zip(words, gaps, strict=True)]
    yield Directive(action, tuple(names), _line_meant(doc, comment, action, blank))


def _removal_of(doc: Document, comment: Comment) -> Span | None:
    """The span that removes a comment: with its line, or in a line of text with the space before it. None where that
    would merge blocks or turn HTML into Markdown."""
    start, end = comment.span
    at = bisect_right(doc.blocks, start, key=lambda block: block.span.start) - 1
    block = doc.blocks[at] if at >= 0 and doc.blocks[at].span.end >= end else None
    if block is None:
        return None
    if block.kind == "html":
        alone = doc.slice(block.span).strip() == doc.slice(comment.span)
        return whole_lines(doc, block, comment.span) if alone else None
    line = doc.text[doc.text.rfind("\n", 0, start) + 1 : start]
    if line.strip(" \t>"):
        return Span(start - len(line) + len(line.rstrip()), end) if doc.text[end : end + 1] in ("", "\n") else None
    return None


def _line_meant(doc: Document, comment: Comment, action: str, blank: Collection[int]) -> int:
    first, _ = doc.source.position(comment.span.start)
    if action != "disable-next-line":
        return first
    last, _ = doc.source.position(max(comment.span.start, comment.span.end - 1))
    count = len(doc.source.line_starts)
    return next((n for n in range(last + 1, count + 1) if n not in blank and doc.source.line(n).strip()), count + 1)


def _lines_of_comments_only(doc: Document, comments: Iterable[Comment]) -> set[int]:
    """Lines that hold only directives: "the next line" skips them, so that directives can follow each other."""
    lines: set[int] = set()
    for comment in comments:
        first, column = doc.source.position(comment.span.start)
        last, end = doc.source.position(comment.span.end)
        around = doc.source.line(first)[: column - 1] + doc.source.line(last)[end - 1 :]
        if not around.strip():
            lines.update(range(first, last + 1))
    return lines


# -- applying -----------------------------------------------------------------------------------------


def apply_suppressions(
    findings: Sequence[Finding], suppressions: Suppressions, vocabulary: Vocabulary, looked: Looked
) -> Outcome:
    """Apply suppressions; only for rules that have looked at the post, a suppression can be unused."""
    used: set[Span] = set()
    kept, silenced = [], []
    for finding in findings:
        silencer = _silencer(finding, suppressions.directives, vocabulary)
        if silencer is None:
            kept.append(finding)
        else:
            silenced.append(finding)
            used.add(silencer.span)
    hits = {
        UNUSED: tuple(_unused(suppressions.directives, used, vocabulary, looked)),
        UNKNOWN: suppressions.mistakes + tuple(_unknown(suppressions.directives, vocabulary)),
    }
    return Outcome(tuple(kept), tuple(silenced), hits)


def _silencer(finding: Finding, directives: Sequence[Directive], vocabulary: Vocabulary) -> Name | None:
    """The name that suppresses a finding: one for its line or the file, else by the last disable or enable before."""
    standing: Name | None = None
    for directive in directives:
        name = next((n for n in directive.names if vocabulary.covers(n.text, finding)), None)
        if name is None:
            continue
        if directive.action == "disable-file":
            return name
        if directive.action in ("disable-line", "disable-next-line"):
            if finding.line == directive.line:
                return name
        elif directive.action == "disable" and directive.line <= finding.line:
            standing = name
        elif directive.action == "enable" and directive.line <= finding.line:
            standing = None
    return standing


def _unused(
    directives: Sequence[Directive], used: Collection[Span], vocabulary: Vocabulary, looked: Looked
) -> Iterator[Hit]:
    disabled: set[str] = set()
    for directive in directives:
        for name in directive.names:
            rule = vocabulary.rules.get(name.text, name.text)
            if directive.action == "enable":
                if disabled.isdisjoint({"", rule} if rule else disabled or {""}):
                    yield Hit(name.span, message="enable", fix=_without(name))
                continue
            if directive.action == "disable":
                disabled.add(rule)
            if name.span in used or rule in ABOUT:
                continue
            is_group = name.text in vocabulary.groups and name.text not in vocabulary.rules
            if not rule and not looked.absent_groups:
                yield Hit(name.span, message="all", fix=_without(name))
            elif rule in looked.ran or (is_group and rule not in looked.absent_groups):
                yield Hit(name.span, {"name": name.text}, fix=_without(name))


def _without(name: Name) -> Fix | None:
    return Fix((Edit(name.removal, ""),)) if name.removal is not None else None


def _unknown(directives: Sequence[Directive], vocabulary: Vocabulary) -> Iterator[Hit]:
    left = SUGGESTIONS
    for directive in directives:
        for name in directive.names:
            if not name.text or (vocabulary.has(name.text) and name.text not in vocabulary.former):
                continue
            left -= 1
            suggestion = vocabulary.nearest(name.text) if left >= 0 else vocabulary.former.get(name.text, "")
            values = {"name": name.text, "suggestion": suggestion}
            fix = Fix((Edit(name.span, suggestion),)) if suggestion else None
            if name.text not in vocabulary.former:
                yield Hit(name.span, values, message="default" if suggestion else "plain", fix=fix)
            elif vocabulary.has(name.text):
                yield Hit(name.span, values, message="former", severity=Severity.INFO, fix=fix)
            else:
                yield Hit(name.span, values, message="ended", fix=fix)
