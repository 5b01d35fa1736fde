"""The interface for Python: lint, fix and score a text, or files and folders. docs/api.md is its reference.

The command line offers the same with click.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.catalog.load import Rule, builtin_rules
from postlint.config import load_config as loading
from postlint.config.config import Config, load_preset
from postlint.config.find import find_config
from postlint.results.findings import Finding, Report

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from typing import Unpack

    from postlint.config.rule_names import RuleSelection
    from postlint.config.settings import Settings
    from postlint.engine.discover import Discovery
    from postlint.results.scores import PostScore

AnyPath = str | PathLike[str]
AnyConfig = Config | AnyPath | Mapping[str, object]

#: the path of a text that has none
NO_PATH = "<text>"


@dataclass(frozen=True, slots=True)
class FixedText:
    """The result of fixing a text.

    `fixed` counts the fixes by rule, `findings` are those that are left, `refused` those of them whose fix would have
    brought other errors or warnings.
    """

    text: str
    fixed: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    refused: tuple[Finding, ...] = ()


def lint_text(
    text: str,
    path: AnyPath = NO_PATH,
    *,
    config: AnyConfig | None = None,
    preset: str | None = None,
    **names: Unpack[RuleSelection],
) -> list[Finding]:
    """The findings of one post, in place order; rules about image files and the site do not run.

    `path` is the path in the findings, and its ending selects Markdown or MDX; nothing is read from it. `config` is a
    configuration, its values as a dict, or the path of its file. Without one, the nearest file upwards from `path`
    applies, as on the command line; for a text without a path, the defaults. No site is looked for around a text that
    has neither a path nor the configuration of one. For many texts, `load_config` once: a call without its result reads
    the site around the path again. `preset` names a site generator and overrides the configuration. `select`, `ignore`
    and `extend_select` take rules, groups and tags, and override it, too. Raises ConfigError for a mistake in any of
    them.
    """
    from postlint.engine.gather import gathered
    from postlint.engine.lint import lint_source
    from postlint.parse.source import Source

    settings = _settings(text, path, config, preset, **names)
    report = lint_source(settings, Source.from_text(text, fspath(path)))
    return list(gathered(Report((report,))).findings)


def fix_text(
    text: str,
    path: AnyPath = NO_PATH,
    *,
    unsafe: bool = False,
    config: AnyConfig | None = None,
    preset: str | None = None,
    **names: Unpack[RuleSelection],
) -> FixedText:
    """Apply the fixes that are safe, with `unsafe` all of them, until nothing changes.

    Nothing outside of the fixes changes, line endings and byte order mark included. The other arguments are those of
    `lint_text`. Raises ConfigError.
    """
    from postlint.engine.fix_post import fix_post

    settings = _settings(text, path, config, preset, **names)
    post = fix_post(settings, fspath(path), text, unsafe=unsafe)
    return FixedText(post.after, post.applied, post.report.findings, post.refused)


def score_text(
    text: str, path: AnyPath = NO_PATH, *, config: AnyConfig | None = None, preset: str | None = None
) -> PostScore:
    """The scores of one post (0 to 100), its figures and each lost point. Arguments as for `lint_text`."""
    from postlint.engine.score import score_source
    from postlint.parse.source import Source

    return score_source(_settings(text, path, config, preset), Source.from_text(text, fspath(path)))


def lint_paths(
    paths: AnyPath | Iterable[AnyPath],
    config: AnyConfig | None = None,
    executor: Executor | None = None,
    *,
    jobs: int | None = None,
    cache: AnyPath | None = None,
    **names: Unpack[RuleSelection],
) -> Report:
    """The report on files, folders and globs, as `postlint check` makes it.

    Without `config`, the nearest configuration upwards applies to each post, as on the command line. An `executor` gets
    batches of files instead of the processes that `jobs` counts; `cache` is a folder for the results of posts, which
    are used again while these do not change. Where Python starts processes anew (macOS, Windows), a script that lints
    many posts needs ``if __name__ == "__main__"`` around the call, or ``jobs=1``.

    Raises ConfigError, and NothingToLintError for a path that does not exist or when there is no post.
    """
    from postlint.engine.cache import Cache
    from postlint.engine.gather import gathered
    from postlint.engine.plan import plan_run

    known = Cache(Path(cache)) if cache is not None else None
    reports = []
    for chosen, found in _posts(paths, config, **names):
        run = plan_run(chosen, found.files, folders=found.folders, unreadable_folders=found.unreadable, cache=known)
        reports.append(run.finish(executor=executor, jobs=jobs))
    files = sorted((file for report in reports for file in report.files), key=lambda file: file.path)
    return gathered(Report(tuple(files), tuple(note for report in reports for note in report.notes)))


def score_paths(paths: AnyPath | Iterable[AnyPath], config: AnyConfig | None = None) -> list[PostScore]:
    """The scores of posts, worst first, as `postlint score` prints them; a file that cannot be read has none.

    Raises ConfigError, and NothingToLintError for a path that does not exist or when there is no post.
    """
    from postlint.engine.read_posts import read_sources
    from postlint.engine.score import score_source, worst_first

    scores = []
    for chosen, found in _posts(paths, config):
        sources = [source for source in read_sources(found.files, {}) if not isinstance(source, str)]
        scores += [score_source(chosen.settings_for(source.path), source) for source in sources]
    return worst_first(scores)


def load_config(
    path: AnyPath | None = None,
    *,
    near: AnyPath | None = None,
    allow_outside: bool = False,
    **names: Unpack[RuleSelection],
) -> Config:
    """Read a configuration: the file at `path`, else the nearest upwards from the file or folder `near`.

    Without both, it is the nearest upwards from the working directory; where there is none, the defaults. The files
    that it names must be in its repository, if it is in one, unless `allow_outside` is given. Raises ConfigError for
    every mistake, a line for each.
    """
    if path is None and near is not None:
        place = Path.cwd() / near
        path = find_config(place if place.is_dir() else place.parent)
        isolated = path is None
    else:
        isolated = False
    file = None if path is None else Path(path)
    config = loading.load_config(file, cwd=Path.cwd(), isolated=isolated, anywhere=allow_outside)
    return config.selecting(**names)


def rules() -> Mapping[str, Rule]:
    """The built-in rules by name."""
    return builtin_rules()


# -- resolving the arguments -------------------------------------------------------------------------------


def _settings(
    text: str, path: AnyPath, config: AnyConfig | None, preset: str | None, **names: Unpack[RuleSelection]
) -> Settings:
    """The settings of one text."""
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")
    chosen = _config(config, path, **names)
    is_apart = fspath(path) == NO_PATH and (config is None or isinstance(config, Mapping))
    settings = chosen.settings_apart() if is_apart else chosen.settings_for(path)
    if preset is None:
        return settings
    load_preset(preset)
    return replace(settings, preset=preset)


def _config(config: AnyConfig | None, near: AnyPath | None, **names: Unpack[RuleSelection]) -> Config:
    """The configuration of the arguments; `near` is NO_PATH for a text without a path."""
    if isinstance(config, Config):
        chosen = config
    elif isinstance(config, Mapping):
        chosen = Config.from_dict(config)
    elif config is None and near == NO_PATH:
        chosen = loading.load_config(None, cwd=Path.cwd(), isolated=True)
    else:
        chosen = load_config(config, near=near)
    return chosen.selecting(**names)


def _posts(
    paths: AnyPath | Iterable[AnyPath], config: AnyConfig | None, **names: Unpack[RuleSelection]
) -> list[tuple[Config, Discovery]]:
    """The posts of the arguments by their configuration: the given one, or the nearest of each post."""
    named = [fspath(paths)] if isinstance(paths, (str, PathLike)) else [fspath(path) for path in paths]
    if config is None:
        from postlint.config.nearest import Configs
        from postlint.engine.workspace import find_parts

        configs = Configs(None, cwd=Path.cwd(), **names)
        return [(part.config, part.found) for part in find_parts(configs, named)]
    from postlint.engine.discover import discover_paths

    given = _config(config, None, **names)
    return [(given, discover_paths(named, given.why_no_post))]
