"""Plans a run: which files need a report, facts or both, under which settings, and their keys in the cache."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.config.config import Config
from postlint.config.settings import Settings
from postlint.engine.cache_keys import digest, settings_key, stamp
from postlint.engine.inactive import inactive_rules
from postlint.engine.linted import View
from postlint.engine.sites import SiteFolder, absolute, facts_only, find_scope, image_rules, unseen_site
from postlint.engine.to_findings import unreadable
from postlint.records import NamedTuple

if TYPE_CHECKING:
    from postlint.engine.cache import Cache
    from postlint.engine.run import Run
    from postlint.results.findings import Finding
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


def plan_run(
    config: Config,
    files: Iterable[str],
    *,
    folders: Sequence[str] = (),
    all_content: bool = False,
    site_posts: Sequence[str] | None = None,
    given: Mapping[str, bytes] | None = None,
    unreadable_folders: Mapping[str, str] | None = None,
    cache: Cache | None = None,
    share: Share | None = None,
    instead: Mapping[str, bytes | None] | None = None,
    touched: Callable[[Finding], bool] | None = None,
    view: View | None = None,
    debug: bool = False,
) -> Run:
    """Plan a run over files; `Run.finish` does the work.

    The rules about the site read all posts that `content` of the configuration describes (with `all_content`, these
    are just `files`), else those of `folders`, which the user named; they report on `files` only. `site_posts` are
    all posts of the site if `files` are only some of them. `given` holds the content of files that are not on the
    disk (standard input), `unreadable_folders` the reason for each folder that could not be searched. `instead` has
    contents by absolute path that replace those on the disk (None: no such file). Posts with a hit in `cache` are not
    linted again. What `touched` says is of a change is reported even if it is a habit of the site. With a `view`, its
    values are in `Run.views`, and `Run.facts` stay. With `share`, only this part of the posts is linted, and the
    rules about the site run at the merge.
    """
    from postlint.engine.run import Run

    run = Run(
        config,
        frozenset({*files, *(given or {})}),
        given or {},
        cache,
        share,
        debug,
        touched,
        view=view,
    )
    run.aside = [unreadable(config.settings_for(path), path, why) for path, why in (unreadable_folders or {}).items()]
    run.aside += inactive_rules(config)
    run.notes += config.advice
    run.scope = find_scope(
        config, sorted(run.reported), folders, all_content=all_content, among=site_posts, instead=instead or {}
    )
    if run.scope is None:
        run.notes += unseen_site(config, run.reported)
    if instead:
        posts = {*run.reported, *(run.scope.posts if run.scope is not None else ())}
        others = {path: content for path in posts if (content := instead.get(absolute(path))) is not None}
        run.given = {**others, **run.given}
    run.plan()
    return run


def links_key(config: Config, place: SiteFolder, facts: Iterable[Facts]) -> str:
    """A digest of all that the addresses of a site and the resolutions of its links depend on."""
    from postlint.site.known_links import read_of

    settings = config.settings_for(place.posts[0])
    generator = [settings.preset, settings.schema, settings.overlay, *settings.site_hosts]
    site_url = str(config.file.get("site_url", ""))
    return digest(stamp(), *generator, "site", repr(place), site_url, *(repr(read_of(one)) for one in facts))
