"""The files that a program which builds the site copies into folders that the site has: ``cp rye.pdf public/``."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from postlint.data.globs import glob_of
from postlint.data.patterns import lazy_pattern

#: commands whose last argument is where they put the others, and those that are told it by an option
_COPY = lazy_pattern(
    r"(?<![\w./-])(?:(?P<copy>cp|mv|ln|install|rsync|cpx|copyfiles|xcopy|Copy-Item|Move-Item)|wget|curl)\s+(?P<rest>.+)"
)
#: the options that name a folder: of cp, of wget, of curl
_INTO = ("-t", "--target-directory", "-P", "--directory-prefix", "--output-dir", "-Destination")
_WORD = lazy_pattern(r"\"[^\"]*\"|'[^']*'|(?:\$\{\{.{0,200}?\}\}|\$\{[^}]{0,200}\}|\$\([^)]{0,200}\)|[^\s\"'])+")
#: what a shell or a workflow fills in (bounded, as each opening without an end would be looked for in all the rest)
_FILLED = lazy_pattern(r"\$\{\{.{0,200}?\}\}|\$\{[^}]{0,200}\}|\$\([^)]{0,200}\)|\$\w+|\{[^{}]*\}")
#: the folder of the repository, in workflows, before a path
_OF_WORKFLOW = lazy_pattern(r"(?:\$\{\{\s*github\.workspace\s*\}\}|\$\{?(?:GITHUB_WORKSPACE|CI_PROJECT_DIR|PWD)\}?)/")
#: what may stand before the first word of a command
_START = r"[\s@\"'-]{0,60}(?:(?:run:|script:|sudo|do|then|else|RUN)[\s\"']{1,9}){0,4}"
#: commands that only say something, and package managers that install what is no file: "pip install x docs"
_SAYS = lazy_pattern(rf"{_START}(?:echo|printf)\s|(?!{_START}(?:install|cp|mv|ln|rsync)\s).*\sinstall\s")
_SEPARATOR = lazy_pattern(r"&&|\|\||;|(?<!\|)\|(?!\|)|\n|(?<=\s)[12]?>")
_COMMENT = lazy_pattern(r"(?m)(?:^|(?<=\s))#.*$")
#: the scripts of a package, and other values of JSON
_VALUES = lazy_pattern(r":\s*\"((?:[^\"\\\n]|\\.)*)\"")
#: so many files of a folder are told one by one
_MOST = 100


class Folders:
    """The folders of a site: their names, and what is in them."""

    def __init__(self, paths: Sequence[str], folders: Container[str], served: Mapping[str, Sequence[str]]) -> None:
        self._paths, self._folders, self._served = paths, folders, served

    def has(self, folder: str) -> bool:
        """Whether the site has a folder, or will have it when it is built."""
        return folder in self._folders or folder in self._served

    def inside(self, folder: str) -> list[str]:
        """The names in a folder; ``**`` where it is made by the build, or holds too many."""
        start = f"{folder}/" if folder != "." else ""
        names = dict.fromkeys(path[len(start) :].partition("/")[0] for path in self._paths if path.startswith(start))
        return [*map(glob_of, names)] if 0 < len(names) <= _MOST else ["**"]

    def places(self, folder: str) -> Sequence[str]:
        """The folders that serve what is put into one: of the built site, all that are served at its address."""
        top, slash, rest = folder.partition("/")
        return [posixpath.join(one, rest) if slash else one for one in self._served.get(top, (top,))]


def copied_files(text: str, folders: Folders, *, top: str = "", json: bool = False) -> Iterator[str]:
    """Globs of the files that a program copies into the folders of a site, which is in the folder `top`."""
    if json:
        text = "\n".join(value.replace('\\"', '"') for value in _VALUES.findall(text))
    for command in _SEPARATOR.split(_COMMENT.sub("", text.replace("\\\n", " "))):
        if _SAYS.match(command) is None and (found := _COPY.search(command)) is not None:
            sources, into = _arguments(found["rest"], last=found["copy"] is not None)
            folder = _path(into, top) if into else ""
            if folder and (into.endswith("/") or folders.has(folder)):
                names = [name for source in sources for name in _names(source, folders, top)]
                yield from (posixpath.join(place, name) for place in folders.places(folder) for name in names)


def _arguments(text: str, *, last: bool) -> tuple[list[str], str]:
    """The sources and the folder that a command puts them into; "" where it names none."""
    words = [word.strip("\"'") for word in _WORD.findall(text)]
    into, sources = "", []
    for at, word in enumerate(words):
        option, sign, value = word.partition("=")
        if option in _INTO:
            into = value if sign else "".join(words[at + 1 : at + 2])
        elif not word.startswith("-"):
            sources.append(word)
    if into:
        return [source for source in sources if source != into], into
    return (sources[:-1], sources[-1]) if last and len(sources) > 1 else ([], "")


def _path(written: str, top: str) -> str:
    """The path in the site of one that a program names; "" for one that is elsewhere or not known."""
    path = posixpath.normpath(_OF_WORKFLOW.sub("", written, count=1))
    path = path.removeprefix(f"{top}/") if top else path
    return "" if path.startswith(("/", "..", "~")) or ":" in path or _FILLED.search(path) else path


def _names(source: str, folders: Folders, top: str) -> Iterator[str]:
    """The names that a source has in the folder that it is copied to; of a folder, also those of what is in it."""
    path = urlsplit(source).path if "://" in source else source
    whole = re.fullmatch(r"(.*?)/?(?:\*\*?|/\.?|/\*\*/\*)", path)
    if whole is not None:
        inside = _path(whole[1] or ".", top)
        yield from folders.inside(inside) if inside else ["**"]
    name = _FILLED.sub("*", posixpath.basename(path.rstrip("/")))
    if name.strip("*."):
        yield name
    elif name == "*" and whole is None:
        yield "*.*"  # a file that a variable names
