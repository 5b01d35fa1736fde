"""Finds the folders from which the code of an application without a known generator reads its Markdown.

Programs are read as text and never executed. A folder counts as read where a path to it is joined, listed, opened or
matched by a program that speaks of Markdown. Other folders may be read by means that are not seen here: only those that
no program names at all are left out, where most files have no header or all are served as they are: documentation of
the program, and copies of posts.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from postlint.data.patterns import lazy_pattern
from postlint.data.walking import walk_folders
from postlint.generators.post_files import POST_ENDINGS, SERVED_FOLDERS, has_header
from postlint.generators.rendered import is_about_the_repository
from postlint.generators.source_names import PROGRAMS, source_text

#: the file of an application at its top
APPLICATION = "package.json"
#: the forms in which content management systems name their folders
_SETTINGS = ("config.yml", "config.yaml")
_NO_SOURCES = frozenset(("node_modules", "dist", "build", "out", "vendor", "coverage", "__pycache__"))
#: programs in languages that sites are rarely made with, besides those that other modules read
_OTHER_PROGRAMS = (
    ".go", ".rs", ".php", ".java", ".kt", ".cs", ".hs", ".ex", ".exs", ".clj", ".scala", ".pl", ".sh", ".nim", ".ml",
    ".cr", ".dart", ".swift", ".jl", ".lisp", ".nix",
)  # fmt: skip
#: samples that tests read
_SAMPLES = frozenset(("test", "tests", "__tests__", "spec", "fixtures", "__fixtures__", "e2e", "example", "examples"))
#: folders whose Markdown frameworks take for pages, which no program names
_ROUTES = ("app", "pages", "routes")
#: the most that is read of one application, in bytes
_MOST = 1 << 22

_ABOUT_MARKDOWN = lazy_pattern(r"(?i)\.mdx?\b|matter|mark(?:ed|down)|remark|mdx|\bfolder\s*:")
_JOINED = lazy_pattern(r"(?i)\b(?:path)?(?:join|resolve|URL)\s*\(((?:[^()]|\([^()]*\)){1,400})\)")
_TEXT = lazy_pattern(r"([\"'`])((?:(?!\1)[^\n]){1,200})\1")
#: ``readdirSync("posts")``, ``import.meta.glob("../posts/*.md")``, ``postsDir = "posts"``, ``folder: posts``
_READ = lazy_pattern(
    r"(?:\b(?:readdir|readFile|opendir|exists|stat|walk|read|glob\w*|fg|fastGlob|context|import)(?:Sync)?"
    r"(?:<[^<>]{0,200}>)?\s*\(\s*\[?|(?:[dD]ir|DIR|[pP]ath|PATH|[fF]older|FOLDER|[dD]irectory|DIRECTORY|[rR]oot|ROOT)"
    r"\w{0,20}[\"']?\s*[:=]\s*)[\"'`]([^\"'`\n]{1,200})[\"'`]"
    r"|(?m:^[ \t-]*folder[ \t]*:[ \t]*[\"']?)([\w./-]{1,200})"
)
#: ```${process.cwd()}/posts```, ``__dirname + "/posts"``
_FROM_HERE = lazy_pattern(r"(?:cwd\(\)|dirname)(?:\}|\s*\+\s*[\"'`])/([\w./-]{1,200})")


def read_folders(application: Path) -> tuple[str, ...]:
    """The folders with Markdown that the code of an application reads or may read; () where it surely reads none."""
    files, programs = _listed(application)
    folders = [folder for folder in files if folder != "."]
    if not folders or any(map(has_header, _paths(application, files, "."))):
        return ()
    read: set[str] = set()
    named: set[str] = set(_ROUTES)
    left = _MOST
    for program in programs:
        text = source_text(application / program)
        left -= len(text)
        if left < 0:
            return ()
        around = posixpath.dirname(program)
        named.update(_bare(found[2]) for found in _TEXT.finditer(text) if not found[2].startswith("/"))
        if _ABOUT_MARKDOWN.search(text):
            read.update(_resolved(path, around) for path in _read_paths(text))
    sure = [
        folder for folder in folders if _SAMPLES.isdisjoint(folder.split("/")) and not read.isdisjoint(_parts(folder))
    ]
    if not sure:
        return ()
    return tuple(
        folder
        for folder in folders
        if not (read | named).isdisjoint(_parts(folder)) or _has_posts(application, files, folder)
    )


def _paths(application: Path, files: Mapping[str, Sequence[str]], folder: str) -> list[Path]:
    """The files with Markdown in a folder that may be posts."""
    names = (name for name in files.get(folder, ()) if not is_about_the_repository(name))
    return [application / folder / name for name in names]


def _has_posts(application: Path, files: Mapping[str, Sequence[str]], folder: str) -> bool:
    """Whether a folder that no program names may have posts: most of its files have a header, and it is not served."""
    paths = _paths(application, files, folder)
    return SERVED_FOLDERS.isdisjoint(folder.split("/")) and 2 * sum(map(has_header, paths)) > len(paths)


def _listed(application: Path) -> tuple[dict[str, list[str]], list[str]]:
    """The files with Markdown, by their folders, and the programs of an application, as paths in it."""
    files: dict[str, list[str]] = {}
    programs = []
    for here, inner, names in walk_folders(application):
        inner[:] = sorted(name for name in inner if name not in _NO_SOURCES and not name.startswith("."))
        inside = PurePosixPath(Path(here).relative_to(application).as_posix())
        if posts := [name for name in names if name.lower().endswith(POST_ENDINGS)]:
            files[inside.as_posix()] = posts
        for name in sorted(names):
            if name.endswith((*PROGRAMS, *_OTHER_PROGRAMS)) or (name in _SETTINGS and inside.name):
                programs.append((inside / name).as_posix())
    return files, programs


def _read_paths(text: str) -> Iterator[str]:
    """The paths that a program joins, lists, opens or matches, as they are written."""
    for call in _JOINED.finditer(text):
        parts = [found[2] for found in _TEXT.finditer(call[1])]
        if parts:
            yield posixpath.join(*(part.lstrip("/") if at else part for at, part in enumerate(parts)))
    yield from (found[1] or found[2] for found in _READ.finditer(text))
    yield from (found[1] for found in _FROM_HERE.finditer(text))
    yield from (found[2] for found in _TEXT.finditer(text) if found[2].lower().endswith((*POST_ENDINGS, "md,mdx}")))


def _resolved(path: str, around: str) -> str:
    """A path without what is unknown in it; one from the folder of its program as that of a folder."""
    bare = _bare(path)
    return bare or (around if path.startswith("./") else "")


def _bare(path: str) -> str:
    """The folders at the start of a path, or of a glob, that are written out: ``posts`` of ``../posts/*.md``."""
    parts: list[str] = []
    for part in path.split("/"):
        if not parts and part.lstrip(".")[:1] in ("", "@", "~", "$", "#") and not part.startswith("${"):
            continue  # a name for a folder, as bundlers know them
        if any(mark in part for mark in ("*", "${", "{", "[", "(")) or part.lower().endswith(POST_ENDINGS):
            break
        parts.append(part)
    return "/".join(parts).rstrip("/")


def _parts(folder: str) -> Iterable[str]:
    """The folder, and all paths in it: ``a``, ``a/b``, ``b``."""
    names = folder.split("/")
    return ("/".join(names[start:end]) for start in range(len(names)) for end in range(start + 1, len(names) + 1))
