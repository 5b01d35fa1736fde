"""Globs as users write them: those of ``.gitignore``, with braces for alternatives.

A stranger's glob must not hang a run: each matches in a time that grows with its length times that of the path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from fnmatch import fnmatchcase
from typing import NamedTuple

from postlint.data.patterns import lazy_pattern

#: longer than every path of an operating system, so that it matches nothing; in characters
_LONGEST = 4096
#: how many globs one with braces may stand for; 24 pairs of braces would be 16 million
MAX_ALTERNATIVES = 1000


def compile_globs(globs: Sequence[str]) -> Globs:
    """The matcher of globs, which mean what they mean in ``.gitignore``, and ``{md,mdx}`` either of the two.

    Raises ValueError for a bad one, and for braces that stand for more than 1,000 globs.
    """
    return Globs(one for glob in globs for alternative in alternatives(glob) for one in _compiled(alternative))


def compile_ignore_file(text: str) -> Globs:
    """The matcher of the text of a ``.gitignore`` file; a bad line matches nothing, as for git."""
    return Globs(one for line in text.splitlines() for one in _well_formed(line))


def alternatives(glob: str) -> list[str]:
    """The globs that one with braces stands for: generators write ``**/*.{md,mdx}``. Raises ValueError for too many."""
    waiting, found = [glob], []
    while waiting:
        one = waiting.pop()
        braces = re.search(r"\{([^{}]*,[^{}]*)\}", one)
        if braces is None:
            found.append(one)
        else:
            choices = braces[1].split(",")
            waiting += [one[: braces.start()] + choice + one[braces.end() :] for choice in reversed(choices)]
        if len(found) + len(waiting) > MAX_ALTERNATIVES:
            raise ValueError(f"the braces stand for more than {MAX_ALTERNATIVES} globs")
    return found


class Globs:
    """The globs of a ``.gitignore`` or of a user, in their order, each compiled."""

    def __init__(self, globs: Iterable[_Glob]) -> None:
        self._last_first = tuple(globs)[::-1]

    def match_file(self, path: str) -> bool:
        """Whether a path is matched, relative to the folder of the globs, with slashes."""
        return bool(self.verdict(path))

    def verdict(self, path: str) -> bool | None:
        """Whether a path is matched; False where a glob with ``!`` takes it back, None where no glob speaks of it.

        A folder's path ends with a slash. The last glob for the path itself decides, else the last one for a folder
        around it.
        """
        path = path.removeprefix("./").removeprefix("/")
        around: bool | None = None
        for pattern, include in self._last_first:
            match = pattern.search(path)
            if match is not None and match.lastindex is None:
                return include
            if match is not None and around is None:
                around = include
        return around


class _Glob(NamedTuple):
    """The pattern of a glob; its only group is the slash after a folder that the glob names."""

    pattern: re.Pattern[str]
    include: bool


def _well_formed(line: str) -> Iterator[_Glob]:
    with suppress(ValueError):
        yield from _compiled(line)


def _compiled(line: str) -> Iterator[_Glob]:
    """The pattern of a line of ``.gitignore``, if it is one. Raises ValueError."""
    glob = line if line.endswith("\\ ") else line.rstrip()
    if glob in ("", "/") or glob.startswith("#") or len(line) > _LONGEST:
        return
    try:
        written = _linear(_written(glob.removeprefix("!").split("/")))
        yield _Glob(re.compile(written, re.DOTALL), not glob.startswith("!"))
    except (ValueError, re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"Invalid git pattern: {line!r}: {error}") from None


# -- as a regular expression ------------------------------------------------------------------------------

#: what is written for ``**/`` at the beginning and for ``/**`` inside, and for the slash after a folder
_FIRST, _INNER, _FOLDER = "^(?:.+/)?", "(?:/.+)?", "(/)"
#: what no path has
_NOTHING = "(?!)"
_PART = lazy_pattern(r"\\(?P<escaped>.)|\[(?P<negated>[!^]?+)(?P<set>\]?+[^\]]*\])|(?P<other>.)", re.DOTALL)


def _written(segments: list[str]) -> str:
    """A glob, split at its slashes, as a regular expression. Raises ValueError."""
    is_folder = not segments[-1]
    if not segments[0]:
        segments = segments[1:]
    elif segments[1:] in ([], [""]):
        segments = ["**", *segments]  # without a slash before its end, it is a glob for each folder
    if not segments:
        raise ValueError("it is empty")
    segments = [*segments[:-1], segments[-1] or "**"]
    segments = [one for one, before in zip(segments, ["", *segments], strict=False) if (one, before) != ("**", "**")]
    if segments in (["**"], ["**", "*"]):
        return _FOLDER if is_folder else "."
    if segments == ["**", "*", "**"]:
        return _FOLDER if is_folder else "/"
    last = segments.pop() if segments[-1] == "**" else ""
    written = _FIRST if segments[0] == "**" else f"^{_segment(segments[0])}"
    slash = segments[0] != "**"
    for segment in segments[1:]:
        written += _INNER if segment == "**" else f"{'/' if slash else ''}{_segment(segment)}"
        slash = True
    return written + (f"(?:{_FOLDER}|$)" if not last else _FOLDER if is_folder else "/")


def _segment(glob: str) -> str:
    """What stands between two slashes; no path has a set of characters without an end. Raises ValueError."""
    return "[^/]+" if glob == "*" else "".join(map(_part, _PART.finditer(glob)))


def _part(part: re.Match[str]) -> str:
    if part["set"]:
        negated = "^" if part["negated"] else ""
        return f"[{negated}{part['set']}".replace("\\", "\\\\")
    if part["other"] == "\\":
        raise ValueError("it ends with a backslash")
    special = {"*": "[^/]*", "?": "[^/]", "[": _NOTHING}
    return special.get(part["other"] or "") or re.escape(part["escaped"] or part["other"])


# -- without backtracking ---------------------------------------------------------------------------------

#: a star and what follows it in the segment, up to the next star
_STAR = lazy_pattern(
    r"\[\^/\]\*  ( (?: (?!\[\^/\]\*) (?: \\. | \(\?!/\) | \[\^?\]?[^\]]*\] | [^/\\\[(] ) )* )  (?=\[\^/\]\*)",
    re.VERBOSE | re.DOTALL,
)
_CLASS = lazy_pattern(r"\\.|(\[\^?\]?[^\]]*\])", re.DOTALL)


def _linear(written: str) -> str:
    """The regular expression of a glob, such that no star but the last tries a second place.

    All that is between two stars has a fixed length. The first place where it fits leaves the most room for the rest,
    so that no other place has to be tried. The same holds for segments between two ``**``.
    """
    parts = _CLASS.sub(_without_slash, written).split(_INNER)
    if parts[0].startswith(_FIRST) and len(parts) > 1:
        parts[0] = f"^(?>(?:[^/]+/)*?{parts[0].removeprefix(_FIRST)}(?=/))"
    inner = [f"(?>(?:/[^/]+)*?{part}(?=/))" for part in parts[1:-1]]
    joined = "".join([parts[0], *inner, *([_INNER + parts[-1]] if len(parts) > 1 else [])])
    return _STAR.sub(r"(?>[^/]*?\1)", joined)


def _without_slash(match: re.Match[str]) -> str:
    """A set of characters such that a slash is none of them, as git has it; other text stays."""
    return match[0] if match[1] in (None, "[^/]") else f"(?!/){match[1]}"


def is_like(name: str, glob: str) -> bool:
    """Whether a name matches a glob, as `fnmatch.fnmatchcase` finds it; most globs are plain names."""
    return fnmatchcase(name, glob) if _GLOB_CHARACTERS.search(glob) else name == glob


_GLOB_CHARACTERS = lazy_pattern(r"[*?\[]")
