"""Discovers the files to lint from paths, globs and folders. Respects `.gitignore`; opens no other file."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from postlint.data.globs import compile_globs, compile_ignore_file, has_wildcards, is_like, split_glob
from postlint.data.inside import from_folder, from_here
from postlint.data.reading import FORBIDDEN, is_forbidden, read_bytes
from postlint.data.walking import DEEPEST, is_too_deep
from postlint.engine.package_folders import has_packages
from postlint.engine.read_posts import reason
from postlint.generators.config_values import LARGEST
from postlint.generators.detect import names_in
from postlint.generators.post_files import POST_ENDINGS

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

STDIN = "-"
#: folders that show processes and devices; links in them lead all over the machine
_SYSTEM = ("/dev/", "/proc/", "/sys/")
#: the prefix of paths below the working directory, which is dropped
_HERE = f".{os.sep}"


class NothingToLintError(Exception):
    """There is nothing to lint; the message is a sentence for the user."""


class NoSuchPathError(NothingToLintError):
    """A path that does not exist."""


@dataclass(slots=True)
class Discovery:
    """The files to lint, by their paths as shown to users, and the folders that could not be read.

    `folders` are those that the user named; `content`: the files are all that the configuration describes. `named` are
    the files that the user named one by one. `unreadable` maps a folder to the reason, `skipped` a file that the user
    named to why it is no post; `notes` are sentences for the user.
    """

    files: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    content: bool = False
    named: set[str] = field(default_factory=set)
    unreadable: dict[str, str] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


#: a function that returns why a path is no post, "" for a post
WhyNoPost = Callable[[str], str]


def discover_paths(paths: Iterable[str], why_no_post: WhyNoPost = lambda path: "") -> Discovery:
    """The posts of files, folders and globs that a user named, relative as they were named.

    A named file may have any name; `-` is standard input. Files for which `why_no_post` returns a reason are left out;
    a named one goes to `skipped`. Raises NothingToLintError for a path that does not exist, and when there is no post
    at all and none was skipped.
    """
    found = Discovery()
    named = found.named
    empty = []
    for path in paths:
        before = len(found.files)
        if path == STDIN:
            found.files.append(STDIN)
        elif Path(path).is_dir():
            found.folders.append(path)
            _add_folder(found, path)
            if len(found.files) == before:
                empty.append(path)
        elif os.path.lexists(path):
            named.add(str(PurePath(path)))
        elif has_wildcards(path):
            _add_glob(found, path, Path(), anchored=True)
            if len(found.files) == before:
                raise NothingToLintError(f"No file matches {path!r}.")
        else:
            raise NoSuchPathError(f"The path {path!r} does not exist.")
    found.files += named
    given = sorted(found.files)
    leave_out(found, why_no_post)
    if not found.files and not found.unreadable and not found.skipped:
        endings = ", ".join(POST_ENDINGS)
        places = ", ".join(map(repr, empty or found.folders)) or "what is left after 'exclude'"
        hint = f" As it is, {_left_out(given, why_no_post)}" if given else _ignored_hint(empty)
        raise NothingToLintError(f"There is no post ({endings}) in {places}.{hint}")
    found.notes += [f"There is no post in {path!r}." for path in empty]
    return _ordered(found)


def discover_content(globs: Sequence[str], root: Path, why_no_post: WhyNoPost = lambda path: "") -> Discovery:
    """The posts that the globs of a configuration at `root` describe, relative to the working directory.

    A glob with a slash at its start and no other is for files in `root` itself.

    Raises NothingToLintError when there is none.
    """
    found = Discovery(content=True)
    for glob in globs:
        _add_glob(found, glob, root, anchored=glob.startswith("/"))
    # "../posts/a.md" may lead back into the working directory
    found.files = [from_here(Path(path)) if path.startswith(os.pardir) else path for path in found.files]
    before = sorted(found.files)
    leave_out(found, why_no_post)
    if before and not found.files:
        named = "that 'content' of the configuration describes "
        raise NothingToLintError(f"No post is left: {_left_out(before, why_no_post, named)}")
    if not found.files and not found.unreadable:
        raise NothingToLintError(f"No file matches 'content' of the configuration: {', '.join(globs)}.")
    return _ordered(found)


def _left_out(paths: Sequence[str], why_no_post: WhyNoPost, described: str = "") -> str:
    """The sentence that files, all of those that were found, are no posts."""
    many = "the only file" if len(paths) == 1 else f"all {len(paths):,} files"
    return f"{many} {described}must be left out ({paths[0]}: {why_no_post(paths[0])})."


def leave_out(found: Discovery, why_no_post: WhyNoPost) -> None:
    """Drop the files that are no posts; those that the user named go to `skipped`, with a note."""
    kept = []
    for path in found.files:
        why = "" if path == STDIN else why_no_post(path)
        if not why:
            kept.append(path)
        elif path in found.named:
            found.skipped[path] = why
            found.notes.append(f"{path} is skipped: {why}.")
    found.files = kept


def excluded_by(globs: Sequence[str], root: Path) -> WhyNoPost:
    """The function that returns why a file is no post if globs, relative to `root`, exclude it."""
    if not globs:
        return lambda path: ""
    unwanted = compile_globs(globs)
    return lambda path: "it is excluded" if unwanted.match_file(from_folder(path, root)) else ""


def _ordered(found: Discovery) -> Discovery:
    """Each file once, in path order."""
    found.files = sorted(set(found.files))
    return found


def is_post(path: str) -> bool:
    """Whether a file has the ending of a post."""
    return path.lower().endswith(POST_ENDINGS)


def _add_folder(found: Discovery, folder: str, wanted: Callable[[str], bool] = is_post) -> None:
    ignored = GitIgnore.around(Path(folder))
    paths = walk(os.fspath(PurePath(folder)), ignored, found.unreadable)
    found.files += [path.removeprefix(_HERE) for path in paths if wanted(path)]


def _add_glob(found: Discovery, glob: str, root: Path, *, anchored: bool = False) -> None:
    """Walk the folder that a glob starts with and add the matching posts, or, if the glob has an ending, all matches.

    A glob without a slash matches in every folder, unless it is `anchored`.
    """
    folders, names = split_glob(glob)
    top = root.joinpath(*folders)
    if not os.path.isdir(top):  # noqa: PTH112 - `Path.is_dir` raises an error for a name that is too long
        return
    rest = "/".join(names)
    globs = compile_globs([f"/{rest}" if anchored or folders else rest])
    ending = PurePath(glob).suffix  # of files; a folder may have it, too
    names_others = ending not in ("", ".*")
    folder = from_here(top)
    start = 0 if folder == os.curdir else len(folder) + 1

    def is_wanted(path: str) -> bool:
        if not is_post(path):
            suffix = PurePath(path).suffix if names_others else ""
            if not names_others or not ((suffix[1:] or "/") in ending or is_like(suffix, ending)):
                return False
        return globs.match_file(path.removeprefix(_HERE)[start:].replace(os.sep, "/"))

    _add_folder(found, folder, is_wanted)


def _ignored_hint(folders: Iterable[str]) -> str:
    """A second sentence when there are posts, but all are excluded."""
    count = sum(is_post(path) for folder in folders for path in walk(folder, None, {}))
    if not count:
        return ""
    posts = "1 post there is" if count == 1 else f"{count} posts there are"
    return f" ({posts} excluded; name a file to lint it all the same.)"


def walk(
    folder: str, ignored: GitIgnore | None, unreadable: dict[str, str], lost: list[str] | None = None
) -> Iterator[str]:
    """The regular files below a folder; hidden ones, ignored ones and those of package managers left out.

    Each folder is entered once, by its real name rather than by a link to it, so that loops of links end.
    A folder that cannot be read, or that a link must not lead to, goes to `unreadable`, a link that leads nowhere to
    `lost`. The order is not defined.
    """
    top = os.path.realpath(folder)
    entered: set[tuple[int, int]] = set()
    waiting = [folder]
    links: list[str] = []
    while waiting or links:
        here = waiting.pop() if waiting else links.pop()
        if is_too_deep(here, folder):
            unreadable[here.removeprefix(_HERE)] = f"is below {DEEPEST} folders, and is not read"
            continue
        try:
            about = Path(here).stat()
            if (about.st_dev, about.st_ino) in entered:
                continue
            entered.add((about.st_dev, about.st_ino))
            with os.scandir(here) as entries:
                listed = sorted(entries, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            unreadable[here.removeprefix(_HERE)] = reason(error)
            continue
        for entry in listed:
            if entry.name.startswith("."):
                continue
            is_folder = _is_folder(entry)
            if is_folder and has_packages(entry, listed):
                continue
            if ignored is not None and ignored.ignores(entry.path, is_folder):
                continue
            if lost is not None and entry.is_symlink() and not os.path.exists(entry.path):  # noqa: PTH110 - may raise
                lost.append(entry.path)
            if is_folder and not entry.is_symlink():
                waiting.append(entry.path)
            elif is_folder and is_forbidden(entry.path):
                unreadable[entry.path.removeprefix(_HERE)] = FORBIDDEN
            elif is_folder:
                links += [] if _leads_everywhere(entry.path, top) else [entry.path]
            elif _is_readable_kind(entry):
                yield entry.path


def _leads_everywhere(link: str, top: str) -> bool:
    """Whether a link leads to a folder that has `top` in it, or to a view of the whole system."""
    real = os.path.realpath(link)
    return real in ("/", os.path.commonpath([real, top])) or f"{real}/".startswith(_SYSTEM)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _is_readable_kind(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file, or a link that leads nowhere (reported later); not a pipe or a device.

    A link into an empty folder is to a submodule that is not checked out.
    """
    try:
        if entry.is_file(follow_symlinks=False):
            return True
        return stat.S_ISREG(entry.stat().st_mode)
    except OSError:
        around = next(one for one in Path(os.path.realpath(entry.path)).parents if os.path.lexists(one))
        return names_in(around) != frozenset()


class GitIgnore:
    """The `.gitignore` files of a tree, each read when it is first needed; the one nearest to a file decides."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self._specs: dict[Path, GitIgnoreSpec | None] = {}
        self._around: dict[str, list[tuple[GitIgnoreSpec, str]]] = {}

    @classmethod
    def around(cls, folder: Path) -> GitIgnore:
        """The ignore files that apply to `folder`: from the root of its repository down.

        When they exclude the folder itself, only those inside of it apply, as the user named it on purpose.
        """
        absolute = folder.absolute()
        root = next((p for p in (absolute, *absolute.parents) if (p / ".git").exists()), absolute)
        ignore = cls(root)
        if any(ignore.ignores(os.fspath(p), True) for p in (absolute, *absolute.parents) if root in p.parents):
            return cls(absolute)
        return ignore

    def ignores(self, path: str, is_folder: bool) -> bool:
        """Whether the ignore files exclude this path; its folders are assumed not to be excluded."""
        folder, name = os.path.split(path)
        if folder not in self._around:
            self._around[folder] = list(self._specs_for(Path(folder).absolute()))
        for spec, within in self._around[folder]:
            verdict = spec.check_file(f"{within}{name}/" if is_folder else f"{within}{name}").include
            if verdict is not None:
                return verdict
        return False

    def _specs_for(self, folder: Path) -> Iterator[tuple[GitIgnoreSpec, str]]:
        """The ignore files around the files of a folder, each with the path of the folder relative to it."""
        for around in (folder, *folder.parents):
            if around not in self._specs:
                self._specs[around] = _read_gitignore(around / ".gitignore")
            spec = self._specs[around]
            if spec is not None:
                yield spec, "" if around == folder else f"{folder.relative_to(around).as_posix()}/"
            if around == self._top:
                break


def _read_gitignore(file: Path) -> GitIgnoreSpec | None:
    try:
        text = read_bytes(file, LARGEST).decode("utf-8", errors="surrogateescape")
    except OSError:
        return None
    return compile_ignore_file(text, of_entries=True)
