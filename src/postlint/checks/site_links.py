"""Questions about links between posts: where they lead, and which posts have none."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterator, Sequence

from postlint.findings import Hit, Related, Span
from postlint.site.facts import Facts, Target
from postlint.site.resolve import Resolution
from postlint.site.site import Site

#: ids that generators give to footnotes, and browsers to a piece of text
_OTHER_ANCHOR = re.compile(r"(?:user-content-)?fn(?:ref)?[:_\d-].*|:~:.*|L\d+(?:-L?\d+)?|/.*")


def broken_link(site: Site, *, ignore: Sequence[str]) -> Iterator[Hit]:
    """Look for links to posts and files of the site that are not there."""
    for path, target, resolution in _missing(site, ("link",), ignore):
        values = {"target": target.url, "suggestion": _nearest_address(site, path, resolution.address)}
        message = "suggestion" if values["suggestion"] else "default"
        yield Hit(target.span, values, message=message, path=site.posts[path].path)


def broken_image(site: Site, *, ignore: Sequence[str]) -> Iterator[Hit]:
    """Look for images of the site that are not there."""
    for path, target, resolution in _missing(site, ("image", "field"), ignore):
        values = {"target": target.url, "suggestion": _nearest_file(site, resolution.address)}
        message = "suggestion" if values["suggestion"] else "default"
        yield Hit(target.span, values, message=message, path=site.posts[path].path)


def _missing(site: Site, kinds: Sequence[str], ignore: Sequence[str]) -> Iterator[tuple[str, Target, Resolution]]:
    ignored = [re.compile(pattern) for pattern in ignore]
    for path, target, resolution in site.links:
        absent = resolution.state == "missing" and target.kind in kinds
        if absent and not any(pattern.search(target.url) for pattern in ignored):
            yield path, target, resolution


def _nearest_address(site: Site, source: str, wanted: str) -> str:
    """What the author may have meant: a post of that name elsewhere, or one with a similar name beside it."""
    path = wanted.rstrip("/")
    name = posixpath.basename(path)
    owners = site.by_slug.get(re.sub(r"\.(?:html?|mdx?|markdown|qmd)$", "", name), ())
    if len(owners) == 1 and owners[0] != source:
        return _shown(site, source, owners[0], wanted)
    bare = re.sub(r"\.\w+$", "", name)
    nearest = difflib.get_close_matches(bare, site.slugs_like(bare), n=1, cutoff=0.8)
    meant = site.by_slug[nearest[0]][0] if nearest else source
    return _shown(site, source, meant, wanted) if meant != source else ""


def _shown(site: Site, source: str, path: str, wanted: str) -> str:
    """A post as the author of the link at `wanted` would write it: an address, or a path."""
    own = site.addresses[path]
    if wanted.startswith("/") and own:
        return own[0] + ("/" if site.posts[path].permalink.endswith("/") else "")
    return posixpath.relpath(path, posixpath.dirname(source) or ".")


def _nearest_file(site: Site, wanted: str) -> str:
    """A file whose name differs in case or in a letter or two."""
    name = posixpath.basename(wanted)
    names = site.file_names
    if name.lower() in names:
        return names[name.lower()]
    alike = [other for other in names if other[:2] == name.lower()[:2]]
    nearest = difflib.get_close_matches(name.lower(), alike[:2000], n=1, cutoff=0.85)
    return names[nearest[0]] if nearest else ""


def broken_anchor(site: Site, *, ignore: Sequence[str]) -> Iterator[Hit]:
    """Look for links to a heading or place that the post they lead to does not have."""
    known: dict[str, set[str]] = {}
    ignored = set(ignore)
    for path, target, resolution in site.links:
        fragment = resolution.fragment
        if resolution.state != "post" or not fragment or target.kind != "link":
            continue
        facts = site.posts[resolution.path]
        if resolution.path not in known:
            known[resolution.path] = {anchor.text for anchor in facts.anchors}
        if fragment in known[resolution.path] or facts.more_anchors:
            continue
        if fragment in ignored or _OTHER_ANCHOR.fullmatch(fragment):
            continue
        start = target.end - len(target.url.rpartition("#")[2]) - 1
        span = Span(start, target.end) if target.start <= start and "#" in target.url else target.span
        yield _anchor_hit(site, path, span, resolution, facts)


def _anchor_hit(site: Site, path: str, span: Span, resolution: Resolution, facts: Facts) -> Hit:
    names = [anchor.text for anchor in facts.anchors]
    nearest = difflib.get_close_matches(resolution.fragment.lower(), names, n=1, cutoff=0.6)
    anchor = next((one for one in facts.anchors if nearest and one.text == nearest[0]), None)
    related = () if anchor is None else (Related(anchor.span, f"the nearest is #{anchor.text}", facts.path),)
    own = resolution.path == path
    values = {"anchor": resolution.fragment, "post": facts.path, "suggestion": nearest[0] if nearest else ""}
    message = ("own" if own else "other") + ("-suggestion" if nearest else "")
    return Hit(span, values, message=message, related=related, path=site.posts[path].path)


def link_to_draft(site: Site) -> Iterator[Hit]:
    """Look for links from published posts to drafts: readers find nothing there."""
    for path, target, resolution in site.links:
        if resolution.state != "post" or resolution.path == path or site.posts[path].draft:
            continue
        other = site.posts[resolution.path]
        if other.draft:
            related = (Related(other.top, "this post is a draft", other.path),)
            values = {"target": target.url, "post": other.path}
            yield Hit(target.span, values, related=related, path=site.posts[path].path)


def orphan_post(site: Site, *, min_posts: int) -> Iterator[Hit]:
    """Look for posts that no other post links to."""
    posts = dict(site.published())
    if len(posts) < min_posts:
        return
    linked = {other for path, others in site.linked.items() for other in others if not site.posts[path].draft}
    for path, facts in posts.items():
        if path not in linked and not _is_front_page(path):
            yield Hit(_heart(facts), {"posts": len(posts) - 1}, path=facts.path)


def dead_end_post(site: Site, *, min_posts: int, min_words: int) -> Iterator[Hit]:
    """Look for posts that link to no other page of the site."""
    posts = dict(site.published())
    if len(posts) < min_posts:
        return
    leading = {path for path, target, found in site.links if _leads_on(path, target, found)}
    if not site.hosts and 2 * len(leading) < len(posts):
        # links to the site may be absolute, and nobody told us its host
        return
    for path, facts in posts.items():
        if path not in leading and facts.words >= min_words and not _is_front_page(path):
            yield Hit(_heart(facts), {"words": facts.words}, path=facts.path)


def _leads_on(path: str, target: Target, found: Resolution) -> bool:
    """Whether a link leads, as far as anybody can know, to another page of the site."""
    return target.kind in ("link", "tag") and (found.state == "unknown" or found.path != path)


def _heart(facts: Facts) -> Span:
    """The place of a finding about a whole post: its title, else its first line."""
    return facts.title.span if facts.title is not None else facts.top


def _is_front_page(path: str) -> bool:
    """Whether a file is the front page of the site or of a folder of posts at its top."""
    return posixpath.basename(path).lower().startswith(("index.", "readme.")) and path.count("/") <= 1


def unlinked_mention(site: Site, *, max: int) -> Iterator[Hit]:
    """Look for the focus keyword of another post that stands in the text without a link."""
    posts = dict(site.published())
    wanted: dict[tuple[str, ...], str] = {}
    for path, facts in posts.items():
        if facts.keyword is not None and facts.keyword_forms:
            wanted.setdefault((facts.language, *facts.keyword_forms), path)
    lengths = sorted({len(key) - 1 for key in wanted}, reverse=True)
    for path, facts in posts.items():
        count = 0
        done = set(site.linked[path]) | {path}
        keys = [form.key for form in facts.forms]
        for at in range(len(keys)):
            for length in lengths:
                other = wanted.get((facts.language, *keys[at : at + length]))
                if other is None or other in done or count >= max:
                    continue
                done.add(other)
                count += 1
                yield _mention(site, facts, at, length, site.posts[other])


def _mention(site: Site, facts: Facts, at: int, length: int, other: Facts) -> Hit:
    span = Span(facts.forms[at].start, facts.forms[at + length - 1].end)
    keyword = other.keyword.text if other.keyword is not None else ""
    related = (Related(_heart(other), f"the post about '{keyword}'", other.path),)
    return Hit(span, {"keyword": keyword, "post": other.path}, related=related, path=facts.path)
