"""The common steps of `postlint check` and `postlint baseline`: plan and lint the posts of each configuration."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from postlint.cli.cluster import executor_for
from postlint.cli.command_group import Refusal
from postlint.cli.last_run import Reads, keep_last_run
from postlint.records import NamedTuple

if TYPE_CHECKING:
    from postlint.catalog.rule import Rule
    from postlint.cli.output import Output, Printed
    from postlint.config.config import Config
    from postlint.config.nearest import Configs
    from postlint.engine.cache import Cache
    from postlint.engine.changes import Changes
    from postlint.engine.linted import View
    from postlint.engine.run import Run
    from postlint.engine.wanted import Share
    from postlint.engine.workspace import Part
    from postlint.results.findings import Report
    from postlint.results.verdict import Verdict


class Conditions(NamedTuple):
    """The technical options of a run: processes, cluster, cache, share, debugging."""

    jobs: int | None = None
    cluster: str | None = None
    use_cache: bool = True
    share: Share | None = None
    debug: bool = False
    #: the folders of projects whose cache is not used, each with the reason
    distrusted: Mapping[Path, str] = MappingProxyType({})

    def distrusting(self, parts: Sequence[Part]) -> Conditions:
        """These conditions, without the caches of the parts that may be forged."""
        if not self.use_cache:
            return self
        from postlint.engine.cache_trust import why_not_used

        roots = dict.fromkeys(part.config.root for part in parts)
        return self._replace(distrusted={root: why for root in roots if (why := why_not_used(root))})

    def remember_sources(self, parts: Iterable[Part]) -> None:
        """Let the configurations use what earlier runs found in the sources of their sites."""
        if not self.use_cache:
            return
        from postlint.engine.cache import cache_folder
        from postlint.engine.known_sources import KnownSources

        for part in parts:
            if part.config.root not in self.distrusted:
                part.config.remember(KnownSources(cache_folder(part.config.root)))

    def whole(self) -> Conditions:
        """These conditions for a run over all posts: fixes are not made in shares."""
        return self._replace(share=None)

    def cache(self, config: Config) -> Cache | None:
        """The cache of a configuration's posts."""
        from postlint.engine.cache import Cache, cache_folder

        return Cache(cache_folder(config.root)) if self.use_cache and config.root not in self.distrusted else None


def check_parts(parts: Sequence[Part], share: Share | None) -> None:
    """Check that the posts can be linted. Raises Refusal."""
    from postlint.config.active_rules import ALWAYS

    if share is not None and len(parts) > 1:
        raise Refusal("The posts are of several configurations, and a shard is of one: name it with --config.")
    files = [(part.config, path) for part in parts for path in (*part.found.files, *part.given)]
    if files and not any(one.origin != ALWAYS for config, path in files for one in config.settings_for(path).rules):
        raise Refusal("No rule is on: --select, --ignore and the configuration leave nothing to look for.")


def plan(
    parts: Sequence[Part], conditions: Conditions, changes: Changes | None = None, view: View | None = None
) -> list[Run]:
    """One run for the posts of each configuration; `view` makes a value of each post."""
    from postlint.engine.plan import plan_run

    return [
        plan_run(
            part.config,
            part.found.files,
            folders=part.found.folders,
            all_content=part.found.content,
            site_posts=part.site,
            given=part.given,
            unreadable_folders=part.found.unreadable,
            cache=conditions.cache(part.config),
            share=conditions.share,
            instead=changes.instead() if changes is not None else None,
            touched=changes.touches if changes is not None else None,
            view=view,
            debug=conditions.debug,
        )
        for part in parts
    ]


def finish(runs: Sequence[Run], conditions: Conditions) -> list[Report]:
    """Finish the runs, one after the other."""
    from postlint.report.progress import progress_line

    reports = []
    with executor_for(conditions.cluster) as executor, progress_line(sys.stderr) as progress:
        for run in runs:
            reports.append(run.finish(executor=executor, jobs=conditions.jobs, progress=progress))
            if run.share is not None:
                from postlint.engine.shards import write_share

                write_share(run)
    return reports


def keep_output(runs: Sequence[Run], reads: Reads, output: Output, printed: Printed) -> None:
    """Store the output for the next run of the same command, if all that it depends on is in the files that were read.

    Plugins may depend on more, and an output in a file may be changed or deleted.
    """
    texts, notes, status = printed
    cache = runs[0].cache if runs else None
    plugins = any(run.config.file.strings("plugins") for run in runs)
    if cache is None or plugins or [file for _, file in output.outputs] != [""] or not all(map(_is_of_files, runs)):
        return
    if isinstance(texts[0], bytes):
        posts = {path: content for run in runs for path, content in run.contents().items()}
        keep_last_run(reads, str(cache.folder), posts, texts[0], output.shown(notes), status)


def _is_of_files(run: Run) -> bool:
    """Whether a run would report the same again as long as no file changes."""
    return not run.given and run.share is None and run.is_complete


def verdict_of(output: Output, configs: Sequence[Config]) -> Verdict:
    """The conditions of failure. If configurations differ in them, each is applied to its own posts (see `judged`)."""
    from postlint.results.verdict import Verdict

    verdicts = list(dict.fromkeys(output.verdict(config) for config in configs))
    return verdicts[0] if len(verdicts) == 1 else Verdict(None, by_part=True)


def judged(report: Report, verdict: Verdict, output: Output, configs: Configs) -> Report:
    """The report with the reasons of failure, where each configuration is applied to its own posts."""
    if not verdict.by_part:
        return report
    failures = list(report.failures)
    for config, paths in configs.groups(file.path for file in report.files):
        of_part = replace(report, files=tuple(file for file in report.files if file.path in set(paths)), failures=())
        name = config.path.parent.name if config.path is not None else "."
        failures += [f"{name}: {reason}" for reason in output.verdict(config).reasons(of_part)]
    return replace(report, failures=tuple(failures))


def rules_of(report: Report, configs: Configs) -> Callable[[], Mapping[str, Rule]]:
    """A function that returns the rules that were on for any of the files of a report, by name."""

    def rules() -> dict[str, Any]:
        used = (configs.of(file.path).settings_for(file.path) for file in report.files)
        different = dict.fromkeys(used)  # many posts share theirs
        return {active.rule.name: active.rule for settings in different for active in settings.rules}

    return rules
