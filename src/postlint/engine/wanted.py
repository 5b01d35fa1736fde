"""What a run needs of each file: a report, facts or both, under which settings, and their keys in the cache."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from postlint.config.settings import Settings
from postlint.engine.cache_keys import digest, settings_key
from postlint.engine.sites import facts_only, image_rules
from postlint.records import NamedTuple


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

    `text` is a digest of the path and content, "" until the file has been read; `account` is what the system told of
    the file just before (see `cache_keys`), "" if it proves nothing.
    """

    path: str
    terms: Terms
    report: bool
    for_site: bool
    text: str = ""
    account: str = ""

    def set_content(self, content: bytes, account: str = "") -> None:
        """Store the digest of the content, and the account from before it was read; that of an equal one stays."""
        text = digest(self.path, content)
        self.account = account or (self.account if text == self.text else "")
        self.text = text

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
