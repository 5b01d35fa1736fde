"""One post of the report, as values for its template: the marked text, the previews, and what it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from postlint.engine.score import scores_of
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
    from postlint.report.html.post_view import PostView
    from postlint.report.html.site_links import SiteLinks

#: so many characters of the source are shown for what readers do not see
_SOURCE = 90


class Scores(NamedTuple):
    """The two scores of a post, from 0 to 100."""

    seo: int
    readability: int


class Out(NamedTuple):
    """A link of the post, and the path of the post that it leads to, if it leads to one."""

    text: str
    url: str
    path: str


class Outs(NamedTuple):
    """The links of a post that lead to the same kind of place."""

    state: str
    name: str
    links: Sequence[Out]


class SourcedClaim(NamedTuple):
    """A claim, and what there is as its source, with the class that colours this."""

    sentence: str
    state: str
    colour: str
    shown_source: str


@dataclass(frozen=True, slots=True)
class PostPage:
    """All that the page of a post shows.

    `ident` is its id within the report, and the name of its file; `prefix` begins the ids of its findings.
    """

    ident: str
    prefix: str
    path: str
    title: str
    report: FileReport
    view: PostView | None = None
    score: Scores | None = None
    section: str = ""
    about: Sequence[Note] = ()
    header: Sequence[MarkedRow] = ()
    rows: Sequence[MarkedRow] = ()
    search: SearchResult | None = None
    card: SocialCard | None = None
    claims: Sequence[SourcedClaim] = ()
    outs: Sequence[Outs] = ()
    ins: Sequence[str] = ()

    def count(self, severity: str) -> int:
        """How many findings have this severity."""
        return sum(finding.severity.label == severity for finding in self.report.findings)

    @property
    def author(self) -> str:
        """The author of the post, or ""."""
        return self.view.author if self.view is not None else ""

    @property
    def day(self) -> str:
        """The ISO day of the post, or ""."""
        return self.view.day if self.view is not None else ""


class Site(NamedTuple):
    """What the previews of a post need of its site: how titles are built, its address, and those of its posts."""

    frame: str
    url: str
    links: SiteLinks
    addresses: dict[str, str]


def post_page(
    ident: str, report: FileReport, view: PostView | None, section: str, site: Site, prefix: str = ""
) -> PostPage:
    """The page of a post; without a view it has the findings alone. `prefix` parts it from others in one file."""
    notes = [Note(number, one) for number, one in enumerate(report.findings, 1)]
    name = PurePosixPath(report.path.replace("\\", "/")).name
    if view is None:
        return PostPage(ident, prefix, report.path, name, report, section=section, about=notes)
    about = [note for note in notes if _is_about_all(note, view)]
    placed = [note for note in notes if note not in about]
    in_header = [note for note in placed if note.finding.start < view.header.end]
    in_text = [note for note in placed if note.finding.start >= view.header.end]
    if not view.rows:
        about, in_text = [*about, *in_text], []
    crumbs = crumbs_of(site.url, site.addresses.get(view.path, ""))
    return PostPage(
        ident=ident,
        prefix=prefix,
        path=report.path,
        title=view.title or name,
        report=report,
        view=view,
        score=Scores(*scores_of((*report.findings, *report.baselined))),
        section=section,
        about=about,
        header=mark([view.header], in_header, prefix) if view.header.end else (),
        rows=mark(view.rows, in_text, prefix, partial(_source, report)),
        search=search_result(view.page_title, view.description, view.opening, crumbs, view.day, site.frame),
        card=social_card(view.title or name, view.description or view.opening, crumbs[0], view.image, view.image_alt),
        claims=_claims(view),
        outs=_outs(view, site.links),
        ins=tuple(dict.fromkeys(site.links.ins.get(view.path, ()))),
    )


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
            claim.sentence,
            *_CLAIMS[claim.verdict],
            claim.source if claim.verdict != "flag" and "/" in claim.source else "",
        )
        for claim in sorted(view.claims, key=lambda claim: order.index(claim.verdict))
    ]


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
        if state == "site" and not link.is_internal and (lead is None or lead.state == "unknown"):
            state = "away"
        found[state if link.url else ""].append(Out(link.text, link.url, lead.path if lead is not None else ""))
    return [Outs(state, name, found[state]) for state, name in _PLACES.items() if found[state]]
