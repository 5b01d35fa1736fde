"""The configuration: which rules hold for a path, with which options, and where each value comes from.

One file governs a run (`config_file` reads it). Its top level and each of its overrides are layers; the
settings of a path are what the matching layers add up to, the later over the earlier, the command line over all.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postlint.catalog.load import Rule, load_rules, rule_names
from postlint.config.file import ConfigFile, Layer, complete, find_config, read_config
from postlint.config.rule_names import Selectors
from postlint.config.settings import ActiveRule, Settings
from postlint.data.globs import compile_globs
from postlint.data.user_file import ConfigError, DataError, DataFile
from postlint.generators.detect import Detected, detect_preset, site_at
from postlint.generators.generator import Generator
from postlint.generators.overlay import site_config, site_data, site_overlay, site_pages
from postlint.generators.presets import AUTO, lay_over, load_preset
from postlint.generators.rendered import Rendered, is_about_the_repository
from postlint.parse.hosts import host_of
from postlint.results.hits import Severity
from postlint.results.verdict import Verdict

if TYPE_CHECKING:
    import pathspec

    from postlint.generators.preset import Preset

__all__ = ["Config", "ConfigError", "detect_preset", "generator_of", "load_config", "load_preset", "preset_of"]


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

    def __init__(
        self,
        file: ConfigFile,
        catalogue: Mapping[str, Rule],
        *,
        cwd: Path,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        extend_select: Sequence[str] = (),
    ) -> None:
        self.file = file
        self.path = file.path
        self.root = file.root
        self.catalogue = catalogue
        self.cwd = cwd
        self._selection = (select, ignore, extend_select)
        self._names = rule_names(catalogue)
        self._selectors = Selectors(catalogue)
        self.layers: tuple[Layer, ...] = file.layers(self._selectors)
        self.command_line = self._selectors.command_line(select, ignore, extend_select)
        self._sites: dict[Path, Detected] = {}
        self._overlays: dict[Path, str] = {}
        self._pages: dict[Path, Mapping[str, Any]] = {}
        self._addresses: dict[Path, str] = {}
        self._rendered: dict[Path, Rendered] = {}
        self._matchers: dict[str, pathspec.GitIgnoreSpec | None] = {}
        self._settings: dict[tuple[Any, ...], Settings] = {}
        self._of_folders: dict[tuple[Any, ...], Settings] = {}

    @classmethod
    def from_dict(
        cls,
        data: Mapping[str, Any],
        *,
        root: str | os.PathLike[str] | None = None,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        extend_select: Sequence[str] = (),
    ) -> Config:
        """A configuration from values, as a file would hold them; no file is looked for.

        `root` is the folder that globs, schemas and local cards are relative to (the working directory). Raises
        ConfigError for every mistake, a line for each.
        """
        cwd = Path.cwd()
        folder = cwd if root is None else cwd / root
        try:
            file = ConfigFile(None, folder, DataFile(_GIVEN, data, lambda path, at_key: (1, 1)), ())
            complete(file, cwd)
            catalogue = load_rules(file.local_dirs(), file.strings("plugins"), root=folder)
            return cls(file, catalogue, cwd=cwd, select=select, ignore=ignore, extend_select=extend_select)
        except DataError as error:
            raise ConfigError(str(error).replace(f"{_GIVEN}:1:1: ", "")) from None

    def selecting(
        self, select: Sequence[str] = (), ignore: Sequence[str] = (), extend_select: Sequence[str] = ()
    ) -> Config:
        """This configuration with another selection, as the command line makes it; what is empty stays as it was."""
        if not (select or ignore or extend_select):
            return self
        chosen = [new or own for new, own in zip((select, ignore, extend_select), self._selection, strict=True)]
        return Config(
            self.file, self.catalogue, cwd=self.cwd, select=chosen[0], ignore=chosen[1], extend_select=chosen[2]
        )

    @property
    def top_layers(self) -> tuple[Layer, ...]:
        """The layers that hold for every file."""
        return tuple(layer for layer in self.layers if layer.files is None)

    @property
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
        inside = self._inside(path) if self._has_globs else ""
        matching = tuple(layer for layer in self.layers if layer.matches(inside))
        schema_file = self.file.schema_file(inside)
        alike = (os.path.split(path)[0], tuple(layer.index for layer in matching), schema_file)
        if alike not in self._of_folders:
            self._of_folders[alike] = self._settings_of(Path(os.path.normpath(self.cwd / path)), matching, schema_file)
        return self._of_folders[alike]

    def rule_names_for(self, path: str | os.PathLike[str]) -> frozenset[str]:
        """The names of the rules that are on for a path."""
        return frozenset(active.rule.name for active in self.settings_for(path).rules)

    @cached_property
    def _has_globs(self) -> bool:
        """Whether the settings of a path depend on more than its folder."""
        return self.file.has("schemas") or any(layer.files is not None for layer in self.layers)

    def _settings_of(self, post: Path, matching: tuple[Layer, ...], schema_file: str | None) -> Settings:
        """The settings of a post (an absolute path) where these layers hold, with the user's schema for it."""
        preset = _last(layer.preset for layer in matching) or AUTO
        site = self.site_of(post)
        if preset == AUTO:
            preset = site.preset
        language = _last(layer.language for layer in matching)
        overlay, hosts = "", self.site_hosts
        folder = str(self.root)
        if site.folder is not None and site.preset == preset:
            folder = str(site.folder)
            overlay = self._overlay(site, post)
            hosts = hosts or _host(self.address_of(preset, site.folder))
        overlay = self._with_fields(overlay)
        key = (tuple(layer.index for layer in matching), preset, language, schema_file, overlay, hosts, folder)
        if key not in self._settings:
            self._settings[key] = Settings(
                preset=preset,
                language=language,
                site_hosts=hosts,
                ignore_patterns=tuple(p for layer in matching for p in layer.ignore_patterns),
                rules=self.active_rules(matching),
                schema_file=schema_file,
                overlay=overlay,
                folder=folder,
                aliases=self._names,
                today=self.file.today,
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
        folder = post.parent
        if folder not in self._sites:
            site = site_at(folder)
            if site is None:
                site = Detected() if folder == folder.parent else self.site_of(folder)
            self._sites[folder] = site
        return self._sites[folder]

    def why_no_post(self, path: str | os.PathLike[str]) -> str:
        """Why a file (its path relative to the working directory) is not linted: half a sentence; "" for a post.

        It may be excluded, about the repository, or no page of the generator. A glob of `content` that spells its name
        out makes a post of it.
        """
        inside = self._inside(path)
        if self._matches("exclude", inside):
            return "'exclude' of the configuration matches it"
        if any(inside == glob.lstrip("/") for glob in self.content):
            return ""
        if is_about_the_repository(inside):
            return "it is about the repository"
        absolute = Path(os.path.normpath(self.cwd / path))
        site = self.site_of(absolute)
        if site.folder is None:
            return ""
        if site.folder not in self._rendered:
            self._rendered[site.folder] = Rendered(site.folder, site_data(site))
        around = self.site_of(site.folder)
        if around.folder is not None and "themes" in site.folder.relative_to(around.folder).parts:
            return "it belongs to the example of a theme"
        own = absolute.relative_to(site.folder).as_posix()
        return self._rendered[site.folder].why_not(own, anywhere=self._matches("content", inside))

    def _matches(self, key: str, inside: str) -> bool:
        """Whether a glob of a top-level key matches a path relative to `root`."""
        globs = self.file.strings(key)
        if key not in self._matchers:
            self._matchers[key] = compile_globs(globs) if globs else None
        matcher = self._matchers[key]
        return matcher is not None and matcher.match_file(inside)

    def _pages_of(self, site: Detected) -> Mapping[str, Any]:
        """What the configuration and the sources of a site say."""
        if site.folder is None:
            return {}
        if site.folder not in self._pages:
            self._pages[site.folder] = site_pages(site.preset, site.folder)
        return self._pages[site.folder]

    def address_of(self, preset: str, folder: Path) -> str:
        """The absolute address of the site in a folder, as its generator's configuration says it; "" for none."""
        if folder not in self._addresses:
            self._addresses[folder] = site_config(preset, folder).address
        return self._addresses[folder]

    def _overlay(self, site: Detected, post: Path) -> str:
        """What the site's configuration adds for the posts of a folder, as JSON; "" for nothing."""
        if post.parent not in self._overlays:
            overlay = {}
            if site.folder is not None:
                overlay = site_overlay(site.preset, site.folder, post, self._pages_of(site))
            self._overlays[post.parent] = json.dumps(overlay, sort_keys=True) if overlay else ""
        return self._overlays[post.parent]

    def active_rules(self, layers: Sequence[Layer]) -> tuple[ActiveRule, ...]:
        """The rules that are on where these layers hold, in the order of the catalogue."""
        on: dict[str, str] = {}
        off: set[str] = set()
        for layer in layers:
            if layer.select is not None:
                on = dict(layer.select)
                off = set()
            on |= layer.extend_select
            for name in layer.ignore:
                on.pop(name, None)
                off.add(name)
            for name, setting in layer.rules.items():
                if setting.on:
                    on[name] = setting.origin
                    off.discard(name)
                else:
                    on.pop(name, None)
                    off.add(name)
        on = self.command_line.apply(on, off)
        always = self._selectors.expand(ALWAYS) or ()
        on |= {name: ALWAYS for name in always if name not in on and name not in off | self.command_line.ignore}
        return tuple(self._active(rule, layers, on[rule.name]) for rule in self.catalogue.values() if rule.name in on)

    def _active(self, rule: Rule, layers: Sequence[Layer], origin: str) -> ActiveRule:
        options = dict(rule.defaults)
        options |= {name: self.file.get(name) for name in SITE_OPTIONS if name in options and self.file.has(name)}
        severity: Severity | None = None
        ignore_patterns: tuple[str, ...] = ()
        levels: dict[Severity, Mapping[str, Any]] = {}
        habit = True
        fix: str | None = None
        for layer in layers:
            if setting := layer.rules.get(rule.name):
                options |= setting.options
                levels |= setting.levels
                severity = setting.severity if setting.severity is not None else severity
                ignore_patterns += setting.ignore_patterns
                habit = setting.habit if setting.habit is not None else habit
                fix = setting.fix or fix
        graver = tuple(sorted(levels.items()))
        return ActiveRule(rule, options, severity, ignore_patterns, origin, graver, fix, rule.habit if habit else ())

    def origin(self, key: str) -> str:
        """Where the value of a top-level key comes from: ``.postlint.yaml:3:1`` or ``default``."""
        return self.file.place((key,)) if self.file.has(key) else "default"

    def origin_for(self, path: str | os.PathLike[str], key: str) -> str:
        """Where the value of a key that overrides may set (``preset``, ``language``) comes from, for a path."""
        inside = self._inside(path)
        for layer in reversed(self.layers):
            if layer.files is not None and layer.matches(inside) and getattr(layer, key):
                return layer.places[key] if key in layer.places else self.origin(key)
        return self.origin(key)

    def option_origin(self, path: str | os.PathLike[str], rule: str, option: str) -> str:
        """Where the value of a rule's option (or its ``severity``) for a path comes from."""
        inside = self._inside(path)
        for layer in reversed(self.layers):
            setting = layer.rules.get(rule) if layer.matches(inside) else None
            if setting is not None and option in setting.places:
                return setting.places[option]
        return self.origin(option) if option in SITE_OPTIONS else "default"

    def _inside(self, path: str | os.PathLike[str]) -> str:
        """A path relative to `root`, with slashes; a path outside of it stays as it is."""
        # not resolve(): a post that is a symbolic link is governed by where it is linked from
        absolute = Path(os.path.normpath(self.cwd / path))
        return (absolute.relative_to(self.root) if absolute.is_relative_to(self.root) else absolute).as_posix()


#: stands for the file of a configuration that was given as values
_GIVEN = "<configuration>"
#: the tag of rules that a selection cannot leave out, only `ignore` and ``off``: what makes a report incomplete
ALWAYS = "always"
#: values of the site that fill the option of the same name in every rule that has it
SITE_OPTIONS = ("title_template",)


def _last(values: Iterable[str | None]) -> str | None:
    found = None
    for value in values:
        found = value if value is not None else found
    return found


def load_config(
    path: Path | None = None,
    *,
    cwd: Path,
    isolated: bool = False,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    extend_select: Sequence[str] = (),
) -> Config:
    """Read the configuration: the file at `path`, else the first found upwards from `cwd`; `isolated`: none.

    `select`, `ignore` and `extend_select` come from the command line: rules, groups, tags or "all", also
    comma-separated. Raises ConfigError for every mistake, a line for each.
    """
    if path is None and not isolated:
        path = find_config(cwd)
    try:
        file = read_config(path, cwd)
        local = [] if isolated else file.local_dirs()
        catalogue = load_rules(local, file.strings("plugins"), root=file.root)
        return Config(file, catalogue, cwd=cwd, select=select, ignore=ignore, extend_select=extend_select)
    except DataError as error:
        raise ConfigError(str(error)) from None


def _host(address: str) -> tuple[str, ...]:
    """The host of a URL, if it has one."""
    host = host_of(address)
    return (host,) if host else ()


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value
