"""Checks the anchors of links between posts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from postlint.checks.site.gathered import few_alike
from postlint.data.patterns import lazy_pattern
from postlint.data.wording import closest, is_slip
from postlint.results.hits import Hit, Related, as_one
from postlint.site.packed import Text, Texts
from postlint.site.site import Site
from postlint.spans import Span

#: ids of footnotes, of themes, of readers' comments, of what filters number (``fig:loaf``), of blocks of notes
#: (``^loaf``), and fragments of browsers
_OTHER_ANCHOR = lazy_pattern(
    r"\^[\w-]+|(?:user-content-)?fn(?:ref)?[:_\d-].*|top|!|__\w+|:~:.*|L\d+(?:-L?\d+)?|/.*"
    r"|(?:fig|tab|tbl|eq|sec|lst|thm|lem|def|exm):[\w:.-]+"
    r"|(?:comment|isso)-[\w-]*\d[\w-]*|remark42__.*|cp_embed_\w+"
)


def broken_anchor(site: Site, *, ignore: Sequence[str]) -> Iterator[Hit]:
    """Look for links to an anchor that the target post does not have; all are one where headings get no ids."""
    yield from few_alike(_gathered(_broken_anchors(site, frozenset(ignore))))


#: so many links of a post to ids of its own that are not there have one cause: the ids were lost, or made otherwise
_MANY = 4


def _gathered(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits; those of a post to ids of its own as one, if they are many."""
    for _, of_post in groupby(hits, key=lambda hit: hit.path):
        found = list(of_post)
        own = [hit for hit in found if hit.message in ("own", "own-suggestion")]
        many = len({hit.values["anchor"] for hit in own}) > _MANY
        yield from (hit for hit in found if not (many and hit in own))
        if many:
            yield as_one(own, "many", len(own))


def _broken_anchors(site: Site, ignored: Collection[str]) -> Iterator[Hit]:
    told: set[str] = set()
    has_anchor: dict[tuple[str, str], bool] = {}
    nearest: dict[tuple[str, str], Text | None] = {}
    anchors = lru_cache(maxsize=100)(lambda path: site.posts[path].anchors)
    for path, target, resolution in site.reported_links:
        fragment = resolution.fragment
        if resolution.state != "post" or resolution.by_name or not fragment or target.kind != "link":
            continue
        place = (resolution.path, fragment)
        facts = site.posts[resolution.path]
        if place not in has_anchor:
            names = anchors(resolution.path).names
            has_anchor[place] = (
                facts.more_anchors
                or fragment in names
                or fragment.partition(":")[0] in names  # a script of the page shows a part of it
                or site.may_have_anchor(names, fragment)
            )
        if has_anchor[place] or fragment in ignored or _OTHER_ANCHOR.fullmatch(fragment):
            continue
        start = target.end - len(target.url.partition("#")[2]) - 1
        span = Span(start, target.end) if target.start <= start and "#" in target.url else target.span
        if site.generator.plain_headings:
            if path not in told:
                yield Hit(span, {"anchor": fragment}, message="plain", path=site.posts[path].path)
            told.add(path)
            continue
        if place not in nearest:
            nearest[place] = _nearest_anchor(anchors(resolution.path), fragment)
        anchor = nearest[place]
        related = () if anchor is None else (Related(anchor.span, f"the nearest is #{anchor.text}", facts.path),)
        values = {"anchor": fragment, "text": f"#{fragment}", "post": facts.path}
        values["suggestion"] = anchor.text if anchor is not None else ""
        message = ("own" if resolution.path == path else "other") + ("-suggestion" if anchor is not None else "")
        yield Hit(span, values, message=message, related=related, path=site.posts[path].path)


def _nearest_anchor(anchors: Texts, fragment: str) -> Text | None:
    found = closest(fragment.lower(), anchors.names)
    return next((one for one in anchors if one.text == found and is_slip(fragment, found)), None)
