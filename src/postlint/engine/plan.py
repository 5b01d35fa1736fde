"""Plans a run: which files are read, what is reported on, and which site they belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from postlint.config.config import Config
from postlint.engine.inactive import inactive_rules
from postlint.engine.linted import View
from postlint.engine.run import Run
from postlint.engine.sites import absolute, find_scope, unseen_site
from postlint.engine.to_findings import unreadable
from postlint.engine.wanted import Share

if TYPE_CHECKING:
    from postlint.engine.cache import Cache
    from postlint.results.findings import Finding


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
