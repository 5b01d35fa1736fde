"""Globs as users write them: those of ``.gitignore``, with braces for alternatives.

A stranger's glob must not hang a run: each matches in a time that grows with its length times that of the path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from fnmatch import fnmatchcase, translate
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from postlint.data.patterns import lazy_pattern

if TYPE_CHECKING:
    import pathspec
    from pathspec.pattern import RegexPattern

_WILDCARDS = frozenset("*?[{")
#: longer than every path of an operating system, so that it matches nothing; in characters
_LONGEST = 4096
#: how many globs one with braces may stand for; 24 pairs of braces would be 16 million
MAX_ALTERNATIVES = 1000


def compile_globs(globs: Sequence[str]) -> pathspec.GitIgnoreSpec:
    """The matcher of globs, which mean what they mean in ``.gitignore``, and ``{md,mdx}`` either of the two.

    Raises ValueError for a bad one, and for braces that stand for more than 1,000 globs.
    """
    return _matcher(_compiled(alternative) for glob in globs for alternative in alternatives(glob))


def split_glob(glob: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The folders that a glob begins with, and the rest: from the first wildcard on, or the name of a file.

    A slash at the start and no other (``/*.md``) is no folder: it is for the files in the folder itself.
    """
    parts = PurePath(glob.removeprefix("/") if glob.rfind("/") == 0 else glob).parts
    fixed = next((n for n, part in enumerate(parts) if _WILDCARDS.intersection(part)), len(parts) - 1)
    return parts[:fixed], parts[fixed:]


def glob_of(path: str) -> str:
    """A glob for a path, in which each character that globs have a meaning for may be any one."""
    return _SPECIAL.sub("?", path)


_SPECIAL = lazy_pattern(r"[*?\[\]{}\\]|\A[!#]")


def has_wildcards(glob: str) -> bool:
    """Whether a text is a glob and not a plain path."""
    return not _WILDCARDS.isdisjoint(glob)


def compile_site_globs(globs: Iterable[str]) -> pathspec.GitIgnoreSpec:
    """The matcher of globs that a generator's configuration or the names of files give; a bad one matches nothing."""
    return _matcher(pattern for glob in globs for pattern in _well_formed_all(glob))


def compile_ignore_file(text: str, *, of_entries: bool = False) -> pathspec.GitIgnoreSpec:
    """The matcher of the text of a ``.gitignore`` file; a bad line matches nothing, as for git.

    With `of_entries` it is asked for each file and folder (``posts/``) of a walk, as git does, and not for a path below
    a folder that may be left out: ``*`` and ``!*/`` keep all folders.
    """
    return _matcher(pattern for line in text.splitlines() for pattern in _well_formed(line, of_entries))


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


def _matcher(patterns: Iterable[RegexPattern]) -> pathspec.GitIgnoreSpec:
    import pathspec

    # the other backends do not know atomic groups
    return pathspec.GitIgnoreSpec(list(patterns), backend="simple")  # type: ignore[arg-type]


def _well_formed(line: str, of_entries: bool) -> Iterator[RegexPattern]:
    with suppress(ValueError):
        yield _compiled(line, of_entries)


def _well_formed_all(glob: str) -> Iterator[RegexPattern]:
    with suppress(ValueError):
        for alternative in alternatives(glob):
            yield _compiled(alternative)


def _compiled(line: str, of_entries: bool = False) -> RegexPattern:
    """The pattern of a line of ``.gitignore``. Raises ValueError."""
    from pathspec.pattern import RegexPattern
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    written, include = GitIgnoreSpecPattern.pattern_to_regex(line) if len(line) <= _LONGEST else (None, None)
    if written is None:
        return RegexPattern(None)
    try:
        linear = _of_entry(_linear(written), line) if of_entries else _linear(written)
        return RegexPattern(re.compile(linear, re.DOTALL), include)
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"Invalid git pattern: {line!r}: {error}") from None


#: what pathspec writes for the end of a folder, and of a file or a folder: what is below it matches, too
_FOLDER, _EITHER = "(?P<ps_d>/)", "(?:(?P<ps_d>/)|$)"


def _of_entry(written: str, line: str) -> str:
    """The regular expression of a line for an entry itself, without what is below it."""
    if written.endswith(_EITHER):
        return f"{written.removesuffix(_EITHER)}/?$"
    if written.endswith(_FOLDER):
        below = written != _FOLDER and line.rstrip().endswith("/**/")
        return written.removesuffix(_FOLDER) + ("/.+/$" if below else "/$")
    return f"{written}." if written.endswith("/") else written  # posts/**: all in it, and not the folder


# -- without backtracking ---------------------------------------------------------------------------------

#: what pathspec writes for ``**/`` at the beginning, for ``/**`` inside, and for ``*``; no text of a user becomes these
_FIRST, _INNER = "^(?:.+/)?", "(?:/.+)?"
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


def is_like_any(name: str, globs: Iterable[str]) -> bool:
    """Whether a name matches one of some globs (see `is_like`)."""
    plain, others = _sorted_globs(tuple(globs))
    return name in plain or (others is not None and others.match(name) is not None)


@lru_cache(maxsize=64)
def _sorted_globs(globs: tuple[str, ...]) -> tuple[frozenset[str], re.Pattern[str] | None]:
    """The plain names among globs, and a pattern of the others."""
    others = [glob for glob in globs if has_wildcards(glob)]
    return frozenset(globs).difference(others), re.compile("|".join(map(translate, others))) if others else None


def is_like(name: str, glob: str) -> bool:
    """Whether a name matches a glob, as `fnmatch.fnmatchcase` finds it; most globs are plain names."""
    return fnmatchcase(name, glob) if has_wildcards(glob) else name == glob
