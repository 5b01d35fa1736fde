"""The configuration: which rules hold for a path, with which options, and where each value comes from.

One file governs a run (`config_file` reads it). Its top level and each of its overrides are layers; the
settings of a path are what the matching layers add up to, the later over the earlier, the command line over all.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postlint.catalog.load import Rule, load_rules
from postlint.catalog.rule import SITE_TEXTS
from postlint.config.active_rules import ALWAYS, active_rules, left_out, told
from postlint.config.file import ConfigFile
from postlint.config.layers import Layer, read_layers
from postlint.config.read_config import complete
from postlint.config.rule_names import RuleSelection, Selection, Selectors
from postlint.config.settings import POST_TIMEOUT, ActiveRule, Settings
from postlint.config.site_folders import SiteFolders
from postlint.data.globs import compile_globs
from postlint.data.inside import relative
from postlint.data.user_file import ConfigError, DataError, DataFile
from postlint.generators.detect import Detected
from postlint.generators.generator import Generator
from postlint.generators.presets import AUTO, lay_over, load_preset
from postlint.generators.rendered import is_about_the_repository
from postlint.parse.hosts import host_of, path_of_url
from postlint.results.hits import Severity

if TYPE_CHECKING:
    from typing import Unpack

    import pathspec

    from postlint.generators.preset import Preset
    from postlint.generators.source_keys import Memory
    from postlint.results.verdict import Verdict

__all__ = ["ALWAYS", "Config", "ConfigError", "generator_of", "load_preset", "preset_of"]


def preset_of(settings: Settings) -> Preset:
    """The preset of settings, with the user's schema and the site's configuration laid over it."""
    return load_preset(settings.preset, settings.schema, settings.overlay)


def generator_of(settings: Settings) -> Generator:
    """How the generator of settings makes addresses, with the site's configuration laid over it."""
    return _generator(settings.preset, settings.schema, settings.overlay)


@lru_cache
def _generator(name: str, schema: str, overlay: str) -> Generator:
    return Generator.from_data(name, load_preset(name, schema, overlay).data)


class Config:
    """The configuration of a run.

    `path` is the file it was read from (None: defaults), `root` the folder its globs are relative to.
    """

    def __init__(self, file: ConfigFile, catalogue: Mapping[str, Rule], *, cwd: Path, selection: Selection) -> None:
        self.file = file
        self.path = file.path
        self.root = file.root
        self.catalogue = catalogue
        self.cwd = cwd
        self._selection = selection
        self._selectors = Selectors(catalogue)
        advice: list[str] = []
        self.layers: tuple[Layer, ...] = read_layers(file, self._selectors, advice)
        self.command_line = self._selectors.command_line(selection)
        #: what to do about names of rules that will end: a sentence for each place
        self.advice = tuple(dict.fromkeys([*advice, *self._selectors.advice_about(selection)]))
        self._sites = SiteFolders()
        self._matchers: dict[str, pathspec.GitIgnoreSpec | None] = {}
        self._settings: dict[tuple[Any, ...], Settings] = {}
        self._of_folders: dict[tuple[Any, ...], Settings] = {}

    @classmethod
    def from_dict(
        cls,
        data: Mapping[str, Any],
        *,
        root: str | os.PathLike[str] | None = None,
        **names: Unpack[RuleSelection],
    ) -> Config:
        """A configuration from values, as a file would hold them; no file is looked for.

        `root` is the folder that globs, schemas and local cards are relative to (the working directory). Raises
        ConfigError for every mistake, a line for each.
        """
        cwd = Path.cwd()
        folder = cwd if root is None else cwd / root
        try:
            given = DataFile(_GIVEN, data, lambda path, at_key: (1, 1))
            file = ConfigFile(None, folder, given, (), anywhere=True)
            complete(file, cwd)
            catalogue = load_rules(file.local_dirs(), file.strings("plugins"), styles=file.all_styles(), root=folder)
            return cls(file, catalogue, cwd=cwd, selection=Selection.of(names))
        except DataError as error:
            raise ConfigError(str(error).replace(f"{_GIVEN}:1:1: ", "")) from None

    def selecting(self, **names: Unpack[RuleSelection]) -> Config:
        """This configuration with another selection, as the command line makes it; what is empty stays as it was."""
        selection = Selection.of(names)
        if not selection:
            return self
        return Config(self.file, self.catalogue, cwd=self.cwd, selection=selection.over(self._selection))

    @property
    def top_layers(self) -> tuple[Layer, ...]:
        """The layers that hold for every file."""
        return tuple(layer for layer in self.layers if layer.files is None)

    @cached_property
    def content(self) -> tuple[str, ...]:
        """Globs of the posts of the site, relative to `root`."""
        return self.file.strings("content")

    @property
    def exclude(self) -> tuple[str, ...]:
        """Globs of what is never linted, relative to `root`."""
        return self.file.strings("exclude")

    @property
    def verdict(self) -> Verdict:
        """What makes a run fail."""
        from postlint.results.verdict import Verdict  # a text that is linted has no verdict

        label = self.file.get("fail_on", "warning")
        return Verdict(
            fail_on=None if label == "never" else Severity.of(label),
            max_warnings=self.file.get("max_warnings"),
            max_warnings_per_post=self.file.get("max_warnings_per_post"),
        )

    @cached_property
    def site_hosts(self) -> tuple[str, ...]:
        """The host names whose links are internal: `site_hosts` and the host of `site_url`."""
        return tuple(dict.fromkeys([*_host(self.file.get("site_url", "")), *self.file.strings("site_hosts")]))

    def settings_for(self, path: str | os.PathLike[str]) -> Settings:
        """The settings of a path (relative to the working directory); one object for equal settings."""
        inside = self.inside(path) if self._has_globs else ""
        matching = tuple(layer for layer in self.layers if layer.matches(inside)) if inside else self.layers
        schema_file = self.file.schema_file(inside) if inside else None
        alike = (os.path.split(path)[0], tuple(layer.index for layer in matching), schema_file)
        if alike not in self._of_folders:
            self._of_folders[alike] = self._settings_of(Path(self._absolute(path)), matching, schema_file)
        return self._of_folders[alike]

    def settings_apart(self) -> Settings:
        """The settings of a text that is nowhere: no site is looked for around it, and no override is for it."""
        return self._settings_of(None, tuple(layer for layer in self.layers if layer.files is None), None)

    def rule_names_for(self, path: str | os.PathLike[str]) -> frozenset[str]:
        """The names of the rules that are on for a path."""
        return frozenset(active.rule.name for active in self.settings_for(path).rules)

    @cached_property
    def _compares_texts(self) -> bool:
        """Whether a rule that compares the texts of posts is on for some of them only: with overrides."""
        overrides = [layer for layer in self.layers if layer.files is not None]
        if not overrides:
            return False
        general = [layer for layer in self.layers if layer.files is None]
        each = ([layer for layer in self.layers if layer.files is None or layer is one] for one in overrides)
        return any(one.rule.reads == SITE_TEXTS for layers in (general, *each) for one in self.active_rules(layers))

    @cached_property
    def _has_globs(self) -> bool:
        """Whether the settings of a path depend on more than its folder."""
        return self.file.has("schemas") or any(layer.files is not None for layer in self.layers)

    def _settings_of(self, post: Path | None, matching: tuple[Layer, ...], schema_file: str | None) -> Settings:
        """The settings of a post (an absolute path; None: it is nowhere) where these layers hold, with its schema."""
        preset = _last(layer.preset for layer in matching) or AUTO
        site = self.site_of(post) if post is not None else Detected()
        if preset == AUTO:
            preset = site.preset
        language = _last(layer.language for layer in matching)
        overlay, hosts = "", self.site_hosts
        folder = str(self.root)
        if post is not None and site.preset == preset:
            overlay = self._sites.overlay(site, post)
        if site.folder is not None and site.preset == preset:
            folder = str(site.folder)
            hosts = hosts or _own_host(self.address_of(preset, site.folder), overlay)
        overlay = self._with_fields(overlay)
        key = (tuple(layer.index for layer in matching), preset, language, schema_file, overlay, hosts, folder)
        if key not in self._settings:
            rules = self.active_rules(matching)
            self._settings[key] = Settings(
                preset=preset,
                language=language,
                site_hosts=hosts,
                ignore_patterns=tuple(p for layer in matching for p in layer.ignore_patterns),
                rules=rules,
                left_out=left_out(self._selectors, matching, rules) if self._selection else (),
                told=told(self._selectors, rules),
                schema_file=schema_file,
                overlay=overlay,
                folder=folder,
                compares_texts=self._compares_texts,
                aliases=self._selectors.names,
                today=self.file.today,
                post_timeout=float(self.file.get("post_timeout", POST_TIMEOUT)),
            )
        return self._settings[key]

    def _with_fields(self, overlay: str) -> str:
        """What the site adds to the preset, and the keys and components that the user names."""
        fields, components = self.file.get("fields") or {}, self.file.get("components") or {}
        if not fields and not components:
            return overlay
        own: dict[str, Any] = {}
        if fields:
            own["own_fields"] = {name: _listed(keys) for name, keys in fields.items()}
        if components:
            own["components"] = {
                kind: {name: _listed(names) for name, names in known.items()} for kind, known in components.items()
            }
        return json.dumps(lay_over(json.loads(overlay or "{}"), {"x-postlint": own}), sort_keys=True)

    def site_of(self, post: Path) -> Detected:
        """The site around a post (an absolute path), as its files tell."""
        return self._sites.of(post)

    def address_of(self, preset: str, folder: Path) -> str:
        """The absolute address of the site in a folder, from its generator's configuration; "" for none."""
        return self._sites.address(preset, folder)

    def active_rules(self, layers: Sequence[Layer]) -> tuple[ActiveRule, ...]:
        """The rules that are on where these layers hold, in the order of the catalogue."""
        return active_rules(self.file, self._selectors, layers, self.command_line)

    def remember(self, memory: Memory) -> None:
        """Use what earlier runs found in the sources of sites, and keep what this one finds."""
        self._sites.memory = memory

    def why_no_post(self, path: str | os.PathLike[str]) -> str:
        """Why a file (its path relative to the working directory) is not linted: half a sentence; "" for a post.

        It may be excluded, about the repository, or no page of the generator. A glob of `content` that spells its name
        out makes a post of it.
        """
        absolute = self._absolute(path)
        inside = relative(absolute, self.root)
        if self._matches("exclude", inside):
            return "'exclude' of the configuration matches it"
        if self._is_named(inside):
            return ""
        if is_about_the_repository(inside) and not self._sites.is_index(Path(absolute)):
            return "it is about the repository"
        why = self._sites.why_no_page(absolute)
        return self._sites.why_no_page(absolute, anywhere=True) if why and self._matches("content", inside) else why

    def _is_named(self, inside: str) -> bool:
        """Whether `content` has this path, or a glob for files of this very name matches: ``posts/*/README.md``."""
        globs = self._globs_by_name.get(inside.rpartition("/")[2], ())
        if any(inside == glob.lstrip("/") for glob in globs):
            return True
        wider = [glob for glob in globs if "/" in glob.strip("/")]
        return bool(wider) and compile_globs(wider).match_file(inside)

    @cached_property
    def _globs_by_name(self) -> Mapping[str, Sequence[str]]:
        """The globs of `content` by what follows their last slash."""
        named: dict[str, list[str]] = defaultdict(list)
        for glob in self.content:
            named[glob.rpartition("/")[2]].append(glob)
        return named

    def _matches(self, key: str, inside: str) -> bool:
        """Whether a glob of a top-level key matches a path relative to `root`."""
        if key not in self._matchers:
            globs = self.file.strings(key)
            self._matchers[key] = compile_globs(globs) if globs else None
        matcher = self._matchers[key]
        return matcher is not None and matcher.match_file(inside)

    def inside(self, path: str | os.PathLike[str]) -> str:
        """A path relative to `root`, with slashes; a path outside of it stays as it is."""
        # not resolve(): a post that is a symbolic link is governed by where it is linked from
        return relative(self._absolute(path), self.root)

    def _absolute(self, path: str | os.PathLike[str]) -> str:
        return os.path.normpath(os.path.join(self.cwd, path))  # noqa: PTH118 - pathlib takes ten times as long


#: stands for the file of a configuration that was given as values
_GIVEN = "<configuration>"


def _last(values: Iterable[str | None]) -> str | None:
    found = None
    for value in values:
        found = value if value is not None else found
    return found


def _host(address: str) -> tuple[str, ...]:
    """The host of a URL, if it has one."""
    host = host_of(address)
    return (host,) if host else ()


def _own_host(address: str, overlay: str) -> tuple[str, ...]:
    """The host of a site's address; none where the site does not begin at the path of the address.

    It is then that of a profile, or a host that others share: ``url: https://code.example/ada``, ``root: /``.
    """
    path = path_of_url(address).strip("/")
    base = json.loads(overlay or "{}").get("x-postlint", {}).get("site", {}).get("base", "") if path else ""
    return _host(address) if base.strip("/") == path else ()


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value
