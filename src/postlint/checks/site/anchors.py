"""Checks the anchors of links between posts."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from postlint.checks.site.gathered import few_alike
from postlint.checks.site.site_links import is_form_to_fill
from postlint.data.patterns import lazy_pattern
from postlint.data.wording import closest, is_slip
from postlint.generators.presets import GENERIC
from postlint.results.hits import Hit, Many, Related
from postlint.site.facts import Facts
from postlint.site.files import letters
from postlint.site.packed import Target, Text, Texts
from postlint.site.site import Site
from postlint.spans import Span

#: ids of footnotes, themes, readers' comments, lines of code, of what filters number (``fig:loaf``), of blocks of notes
#: (``^loaf``), fragments of browsers, of what counts shared links (``#.XAEclWhKhPY``), and those that lead nowhere on
#: purpose (``#_``, ``#0``)
_OTHER_ANCHOR = lazy_pattern(
    r"\^[\w-]+|(?:user-content-)?fn(?:ref)?[:_\d-].*|top|[\W_]|0|__\w+|:~:.*|L\d+(?:-L?\d+)?|/.*"
    r"|(?:fig|tab|tbl|eq|sec|lst|thm|lem|def|exm):[\w:.-]+"
    r"|(?:comment|isso)-[\w-]*\d[\w-]*|remark42__.*|cp_embed_\w+|cb\d+-\d+|\.[\w-]{11}(?:\.\w+)?"
)


def broken_anchor(site: Site, *, ignore: Sequence[str]) -> Iterator[Hit]:
    """Look for links to an anchor that the target post does not have; all are one where headings get no ids."""
    hits = list(_broken_anchors(site, frozenset(ignore)))
    numbered = [hit for hit in hits if hit.message.startswith("own") and hit.values["anchor"].isdecimal()]
    posts, of_program = {hit.path for hit in numbered}, set(map(id, numbered))
    if len(posts) >= _POSTS:
        values = {"posts": len(posts), "anchor": numbered[0].values["anchor"]}
        yield from (Hit(hit.span, values, "numbers", path=hit.path, once=True) for hit in numbered)
        hits = [hit for hit in hits if id(hit) not in of_program]
    yield from few_alike(_gathered(_of_one_program(site, hits)))


#: in so many posts, ids that are numbers were made by one program, as for the readers' comments, and so were those that
#: have the letters of headings
_POSTS = 5
#: so many links of a post to ids of its own that are not there have one cause: the ids were lost, or made otherwise
_MANY = 4
_SLIPS = 8


def _of_one_program(site: Site, hits: Sequence[Hit]) -> Sequence[Hit]:
    """The hits; those in many posts to ids with the letters of a heading have one cause: another program made them."""
    alike = [hit for hit in hits if hit.message == "own-suggestion" and _is_respelt(hit)]
    if len({hit.path for hit in alike}) < _POSTS:
        return hits
    ids, many = set(map(id, alike)), Many("other-program", f"{site.folder}:ids")
    return [hit._replace(many=many) if id(hit) in ids else hit for hit in hits]


def _is_respelt(hit: Hit) -> bool:
    """Whether an id has the letters of the one that is suggested, with other marks and separators."""
    return letters(hit.values["anchor"]) == letters(hit.values["suggestion"])


def _gathered(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits; those of a post to ids of its own have one cause if they are many.

    Those that differ in letters from an id that is suggested have been misspelt, each by itself, unless they are more
    than slips can be.
    """
    for _, of_post in groupby(hits, key=lambda hit: hit.path):
        found = list(of_post)
        own = [hit for hit in found if hit.message in ("own", "own-suggestion") and hit.many is None]
        if len({hit.values["anchor"] for hit in own}) <= _SLIPS:
            own = [hit for hit in own if not _is_misspelt(hit)]
        if len({hit.values["anchor"] for hit in own}) <= _MANY:
            yield from found
            continue
        others = set(map(id, own))
        yield from (hit._replace(many=Many("many")) if id(hit) in others else hit for hit in found)


def _is_misspelt(hit: Hit) -> bool:
    """Whether an id is suggested that has other letters; one with other separators was made by another program."""
    wanted, suggested = (_SEPARATORS.sub("", hit.values[key].casefold()) for key in ("anchor", "suggestion"))
    return bool(suggested) and wanted != suggested


_SEPARATORS = lazy_pattern(r"[\W_]+")


def _broken_anchors(site: Site, ignored: Collection[str]) -> Iterator[Hit]:
    told: set[str] = set()
    links = [
        (path, target, found)
        for path, target, found in site.reported_links
        if found.state == "post"
        and not found.by_name
        and found.fragment
        and target.kind == "link"
        # the page that takes in its text has more ids
        and not (found.path == path and path in site.included)
    ]
    missing = _missing(site, {(found.path, found.fragment) for _, _, found in links}, ignored)
    for path, target, resolution in links:
        place = (resolution.path, resolution.fragment)
        if place not in missing or is_form_to_fill(site, path):
            continue
        fragment, anchor = resolution.fragment, missing[place]
        if anchor is not None and resolution.path == path and _is_beside(site.posts[path], anchor, target):
            anchor = None
        start = target.end - len(target.url.partition("#")[2]) - 1
        span = Span(start, target.end) if target.start <= start and "#" in target.url else target.span
        if site.generator.plain_headings:
            if path not in told:
                yield Hit(span, {"anchor": fragment}, message="plain", path=site.posts[path].path)
            told.add(path)
            continue
        facts = site.posts[resolution.path]
        related = () if anchor is None else (Related(anchor.span, f"the nearest is #{anchor.text}", facts.path),)
        values = {"anchor": fragment, "text": f"#{fragment}", "post": facts.path}
        values["suggestion"] = anchor.text if anchor is not None else ""
        message = ("own" if resolution.path == path else "other") + ("-suggestion" if anchor is not None else "")
        yield Hit(span, values, message=message, related=related, path=site.posts[path].path)


def _missing(
    site: Site, places: Iterable[tuple[str, str]], ignored: Collection[str]
) -> dict[tuple[str, str], Text | None]:
    """The fragments that no id of their post is like, each with the nearest id; the ids of a post are made once."""
    found: dict[tuple[str, str], Text | None] = {}
    for path, of_post in groupby(sorted(places), key=itemgetter(0)):
        facts = site.posts[path]
        if facts.more_anchors:
            continue
        anchors = facts.anchors
        names = anchors.names
        for _, fragment in of_post:
            known = (
                fragment in names
                or fragment.lower() in facts.parts
                or fragment.partition(":")[0] in names  # a script of the page shows a part of it
                or site.may_have_anchor(names, fragment)
                or _is_elsewhere(site, path, fragment)
            )
            if not (known or fragment in ignored or _OTHER_ANCHOR.fullmatch(fragment)):
                plain = site.generator.plain_headings
                found[path, fragment] = None if plain else _nearest_anchor(anchors, fragment)
    prefixes = _prefixes(site, found)
    return {place: one for place, one in found.items() if not place[1].startswith(prefixes)}


#: so many ids of headings with the same word before them in links
_PREFIXED = 3
_PREFIX = lazy_pattern(r"[^\W\d_]+[-_:](?=.)")


def _prefixes(site: Site, missing: Collection[tuple[str, str]]) -> tuple[str, ...]:
    """What code of the site puts before the ids of headings (``toc_``): links have it before ids that are there."""
    begun = {match[0] for _, fragment in missing if (match := _PREFIX.match(fragment))}
    if site.generator.certain or not begun:
        return ()
    places = {(found.path, found.fragment) for _, _, found in site.links if found.state == "post"}
    ends: dict[str, set[tuple[str, str]]] = {prefix: set() for prefix in begun}
    for path, fragment in places:
        match = _PREFIX.match(fragment)
        if match and match[0] in begun and fragment[match.end() :] in site.posts[path].anchors.names:
            ends[match[0]].add((path, fragment))
    return tuple(prefix for prefix, found in ends.items() if len(found) >= _PREFIXED)


def _is_elsewhere(site: Site, path: str, fragment: str) -> bool:
    """Whether code of the site may put an id on the page of a post from elsewhere, where no generator is known.

    A page is made of the files of a folder, each under its name; or GitHub shows it, which puts a word before all ids.
    The title is printed by a layout, which may give it an id as headings have.
    """
    if site.generator.name != GENERIC:
        return False
    title = site.posts[path].title
    if title is not None and letters(title.text) == letters(fragment):
        return True
    beside = posixpath.join(posixpath.dirname(path), fragment).lower()
    named = site.files.by_stem.get(posixpath.basename(beside), ())
    return fragment.startswith("user-content-") or any(bare == beside for bare, _ in named)


def _is_beside(facts: Facts, anchor: Text, target: Target) -> bool:
    """Whether a link stands in the line of an id, as in the heading that has it."""
    return facts.position(anchor.span.start)[0] == facts.position(target.start)[0]


def _has_a_part_of(wanted: str, found: str) -> bool:
    """Whether two ids share a word, or most of their letters in order: others are like each other by accident."""
    if not {*_SEPARATORS.split(wanted)}.isdisjoint(_SEPARATORS.split(found)):
        return True
    return 2 * len(posixpath.commonprefix([wanted, found])) > len(found) or closest(wanted, [found], 0.8) == found


def _nearest_anchor(anchors: Texts, fragment: str) -> Text | None:
    wanted = fragment.lower()
    same = letters(fragment)
    if same and (respelt := next((one for one in anchors if letters(one.text) == same), None)) is not None:
        return respelt
    found = closest(wanted, anchors.names)
    if not (is_slip(fragment, found) and _has_a_part_of(wanted, found.lower())):  # the heading may have got more words
        found = closest(wanted, (name for name in anchors.names if name.startswith(wanted)))
    return next((one for one in anchors if found and one.text == found), None)
