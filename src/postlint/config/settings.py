"""The resolved configuration of one file: the rules that are on, and all else that decides how it is linted."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from postlint.catalog.rule import LIKELY, Rule
from postlint.data.inside import from_here
from postlint.results.hits import Severity

#: the processor time that a post may take, in seconds
POST_TIMEOUT = 10.0


@dataclass(frozen=True)
class ActiveRule:
    """A rule that is on, to be called as ``rule.resolve()(document, **rule.arguments(options))``.

    `options` has a value for each option of the card. `severity` is set when the user chose one: it beats the
    card's and the hit's. A hit whose source text matches one of the `ignore_patterns` is dropped. Of `levels`, mildest
    first, a hit gets the last one with whose options the rule still finds it. `origin` is the setting that turned it
    on. `habit` is that of the rule, or empty where the user wants to hear of each post.
    """

    rule: Rule
    options: Mapping[str, Any]
    severity: Severity | None = None
    ignore_patterns: tuple[str, ...] = ()
    origin: str = "default"
    levels: tuple[tuple[Severity, Mapping[str, Any]], ...] = ()
    #: the level of the rule's fixes in the user's configuration, in place of the card's
    fix: str | None = None
    habit: tuple[Mapping[str, float], ...] = ()

    @property
    def is_weighed(self) -> bool:
        """Whether its findings are less likely on some sites than on others."""
        return any(LIKELY in limit for limit in self.habit)

    @cached_property
    def arguments(self) -> Mapping[str, Any]:
        """The keyword arguments of the rule's check."""
        return self.rule.arguments(self.options)


@dataclass(frozen=True, eq=False)
class Settings:
    """The resolved configuration of one file; plain values, so that it can be sent to a worker process.

    `aliases` leads from each name that a suppression comment may use for a rule to the rule's own name. `schema_file`
    is the user's own front matter schema (an absolute path), `overlay` JSON: what the site's own configuration adds to
    the preset. `folder` is that of the site (absolute): images of posts are looked for in it only.
    """

    preset: str = "generic"
    language: str | None = None
    site_hosts: tuple[str, ...] = ()
    ignore_patterns: tuple[str, ...] = ()
    rules: tuple[ActiveRule, ...] = ()
    #: the rules that the configuration turns on and the command line leaves out, each with its group
    left_out: tuple[tuple[str, str], ...] = ()
    #: rules that run for what their findings tell of the site alone: of them nothing is reported
    told: tuple[ActiveRule, ...] = ()
    schema_file: str | None = None
    overlay: str = ""
    folder: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict, repr=False)
    today: datetime.date | None = None
    #: the processor time that a post may take, in seconds
    post_timeout: float = POST_TIMEOUT
    #: whether a rule compares the texts of posts that may be on for others, and not for these
    compares_texts: bool = False

    @cached_property
    def schema(self) -> str:
        """The user's own front matter schema, as JSON; "" without one. Raises DataError when it cannot be read."""
        from postlint.data.schema_bundle import own_schema

        return own_schema(self.schema_file) if self.schema_file else ""

    def __getstate__(self) -> dict[str, Any]:
        # a worker may be on another machine, where the file is not: its content travels along
        return {**self.__dict__, "schema": self.schema}

    @property
    def _schema_key(self) -> str | None:
        """The text of the user's schema, with the files it refers to; most refer to none and are not parsed."""
        from postlint.data.user_file import read_text

        text = read_text(Path(self.schema_file), self.schema_file) if self.schema_file else None
        return self.schema if text is not None and "$ref" in text else text

    @cached_property
    def key(self) -> str:
        """A digest of everything here that can change a finding; equal for equal settings in any process."""
        rules = [
            [
                *(one.rule.name, one.options, one.severity, one.ignore_patterns),
                *(one.levels, one.fix, one.habit, one.rule.text),
            ]
            for one in (*self.rules, *self.told)
        ]
        site = [
            self.preset,
            self.overlay,
            self.language,
            self.site_hosts,
            self.ignore_patterns,
            self.today,
            self.compares_texts,
        ]
        import hashlib  # only the cache needs the key

        names = [sorted(self.aliases), self.left_out, len(self.told), from_here(self.folder) if self.folder else ""]
        values = json.dumps([site, self._schema_key, rules, names], default=str, sort_keys=True)
        return hashlib.sha256(values.encode()).hexdigest()
