"""How a site writes links to its posts: as most of its links are written; without links, as its generator expects."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from postlint.generators.post_files import IMAGE_ENDINGS, POST_ENDINGS
from postlint.records import NamedTuple
from postlint.site.packed import Text

if TYPE_CHECKING:
    from postlint.site.site import Site

#: the forms: an address, one with a slash at its end, a path from the post or from the content folder, a template tag
ADDRESS, ADDRESS_SLASH, RELATIVE, ROOTED, REF, POST_URL, HEXO = (
    "address", "address/", "relative", "rooted", "ref", "post_url", "post_link",
)  # fmt: skip


class Image(NamedTuple):
    """An image of a site: its path there, and how a post links to it."""

    path: str
    url: str


def _form_of(site: Site) -> str:
    """The form of most links from posts to posts."""
    counts = Counter(
        form
        for source, target, found in site.links
        if found.state == "post" and found.path != source and (form := _form(target.url))
    )
    if counts:
        return counts.most_common(1)[0][0]
    return RELATIVE if not any(site.addresses.values()) else ADDRESS_SLASH if _has_slashes(site) else ADDRESS


def _form(url: str) -> str:
    path = url.partition("#")[0]
    if "{{" in path and "ref " in path:
        return REF
    if "{%" in path:
        return POST_URL if "post_url" in path else HEXO if "post_link" in path else ""
    if path.startswith("/"):
        return ROOTED if path.endswith(POST_ENDINGS) else ADDRESS_SLASH if path.endswith("/") else ADDRESS
    return RELATIVE if path.endswith(POST_ENDINGS) else ""


def _has_slashes(site: Site) -> bool:
    return any(facts.permalink.endswith("/") for facts in site.posts.values())


@lru_cache(maxsize=2)
def links_from(site: Site, folder: str) -> Mapping[str, str]:
    """The target of a link to each post of a site, by its path, from a post in a folder.

    A site never changes, and is asked for with each key.
    """
    form = _form_of(site)
    return {path: _link_to(site, posixpath.join(folder, "post"), path, form) for path in site.posts}


def _link_to(site: Site, source: str, path: str, form: str) -> str:
    """The target of a link from one post to another in a form; a relative path where the address is unknown."""
    own = site.addresses.get(path)
    stem = posixpath.splitext(posixpath.basename(path))[0]
    if form in (ADDRESS, ADDRESS_SLASH) and own:
        address = site.base + own[0]
        return quote(address if form == ADDRESS or address.endswith("/") else f"{address}/", safe="/@:~!$&'()*+,;=")
    if form == REF:
        below = next((path[len(root) + 1 :] for root in site.generator.roots if path.startswith(f"{root}/")), path)
        return f'{{{{< ref "{below}" >}}}}'
    if form in (POST_URL, HEXO):
        return f"{{% {form} {stem} %}}"
    if form == ROOTED:
        return f"/{path}"
    return posixpath.relpath(path, posixpath.dirname(source) or ".")


def images(site: Site, source: str) -> Iterator[Image]:
    """The images that a post can show: those in folders of static files, and those in its own folder."""
    folder = posixpath.dirname(source)
    for path in sorted(site.files.others):
        if not path.lower().endswith(IMAGE_ENDINGS):
            continue
        if path.startswith(f"{folder}/") and folder:
            yield Image(path, posixpath.relpath(path, folder))
            continue
        for root, prefix in site.generator.static.items():
            if root == "." or path.startswith(f"{root}/"):
                rest = path if root == "." else path[len(root) + 1 :]
                yield Image(path, site.base + posixpath.join(prefix, rest))
                break


def anchors_of(site: Site, path: str) -> list[Text]:
    """The anchors of a post, one for each place: a heading may have another id in each version of a generator."""
    facts = site.posts.get(path)
    first: dict[tuple[int, int], Text] = {}
    for anchor in facts.anchors if facts is not None else ():
        first.setdefault((anchor.start, anchor.end), anchor)
    return list(first.values())
