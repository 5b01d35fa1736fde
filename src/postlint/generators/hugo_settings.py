"""The settings of a site of Hugo, which may be split into several files, and what they say for single languages."""

from __future__ import annotations

from pathlib import Path

from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, as_map, first_settings, read_settings, strings
from postlint.generators.presets import lay_over


def settings(config: SiteConfig) -> Data:
    """The configuration of Hugo, which may be split into several files, with the overrides of a production build."""
    if __name__ not in config.made:  # called for each folder of posts, and bundles are folders of one post
        config.made[__name__] = _settings(config)
    return config.made[__name__]


def _settings(config: SiteConfig) -> Data:
    # Hugo ignores the case of keys
    values: Data = {_KEYS.get(str(key).lower(), key): value for key, value in config.values.items()}
    for folder in ("config/_default", "config/production"):
        values = lay_over(values, settings_of(config.folder / folder))
    return {**values, "languages": as_map(values.get("languages"))}


_KINDS = ("toml", "yaml", "yml", "json")
#: the keys that are read in several modules, by their lower-case forms
_KEYS = {
    key.lower(): key
    for key in ("languages", "permalinks", "taxonomies", "module", "markup", "theme", "frontmatter", "contentDir",
                "baseURL")
}  # fmt: skip


def settings_of(folder: Path) -> Data:
    """The settings of the files of one environment; a file with the name of a key has its value."""
    main = first_settings(folder, *(f"{name}.{kind}" for name in ("hugo", "config") for kind in _KINDS))
    parts = ("taxonomies", "permalinks", "frontmatter", "languages", "module", "markup")
    found = {part: first_settings(folder, *(f"{part}.{kind}" for kind in _KINDS)) for part in parts}
    found["languages"] = lay_over(found["languages"], _language_files(folder))
    joined: Data = lay_over(main, {part: lay_over(main.get(part), values) for part, values in found.items()})
    return joined


def _language_files(folder: Path) -> Data:
    """The options of languages in files of their own: ``config/_default/languages.de.toml``."""
    return {file.name.split(".")[1]: read_settings(file) for file in sorted(folder.glob("languages.*.*"))}


def permalinks(values: Data) -> dict[str, Data]:
    """The patterns of addresses by language; those of the site, the language "", count for languages without any."""
    usual = as_map(values["permalinks"])
    own = {str(code).lower(): as_map(options).get("permalinks") for code, options in values["languages"].items()}
    return {"": usual, **{code: usual if found is None else as_map(found) for code, found in own.items()}}


#: the keys of a header that ``:default`` looks for
_DATES = ("date", "publishdate", "pubdate", "published", "lastmod", "modified")


def keys_before_names(values: Data) -> list[str] | None:
    """The keys of a header before which the date in the name of a file counts for nothing; None: it never counts."""
    chains = [strings(chain) for chain in as_map(values["frontmatter"]).values()]
    before = [chain[: chain.index(":filename")] for chain in chains if ":filename" in chain]
    if not before:
        return None
    first = min(before, key=len)
    return [key for name in first for key in (_DATES if name == ":default" else (name.lower(),))]
