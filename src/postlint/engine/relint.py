"""Lints posts again that were saved after a run, so that what it knows of all others is kept (the live report)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from postlint.data.reading import read_bytes
from postlint.engine.cache_keys import digest
from postlint.engine.join import join
from postlint.engine.lint import lint_bytes
from postlint.engine.read_posts import with_lines
from postlint.engine.run import Run
from postlint.engine.shift import shifted
from postlint.engine.sites import SiteFindings, SiteFolder
from postlint.parse.source import Source, UnreadableSourceError
from postlint.results.findings import FileReport


def relint(run: Run, path: str, before: Source | None = None) -> FileReport | None:
    """Lint a post again, as it is on the disk now; its report, None when it cannot be read.

    What the rules about the site found stays as it was until `Run.take_site`; with the text `before`, it is moved to
    its places in the present one.
    """
    file = run.wanted[path]
    try:
        content = read_bytes(path)
        source = Source.from_bytes(content, path)
    except (OSError, UnreadableSourceError):
        return None
    file.set_content(content)
    view = run.view if file.report else None
    run.take(lint_bytes(file.settings, path, content, with_facts=file.facts, view=view, debug=run.debug))
    run.lint_images_of(file)
    of_site = SiteFindings()
    places: Sequence[SiteFolder] = ()
    if run.site_findings is not None and run.scope is not None:
        there = run.site_findings.findings.get(path, [])
        moved = list(shifted(there, before, source)) if before is not None else there
        of_site = SiteFindings({path: moved} if moved else {}, habits=run.site_findings.habits)
        places = [one._replace(posts=(path,)) for one in run.scope.places if path in one.posts]
    [report, *_] = join(run.config, [run.linted[path]], run.facts, of_site, places)
    return with_lines(report, run.given)


def has_linted(run: Run, path: str, content: bytes) -> bool:
    """Whether the result of a post is that of this content."""
    return path in run.linted and run.wanted[path].text == digest(path, content)


def keep_of(run: Run, before: Run, changed: Collection[str]) -> None:
    """Take what an earlier run over the same configuration knows of posts that have not changed since."""
    run.kept = frozenset(run.wanted.keys() & before.views.keys() & before.linted.keys() - set(changed))
    run.linted = {path: before.linted[path] for path in run.kept}
    run.views = {path: before.views[path] for path in run.kept}
    run.facts = {path: before.facts[path] for path in run.kept if path in before.facts}
