"""Which files a run is about, what it wants of each, under which settings, and by which keys the cache knows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from postlint.config.config import Config
from postlint.config.settings import Settings
from postlint.engine.cache import digest, settings_key
from postlint.engine.sites import Scope, facts_only, image_rules


@dataclass(frozen=True)
class Share:
    """Part `part` of `parts` of the posts, counted from 1; `file` is where what the merge needs is written."""

    part: int
    parts: int
    file: Path | None = None

    def of(self, names: Sequence[str]) -> list[str]:
        """The share of some names in order; the shares differ by one name at most."""
        return list(names[self.part - 1 :: self.parts])


class Terms:
    """Settings, and what a run makes of them once for all files that they hold for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.about_images = bool(image_rules(settings))

    @cached_property
    def quiet(self) -> Settings:
        """The settings of posts that only tell their facts."""
        return facts_only(self.settings)

    @cached_property
    def key(self) -> str:
        """A digest of all that decides what is found in a text."""
        return settings_key(self.settings)

    @cached_property
    def facts_key(self) -> str:
        """A digest of all that decides which facts a text tells."""
        return settings_key(self.quiet)


@dataclass(slots=True)
class Wanted:
    """What a run wants of one file: a report on it, its facts for the site, or both.

    `text` is a digest of the file's path and content, "" as long as nobody has read it.
    """

    path: str
    terms: Terms
    report: bool
    for_site: bool
    text: str = ""

    def read(self, content: bytes) -> None:
        """Take note of the content."""
        self.text = digest(self.path, content)

    @property
    def settings(self) -> Settings:
        """The settings under which the file is linted."""
        return self.terms.settings if self.report else self.terms.quiet

    @property
    def facts(self) -> bool:
        """Whether the file is to tell its facts: the rules about images and the site are asked about these."""
        return self.for_site or self.shows_images

    @property
    def shows_images(self) -> bool:
        """Whether rules will be asked about the images of the file."""
        return self.report and self.terms.about_images

    @property
    def report_key(self) -> str:
        """What a report on the file is kept under."""
        return f"{self.text} {self.terms.key} {'unfinished' if self.facts else 'finished'}"

    @property
    def facts_key(self) -> str:
        """What the facts of the file are kept under."""
        return f"{self.text} {self.terms.facts_key}"


def site_key(config: Config, scope: Scope | None, files: Sequence[Wanted]) -> str:
    """A digest of all that the rules about the site look at."""
    posts = [f"{one.path} {one.facts_key}" for one in files if one.for_site and one.text]
    asked = [f"{one.path} {one.terms.key}" for one in files if one.report]
    site_url = str(config.file.get("site_url", ""))
    return digest(*posts, "asked", *asked, repr(scope), repr(config.site_hosts), site_url, str(Path.cwd()))
