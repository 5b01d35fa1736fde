"""Checks on links between posts: their targets, and posts without any."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import PurePosixPath

from postlint.checks.site.gathered import AbsentFolder, Missing, few_alike, gathered, may_be_elsewhere
from postlint.checks.site.moved import Moved
from postlint.checks.site.suggestions import nearest_address, nearest_file
from postlint.checks.site.trust import Trust
from postlint.data.patterns import lazy_pattern
from postlint.document.damaged_targets import malformation
from postlint.document.page_kinds import is_among_drafts, is_among_forms, is_form
from postlint.generators.post_files import is_undated
from postlint.generators.presets import GENERIC
from postlint.parse.bare_hosts import may_be_host
from postlint.results.hits import Hit, Related, Severity
from postlint.site.addresses import normal
from postlint.site.facts import Facts
from postlint.site.missing import is_asset
from postlint.site.packed import Target
from postlint.site.site import Site
from postlint.spans import Span

#: focus keywords by the form of their first word, the longest first: the forms of all words, and the post
_Keywords = dict[str, list[tuple[list[str], str]]]
#: so many posts do not make the same mistake
_LINKED = 3


def broken_link(site: Site, *, ignore: Sequence[str]) -> Iterator[Hit]:
    """Look for links to missing posts and files of the site.

    Where code of the site makes the addresses or gives links other ones, a missing one is likely, not sure, and so is
    a file in a folder that the site does not have, and one of many of its kind. In a draft it may come later.
    """
    yield from few_alike(_broken_links(site, ignore))
    yield from Moved(site).hits([re.compile(pattern) for pattern in ignore])


def _broken_links(site: Site, ignore: Sequence[str]) -> Iterator[Hit]:
    made, trust = _made_by_code(site), Trust(site)
    lowered = cache(lambda: {address.lower() for address in site.by_address})
    for path, target, resolution in _missing(site, ("link",), ignore):
        if may_be_host(target.url):
            host = {"target": target.url, "suggestion": f"https://{target.url}"}
            yield Hit(target.span, host, "suggestion", Severity.WARNING, path=site.posts[path].path)
            continue
        address = normal(resolution.address)
        doubt = trust.doubt(path, target, resolution)
        known = site.generator.is_closed(address) and not site.redirects.incomplete
        if address in made and (doubt is not None or not known):
            continue
        if doubt is not None:
            yield from doubt
            continue
        if address in made:
            values = {"target": address, "posts": made[address]}
            yield Hit(target.span, values, "often", Severity.WARNING, path=site.posts[path].path, once=True)
            continue
        by_code = not site.generator.certain or site.generator.makes_pages or site.redirects.incomplete
        likely = _is_unfinished(site, path) or (by_code and re.match(r"/|https?:", target.url))
        likely = likely or site.generator.changes_targets
        is_file = is_asset(resolution.address)
        likely = likely or (is_file and (_is_whole(target) or may_be_elsewhere(site, resolution.address)))
        likely = likely or address.lower() in lowered()  # some hosts find it whatever its case
        likely = likely or not trust.is_sure(path, target, resolution)
        meant = "" if is_file else nearest_address(site, path, target, resolution.address)
        if is_file and not meant and posixpath.basename(resolution.address).lower() in site.files.names:
            meant = nearest_file(site, path, target, resolution.address)  # in other letters
        values = {"target": target.url, "suggestion": meant}
        message = "suggestion" if meant else "default"
        severity = Severity.WARNING if likely else None
        yield Hit(target.span, values, message=message, severity=severity, path=site.posts[path].path)


def broken_image(site: Site, *, ignore: Sequence[str]) -> Iterator[Hit]:
    """Look for missing images of the site. Those of a folder that it does not have may be served from elsewhere."""
    yield from few_alike(_broken_images(site, ignore))


def _broken_images(site: Site, ignore: Sequence[str]) -> Iterator[Hit]:
    kinds = ("image", "shortcode") if _puts_before(site) else ("image", "shortcode", "field")
    trust = Trust(site)
    for one in gathered(site, _missing(site, kinds, ignore)):
        if isinstance(one, AbsentFolder):
            path, target, _ = one.first
            values = {"folder": one.folder, "files": one.files, "posts": one.posts}
            yield Hit(target.span, values, "folder", Severity.WARNING, path=site.posts[path].path, once=True)
            continue
        path, target, resolution = one
        if (doubt := trust.doubt(path, target, resolution)) is not None:
            yield from doubt
            continue
        found = {"target": target.url, "suggestion": nearest_file(site, path, target, resolution.address)}
        message = "suggestion" if found["suggestion"] else "default"
        # perhaps no layout reads the key of the front matter: then nothing broken is published
        likely = target.kind == "field" or _is_unfinished(site, path) or _is_whole(target)
        likely = likely or may_be_elsewhere(site, resolution.address)
        severity = Severity.WARNING if likely or not trust.is_sure(path, target, resolution) else None
        yield Hit(target.span, found, message=message, severity=severity, path=site.posts[path].path)


def _is_whole(target: Target) -> bool:
    """Whether a target names the host of the site, on which more may be served than the site has."""
    return re.match(r"(?:https?:)?//", target.url) is not None


def _made_by_code(site: Site) -> Mapping[str, int]:
    """Addresses that several posts link to, on a site whose own code may make pages, with the number of the posts.

    The code makes these, most likely, unless only posts are there.
    """
    if site.generator.certain:
        return {}
    missing = ((path, found.address) for path, _, found in site.links if found.state == "missing")
    posts = Counter(address for _, address in {(path, normal(one)) for path, one in missing if one.startswith("/")})
    return {address: count for address, count in posts.items() if count >= _LINKED}


def _puts_before(site: Site) -> bool:
    """Whether a layout puts a host or a folder before the images of the front matter: most of them are missing."""
    states = Counter(resolution.state for _, target, resolution in site.links if target.kind == "field")
    return states["missing"] >= max(3, states["file"] + 1)


#: a blank to be filled in: ``[link]``, ``<address>``, ``YYYY``, ``XXX``
_BLANK = lazy_pattern(r"[\[\]<>{}…]|\b(?:Y{4}|X{3,})\b|\.{3}")
#: an image without an ending is one, too
_WORD = lazy_pattern(r"[a-z]+")


def _is_blank(target: Target) -> bool:
    """Whether a target is a blank to be filled in."""
    return bool(_BLANK.search(target.url) or (target.kind != "link" and _WORD.fullmatch(target.url)))


def is_form_to_fill(site: Site, path: str) -> bool:
    """Whether a file is a form to fill in: it is in a folder of forms, or has their name and is not published.

    A post about a template may be called after it.
    """
    facts, place = site.posts[path], PurePosixPath(path)
    return is_form(place) if facts.draft or not facts.date else is_among_forms(place)


def _is_unfinished(site: Site, path: str) -> bool:
    """Whether what a file misses may come later: it is a draft, in a folder of drafts, or a form to fill in."""
    return site.posts[path].draft or is_among_drafts(PurePosixPath(path)) or is_form_to_fill(site, path)


def _missing(site: Site, kinds: Sequence[str], ignore: Sequence[str]) -> Iterator[Missing]:
    """The targets of some kinds that lead nowhere, of the files that are published."""
    ignored = [re.compile(pattern) for pattern in ignore]
    for path, target, resolution in site.reported_links:
        absent = resolution.state == "missing" and target.kind in kinds
        absent = absent and not malformation(target.url, target.url)[0]  # reported by malformed-link
        absent = absent and any(map(str.isalnum, target.url))  # a script of the page fills in others: "_"
        absent = absent and not is_undated(path, site.generator.dated_folders)
        absent = absent and not (_is_blank(target) and is_form_to_fill(site, path))
        if absent and not any(pattern.search(target.url) for pattern in ignored):
            yield path, target, resolution


def link_to_draft(site: Site) -> Iterator[Hit]:
    """Look for links from published posts to drafts, which are not published.

    Where no generator is known, links to several of them show that the key is a label, and that they are published.
    """
    # where code makes the pages, it also decides which posts have one
    published = site.generator.by_code or site.generator.drafts_have_pages
    drafts = {path for path, facts in site.posts.items() if facts.draft and not published}
    found = [
        (path, target, resolution.path)
        for path, target, resolution in (site.reported_links if drafts else ())
        if resolution.state == "post" and resolution.path in drafts and path not in drafts
    ]
    unknown = site.generator.name == GENERIC
    if unknown and len({other for _, _, other in found}) >= _LINKED:
        return
    for path, target, draft in found:
        other = site.posts[draft]
        related = (Related(other.top, "this post is a draft", other.path),)
        values = {"target": target.url, "post": other.path}
        severity = Severity.INFO if unknown else None
        yield Hit(target.span, values, severity=severity, related=related, path=site.posts[path].path)


def orphan_post(site: Site, *, min_posts: int) -> Iterator[Hit]:
    """Look for posts that no other post links to; one finding where these are most posts."""
    posts = {path: facts for path, facts in site.published.items() if path not in site.pages}
    if len(posts) < min_posts:
        return
    links = ((path, found.path) for path, _, found in site.links if found.state == "post")
    linked = {other for path, other in links if other != path and not site.posts[path].draft}
    orphans = [facts for path, facts in posts.items() if path not in linked and not _is_front_page(path)]
    if len(orphans) >= 3 and 2 * len(orphans) >= len(posts):
        values = {"count": len(orphans), "posts": len(posts)}
        yield from (Hit(_place(facts), values, "habit", path=facts.path, once=True) for facts in orphans)
        return
    for facts in orphans:
        yield Hit(_place(facts), {"posts": len(posts) - 1}, path=facts.path)


def _place(facts: Facts) -> Span:
    """The place of a finding about a whole post: its title, else its first line."""
    return facts.title.span if facts.title is not None else facts.top


def _is_front_page(path: str) -> bool:
    """Whether a file is the front page of the site or of a folder of posts at its top."""
    return posixpath.basename(path).lower().startswith(("index.", "readme.")) and path.count("/") <= 1


def unlinked_mention(site: Site, *, max: int) -> Iterator[Hit]:
    """Look for the focus keyword of another post in the text without a link."""
    keywords = _keywords(site.published)
    for path, facts in site.published.items():
        yield from islice(_mentions(site, path, facts, keywords[facts.language]), max)


def _keywords(posts: Mapping[str, Facts]) -> Mapping[str, _Keywords]:
    """The focus keywords of each language; of posts with the same one, the first."""
    first: dict[tuple[str, tuple[str, ...]], str] = {}
    for path, facts in posts.items():
        if facts.keyword is not None and facts.keyword_forms:
            first.setdefault((facts.language, facts.keyword_forms), path)
    found: dict[str, _Keywords] = defaultdict(lambda: defaultdict(list))
    for (language, forms), path in sorted(first.items(), key=lambda item: -len(item[0][1])):
        found[language][forms[0]].append((list(forms), path))
    return found


def _mentions(site: Site, path: str, facts: Facts, keywords: _Keywords) -> Iterator[Hit]:
    done = {path, *site.linked[path]}
    words = facts.forms.names
    for at, word in enumerate(words):
        for forms, other in keywords.get(word, ()):
            if other not in done and words[at : at + len(forms)] == forms:
                done.add(other)
                yield _mention(facts, at, len(forms), site.posts[other])


def _mention(facts: Facts, at: int, length: int, other: Facts) -> Hit:
    words = facts.forms[at : at + length]
    span = Span(words[0].start, words[-1].end)
    keyword = other.keyword.text if other.keyword is not None else ""
    related = (Related(_place(other), f"the post about '{keyword}'", other.path),)
    return Hit(span, {"keyword": keyword, "post": other.path}, related=related, path=facts.path)
