"""Lint from Python: a text, or files and folders. The command line says the same things in click."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.catalog.load import Rule, builtin_rules
from postlint.config.config import Config, load_config
from postlint.results.findings import Finding, Report

if TYPE_CHECKING:
    from concurrent.futures import Executor


def lint_text(
    text: str,
    path: str = "<text>",
    *,
    config: Config | str | PathLike[str] | None = None,
    preset: str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    extend_select: Sequence[str] = (),
) -> list[Finding]:
    """The findings of one post, in place order.

    `path` stands in the findings, and its ending tells Markdown from MDX; nothing is read from it. `config` is a
    configuration or the path of its file; without one the defaults hold, and no file is looked for. `preset`
    names a site generator and beats the configuration. `select`, `ignore` and `extend_select` take rules,
    groups and tags. Raises ConfigError for a mistake in any of them.
    """
    from dataclasses import replace

    from postlint.config.config import load_preset
    from postlint.engine.lint import lint_source
    from postlint.parse.source import Source

    configured = _config(config, isolated=True, select=select, ignore=ignore, extend_select=extend_select)
    settings = configured.settings_for(path)
    if preset is not None:
        load_preset(preset)
        settings = replace(settings, preset=preset)
    return list(lint_source(settings, Source.from_text(text, path)).findings)


def lint_paths(
    paths: Iterable[str | PathLike[str]],
    config: Config | str | PathLike[str] | None = None,
    executor: Executor | None = None,
    *,
    jobs: int | None = None,
    cache: str | PathLike[str] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    extend_select: Sequence[str] = (),
) -> Report:
    """The report on files, folders and globs, as `postlint check` makes it.

    Without `config`, the configuration is the first found upwards from the working directory. An `executor` gets
    batches of files instead of the processes that `jobs` counts; `cache` is a folder that remembers what was found
    in posts that have not changed since. Where Python starts processes anew (macOS, Windows), a script that lints many
    posts needs ``if __name__ == "__main__"`` around the call, or ``jobs=1``.

    Raises ConfigError, and NothingToLintError for a path that does not exist or when there is no post.
    """
    from postlint.engine.cache import Cache
    from postlint.engine.discover import discover_paths
    from postlint.engine.run import plan_run

    configured = _config(config, select=select, ignore=ignore, extend_select=extend_select)
    found = discover_paths([fspath(path) for path in paths], configured.root, configured.exclude)
    run = plan_run(
        configured,
        found.files,
        folders=found.folders,
        unreadable_folders=found.unreadable,
        cache=Cache(Path(cache)) if cache is not None else None,
    )
    return run.finish(executor=executor, jobs=jobs)


def rules() -> Mapping[str, Rule]:
    """The built-in rules by name."""
    return builtin_rules()


def _config(
    config: Config | str | PathLike[str] | None,
    *,
    isolated: bool = False,
    select: Sequence[str],
    ignore: Sequence[str],
    extend_select: Sequence[str],
) -> Config:
    if isinstance(config, Config):
        return config
    return load_config(
        None if config is None else Path(config),
        cwd=Path.cwd(),
        isolated=isolated and config is None,
        select=select,
        ignore=ignore,
        extend_select=extend_select,
    )
