"""Finds where a header begins and ends: its fences, and the problems of these. It does not read values."""

from __future__ import annotations

import re
from functools import cache

from postlint.parse.front_matter.values import HeaderStyle, Problem
from postlint.records import NamedTuple
from postlint.spans import Span


class Header(NamedTuple):
    """A range of text that is meant as a header. `content` is the text between the fences."""

    format: str
    opening: Span
    content: Span
    end: int
    problems: tuple[Problem, ...] = ()


def find_header(text: str, style: HeaderStyle) -> Header | None:
    """The header at the start of `text`, or None."""
    if not text:
        return None
    match text[0]:
        case "-" | "+":
            mark, format = text[0], "yaml" if text[0] == "-" else "toml"
            long = _with_long_fences(text) if style.long_fences else None
            whole = _open_to_end(text) if style.open_end and mark == "-" else None
            header = long or whole or _fenced(text, mark, format, loose_end=style.loose_end) or _ruby(text)
            return header or (_taken(text, mark * 3, format) if style.always else None)
        case "{":
            return _braced(text) or _late(text)
        case ";":
            return _semicolons(text) or _late(text)
        case "@":
            return _franklin(text) or _late(text)
        case "~" | "#":
            return _ruby(text) or _bare(text, style) or _late(text)
        case "<" | ".":
            return _nikola(text) or _late(text)
        case "\n" | " " | "\t":
            return _nikola(text) or _late(text) or _unopened(text)
        case "`":
            return _late(text)
        case _:
            return _bare(text, style) or _late(text)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.MULTILINE)


#: a line that starts a YAML or TOML value
_KEY = r"""^(?:"[^"\n]*"|'[^'\n]*'|[\w$][\w.$-]*(?: +[\w.$-]+)*)[ \t]*(?::(?=[ \t]|$)|=)"""
#: other lines of a header: indented lines, list items, comments, tables, closing brackets
_MORE = r"^(?:[ \t]+\S.*|-(?:[ \t].*)?|#.*|\[.*|[\]}],?)$"


#: a key of YAML that hardly any text has at the start of a line
_OF_POSTS = r"^(?:title|date|layout|tags|categories|permalink|slug|draft)[ \t]*:(?=[ \t]|$)"


def _line_end(text: str, start: int) -> int:
    """The offset of the line feed that ends the line, or the end of the text."""
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _past(text: str, line_end: int) -> int:
    return min(line_end + 1, len(text))


def _fenced(text: str, mark: str, format: str, *, loose_end: bool = False) -> Header | None:
    first_end = _line_end(text, 0)
    line = text[:first_end].rstrip()
    fence = mark * 3
    problems: list[Problem] = []
    if line != fence:
        if line in ("---json", "---toml", "---yaml", "---yml"):  # gray-matter names the language
            format = line[3:].replace("yml", "yaml")
        elif line in ("---js", "---javascript"):  # Eleventy runs it; it is not read
            format = "javascript"
        elif len(line) > 3 and not line.strip(mark) and _pattern(_KEY).match(text, _past(text, first_end)):
            problems.append(Problem(Span(0, len(line)), "malformed-fence", {"found": line, "fence": fence}))
        else:
            return None
    opening, start = Span(0, len(line)), _past(text, first_end)
    closing = r"^(?:---|\.\.\.)[ \t]*$" if mark == "-" else r"^\+\+\+[ \t]*$"
    closing += r"|^---" if loose_end and mark == "-" else ""
    close = _pattern(closing).search(text, start) if start < len(text) or first_end < len(text) else None
    odd = _odd_fence(text, start, close.start() if close else len(text), mark)
    if odd is not None and (close is None or problems):
        end = _line_end(text, odd.start)
        found = text[odd.start : odd.end]
        if not problems:
            problems.append(Problem(odd, "malformed-fence", {"found": found, "fence": fence}))
        return Header(format, opening, Span(start, odd.start), _past(text, end), tuple(problems))
    if close is not None:
        content = Span(start, close.start())
        if _is_thematic_break(text, content, format):
            return None
        end = _past(text, close.end()) if text[close.end() : close.end() + 1] in ("", "\n") else close.end()
        return Header(format, opening, content, end, tuple(problems))
    return _unclosed(text, format, opening, start, fence)


def _with_long_fences(text: str) -> Header | None:
    """A header between two equal lines of more than three hyphens."""
    opening = _pattern(r"-{4,}(?=[ \t]*\n)").match(text)
    if opening is None:
        return None
    start = _past(text, _line_end(text, 0))
    close = _pattern(rf"^{opening[0]}[ \t]*$").search(text, start)
    if close is None or _is_thematic_break(text, Span(start, close.start()), "yaml"):
        return None
    return Header("yaml", Span(0, opening.end()), Span(start, close.start()), _past(text, close.end()))


def _odd_fence(text: str, start: int, end: int, mark: str) -> Span | None:
    """A line that was meant to close the header: two, four or more marks, or typographic dashes."""
    dashes = "|^[—–]+[ \t]*$|^[—–]-[ \t]*$" if mark == "-" else ""
    found = _pattern(rf"^[{mark}]{{4,}}[ \t]*$|^[{mark}]{{2}}[ \t]*$" + dashes).search(text, start, end)
    if found is None or _header_end(text, start) < found.start():
        return None
    return Span(found.start(), found.start() + len(found[0].rstrip()))


#: a heading, which is a comment in a header, with what stands before the first other line
_BELOW_HEADING = r"#{1,6} .*\n(?:[ \t]*(?:#.*)?\n)*(?=.)"
#: what may begin a header in YAML that is no map
_VALUE = r"[-?{\[!&|>'\"]"


def _is_thematic_break(text: str, content: Span, format: str) -> bool:
    """Whether the "fence" is a thematic break: prose follows, without keys; below a heading the first line tells."""
    inner = text[content.start : content.end]
    if format != "yaml" or not inner.strip() or _pattern(_KEY).search(inner):
        return False
    if not inner.split("\n", 1)[0].strip():
        return True
    below = _pattern(_BELOW_HEADING).match(inner)
    return below is not None and not _pattern(_VALUE).match(inner, below.end())


def _header_end(text: str, start: int) -> int:
    """The end of the lines from `start` on that look like a header; blank lines count when a key follows."""
    key, more = _pattern(_KEY), _pattern(_MORE)
    at = end = start
    while at < len(text):
        line_end = _line_end(text, at)
        if key.match(text, at) or (more.match(text, at) and not _pattern(r"^#{1,6} .*$").match(text, at)):
            end = _past(text, line_end)
        elif text[at:line_end].strip() or end < at:  # prose, or two blank lines
            break
        at = line_end + 1
    return end


def _glued_fence(text: str, start: int, fence: str) -> Span | None:
    """A fence behind a header that ends none, as it is indented or text follows in its line: ``---## Rye``."""
    key = _pattern(_KEY).search(text, start)
    found = _pattern(rf"^[ \t]*{re.escape(fence)}(?!{re.escape(fence[0])})").search(text, start)
    if (
        key is None
        or found is None
        or text[start : key.start()].strip()
        or _header_end(text, key.start()) < found.start()
    ):
        return None
    return Span(found.end() - len(fence), found.end())


def _unclosed(text: str, format: str, opening: Span, start: int, fence: str) -> Header | None:
    problem = Problem(opening, "unclosed", {"fence": fence})
    if glued := _glued_fence(text, start, fence):
        return Header(format, opening, Span(start, glued.start), glued.start, (problem._replace(span=glued),))
    if not _pattern(_KEY).match(text, start):
        if text[start:].strip() or format == "toml":
            return None  # a thematic break
        return Header(format, opening, Span(start, start), len(text), (problem,))
    end = _header_end(text, start)
    return Header(format, opening, Span(start, end), end, (problem,))


def _open_to_end(text: str) -> Header | None:
    """A header that is all of a file and has no end: nothing but keys, comments and values follows."""
    opening = _pattern(r"---[ \t]*\n(?=(?:[ \t]*(?:#.*)?\n)*" + _KEY.removeprefix("^") + ")").match(text)
    if opening is None or _pattern(r"^(?:---|\.\.\.)").search(text, opening.end()):
        return None
    first = _pattern(_KEY).search(text, opening.end())
    if first is None or _header_end(text, first.start()) < len(text.rstrip()):
        return None
    return Header("yaml", Span(0, 3), Span(opening.end(), len(text)), len(text))


def _braced(text: str) -> Header | None:
    """A JSON header; a template tag (``{{``, ``{%``) or an attribute list (``{:``) is none."""
    if not _pattern(r"\{\s*(?:\"|\}[ \t]*$)").match(text):
        return None
    return Header("json", Span(0, 1), Span(0, len(text)), len(text))


def _semicolons(text: str) -> Header | None:
    """Hexo's JSON without braces between lines of ``;;;``."""
    opening = _pattern(r";;;[ \t]*\n").match(text)
    close = _pattern(r"^;;;[ \t]*$").search(text, opening.end()) if opening else None
    if opening is None:
        return None
    if close is None:
        return Header(
            "json", Span(0, 3), Span(len(text), len(text)), opening.end(),
            (Problem(Span(0, 3), "unclosed", {"fence": ";;;"}),),
        )  # fmt: skip
    return Header("json-members", Span(0, 3), Span(opening.end(), close.start()), _past(text, close.end()))


def _franklin(text: str) -> Header | None:
    """Franklin's ``@def name = …`` lines: Julia, which is not read."""
    lines = _pattern(r"(?:@def[ \t]+\w+[ \t]*=.*(?:\n|\Z))+").match(text)
    return Header("franklin", Span(0, 4), Span(0, lines.end()), lines.end()) if lines else None


def _ruby(text: str) -> Header | None:
    """Bridgetown's header in Ruby, which is not read: between ``---<%`` and ``%>---``, or in a block of Ruby."""
    block = r"(---|~~~|###)(?:<%|\{%|ruby[ \t]*\n(?=\s*(?:front_matter\b|\{)))"
    opening = _pattern(block).match(text)
    close = _pattern(rf"^[ \t]*(?:%>|%\}})?{opening[1]}[ \t]*$").search(text, opening.end()) if opening else None
    if opening is None or close is None:
        return None
    return Header("ruby", Span(0, 3), Span(opening.end(), close.start()), _past(text, close.end()))


#: a line of Nikola's header
_DOTTED = r"[ \t]*\.\.[ \t]+\w+:"


def _nikola(text: str) -> Header | None:
    """Nikola's ``.. name: value`` lines, in an HTML comment or bare up to a blank line; white space before it is read.

    Nikola reads the lines up to the first blank one as a header if they are such.
    """
    start = len(text) - len(text.lstrip())
    line = text.rfind("\n", 0, start) + 1
    lines = rf"(?:{_DOTTED}.*(?:\n|\Z))"
    if bare := _pattern(f"{lines}+").match(text, line):
        return Header("nikola", Span(start, start + 2), Span(line, bare.end()), bare.end())
    opening = _pattern(rf"<!---*[ \t]*\n(?={_DOTTED})").match(text, start)
    if opening is None:
        return None
    mark = Span(start, start + 4)
    close = text.find("-->", opening.end())
    if close < 0:
        problem = Problem(mark, "unclosed", {"fence": "-->"})
        end = _pattern(f"{lines}*").match(text, opening.end())
        stop = end.end() if end else opening.end()
        return Header("nikola", mark, Span(opening.end(), stop), stop, (problem,))
    return Header("nikola", mark, Span(opening.end(), close), _past(text, _line_end(text, close)))


def is_lines(text: str, content: Span) -> bool:
    """Whether the content is only ``Key: value`` lines, and deeply indented lines that continue a value."""
    lines = text[content.start : content.end].split("\n")
    pattern = _pattern(r"[A-Za-z][\w-]*[ \t]*:.*|[ \t]{4,}\S.*|[ \t]*")
    return all(pattern.fullmatch(line) for line in lines)


def _taken(text: str, fence: str, format: str) -> Header | None:
    """A thematic break at the start of the text, which the generator takes for the opening of a header."""
    first = text[: _line_end(text, 0)].rstrip()
    if first != fence or not text[_line_end(text, 0) :].strip():
        return None
    return Header(format, Span(0, 3), Span(0, 0), 0, (Problem(Span(0, 3), "taken", {"fence": fence}),))


#: text found before headers: comments (of a licence), blank lines, the name of a format, a fence around it
_BEFORE = (
    r"(?:\s+|<!--(?s:.*?)-->|\{/\*(?s:.*?)\*/\}|(?:`{3}[ \t]*)?(?:ya?ml|toml|markdown|md|mdx)?[ \t]*\n(?=-{3}|\+{3}))*"
)


#: a character or two that slipped in before the fence
_STRAY = r"[^\s<+-]{1,2}(?=(?:-{3}|\+{3})[ \t]*\n)"


def _late(text: str) -> Header | None:
    """A YAML or TOML header after other text: most generators expect it on the first line."""
    before = _pattern(_BEFORE).match(text)
    stray = _pattern(_STRAY).match(text)
    start = stray.end() if stray is not None else before.end() if before is not None else 0
    if not start:
        return None
    rest = text[start:]
    match = _pattern(r"(---|\+\+\+)[ \t]*\n").match(rest)
    if match is None or not _pattern(_KEY).match(rest, match.end()):
        return None
    found = _fenced(rest, rest[0], "yaml" if rest[0] == "-" else "toml")
    if found is None or found.problems:
        return None
    opening = Span(start, start + 3)
    content = Span(found.content.start + start, found.content.end + start)
    problem = Problem(opening, "preceded" if text[:start].strip() else "late")
    if stray is not None:
        problem = Problem(Span(0, start), "stray", {"found": text[:start]}, replacement="")
    return Header(found.format, opening, content, found.end + start, (problem,))


def _unopened(text: str) -> Header | None:
    """A YAML header that lacks only the opening fence: several keys, one of them of posts, before all other text."""
    start = len(text) - len(text.lstrip("\n"))
    close = _pattern(r"^---[ \t]*$").search(text, start)
    if close is None or _header_end(text, start) < close.start() or not _pattern(_KEY).match(text, start):
        return None
    several = len(_pattern(_KEY).findall(text, start, close.start())) > 1
    if not several or not _pattern(_OF_POSTS).search(text, start, close.start()):
        return None
    problem = Problem(Span(start, _line_end(text, start)), "unopened", {"fence": "---"})
    return Header("yaml", Span(start, start), Span(start, close.start()), _past(text, close.end()), (problem,))


def _bare(text: str, style: HeaderStyle) -> Header | None:
    """Headers without an opening fence, where the generator supports them or they can be nothing else."""
    if "json" in style.bare and text[0] == '"':
        close = _pattern(r"^;;;[ \t]*$").search(text)
        if close is not None:
            return Header("json-members", Span(0, 0), Span(0, close.start()), _past(text, close.end()))
    known = "meta" in style.bare
    if not known and not _pattern(_KEY).match(text):
        return None
    if "yaml" in style.bare or not known:
        close = _pattern(r"^---[ \t]*$").search(text)
        content = Span(0, close.start() if close is not None else 0)
        if close is not None and not text[_header_end(text, 0) : close.start()].strip():
            header = Header("yaml", Span(0, 0), content, _past(text, close.end()))
            if "yaml" in style.bare:
                return header
            if unopened := _unopened(text):
                return unopened
    more = r"(?:\n|\Z)(?:[ \t]{4,}\S.*(?:\n|\Z))*"
    lines = _pattern(rf"(?:[A-Za-z][\w-]*[ \t]*:(?:[ \t].*)?{more})+(?=[ \t]*(?:\n|\Z))").match(text)
    if lines is None and known:  # Python-Markdown asks for no blank line after the header and no space after a colon
        lines = _pattern(rf"(?:[A-Za-z][\w-]*:.*{more})+").match(text)
        known = False
    if lines is None:
        return None
    # without a known generator, several such lines with a title among them cannot be a paragraph
    several = "meta" in style.bare or lines[0].count("\n") > 1
    meant = known or (several and _pattern(r"^title[ \t]*:(?i:)").search(lines[0].lower()))
    return Header("meta", Span(0, 0), Span(0, lines.end()), lines.end()) if meant else None
