"""One post of the report, as values for its template: the marked text, the previews, and what it is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from postlint.engine.score import scores_of
from postlint.records import NamedTuple
from postlint.report.html.lists import web_address
from postlint.report.html.marks import MarkedRow, Note, mark
from postlint.report.html.search_result import (
    SearchResult,
    SocialCard,
    crumbs_of,
    search_result,
    shortened,
    social_card,
)
from postlint.results.findings import FileReport, Finding
from postlint.results.fingerprints import place_text

if TYPE_CHECKING:
    from postlint.report.html.link_map import SiteLinks
    from postlint.report.html.post_view import PostView

#: so many characters of the source are shown for what readers do not see
_SOURCE = 90
#: so many characters of a claim, which stands in the text, are shown beside its source
_CLAIM = 120
#: so many characters of the address of its source
_ADDRESS = 60


class Scores(NamedTuple):
    """The two scores of a post, from 0 to 100."""

    seo: int
    readability: int


class Out(NamedTuple):
    """A link of the post, the path of the post that it leads to, if it leads to one, and how many such links it has."""

    text: str
    url: str
    path: str
    times: int = 1


class Outs(NamedTuple):
    """The links of a post that lead to the same kind of place."""

    state: str
    name: str
    links: Sequence[Out]

    @property
    def times(self) -> int:
        """How many links these are, each counted as often as the post has it."""
        return sum(link.times for link in self.links)


class SourcedClaim(NamedTuple):
    """A claim, and what there is as its source, with the class that colours this."""

    sentence: str
    state: str
    colour: str
    shown_source: str


class SiteView(NamedTuple):
    """What the previews of a post need of its site: how titles are built, its address, and those of its posts."""

    frame: str
    url: str
    links: SiteLinks
    addresses: Mapping[str, str]


@dataclass(frozen=True)
class PostPage:
    """All that the page of a post shows; most of it is made when a template asks for it.

    `ident` is its id within the report, and the name of its file; `prefix` begins the ids of its findings, to part them
    from those of other posts in one file. Without a view it has the findings alone; a short one leaves out the text.
    """

    ident: str
    report: FileReport
    view: PostView | None
    section: str
    site: SiteView
    prefix: str = ""
    is_short: bool = False

    def shortened(self) -> PostPage:
        """The page without the text: its findings are about the whole post."""
        view = replace(self.view, rows=()) if self.view is not None else None
        return replace(self, view=view, is_short=True)

    @property
    def path(self) -> str:
        """The path of the post."""
        return self.report.path

    @cached_property
    def title(self) -> str:
        """The title of the post, else the name of its file."""
        title = self.view.title if self.view is not None else ""
        return title or PurePosixPath(self.path.replace("\\", "/")).name

    @property
    def author(self) -> str:
        """The author of the post, or ""."""
        return self.view.author if self.view is not None else ""

    @property
    def day(self) -> str:
        """The ISO day of the post, or ""."""
        return self.view.day if self.view is not None else ""

    def count(self, severity: str) -> int:
        """How many findings have this severity."""
        return sum(finding.severity.label == severity for finding in self.report.findings)

    @cached_property
    def score(self) -> Scores | None:
        """The scores, if there is a view."""
        return Scores(*scores_of((*self.report.findings, *self.report.baselined))) if self.view is not None else None

    # -- the findings -----------------------------------------------------------------------------------

    @cached_property
    def about(self) -> Sequence[Note]:
        """The findings about the whole post, and those that have no text to stand beside."""
        notes, view = self._notes, self.view
        if view is None:
            return notes
        return [note for note in notes if _is_about_all(note, view) or not (view.rows or self._is_in_header(note))]

    @cached_property
    def header(self) -> Sequence[MarkedRow]:
        """The front matter with its findings."""
        if self.view is None or not self.view.header.end:
            return ()
        return mark([self.view.header], [note for note in self._placed if self._is_in_header(note)], self.prefix)

    @cached_property
    def rows(self) -> Sequence[MarkedRow]:
        """The text with its findings."""
        if self.view is None:
            return ()
        notes = [note for note in self._placed if not self._is_in_header(note)]
        return mark(self.view.rows, notes, self.prefix, partial(_source, self.report))

    @cached_property
    def _notes(self) -> Sequence[Note]:
        return [Note(number, one) for number, one in enumerate(self.report.findings, 1)]

    @property
    def _placed(self) -> Sequence[Note]:
        return [note for note in self._notes if note not in self.about]

    def _is_in_header(self, note: Note) -> bool:
        return self.view is not None and note.finding.start < self.view.header.end

    # -- how it looks, and what it is made of -----------------------------------------------------------

    @cached_property
    def search(self) -> SearchResult | None:
        """The search result, if there is a view."""
        view = self.view
        if view is None:
            return None
        return search_result(
            view.page_title, view.description, view.opening, self._crumbs(view), view.day, self.site.frame
        )

    @cached_property
    def card(self) -> SocialCard | None:
        """The social card, if there is a view."""
        view = self.view
        if view is None:
            return None
        host = self._crumbs(view)[0]
        return social_card(self.title, view.description or view.opening, host, view.image, view.image_alt)

    def _crumbs(self, view: PostView) -> tuple[str, ...]:
        return crumbs_of(self.site.url, self.site.addresses.get(view.path, ""))

    @property
    def claims(self) -> Sequence[SourcedClaim]:
        """The claims, those without a source first."""
        return _claims(self.view) if self.view is not None else ()

    @property
    def outs(self) -> Sequence[Outs]:
        """The links to other places, by kind."""
        return _outs(self.view, self.site.links) if self.view is not None else ()

    @property
    def ins(self) -> Sequence[str]:
        """The posts that link to this one."""
        return tuple(dict.fromkeys(self.site.links.ins.get(self.path, ())))


def _source(report: FileReport, finding: Finding) -> str:
    """The source of a finding, as far as it is on one line."""
    if finding.start == finding.end:
        return ""
    return shortened(place_text(finding, report.lines), _SOURCE)


def _is_about_all(note: Note, view: PostView) -> bool:
    """Whether a finding is about the post as a whole: it stands at its first line for lack of another place."""
    return (note.finding.start, note.finding.end) == tuple(view.top)


#: the states of claims, worst first, each with its name and colour
_CLAIMS = {"flag": ("none", "error"), "weak": ("weak", "warning"), "supported": ("supported", "good")}


def _claims(view: PostView) -> list[SourcedClaim]:
    """The claims, those without a source first."""
    order = list(_CLAIMS)
    return [
        SourcedClaim(
            shortened(claim.sentence, _CLAIM),
            *_CLAIMS[claim.verdict],
            _place(claim.source) if claim.verdict != "flag" and "/" in claim.source else "",
        )
        for claim in sorted(view.claims, key=lambda claim: order.index(claim.verdict))
    ]


def _place(url: str) -> str:
    """An address as far as a reader tells sources apart by it: without scheme and query, shortened."""
    plain = url.partition("//")[2] or url
    return shortened(plain.partition("?")[0].removeprefix("www.").rstrip("/"), _ADDRESS)


#: the kinds of places that links lead to, in the order of the page
_PLACES = {
    "missing": "Broken",
    "post": "To posts",
    "site": "Elsewhere on the site",
    "away": "To other sites",
    "": "Without a target",
}


def _outs(view: PostView, links: SiteLinks) -> list[Outs]:
    """The links by the kind of place that they lead to; those within the post are left out."""
    leads = links.leads.get(view.path, {})
    found: dict[str, list[Out]] = {state: [] for state in _PLACES}
    for link in view.links:
        lead = leads.get(link.start)
        if lead is not None and lead.state == "post" and lead.path == view.path:
            continue
        state = lead.state if lead is not None and lead.state in _PLACES else "site"
        if not link.url:
            state = ""
        elif state == "site" and not link.is_internal and (lead is None or lead.state == "unknown"):
            state = "away"
        text, url = (_host(link.url), "") if state == "away" else (link.text, link.url)
        found[state].append(Out(text, url, lead.path if lead is not None else ""))
    return [Outs(state, name, _counted(found[state])) for state, name in _PLACES.items() if found[state]]


def _host(url: str) -> str:
    """The host of a web address, as much as a list of links to other sites needs: the text has the links themselves."""
    return web_address(url).partition("//")[2].partition("/")[0].removeprefix("www.") or url


def _counted(outs: Sequence[Out]) -> list[Out]:
    """Each link once."""
    return [out._replace(times=times) for out, times in Counter(outs).items()]
