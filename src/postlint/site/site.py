"""The site: the facts of all posts, their addresses, and other targets of links."""

from __future__ import annotations

import os
import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from urllib.parse import unquote

from postlint.data.globs import is_like
from postlint.data.patterns import lazy_pattern
from postlint.generators.anchors import SLUGGERS
from postlint.generators.generator import Generator, is_in
from postlint.generators.post_files import OTHER_TEXTS, POST_ENDINGS, bare_path, language_of_name
from postlint.site.addresses import addresses, normal, slug_of, static_prefix
from postlint.site.facts import Facts
from postlint.site.files import SiteFiles, letters
from postlint.site.included import included_posts
from postlint.site.known_links import KnownLinks
from postlint.site.known_sections import above, code_routes, known_sections, likely_hosts
from postlint.site.missing import inserted_folders
from postlint.site.names import Names
from postlint.site.packed import Target
from postlint.site.page_types import lists, undated_pages
from postlint.site.redirects import Redirects
from postlint.site.resolve import UNKNOWN, Resolution, resolve
from postlint.site.trees import trees
from postlint.site.unseen import Unseen, read_unseen

_HOST = lazy_pattern(r"(?:https?:)?//([^/?#:]+)(?::\d+)?", re.IGNORECASE)

GENERIC, NO_REDIRECTS = Generator(), Redirects()


#: the date at the start of a name
_DATED = lazy_pattern(r"^\d{4}-\d\d?-\d\d?-")


def _given(facts: Facts) -> Iterator[str]:
    """What an unknown generator may make the address of a post from, beside its slug and the name of its file."""
    if facts.address is not None:
        yield facts.address.text
    yield from (value for key, value in facts.keys if key == "id")


class Site:
    """The posts of one site and its other files. Paths are relative to the site's folder, with slashes.

    `posts` are the facts of all posts by path. `files` are the paths of all files of the site, as found on
    the disk; nothing is opened. `hosts` are the site's own host names, `base` the path that its addresses
    begin with ("" for none), `folder` the site's folder as shown to users. `ignores` are the texts of `.gitignore`
    files with their folders.
    With `complete`, all files are known; else the site may have more, outside of the folders of known files. `known`
    are its addresses and links, if an earlier run resolved them. `reported` are the posts, by their paths as shown to
    users, whose findings are needed (None: of all).
    """

    def __init__(
        self,
        posts: Mapping[str, Facts],
        *,
        files: Iterable[str] = (),
        generator: Generator = GENERIC,
        hosts: Iterable[str] = (),
        base: str = "",
        redirects: Redirects = NO_REDIRECTS,
        ignores: Sequence[tuple[str, str]] = (),
        folder: str = "",
        complete: bool = True,
        known: KnownLinks | None = None,
        reported: Container[str] | None = None,
    ) -> None:
        self.posts = dict(sorted(posts.items()))
        # the output of an earlier build proves nothing: its post may be gone
        output = f"{generator.output}/" if generator.output else "\0"
        self.files = SiteFiles((file for file in files if not file.startswith(output)), self.posts.keys())
        # where no post is in the folders that have pages, the posts are built from elsewhere
        some = any(is_in(path, generator.rendered) for path in self.posts)
        self.generator = generator if some else generator._replace(rendered=())
        self._given_hosts = frozenset(host.lower().removeprefix("www.") for host in hosts)
        self.base = base.rstrip("/")
        self.redirects = redirects
        self.ignores = ignores
        self.folder = folder
        self.complete = complete
        self._known = known
        self._reported = reported
        #: the resolutions of absolute URLs, filled by `resolve`
        self.resolved: dict[tuple[str, bool], Resolution] = {}

    # -- addresses --------------------------------------------------------------------------------------

    @cached_property
    def addresses(self) -> Mapping[str, list[str]]:
        """The addresses of each post, by path, the main one first; empty when they cannot be determined."""
        if self._known is not None:
            return self._known.addresses
        return {path: addresses(facts, path, self.generator) for path, facts in self.posts.items()}

    @cached_property
    def by_address(self) -> Mapping[str, str]:
        """The post at each address, in normal form."""
        found: dict[str, str] = {}
        for rank in range(max(map(len, self.addresses.values()), default=0)):
            for path, made in self.addresses.items():
                if len(made) > rank:
                    found.setdefault(made[rank], path)
        return found

    @cached_property
    def aliases(self) -> frozenset[str]:
        """Addresses from which the front matter of a post redirects."""
        found: set[str] = set()
        for path, facts in self.posts.items():
            own = next(iter(self.addresses[path]), "/")
            # a relative one is relative to the page, or to its folder
            for base in (posixpath.dirname(own), own):
                found.update(normal(posixpath.normpath(posixpath.join(base, alias))) for alias in facts.aliases)
        return frozenset(found)

    @cached_property
    def by_slug(self) -> Mapping[str, list[str]]:
        """The posts of each slug; a post with a date in its file's name, with the date and without.

        Where the addresses are not certain, the date may be in them though the generator is thought to take it away.
        """
        found = defaultdict(list)
        for path, facts in self.posts.items():
            slug = slug_of(facts, path, self.generator)
            names = {slug, _DATED.sub("", slug)}
            stem = posixpath.basename(bare_path(path))  # of an index file, the name of its folder
            if not self.generator.certain and _DATED.match(stem):
                names.add(stem)
            given = facts.slug.text if facts.slug is not None and self.generator.slug_key == "by-code" else ""
            values = [given, *(_given(facts) if self.generator.name == GENERIC.name else ())]
            names.update(posixpath.basename(normal(value)) for value in values if value.strip("/"))
            for name in names:
                found[name].append(path)
        return found

    @cached_property
    def unnumbered_slugs(self) -> frozenset[str]:
        """The slugs that begin with a number in the order of posts, without it: ``rye`` for ``080_rye``."""
        return frozenset(match[1] for slug in self.by_slug if (match := re.fullmatch(r"\d{1,3}[-_.]+(.+)", slug)))

    @cached_property
    def slugs(self) -> Names:
        """All slugs, to find the nearest of a misspelt one."""
        return Names(self.by_slug)

    @cached_property
    def slug_ends(self) -> frozenset[str]:
        """All slugs, whole and from each of their words on, in lower case."""
        ends = ((slug.lower(), re.finditer(r"(?<![^\W_])[^\W_]", slug)) for slug in self.by_slug)
        return frozenset(slug[match.start() :] for slug, matches in ends for match in matches)

    @cached_property
    def titles(self) -> frozenset[str]:
        """The letters of the titles of posts whose addresses the site's own code makes, perhaps of these."""
        by_code = self.generator.by_code
        unknown = (facts for path, facts in self.posts.items() if by_code or not self.addresses[path])
        return frozenset(letters(facts.title.text) for facts in unknown if facts.title)

    @cached_property
    def listings(self) -> frozenset[str]:
        """Addresses above those of posts, where generators may put lists of posts."""
        return frozenset(above(self.by_address))

    @cached_property
    def is_dated(self) -> bool:
        """Whether the addresses of posts are sure to begin with a year."""
        first = next(iter(self.posts.values()), None)
        return self.generator.certain and first is not None and first.permalink.startswith("/{year}")

    @cached_property
    def has_other_formats(self) -> bool:
        """Whether there are posts that are no Markdown (reStructuredText, Org, AsciiDoc) in the folders of posts."""
        tops = {path.partition("/")[0] for path in self.posts}
        return any(
            path.lower().endswith(OTHER_TEXTS) and path.partition("/")[0] in tops and "/" in path
            for path in self.files.others
        )

    @cached_property
    def sections(self) -> frozenset[str]:
        """Addresses below which every page is a known post, so that any other link there is broken."""
        return known_sections(self)

    @cached_property
    def inserted(self) -> frozenset[str]:
        """The names of folders whose posts are shown in a page of the folder above."""
        return inserted_folders(self)

    @cached_property
    def routes(self) -> frozenset[str]:
        """Addresses below which the code of the site puts posts."""
        return code_routes(self.files)

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The site's own hosts, without "www.": where none is given, the one at which most links lead to posts."""
        return self._given_hosts or likely_hosts(self)

    def local(self, url: str) -> str:
        """The address, in normal form, of an absolute link to this site; "" for any other link."""
        if not url.startswith("/") or url.startswith("//"):
            if match := _HOST.match(url):
                if match[1].lower().removeprefix("www.") not in self.hosts:
                    return ""
                url = url[match.end() :] or "/"
                # another site of the same host
                if self.base and not f"{url}/".startswith((f"{self.base}/", f"{self.base}#", f"{self.base}?")):
                    return ""
            if not url.startswith("/"):
                return ""
        address = normal(url)
        if self.base and (address == self.base or address.startswith(self.base + "/")):
            return address[len(self.base) :] or "/"
        return address

    def leads_on(self, address: str) -> bool:
        """Whether an address is a redirect, an alias, or a page that is not linted."""
        if address in self.aliases or address in self.other_pages or self.redirects.covers(address):
            return True
        return self.redirects.any_case and address != address.lower() and address.lower() in self.by_address

    @cached_property
    def other_pages(self) -> frozenset[str]:
        """The addresses, by their paths, of files that could be posts but are not linted."""
        others = (path for path in self.files.others if path.lower().endswith(POST_ENDINGS))
        pattern = next((facts.permalink for facts in self.posts.values()), "")
        made = (addresses(Facts(path, permalink=pattern), path, self.generator) for path in others)
        return frozenset(address for found in made for address in found)

    def language_prefix(self, path: str) -> str:
        """The prefix of the addresses in a post's language: ``/de``; "" for the language at the top."""
        root = next((root for root in self.generator.languages if path.startswith(f"{root}/")), "")
        code = self.generator.languages.get(root, "") or language_of_name(path)
        return f"/{code}" if code else ""

    def below_base(self, path: str) -> str:
        """An absolute path without the base of the site's addresses."""
        return path[len(self.base) :] if self.base and path.startswith(f"{self.base}/") else path

    def slug_owner(self, address: str) -> str | None:
        """The post whose slug an address ends with, when there is one such post."""
        owners = self.by_slug.get(posixpath.basename(address), ())
        least = 1 if "/" in self.routes else 2
        if len(owners) != 1 or address.count("/") < least or self._is_of_another_folder(address, owners[0]):
            return None
        return owners[0]

    def _is_of_another_folder(self, address: str, path: str) -> bool:
        """Whether the configuration maps an address to a folder without the post, or the post to other addresses."""
        fixed = {folder: static_prefix(pattern) for folder, pattern in self.generator.patterns.items()}
        around = [folder for folder, prefix in fixed.items() if prefix and f"{address}/".startswith(f"{prefix}/")]
        own = [folder for folder, prefix in fixed.items() if prefix and path.startswith(f"{folder}/")]
        return bool(around or own) and not any(path.startswith(f"{folder}/") for folder in around)

    def may_have_anchor(self, names: Collection[str], fragment: str) -> bool:
        """Whether the id may come from a layout or from the generator's own transliteration."""
        if any(slug(fragment) in names for slug, _ in SLUGGERS.get(self.generator.hash_slugger, ())):
            return True
        patterns = [*self.generator.anchors, *(name for name in names if "*" in name)]
        if any(is_like(fragment, pattern) for pattern in patterns):
            return True
        # of an unknown generator it is not known what it makes of emoji, marks and digits
        return self.generator.name == GENERIC.name and letters(fragment) in map(letters, names)

    # -- files ------------------------------------------------------------------------------------------

    @cached_property
    def unseen(self) -> Unseen:
        """The files that only a build adds to the site."""
        return read_unseen(self.ignores, self.generator.unseen, self.files.paths)

    def shown(self, path: str) -> str:
        """A path as shown to users."""
        return posixpath.join(self.folder, path)

    # -- links ------------------------------------------------------------------------------------------

    @cached_property
    def resolutions(self) -> Mapping[str, Sequence[Resolution]]:
        """The resolution of each link and image of each post, by path."""
        if self._known is not None:
            return self._known.resolutions
        found = {path: [resolve(self, path, one) for one in facts.links] for path, facts in self.posts.items()}
        self.resolved.clear()
        return found

    @property
    def links(self) -> Iterator[tuple[str, Target, Resolution]]:
        """Every link and image of every post, with its resolution, in path order."""
        return self._links_of(self.posts)

    @property
    def reported_links(self) -> Iterator[tuple[str, Target, Resolution]]:
        """The links of the posts whose findings are needed."""
        wanted = self._reported
        return self._links_of(path for path, one in self.posts.items() if wanted is None or one.path in wanted)

    def _links_of(self, paths: Iterable[str]) -> Iterator[tuple[str, Target, Resolution]]:
        # made anew for each rule: all at once would take more memory than the facts of the posts
        for path in paths:
            for target, resolution in zip(self.posts[path].links, self.resolutions[path], strict=True):
                is_outside = resolution.state == "missing" and self._is_outside(path, target.url)
                yield path, target, UNKNOWN if is_outside else resolution

    def _is_outside(self, path: str, url: str) -> bool:
        """Whether a relative target is a file that lies outside of the site's folder; asked anew in each run."""
        file = unquote(posixpath.normpath(posixpath.join(posixpath.dirname(path), re.split(r"[?#]", url)[0])))
        return file.startswith("../") and os.path.exists(posixpath.join(self.folder, file))  # noqa: PTH110

    @cached_property
    def linked(self) -> Mapping[str, set[str]]:
        """For each post the other posts that it links to."""
        found: dict[str, set[str]] = {path: set() for path in self.posts}
        for path, _, resolution in self.links:
            if resolution.state == "post" and resolution.path != path:
                found[path].add(resolution.path)
        return found

    @cached_property
    def tree(self) -> Mapping[str, str]:
        """For each post the language, version or edition of the site that it belongs to, where there are several."""
        return trees(self.posts, (*self.generator.language_names, *self.generator.version_names))

    @cached_property
    def pages(self) -> frozenset[str]:
        """Pages that are no posts (documentation, landing pages, profiles of authors), and parts of other pages."""
        return undated_pages(self) | self.included

    @cached_property
    def included(self) -> frozenset[str]:
        """The posts whose text others take in, which is read there."""
        return frozenset(included_posts(self.posts))

    def is_list(self, path: str) -> bool:
        """Whether a post is a page that lists others: a section, an archive, a page of a list."""
        return path in self._lists

    @cached_property
    def _lists(self) -> frozenset[str]:
        return lists(self)

    @cached_property
    def published(self) -> Mapping[str, Facts]:
        """The posts that are no drafts, in path order; pages that list others (``_index``) are none."""
        return {
            path: facts
            for path, facts in self.posts.items()
            if not facts.draft and not posixpath.basename(path).startswith("_index.")
        }
