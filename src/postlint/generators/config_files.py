"""Finds and reads the configuration files of a site's generator.

Their names come from the preset (`configuration` of ``x-postlint``). Nothing is executed: YAML, TOML and JSON are read
as data, Python for its literals, JavaScript as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from postlint.data.globs import alternatives
from postlint.data.patterns import lazy_pattern
from postlint.generators.config_values import (
    SCRIPTS,
    Data,
    as_map,
    first_settings,
    python_literals,
    read_text,
    script_text,
)

_DATA, _PYTHON, _SCRIPT = (".toml", ".yaml", ".yml", ".json"), ".py", (*SCRIPTS, ".cts")


@lru_cache(maxsize=64)
def _expanded(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for pattern in names for name in alternatives(pattern))


def config_names(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The configuration files of a generator, by the `x-postlint` object of its preset; the first found is used."""
    return _expanded(tuple(data.get("configuration", {}).get("files", ())))


@dataclass(frozen=True)
class SiteConfig:
    """The configuration of the site in a folder.

    `names` are its files, `address_key` is the key of the site's address, `language_keys` those of its language,
    `source_key` that of the folder of the site, where the files are in the one above.
    """

    folder: Path
    names: tuple[str, ...] = ()
    address_key: str = ""
    language_keys: tuple[str, ...] = ()
    source_key: str = ""
    #: what the module of the generator made of the files once, by its name
    made: dict[str, Data] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, data: Mapping[str, Any], folder: Path) -> SiteConfig:
        """The configuration of the site in a folder, by the `x-postlint` object of its preset."""
        known = data.get("configuration", {})
        tongues = tuple(known.get("language", ()))
        return cls(folder, config_names(data), str(known.get("address", "")), tongues, str(known.get("source", "")))

    @cached_property
    def home(self) -> Path:
        """The folder of the files: the site's own, or the one above where its configuration names the site's."""
        above = first_settings(self.folder.parent, *self._data_names) if self.source_key else {}
        if not above or first_settings(self.folder, *self._data_names):
            return self.folder
        named = str(above.get(self.source_key)).removeprefix("./").strip("/")
        return self.folder.parent if named == self.folder.name else self.folder

    @property
    def _data_names(self) -> list[str]:
        return [name for name in self.names if name.endswith(_DATA)]

    @cached_property
    def values(self) -> Data:
        """The values of the first YAML, TOML or JSON file that has any."""
        return first_settings(self.home, *self._data_names)

    @cached_property
    def literals(self) -> Data:
        """The names that Python files assign; the first file overrides the others."""
        files = [name for name in self.names if name.endswith(_PYTHON)]
        return {
            key: value
            for name in reversed(files)
            for key, value in python_literals(read_text(self.folder / name)).items()
        }

    @cached_property
    def script(self) -> str:
        """The text of the first JavaScript or TypeScript file that has any, without its comments."""
        return script_text(self.folder, *(name for name in self.names if name.endswith(_SCRIPT)))

    @property
    def address(self) -> str:
        """The absolute address of the site; "" when no file has it as plain text.

        In YAML, TOML and JSON only the key itself counts: further below, `url` is that of an author or of a menu. Where
        the configuration has none, the host in GitHub's `CNAME` file, which the build copies.
        """
        named = (read_text(self.folder / folder / "CNAME").strip() for folder in _COPIED)
        hosts = (f"https://{host}" for host in named if _HOST.fullmatch(host))
        written = (
            (self._address_value() or self._first(self.address_key, _ADDRESS, of_scripts=True))
            if self.address_key
            else ""
        )
        return written or next(hosts, "")

    def _address_value(self) -> str:
        """The address as a value of a data file; keys ignore case, as Hugo's do."""
        for path in alternatives(self.address_key):
            value: Any = self.values
            for part in path.lower().split("."):
                value = {str(name).lower(): one for name, one in as_map(value).items()}.get(part)
            if isinstance(value, str) and value.startswith(("http://", "https://")):
                return value
        return ""

    @property
    def language(self) -> str:
        """The primary tag of the site's language ("de"); "" when no file has it as plain text."""
        tags = (self._first(key, _TAG) for key in self.language_keys)
        return next((tag.lower() for tag in tags if tag), "")

    @property
    def titles(self) -> tuple[str, ...]:
        """The names that the configuration gives to the site, its author and the organisation behind it."""
        tables = (self.values, as_map(self.values.get("params")), as_map(self.values.get("extra")), self.literals)
        pairs = ((key.lower(), value) for table in tables for key, value in table.items())
        named = (value.get("name") if isinstance(value, dict) else value for key, value in pairs if key in _TITLES)
        texts = [value for value in named if isinstance(value, str)]
        written = self._first("title", _TEXT, of_scripts=True)
        return tuple(dict.fromkeys(text for text in [*texts, written] if 0 < len(text) <= _LONGEST_TITLE))

    def _first(self, key: str, value: str, *, of_scripts: bool = False) -> str:
        """What a pattern of the value finds in the first file that has the key; with `of_scripts`, no file of data."""
        texts = (read_text(self.home / name) for name in self.names if not (of_scripts and name.endswith(_DATA)))
        found = (_setting(key, value).search(text) for text in texts if key.lower() in text.lower())
        return next((match[1] for match in found if match), "")


#: the folders, besides the site's own, whose files builds copy as they are
_COPIED = ("", "static", "public", "source", "src", "docs", "content", "content/extra", "files")
_HOST = lazy_pattern(r"[\w-]+(?:\.[\w-]+)+")


#: an address, and a language tag or the first one of a list
_ADDRESS = r"(?:new URL\()?[\"'`]?(https?://[^\s\"'`,)#]+)"
_TAG = r"(?:\[\s*|-[ \t]+)?[\"'`]?([a-zA-Z]{2,3})(?:[-_][\w-]+)?[\"'`]?[ \t]*(?:[,\]};#]|$)"


#: the keys of names of a site, its author and organisation, in lower case; a text in quotes
_TITLES = frozenset(
    ("title", "name", "site_name", "sitename", "blog_title", "author", "blog_author", "organization", "organisation",
     "company")
)  # fmt: skip
_TEXT, _LONGEST_TITLE = r"[\"'`]([^\"'`\n]+)[\"'`]", 80


@lru_cache(maxsize=64)
def _setting(key: str, value: str) -> re.Pattern[str]:
    """`key` and a value in the syntax of YAML, TOML, JSON, JavaScript or Python; not in a comment."""
    return re.compile(rf"(?im)(?:^[ \t]*|[{{,][ \t]*)[\"']?{re.escape(key)}[\"']?\s*[:=]\s*{value}")
