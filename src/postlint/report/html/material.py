"""What a page shows besides the report: the views of the posts, and the sites that they belong to. Values only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postlint.report.history import Entry
    from postlint.report.html.post_view import PostView
    from postlint.site.site import Site


@dataclass(frozen=True)
class Material:
    """The views of the linted posts by path; a post whose view could not be made has none.

    `frame` is how the site builds the title of a page, `site_url` its address ("" if that is unknown). `history` has
    the earlier runs, this one last.
    """

    views: Mapping[str, PostView] = field(default_factory=dict)
    sites: Sequence[Site] = ()
    frame: str = "{}"
    site_url: str = ""
    history: Sequence[Entry] = ()
