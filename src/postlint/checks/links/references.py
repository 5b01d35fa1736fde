"""A check for references without a definition (see `definitions` for the other way round)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from postlint.checks.links.bracketed_code import is_character_class, is_syntax
from postlint.data.patterns import lazy_pattern
from postlint.data.wording import closest
from postlint.document.document import Document
from postlint.parse.masks import covered
from postlint.parse.nodes import Definition, Reference
from postlint.results.hits import Edit, Fix, Hit, Related, Severity, of_one_cause
from postlint.spans import Span, merge_spans

#: whether a label is that of a footnote, and its key
_Key = tuple[bool, str]
#: not the notation of a line: ``[host]:[port]:[name]: …``
_LIKE_DEFINITION = lazy_pattern(r"^ {0,3}\[([^\[\]\n]+)\]:(?![^\s\[\]]*\[[^\[\]\n]+\]:)", re.MULTILINE)
#: a definition whose label a template fills in: ``[#{{ number }}]: …``
_MADE_DEFINITION = lazy_pattern(r"^[ \t]*\[[^\]\n]*(?:\{\{|\{%|<%)[^\]\n]*\]:", re.MULTILINE)
#: what lines that look like definitions have; found much faster
_END_OF_LABEL = "]:"
#: lines in a row that look like definitions, after a blank line or the end of an element
_DEFINITIONS = lazy_pattern(r"(?:(?<=\n\n)|(?<=>\n))(?: {0,3}\[[^\[\]\n]+\]:[ \t]*[^\s][^\n]*(?:\n|\Z))+")
#: the least similarity (difflib's ratio) of a label and a defined one for a typing mistake
TYPO_RATIO = 0.8
#: so many words are the text of a note, and no label
_WORDS_OF_A_NOTE = 4
#: more references of a post without a definition have one cause: a block of definitions is missing
_MANY = 4


def undefined_reference(doc: Document) -> Iterator[Hit]:
    """Look for references whose label is not defined; many in a post that resemble no other label are one finding."""
    yield from of_one_cause(list(_undefined(doc)), _MANY, of="default")


def _undefined(doc: Document) -> Iterator[Hit]:
    """Look for ``[text][label]`` and ``[^label]`` whose label is not defined.

    ``[label]`` alone may well be prose: it counts only when it looks like a mistyped defined label. Where other files
    are included, the definitions may stand in these.
    """
    unread = _unread(doc)
    lenient = _blocks_of_definitions(doc) if doc.preset.data.get("lenient_definitions") else frozenset()
    known: dict[bool, dict[str, str]] = {False: {}, True: {}}
    for definition in doc.definitions:
        known[definition.footnote][label_key(definition.label)] = definition.label.removeprefix("^")
    by_digits = {footnote: _by_digits(labels) for footnote, labels in known.items()}
    bracketed = (link for link in doc.links if doc.text[link.span.start : link.span.start + 1] == "[")
    texts = merge_spans([link.text_span for link in bracketed])
    starts = [text.start for text in texts]
    spoilt: list[Reference] = []
    behind_marks = _behind_marks(doc)
    made = _END_OF_LABEL in doc.text and _MADE_DEFINITION.search(doc.text) is not None
    for reference in doc.references:
        if reference.defined or covered(texts, reference.span.start, starts):
            continue  # a link cannot be inside of a link
        if reference.label in doc.preset.data.get("given_references", ()):
            continue
        if not reference.explicit and doc.text.startswith("[^", reference.span.end):
            continue  # the text that a footnote belongs to
        if _is_line(doc, reference) and (reference.footnote or _kind_and_key(reference) in unread):
            continue  # a definition, which is read in other ways, or not at all: where it is used, it is missing
        if _kind_and_key(reference) in unread:
            # the target may be a template tag, which only the preset of its generator can read
            is_note = reference.label.isdigit() and _is_note(doc, unread[_kind_and_key(reference)])
            if not doc.masks and not is_note and _kind_and_key(reference) not in lenient:
                spoilt.append(reference)
            continue
        if reference.footnote and label_key(reference.label) in behind_marks:
            continue
        if (made or doc.preset.data.get("open_references")) and not reference.footnote:
            continue  # plugins or templates define labels
        close = _closest(label_key(reference.label), by_digits[reference.footnote])
        if not _meant_as_reference(doc, reference, has_close=bool(close)):
            continue
        if not close and doc.includes_text:
            continue
        message = "footnote" if reference.footnote else "default"
        if reference.footnote and len(reference.label.split()) >= _WORDS_OF_A_NOTE:
            yield Hit(reference.span, {"label": reference.label.removeprefix("^")}, "inline")
            continue
        label = reference.label.removeprefix("^")
        values = {"label": label, "close": close, "text": f"[{label}]"}
        meant = _meant_as_note(doc, reference.label) if reference.footnote else None
        if meant is not None:
            kind, mark = meant
            if reference.span.start != mark.start:
                yield Hit(reference.span, values, kind, related=(Related(mark, "its text"),))
            continue
        fix = _with_label(doc, reference, close) if close else None
        # two blanks of a command look like it, too, where nothing is defined: "ping [host][port]"
        written = doc.slice(reference.span)
        likely = not reference.footnote and not doc.definitions and _BLANKS_OF_COMMAND.fullmatch(written)
        if likely and ("_" in written or _begins_title(doc, reference)):
            continue  # names of sections: "[oven_heat][oven_time]"
        severity = Severity.INFO if likely else None
        yield Hit(reference.span, values, f"{message}-close" if close else message, severity, fix=fix)
    yield from _at_unread_lines(doc, spoilt, unread)


def _meant_as_note(doc: Document, label: str) -> tuple[str, Span] | None:
    """What is wrong with a line that is meant as the text of a note, and its mark: ``[^1] Text``, ``- [^1] : Text``.

    One that begins an item may as well be where the note belongs to, unless the mark stands before it, too.
    """
    mark = rf"(\[{re.escape(label)}\])[ \t]+(?:(:)(?=\s))?"
    for found in re.finditer(rf"^([ \t]*(?:[-*+]|\d+[.)])[ \t]+)?{mark}", doc.text, re.MULTILINE):
        if found[3] or not found[1] or doc.text.find(found[2]) < found.start(2):
            return "spaced" if found[3] else "no-colon", Span(*found.span(2))
    return None


#: two brackets of a command, whose first is a word; the text of a link has several, and numbers cite
_BLANKS_OF_COMMAND = lazy_pattern(r"\[[^\s\[\]]+\]\s*\[(?!\d+\])[^\[\]]+\]")


def _behind_marks(doc: Document) -> frozenset[str]:
    """The labels of notes in what begins as code and is HTML between the marks of Franklin: ``~~~<h4>~~~``."""
    marked = [one.span for one in doc.code if doc.text.startswith("~~~<", one.span.start)] if "~~~<" in doc.text else ()
    return frozenset(label_key(m[1]) for span in marked for m in _LIKE_DEFINITION.finditer(doc.text, *span))


def _at_unread_lines(doc: Document, uses: Sequence[Reference], lines: Mapping[_Key, Span]) -> Iterator[Hit]:
    """A hit for each use of a line that is not read; several such lines in a row are one hit, at the first of them.

    What is wrong with the first makes a paragraph of those below it.
    """
    rows: list[list[Span]] = []
    read = {_kind_and_key(definition) for definition in doc.definitions}
    row_of: dict[Span, int] = {}
    for line in sorted(line for key, line in lines.items() if key not in read) if uses else ():
        below = bool(rows) and doc.text.find("\n", rows[-1][-1].end) + 1 == line.start
        if below:
            rows[-1].append(line)
        else:
            rows.append([line])
        row_of[line] = len(rows) - 1
    used: list[list[Reference]] = [[] for _ in rows]
    for use in uses:
        if (number := row_of.get(lines[_kind_and_key(use)])) is not None:
            used[number].append(use)
    for row, inside in zip(rows, used, strict=True):
        if len({use.label for use in inside}) <= 1:
            spaced = _WITH_SPACE.match(doc.text, row[0].end + 1) is not None
            kind = "unread-below" if _is_below_text(doc, row[0]) else "unread-space" if spaced else "unread"
            yield from (Hit(use.span, {"label": use.label}, kind) for use in inside)
        else:
            label = doc.slice(row[0]).strip()[1:-1]
            related = tuple(Related(use.span, "it is used here") for use in inside)
            kind = "unread-row-below" if _is_below_text(doc, row[0]) else "unread-row"
            yield Hit(row[0], {"label": label, "count": len(row)}, kind, related=related)


#: an address with a space in it, behind the colon of a definition
_WITH_SPACE = lazy_pattern(r"[ \t]*(?:https?://|\.{0,2}/)[^\s<>]*[ \t]+(?![\"'(])\S")


def _is_below_text(doc: Document, line: Span) -> bool:
    """Whether the line above one is text that it continues: not blank, no heading, definition or header."""
    above = doc.text[doc.front_matter.span.end : line.start].removesuffix("\n").rpartition("\n")[2].strip()
    defined = _LIKE_DEFINITION.match(above)
    return bool(above) and not above.startswith("#") and (defined is None or defined[1].startswith("^"))


def _unread(doc: Document) -> dict[_Key, Span]:
    """The labels of lines outside of code that look like definitions, each with its place."""
    found = list(_LIKE_DEFINITION.finditer(doc.text)) if _END_OF_LABEL in doc.text else []
    code = [one.span for one in doc.code] if found else []
    starts = [span.start for span in code]
    lines = (match for match in found if not covered(code, match.start(), starts))
    places: dict[_Key, Span] = {}
    for match in lines:
        places.setdefault(_of_line(match[1]), Span(match.start(), match.end() - 1))
    return places


def _blocks_of_definitions(doc: Document) -> frozenset[_Key]:
    """The labels of lines after a blank line that look like definitions, whatever their targets."""
    blocks = _DEFINITIONS.finditer(doc.text)
    return frozenset(_of_line(line[1]) for block in blocks for line in _LIKE_DEFINITION.finditer(block[0]))


def _is_note(doc: Document, line: Span) -> bool:
    """Whether a line that looks like a definition is a note, which readers are to see: words, and no address first."""
    return _WORDS_OF_NOTE.match(doc.text, line.end + 1) is not None


_WORDS_OF_NOTE = lazy_pattern(r"[ \t]*[^\W\d_][^\s:/<>#@]*[ \t]+\S+[ \t]+\S")


def _is_line(doc: Document, reference: Reference) -> bool:
    """Whether the brackets are those of the line that would define them."""
    return doc.text[reference.span.end : reference.span.end + 1] == ":"


def _of_line(label: str) -> _Key:
    """The kind and key of a line that looks like the definition of a label."""
    return label.startswith("^"), label_key(label)


def _kind_and_key(one: Reference | Definition) -> _Key:
    return one.footnote, label_key(one.label)


def label_key(label: str) -> str:
    """What spellings of a label have in common."""
    return " ".join(label.removeprefix("^").casefold().split())


def _by_digits(known: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Labels by the digits in their keys."""
    found: dict[str, dict[str, str]] = {}
    for key, label in known.items():
        found.setdefault(_digits(key), {})[key] = label
    return found


def _closest(key: str, by_digits: Mapping[str, Mapping[str, str]]) -> str:
    """The defined label of which `key` looks like a mistyped form, or "". Another number is no typing mistake."""
    known = by_digits.get(_digits(key), {})
    alike = [other for other in known if abs(len(other) - len(key)) <= 2]
    return known.get(closest(key, alike, TYPO_RATIO), "")


@lru_cache(maxsize=4096)
def _digits(key: str) -> str:
    return re.sub(r"\D", "", key)


#: what makes brackets before it a part of a name: ``[1.12][rye]Mill-0.1.jar``
_REST_OF_NAME = lazy_pattern(r"[A-Za-z\d]{3}[\w-]*\.\w")


#: an attribute of a shortcode in brackets, ``[version=2][/version]``, the options of a function, ``f([a][, b])``, and
#: those of a syntax, ``[+][package:]type``
_NO_LABEL = lazy_pattern(r"^\s*[,|/]|\w=[\w\"']|:$")


#: the indexes of a value: "the row [i][1]"
_INDEXES = lazy_pattern(r"\[\w{1,2}\]\[\w{1,2}\]")
#: ranges of a regular expression: ``[A-Z][A-Z0-9]``
_RANGES = lazy_pattern(r"(?:\w-\w)+")


def _is_mark(doc: Document, reference: Reference) -> bool:
    """Whether two texts in brackets stand before the text of an item, as marks: ``- [Fix][Ada] The oven is hot``."""
    line = doc.text[doc.text.rfind("\n", 0, reference.span.start) + 1 : reference.span.start]
    return _ITEM.fullmatch(line) is not None and doc.text.startswith(" ", reference.span.end)


def _begins_title(doc: Document, reference: Reference) -> bool:
    """Whether two words in brackets begin a line, as the marks of a title that is cited: ``1、[Oven][V6.0] Heat``."""
    line = doc.text[doc.text.rfind("\n", 0, reference.span.start) + 1 : reference.span.start]
    return _NUMBER.fullmatch(line) is not None and doc.text.startswith(" ", reference.span.end)


_NUMBER = lazy_pattern(r"[ \t>]*(?:\d+[.)、．]?[ \t]*)?")
_ITEM = lazy_pattern(r"[ \t>]*(?:[-*+]|\d+[.)])[ \t]+")


def _meant_as_reference(doc: Document, reference: Reference, *, has_close: bool) -> bool:
    if reference.footnote:
        return not is_character_class(doc, reference)
    if not reference.explicit:
        return has_close and len(reference.key) >= 4
    # "matrix[i][j]", "f(a)['b'][0]", "https://[host][port]/" and the citation marks "[1][2]" only look like references
    before = doc.text[reference.span.start - 1 : reference.span.start]
    written = doc.slice(reference.span)
    end = reference.span.end
    if not doc.definitions and is_syntax(doc, reference.span):
        return False
    if "][" not in "".join(written.split()):
        return False  # brackets in two elements: "<b>[hour]</b><b>[minute]</b>"
    if doc.text.startswith("[", end) and written == f"[{reference.label}]" * 2:
        return False  # the sizes of an array: "[512 pixels][512 pixels][3 colors]"
    in_row = before == "]" or re.match(r"\[(?!\^)", doc.text[end : end + 2]) is not None
    if in_row and not has_close and " " not in written.partition("]")[0]:
        return False  # three words and more in brackets are a format: "[row][column][color]"
    if (before and before in "/)") or doc.text.startswith("/", end) or _REST_OF_NAME.match(doc.text, end):
        return False
    if before and before in '"“‘' and " " not in written:
        return False  # quoted as it is written elsewhere: "[Oats][Mill]"
    if _RANGES.fullmatch(reference.label) or (not doc.definitions and _is_mark(doc, reference)):
        return False
    if _NO_LABEL.search(reference.label) or f"[/{reference.label.partition('=')[0]}]" in doc.text:
        return False
    if not doc.definitions and _INDEXES.fullmatch(written):
        return False
    return not before.isalnum() and not written.strip("[]").replace("][", "").isdigit()


def _with_label(doc: Document, reference: Reference, label: str) -> Fix | None:
    """The reference with another label; ``[label]`` alone keeps its shown text."""
    written = doc.slice(reference.span)
    mark = "^" if reference.footnote else ""
    if not written.endswith("]") or written.count("[") > 2:
        return None
    if reference.footnote or (reference.explicit and not written.endswith("[]")):
        opening = reference.span.start + written.rindex("[")
        return Fix((Edit(Span(opening, reference.span.end), f"[{mark}{label}]"),))
    end = reference.span.end - (2 if written.endswith("[]") else 0)
    return Fix((Edit(Span(end, reference.span.end), f"[{label}]"),))
