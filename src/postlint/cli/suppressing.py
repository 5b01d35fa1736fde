"""`--add-suppressions`: writes comments into the posts that suppress their findings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.cli.command_group import Refusal
from postlint.data.reading import read_bytes
from postlint.report.outcome import many

if TYPE_CHECKING:
    from postlint.config.nearest import Configs
    from postlint.results.findings import Report


def suppress(report: Report, configs: Configs, reason: str, level: str, paths: Sequence[str]) -> str:
    """Write comments that suppress the findings of a report at or above a level. Returns a sentence for the user."""
    from postlint.engine.add_suppressions import suppress_in
    from postlint.engine.fix_files import FixError, write_fixed
    from postlint.parse.source import UnreadableSourceError
    from postlint.results.hits import Severity

    least = Severity.of(level)
    posts, refused = [], []
    for file in report.files:
        findings = [finding for finding in file.findings if finding.severity >= least]
        if not findings or not Path(file.path).is_file():
            continue
        config = configs.of(file.path)
        try:
            content = read_bytes(file.path).decode("utf-8")
            post = suppress_in(config.settings_for(file.path), file.path, content, findings, reason)
        except (UnicodeDecodeError, UnreadableSourceError):
            post = None
        posts += [post] if post is not None else []
        refused += [file.path] if post is None else []
    try:
        write_fixed(posts, [Path.cwd(), configs.main.root, *paths])
    except FixError as error:
        raise Refusal(str(error)) from None
    silenced = sum(sum(post.applied.values()) for post in posts)
    done = f"Silenced {many(silenced, 'finding')} in {many(len(posts), 'post')}."
    return done + (f" No comment fits into {', '.join(refused)}; silence it in its front matter." if refused else "")
