"""Finds the sites in a folder, and globs that describe their posts, for `postlint init`."""

from __future__ import annotations

import os
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from postlint.config.load_config import load_config
from postlint.data.globs import compile_globs, compile_site_globs, glob_of
from postlint.data.inside import from_folder
from postlint.data.patterns import lazy_pattern
from postlint.data.reading import read_start
from postlint.engine.content import Content
from postlint.engine.discover import GitIgnore, walk
from postlint.generators.detect import Detected
from postlint.generators.obsidian import SETTINGS
from postlint.generators.overlay import site_data
from postlint.generators.post_files import OTHER_TEXTS, POST_ENDINGS, SERVED_FOLDERS, has_header, start_of_header

#: folders whose sites are examples, tests or templates
_NO_SITES = frozenset(
    ("test", "tests", "spec", "fixtures", "example", "examples", "exampleSite", "themes", "templates")
)

#: a site with fewer pages than this share of the largest one's is a sample
_LEAST = 0.1


#: formats of posts besides Markdown; R Markdown and notebooks are made into HTML before a generator reads them
_OTHER_FORMATS = (".rmd", ".rmarkdown", ".ipynb", ".mdoc", *OTHER_TEXTS)


def find_content(folder: Path) -> Content:
    """The posts in a folder (an absolute path), by the generators of its sites.

    Where there is a site, Markdown outside of all sites is taken for documentation.
    """
    config = load_config(cwd=folder, isolated=True)
    walked = list(walk(os.fspath(folder), GitIgnore.around(folder), {}))
    listed = sorted(from_folder(path, folder) for path in walked if path.lower().endswith(POST_ENDINGS))
    pages = [path for path in listed if not config.why_no_post(folder / path)]
    by_site: dict[Detected, list[str]] = {}
    for path in pages:
        by_site.setdefault(config.site_of(folder / path), []).append(path)
    wanted = [site for site in by_site if _is_wanted(folder, site) and not _is_copy(folder, site, by_site)]
    sites = {site: by_site[site] for site in wanted if not _is_left_out(site, wanted)}
    least = max(map(len, sites.values()), default=0) * _LEAST
    sites = {site: found for site, found in sites.items() if len(found) >= least}
    if not sites and pages and (folder / SETTINGS).is_dir():
        return Content((f"**/{_name_glob(pages)}",), (("Obsidian", SETTINGS),), len(pages), len(listed))
    if not pages and (empty := config.site_of(folder / "post.md")).folder == folder:
        sites = {empty: []}
    if not sites and (plain := _without_marked(pages)):
        pages, by_site = plain, {site: _without_marked(found) for site, found in by_site.items()}
    with_header = [] if sites else [path for path in pages if "/" in path and has_header(folder / path)]
    of_code = [] if sites else [path for path in pages if _APP_PAGE.search(path)]
    globs = [
        glob
        for site, found in (sites or by_site).items()
        for glob in list(_globs_outside(folder, site, pages)) or _globs(folder, site, found)
    ]
    if len(with_header) >= _FEWEST or 2 * len(of_code) >= max(1, len(pages)):
        globs = [*_globs_of_headers(with_header, pages), *_globs_of_app(of_code)] or globs
    if not globs:
        named = [one for site in sites for one in _content_folders(folder, site)]
        outer = [one for one in named if not any(one != other and one.startswith(other) for other in named)]
        globs = [f"{one[1:]}**/*.md" for one in outer] or ["**/*.md"]
    matcher = compile_globs(globs)
    posts = sum(matcher.match_file(path) for path in pages)
    signs = sorted({(str(site_data(site).get("name", "")), _sign(folder, site)) for site in sites})
    left = [path for path in pages if not matcher.match_file(path)]
    others = tuple(_other_pages(folder, site, set(left) & set(found)) for site, found in sites.items())
    unread = _unread(walked, folder, sites)
    return Content(
        tuple(globs), tuple(signs), posts, len(listed), unread, tuple(one for found in others for one in found)
    )


def _other_pages(folder: Path, site: Detected, left: Iterable[str]) -> list[tuple[str, int]]:
    """The folders of a site with a blog that have other pages, most first; without drafts and single pages."""
    data = site_data(site)
    inside = from_folder(site.folder, folder) if site.folder is not None else "."
    prefix = "" if inside == "." else f"{inside}/"
    counts: Counter[str] = Counter()
    for path in left if data.get("site", {}).get("post_folders") else ():
        first, slash, rest = path.removeprefix(prefix).partition("/")
        if slash and set(data.get("draft_folders", ())).isdisjoint(rest.split("/")):
            counts[f"{prefix}{first}"] += 1
    return [(name, count) for name, count in counts.most_common() if count >= _FEWEST]


def _unread(walked: Iterable[str], folder: Path, sites: Iterable[Detected]) -> tuple[tuple[str, int], ...]:
    """The formats of posts that are not read, with their numbers of files, in the content folders of sites."""
    found: Counter[str] = Counter()
    inner = [root for site in sites for root in _content_folders(folder, site)]
    for path in walked:
        ending = PurePosixPath(path).suffix
        if ending.lower() in _OTHER_FORMATS and any(f"/{from_folder(path, folder)}".startswith(one) for one in inner):
            found[ending] += 1
    return tuple(found.most_common())


def _content_folders(folder: Path, site: Detected) -> Iterator[str]:
    """The folders of content of a site that are named, from a folder around it: ``/blog/content/``."""
    inside = from_folder(site.folder, folder) if site.folder is not None else "."
    prefix = "/" if inside == "." else f"/{inside}/"
    yield from (f"{prefix}{root}/" for root in site_data(site).get("site", {}).get("roots", ()) if root != ".")


def _without_marked(paths: Iterable[str]) -> list[str]:
    """The paths outside of folders that begin with an underscore, which generators leave out, but those of posts."""
    return [path for path in paths if not _MARKED.search(path)]


_MARKED = lazy_pattern(r"(?:^|/)_(?!posts/|drafts/|content/|articles/)[^/]*/")
#: without a known generator, so many files with front matter are taken for posts
_FEWEST = 3


def _globs_of_headers(with_header: Sequence[str], pages: Sequence[str]) -> Iterator[str]:
    """Globs for the folders at the top in which most files have front matter, as deep as all of these are."""
    found: dict[str, list[str]] = {}
    for path in with_header:
        found.setdefault(path.partition("/")[0], []).append(path)
    for served in SERVED_FOLDERS & found.keys() if not found.keys() <= SERVED_FOLDERS else ():
        del found[served]  # copies of posts that readers may fetch
    for top, members in sorted(found.items()):
        inner = os.path.commonpath([path.rpartition("/")[0] for path in members])
        around = [path for path in pages if path.startswith(f"{inner}/")]
        if top not in _NO_SITES and len(members) >= _FEWEST and 2 * len(members) > len(around):
            yield f"{glob_of(inner)}/**/{_name_glob(members)}"


#: a page in the folder of routes of Next, which has its title in code: ``app/about/page.mdx``
_APP_PAGE = lazy_pattern(r"^(?:.*/)?app/(?:.*/)?page\.mdx?$")


def _globs_of_app(pages: Sequence[str]) -> Iterator[str]:
    """Globs for the pages in folders of routes."""
    names = {(path[: f"/{path}".index("/app/") + 3], path.rpartition("/")[2]) for path in pages}
    yield from (f"{glob_of(folder)}/**/{name}" for folder, name in sorted(names))


def _is_wanted(folder: Path, site: Detected) -> bool:
    if site.folder is None:
        return False
    # test_site, example-blog
    names = from_folder(site.folder, folder).split("/")
    return _NO_SITES.isdisjoint(name for whole in names for name in (whole, re.split(r"[-_.]", whole)[0]))


def _is_left_out(site: Detected, others: Iterable[Detected]) -> bool:
    """Whether a site around this one leaves its folder out, as copies of a theme do with the documentation of it."""
    for outer in others:
        if outer is site or outer.folder is None or site.folder is None or outer.folder not in site.folder.parents:
            continue
        left_out = site_data(outer).get("site", {}).get("unrendered", ())
        if compile_site_globs(left_out).match_file(f"{from_folder(site.folder, outer.folder)}/index.md"):
            return True
    return False


#: so many bytes tell a copy from a translation
_START = 4096


def _is_copy(folder: Path, site: Detected, pages: Mapping[Detected, Sequence[str]]) -> bool:
    """Whether a site lies within another one and has mostly the same pages, with the same texts: a backup of it."""
    if site.folder is None or len(pages[site]) < _FEWEST:
        return False
    outer = [one.folder for one in pages if one.folder is not None and one.folder in site.folder.parents]
    for around in outer:
        pairs = [(folder / page, around / from_folder(folder / page, site.folder)) for page in pages[site]]
        shared = [(copy, page) for copy, page in pairs if page.is_file()]
        if len(shared) >= _FEWEST and 2 * len(shared) > len(pairs):
            return any(read_start(copy, _START) == read_start(page, _START) for copy, page in shared[:_FEWEST])
    return False


def _sign(folder: Path, site: Detected) -> str:
    return from_folder(site.folder / site.sign, folder) if site.folder is not None else ""


def _globs(folder: Path, site: Detected, pages: Sequence[str]) -> Iterator[str]:
    """Globs for the posts among the pages of a site, with the endings that they have; not for authors and drafts."""
    inside = from_folder(site.folder, folder) if site.folder is not None else "."
    prefix = "" if inside == "." else f"{inside}/"
    data = site_data(site)
    named = compile_site_globs(data.get("site", {}).get("named_entries", ()))
    drafts = set(data.get("draft_folders", ()))
    aside = [path for path in pages if named.match_file(path.removeprefix(prefix)) or drafts & set(path.split("/"))]
    posts = [path for path in pages if path not in set(aside)] or pages
    found = _by_folder(data, prefix, posts)
    taken = {path for members in found.values() for path in members}
    found |= _also_dated(folder, data, prefix, [path for path in posts if path not in taken])
    for top, members in sorted(found.items()):
        around = f"{top}/" if top else ""
        yield from _globs_below(top, members, [path for path in aside if path.startswith(around)])


def _also_dated(folder: Path, data: Mapping[str, Any], prefix: str, others: Sequence[str]) -> dict[str, list[str]]:
    """The folders beside those of the blog in which most entries have a date: other collections, notes, a second blog.

    A page of its own folder (``about/index.md``) may have a date and is no entry.
    """
    about = data.get("site", {})
    if not about.get("post_folders"):
        return {}
    roots = sorted((f"{prefix}{root}" for root in about.get("roots", ()) if root != "."), key=len, reverse=True)
    inner: dict[str, list[str]] = {}
    for path in others:
        root = next((one for one in roots if path.startswith(f"{one}/")), prefix.rstrip("/"))
        first, slash, _ = path.removeprefix(root).lstrip("/").partition("/")
        if root.removeprefix(prefix) in about.get("parts", ()):
            continue  # shown in other pages
        is_collection = posixpath.basename(root).startswith("_")
        if (slash or is_collection) and PurePosixPath(path).stem.lower() not in ("index", "readme"):
            inner.setdefault(root if is_collection else posixpath.join(root, first), []).append(path)
    return {
        top: paths
        for top, paths in inner.items()
        if len(paths) >= _FEWEST and 2 * sum(_has_date(folder / path) for path in paths) > len(paths)
    }


#: a date in the front matter, as any generator writes it
_DATE_KEY = lazy_pattern(r"(?mi)^[\w-]*(?:date|published)[\w-]*[\"']?\s*[:=]\s*[\"']?(?:19|20)\d\d\b")


def _has_date(file: Path) -> bool:
    """Whether the name or the front matter of a file has a date."""
    if re.match(r"(?:19|20)\d\d-\d\d-\d\d", file.name):
        return True
    before, header = start_of_header(file, 1024)
    return not before.strip("\ufeff") and _DATE_KEY.search(header) is not None


def _globs_below(top: str, posts: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    """Globs for the posts in a folder ("" for the one at the top), as wide as may be without the other files in it."""
    around = f"{top}/" if top else ""
    if not others:
        yield f"{around}**/{_name_glob(posts)}"
        return
    inner: dict[str, list[str]] = {}
    for path in posts:
        first, slash, _ = path.removeprefix(around).partition("/")
        inner.setdefault(f"{around}{first}" if slash else "", []).append(path)
    for folder, members in sorted(inner.items()):
        if folder:
            yield from _globs_below(folder, members, [path for path in others if path.startswith(f"{folder}/")])
        else:
            yield f"{around or '/'}{_name_glob(members)}"


def _globs_outside(folder: Path, site: Detected, pages: Sequence[str]) -> Iterator[str]:
    """Globs for posts in folders beside that of their site: ``../blog`` of Docusaurus in ``website``."""
    inside = from_folder(site.folder, folder) if site.folder is not None else "."
    about = site_data(site).get("site", {})
    for root in about.get("post_folders", ()) or about.get("roots", ()):
        top = posixpath.normpath(posixpath.join(inside, root))
        found = [path for path in pages if path.startswith(f"{top}/")]
        if root.startswith("../") and found:
            yield f"{glob_of(top)}/**/{_name_glob(found)}"


def _name_glob(paths: Iterable[str]) -> str:
    """A glob for names of files with the endings of some paths: ``*.{md,mdx}``."""
    endings = sorted({PurePosixPath(path).suffix for path in paths})
    return f"*{endings[0]}" if len(endings) == 1 else "*.{" + ",".join(one[1:] for one in endings) + "}"


def _by_folder(data: Mapping[str, Any], prefix: str, pages: Sequence[str]) -> dict[str, list[str]]:
    """The posts by their folders: those of the blog if the generator has one, else of content, else at the top."""
    about = data.get("site", {})
    usual = dict.fromkeys(glob.partition("/*")[0] for glob in data.get("content", ()) if not glob.startswith("*"))
    # collections of Astro may be in any folder
    roots = dict.fromkeys((*about.get("roots", ()), *about.get("rendered_folders", ())))
    for folders in (about.get("post_folders", ()), roots, usual):
        found = _below(folders, prefix, pages)
        # folders that a generator does not insist on are a guess, and a poor one where most pages are elsewhere
        insists = folders == about.get("post_folders", ()) or about.get("only_roots") or about.get("rendered_folders")
        if found and (insists or 2 * sum(map(len, found.values())) >= len(pages)):
            return found
    found = {}
    for path in pages:
        first, slash, _ = path.removeprefix(prefix).partition("/")
        found.setdefault(f"{prefix}{first}" if slash else prefix.rstrip("/"), []).append(path)
    top = prefix.rstrip("/")
    if 2 * len(found.get(top, ())) > len(pages):
        return {top: list(pages)}
    if len(found) > 1:
        found.pop(top, None)  # an about page or the like
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
