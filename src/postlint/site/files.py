"""The files of a site by path and by name, as listed on the disk; none is opened."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from postlint.generators.post_files import IMAGE_ENDINGS, OTHER_TEXTS, POST_ENDINGS, bare_path
from postlint.site.names import Names

#: endings of files whose names may be addresses of pages that are no posts
PAGE_ENDINGS = (
    ".astro", ".html", ".htm", ".njk", ".liquid", ".jsx", ".tsx", ".js", ".ts", ".vue", ".svelte", ".php",
    ".rst", ".ipynb", ".org", ".adoc", ".asciidoc", ".xml", ".json", ".txt", *POST_ENDINGS, ".pug", ".hbs", ".lhs",
    ".webc", ".vto", ".ejs", ".haml", ".mustache", ".erb", ".slim", ".eta", ".mako", ".rmd", ".textile", ".typ", ".tex",
)  # fmt: skip


_DATA = (".json", ".yml", ".yaml", ".toml", ".csv")


def folded(name: str) -> str:
    """A name as it is compared between data files and addresses: ``linter_rules`` and ``linter-rules``."""
    return re.sub(r"[-_ .]", "", name.lower())


def letters(name: str) -> str:
    """The letters and digits of a name, in lower case: equal for most slugs of a title."""
    return "".join(filter(str.isalnum, name)).casefold()


class SiteFiles:
    """The paths of all files of a site, relative to its folder, with slashes; `posts` are the posts among them."""

    def __init__(self, paths: Iterable[str], posts: Collection[str]) -> None:
        self.paths = frozenset(paths) | frozenset(posts)
        #: the files that are no posts
        self.others = self.paths.difference(posts)

    def __contains__(self, path: str) -> bool:
        return path in self.paths

    @cached_property
    def folders(self) -> frozenset[str]:
        """The folders that have files, at any depth; "" is the site's own."""
        found = {""}
        for path in self.paths:
            folder = posixpath.dirname(path)
            while folder and folder not in found:
                found.add(folder)
                folder = posixpath.dirname(folder)
        return frozenset(found)

    def has_folder_of(self, path: str) -> bool:
        """Whether the folder of a file, which need not exist, is a folder of the site."""
        return posixpath.dirname(path) in self.folders

    @cached_property
    def top_folders(self) -> frozenset[str]:
        """The names of the folders at the top."""
        return frozenset(folder for folder in self.folders if folder and "/" not in folder)

    @cached_property
    def inner_folders(self) -> Mapping[str, list[str]]:
        """The names of the folders in each folder at the top, sorted."""
        found = defaultdict(set)
        for folder in self.folders:
            outer, _, rest = folder.partition("/")
            if rest:
                found[outer].add(rest.partition("/")[0])
        return {outer: sorted(inner) for outer, inner in found.items()}

    @cached_property
    def page_names(self) -> frozenset[str]:
        """The names of files that are no posts, with the date and without, which may be names of pages."""
        found = set()
        posts = {posixpath.splitext(path)[0] for path in self.paths.difference(self.others)}
        around = set(map(posixpath.dirname, posts))
        for path in self.others:
            stem, ending = posixpath.splitext(path)
            # a format of the site's own beside posts; of the same name, it is a part of that post
            is_other = stem not in posts and posixpath.dirname(path) in around and ending.lower() not in IMAGE_ENDINGS
            if is_other or ending.lower() in PAGE_ENDINGS:
                name = posixpath.basename(stem)
                found |= {name.lower(), re.sub(r"^\d{4}-\d\d?-\d\d?-", "", name).lower()}
                if name in ("index", "_index", "page", "+page"):
                    found.add(posixpath.basename(posixpath.dirname(path)).lower())
        return frozenset(found)

    @cached_property
    def have_markdown_sources(self) -> bool:
        """Whether code or a template makes Markdown files: ``[slug].md.ts``, ``index.md.njk``."""
        return any(name.endswith((".md", ".mdx")) for name in self.page_names)

    @cached_property
    def data_names(self) -> frozenset[str]:
        """The names of data files, folded, of which code may make pages; not those of the data of a folder."""
        stems = (posixpath.splitext(path)[0] for path in self.others if path.lower().endswith(_DATA))
        names = ((posixpath.basename(stem), posixpath.basename(posixpath.dirname(stem))) for stem in stems)
        return frozenset(folded(name) for name, folder in names if name.partition(".")[0] != folder)

    def ends_with(self, path: str) -> bool:
        """Whether a file that is no post has a path that ends with this one (``/img/a.png``)."""
        return any(f"/{file}".endswith(path) for file in self._by_name.get(posixpath.basename(path), ()))

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        found = defaultdict(list)
        for file in self.others:
            found[posixpath.basename(file)].append(file)
        return found

    def called(self, name: str) -> list[str]:
        """The files that are no posts with a name, in any case."""
        return self._by_lower_name.get(name.lower(), [])

    @cached_property
    def _by_lower_name(self) -> Mapping[str, list[str]]:
        found = defaultdict(list)
        for file in self.others:
            found[posixpath.basename(file).lower()].append(file)
        return found

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of files that are no posts, by their lower-case form."""
        return {posixpath.basename(path).lower(): posixpath.basename(path) for path in self.others}

    @cached_property
    def similar_names(self) -> Names:
        """The same names in lower case, to find the nearest of a misspelt one."""
        return Names(self.names)

    @cached_property
    def by_stem(self) -> Mapping[str, list[tuple[str, str]]]:
        """Posts, and files that could be posts, by their names without ending (of an index, its folder's).

        Each with its whole path without ending, in lower case.
        """
        return _by_stem(path for path in self.paths if path.lower().endswith(POST_ENDINGS))

    @cached_property
    def pages_by_stem(self) -> Mapping[str, list[tuple[str, str]]]:
        """The same of files in other formats of text, which are pages where they stand among posts."""
        return _by_stem(path for path in self.others if path.lower().endswith(_OTHER_TEXTS))


#: generators make pages of them, too, if they stand among posts
_OTHER_TEXTS = (".html", ".htm", *OTHER_TEXTS)


def _by_stem(paths: Iterable[str]) -> Mapping[str, list[tuple[str, str]]]:
    found = defaultdict(list)
    for path in sorted(paths):
        bare = bare_path(path).lower()
        found[posixpath.basename(bare)].append((bare, path))
    return found
