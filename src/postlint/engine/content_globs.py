"""Finds the sites in a folder, and globs that describe their posts, for `postlint init`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from postlint.config.config import load_config
from postlint.data.globs import compile_globs
from postlint.engine.discover import GitIgnore, walk
from postlint.generators.detect import Detected
from postlint.generators.overlay import site_data
from postlint.generators.post_files import POST_ENDINGS

#: folders whose sites are examples, tests or templates
_NO_SITES = frozenset(
    ("test", "tests", "spec", "fixtures", "example", "examples", "exampleSite", "themes", "templates")
)

#: a site with fewer pages than this share of the largest one's is a sample
_LEAST = 0.1


class Content(NamedTuple):
    """`globs` describe `posts` of `all` Markdown files; `sites` are generators, each with the file that shows it."""

    globs: tuple[str, ...]
    sites: tuple[tuple[str, str], ...]
    posts: int
    all: int


def find_content(folder: Path) -> Content:
    """The posts in a folder (an absolute path), by the generators of its sites.

    Where there is a site, Markdown outside of all sites is taken for documentation.
    """
    config = load_config(cwd=folder, isolated=True)
    walked = walk(os.fspath(folder), GitIgnore.around(folder), {})
    listed = sorted(_inside(folder, path) for path in walked if path.lower().endswith(POST_ENDINGS))
    pages = [path for path in listed if not config.why_no_post(folder / path)]
    by_site: dict[Detected, list[str]] = {}
    for path in pages:
        by_site.setdefault(config.site_of(folder / path), []).append(path)
    sites = {site: found for site, found in by_site.items() if site.folder is not None and _is_wanted(folder, site)}
    least = max(map(len, sites.values()), default=0) * _LEAST
    sites = {site: found for site, found in sites.items() if len(found) >= least}
    globs = [glob for site, found in (sites or by_site).items() for glob in _globs(folder, site, found)]
    matcher = compile_globs(globs)
    posts = sum(matcher.match_file(path) for path in pages)
    signs = sorted({(str(site_data(site).get("name", "")), _sign(folder, site)) for site in sites})
    return Content(tuple(globs or ["**/*.md"]), tuple(signs), posts, len(listed))


def _inside(folder: Path, path: str | Path) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")


def _is_wanted(folder: Path, site: Detected) -> bool:
    return site.folder is not None and _NO_SITES.isdisjoint(_inside(folder, site.folder).split("/"))


def _sign(folder: Path, site: Detected) -> str:
    return _inside(folder, site.folder / site.sign) if site.folder is not None else ""


def _globs(folder: Path, site: Detected, pages: Sequence[str]) -> Iterator[str]:
    """Globs for the posts among the pages of a site, with the endings that they have."""
    inside = _inside(folder, site.folder) if site.folder is not None else "."
    prefix = "" if inside == "." else f"{inside}/"
    for top, members in sorted(_by_folder(site_data(site), prefix, pages).items()):
        endings = sorted({PurePosixPath(path).suffix for path in members})
        name = f"*{endings[0]}" if len(endings) == 1 else "*.{" + ",".join(one[1:] for one in endings) + "}"
        yield f"{top}/**/{name}" if top else f"**/{name}"


def _by_folder(data: Mapping[str, Any], prefix: str, pages: Sequence[str]) -> dict[str, list[str]]:
    """The posts by their folders: those of the blog if the generator has one, else of content, else at the top."""
    about = data.get("site", {})
    usual = dict.fromkeys(glob.partition("/*")[0] for glob in data.get("content", ()) if not glob.startswith("*"))
    for folders in (about.get("post_folders", ()), about.get("roots", ()), usual):
        if found := _below(folders, prefix, pages):
            return found
    found = {}
    for path in pages:
        first, slash, _ = path.removeprefix(prefix).partition("/")
        found.setdefault(f"{prefix}{first}" if slash else prefix.rstrip("/"), []).append(path)
    if len(found) > 1:
        found.pop(prefix.rstrip("/"), None)  # an about page or the like
    return found


def _below(folders: Iterable[str], prefix: str, pages: Sequence[str]) -> dict[str, list[str]]:
    """The pages below each of some folders of a site, outer folders first; those of Jekyll may be anywhere."""
    found: dict[str, list[str]] = {}
    for path in pages:
        inner = f"/{path.removeprefix(prefix)}"
        tops = [inner.partition(f"/{one}/")[0] + f"/{one}" for one in folders if _is_below(one, inner)]
        if "." in folders:
            tops.append("")
        if tops:
            found.setdefault(f"{prefix}{min(tops, key=len).lstrip('/')}".rstrip("/"), []).append(path)
    return found


def _is_below(folder: str, path: str) -> bool:
    return f"/{folder}/" in path if folder.startswith("_") else path.startswith(f"/{folder}/")
