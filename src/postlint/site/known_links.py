"""The addresses of a site and the resolutions of its links as plain values, which a later run reads back.

Most changes of a post touch neither: they hold as long as `read_of` gives the same for all posts, in a site with the
same files and the same generator.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from postlint.records import NamedTuple
from postlint.site.facts import Facts
from postlint.site.resolve import Resolution

if TYPE_CHECKING:
    from postlint.site.site import Site


class KnownLinks(NamedTuple):
    """The addresses of each post, and the resolution of each of its links, by path."""

    addresses: Mapping[str, list[str]]
    resolutions: Mapping[str, Sequence[Resolution]]

    @classmethod
    def of(cls, site: Site) -> KnownLinks:
        """Those of a site; resolves all links."""
        return cls(site.addresses, site.resolutions)

    def to_json(self) -> list[Any]:
        """As plain values."""
        return [self.addresses, self.resolutions]

    @classmethod
    def from_json(cls, values: Any) -> KnownLinks:
        """From the result of `to_json`. Raises TypeError or ValueError for any other value."""
        addresses, resolutions = values
        return cls(addresses, {path: [Resolution(*one) for one in found] for path, found in resolutions.items()})


def read_of(facts: Facts) -> tuple[object, ...]:
    """All that addresses and resolutions of links depend on in the facts of a post; a test holds that it is all."""
    texts = [text.text if text is not None else None for text in (facts.title, facts.slug, facts.address)]
    links = facts.links.packed
    fixed = (facts.permalink, facts.keys, facts.date, facts.categories, facts.aliases, facts.folders)
    return (facts.path, *texts, *fixed, links)
