"""Plans a run: which files need a report, facts or both, under which settings, and their keys in the cache."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from postlint.config.config import Config
from postlint.config.settings import Settings
from postlint.engine.cache_keys import digest, settings_key, stamp
from postlint.engine.sites import Scope, SiteFolder, facts_only, image_rules

if TYPE_CHECKING:
    from postlint.site.facts import Facts


class Share(NamedTuple):
    """Part `part` of `parts` of the posts, counted from 1; `file` is the shard file for the merge."""

    part: int
    parts: int
    file: Path | None = None

    def of(self, names: Sequence[str]) -> list[str]:
        """The share of some names in order; the shares differ by one name at most."""
        return list(names[self.part - 1 :: self.parts])


class Terms:
    """Settings, and the values derived from them once for all their files."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.about_images = bool(image_rules(settings))

    @cached_property
    def quiet(self) -> Settings:
        """The settings for posts of which only the facts are needed."""
        return facts_only(self.settings)

    @cached_property
    def key(self) -> str:
        """A digest of all that the findings in a text depend on."""
        return settings_key(self.settings)

    @cached_property
    def facts_key(self) -> str:
        """A digest of all that the facts of a text depend on."""
        return settings_key(self.quiet)


@dataclass(slots=True)
class Wanted:
    """The results that a run needs of one file: a report, facts for the site, or both.

    `text` is a digest of the path and content, "" until the file has been read.
    """

    path: str
    terms: Terms
    report: bool
    for_site: bool
    text: str = ""

    def set_content(self, content: bytes) -> None:
        """Store the digest of the content."""
        self.text = digest(self.path, content)

    @property
    def settings(self) -> Settings:
        """The settings under which the file is linted."""
        return self.terms.settings if self.report else self.terms.quiet

    @property
    def facts(self) -> bool:
        """Whether the facts are needed: rules about images and the site read them."""
        return self.for_site or self.shows_images

    @property
    def shows_images(self) -> bool:
        """Whether rules about image files run for this file."""
        return self.report and self.terms.about_images

    @property
    def report_key(self) -> str:
        """The key of its report in the cache."""
        return f"{self.text} {self.terms.key} {'unfinished' if self.facts else 'finished'}"

    @property
    def facts_key(self) -> str:
        """The key of its facts in the cache."""
        return f"{self.text} {self.terms.facts_key}"


def site_key(config: Config, scope: Scope | None, files: Sequence[Wanted]) -> str:
    """A digest of all that the findings of the rules about the site depend on."""
    posts = [f"{one.path} {one.facts_key}" for one in files if one.for_site and one.text]
    reported = [f"{one.path} {one.terms.key}" for one in files if one.report]
    site_url = str(config.file.get("site_url", ""))
    return digest(*posts, "reported", *reported, repr(scope), repr(config.site_hosts), site_url, str(Path.cwd()))


def links_key(config: Config, place: SiteFolder, facts: Iterable[Facts]) -> str:
    """A digest of all that the addresses of a site and the resolutions of its links depend on."""
    from postlint.site.known_links import read_of

    settings = config.settings_for(place.posts[0])
    generator = [settings.preset, settings.schema, settings.overlay, *settings.site_hosts]
    site_url = str(config.file.get("site_url", ""))
    return digest(stamp(), *generator, "site", repr(place), site_url, *(repr(read_of(one)) for one in facts))
