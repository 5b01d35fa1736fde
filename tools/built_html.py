"""Compare postlint's broken links, anchors and images with the HTML that the generator made.

    python tools/built_html.py SITE OUTPUT [--base /path] [--host www.example.org]

SITE is the folder of a site, OUTPUT the folder with its built HTML. A link of a page counts when it stands in the text
of the page's post, so that menus and footers of a theme do not. Printed are how many links are broken in the HTML, how
many of these postlint reports, each that it misses, and each finding that the HTML does not confirm.
"""

from __future__ import annotations

import argparse
import os
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from postlint.cli.posts import find_posts
from postlint.config.nearest import Configs
from postlint.engine.lint import lint_bytes
from postlint.engine.lint_site import build_site
from postlint.engine.plan import plan_run
from postlint.engine.sites import find_scope
from postlint.engine.workspace import Part
from postlint.site.addresses import normal

RULES = ("broken-link", "broken-anchor", "broken-image", "link-to-draft", "malformed-link")


class Page(HTMLParser):
    """The ids and the links of a page of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.base = ""
        self.moved = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag refers to, and its id."""
        values = {name: value or "" for name, value in attrs}
        self.ids.update(values[name] for name in ("id", "name") if values.get(name))
        self.moved |= tag == "meta" and values.get("http-equiv", "").lower() == "refresh"
        if tag == "base":
            self.base = values.get("href", "")
        for name in {"a": ("href",), "img": ("src", "data-src")}.get(tag, ()):
            if values.get(name):
                self.links.append(values[name].strip())


class Key(NamedTuple):
    """What of a target stands in the source and in the HTML alike: the last part of its path, and its fragment."""

    name: str
    fragment: str


def key_of(url: str) -> Key:
    """The key of a target as written in a post or in HTML."""
    path, _, fragment = unquote(unescape(url)).partition("#")
    path = re.sub(r"^\{\w+\}", "", path.split("?")[0]).rstrip("/")
    path = re.sub(r"(?:/(?:index|_index|README))?\.(?:html?|mdx?|markdown)$", "", path)
    return Key(posixpath.basename(path).lower(), fragment.lower())


class Built:
    """The pages of a built site by address."""

    def __init__(self, output: Path, base: str, hosts: set[str]) -> None:
        self.output, self.base, self.hosts = output, base.rstrip("/"), hosts
        self.pages: dict[str, Page] = {}
        self.files: dict[str, str] = {}
        for file in sorted(output.rglob("*.html")):
            inside = file.relative_to(output).as_posix()
            address = normal(f"/{inside}")
            self.pages[address] = Page(file.read_text(encoding="utf-8", errors="replace"))
            self.files[address] = inside
        on_pages = Counter(link for page in self.pages.values() for link in set(page.links))
        many = max(10, len(self.pages) / 3)
        #: links of menus and footers
        self.of_theme = {link for link, count in on_pages.items() if count > many}

    def broken(self, address: str) -> Iterator[tuple[str, bool]]:
        """The internal links of a page, each with whether it leads nowhere."""
        page = self.pages[address]
        here = urljoin(f"https://site.invalid{self.base}/{self.files[address]}", page.base)
        for url in (link for link in page.links if link not in self.of_theme):
            try:
                target = urlsplit(urljoin(here, url))
            except ValueError:
                continue
            host = target.netloc.lower().removeprefix("www.")
            if target.scheme in ("http", "https") and (host == "site.invalid" or host in self.hosts):
                is_own = target.fragment and normal(target.path.removeprefix(self.base)) == address
                short = f"#{target.fragment}" if is_own else url
                yield short, not self._exists(target.path, unquote(target.fragment))

    def _exists(self, path: str, fragment: str) -> bool:
        if self.base and not f"{path}/".startswith(f"{self.base}/"):
            return True  # another site of the same host
        inside = path.removeprefix(self.base) if self.base else path
        address = normal(inside or "/")
        page = self.pages.get(address)
        if page is None:
            return (self.output / unquote(inside).lstrip("/")).exists()
        there = {fragment, fragment.lower()} if fragment else set()
        return not fragment or fragment in ("top", "_top") or page.moved or bool(there & page.ids)


class Post(NamedTuple):
    """A post: its path, its address by postlint ("" for none), its text, and whether it is published."""

    path: str
    address: str
    text: str
    published: bool


def parts() -> list[Part]:
    """The posts of the site in the working directory by configuration, as `postlint` without a path finds them."""
    return find_posts(Configs(None, cwd=Path.cwd(), select=RULES), [], None, [])


def read_posts(part: Part) -> Iterator[Post]:
    """The posts of a configuration."""
    scope = find_scope(part.config, part.found.files, part.found.folders, all_content=part.found.content)
    for place in scope.places if scope else ():
        settings = part.config.settings_for
        made = (lint_bytes(settings(p), p, Path(p).read_bytes(), with_facts=True).facts for p in place.posts)
        site = build_site(part.config, place, [facts for facts in made if facts is not None])
        for path, facts in site.posts.items():
            own = site.addresses[path]
            text = Path(facts.path).read_text(encoding="utf-8", errors="replace")
            yield Post(facts.path, own[0] if own else "", text, not facts.draft)


def findings(part: Part) -> dict[str, list[tuple[str, str, int]]]:
    """The rule, the target and the line of each finding about links, by post."""
    files = part.found
    run = plan_run(part.config, files.files, folders=files.folders, all_content=files.content)
    found: dict[str, list[tuple[str, str, int]]] = {}
    for one in run.finish().findings:
        text = Path(one.path).read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
        found.setdefault(one.path, []).append((one.rule, text[one.start : one.end], one.line))
    return found


class Links(NamedTuple):
    """The links of one post in the HTML: how many, those that are broken with their URL, and those that work."""

    count: int
    dead: dict[Key, str]
    alive: set[Key]


def links_of(post: Post, page: Iterable[tuple[str, bool]]) -> Links:
    """The links of a page that stand in the text of a post."""
    source = unquote(unescape(re.sub(r"\A(---|\+\+\+)\n.*?\n\1", "", post.text, flags=re.DOTALL))).lower()
    own = {key_of(url): (url, is_broken) for url, is_broken in page if stands_in(key_of(url), source)}
    dead = {key: url for key, (url, is_broken) in own.items() if is_broken}
    return Links(len(own), dead, own.keys() - dead.keys())


def compare(site: Path, output: Path, base: str, hosts: set[str]) -> None:
    """Print the comparison.

    Of posts whose address postlint does not know, it says nothing of where they are: any page may be theirs that is
    not another post's.
    """
    built = Built(output, base, hosts)
    os.chdir(site)
    found = parts()
    reported = {path: told for part in found for path, told in findings(part).items()}
    posts = [post for part in found for post in read_posts(part) if post.published]
    rest = built.pages.keys() - {post.address for post in posts}
    unclaimed = {link: None for address in sorted(rest) for link in built.broken(address)}
    counts = Counter[str](posts=len(posts))
    for post in posts:
        if post.address in built.pages:
            links = links_of(post, built.broken(post.address))
        else:
            text = post.text.lower()
            links = links_of(post, (link for link in unclaimed if link[0].strip("/").lower() in text))
            counts["posts without a page"] += 1
            if post.address:
                print(f"no page   {post.path}: {post.address}")
        _count(post, links, reported.get(post.path, []), counts)
    print(", ".join(f"{name}: {count:,}" for name, count in counts.items()))


def _count(post: Post, links: Links, reported: list[tuple[str, str, int]], counts: Counter[str]) -> None:
    dead = links.dead
    told = {}
    for rule, target, line in reported:
        key = key_of(target)
        # of a target with a path, only the fragment may be reported
        longer = (one for one in dead if not key.name and one.fragment == key.fragment)
        told[key if key in dead else next(longer, key)] = (rule, target, line)
    counts["links"] += links.count
    counts["broken in the HTML"] += len(dead)
    counts["reported"] += len(told)
    counts["found"] += len(dead.keys() & told.keys())
    for key, url in dead.items():
        if key not in told:
            counts["missed"] += 1
            print(f"missed    {post.path}: {url}")
    for key, (rule, target, line) in told.items():
        if key not in dead:
            kind = "works" if key in links.alive else "is no link"
            counts[f"reported, but {kind} in the HTML"] += 1
            print(f"{kind:9} {post.path}:{line}: {rule} {target}")


def stands_in(key: Key, source: str) -> bool:
    """Whether a target is from the text of a post."""
    name = re.search(rf"[/(\"'=\]}}]{re.escape(key.name)}", source) if key.name else None
    return (key.fragment or key.name) in source and (not key.name or name is not None)


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--base", default="", help="the path of the site on its host")
    parser.add_argument("--host", action="append", default=[], help="a host of the site")
    given = parser.parse_args()
    compare(given.site, given.output.resolve(), given.base, {host.removeprefix("www.") for host in given.host})


if __name__ == "__main__":
    main()
