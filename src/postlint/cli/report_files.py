"""Reports on posts themselves: what they need of a run, the folders that they are written to, and the history."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.cli.command_group import Refusal
from postlint.data.inside import leads_outside
from postlint.data.reading import open_own, read_bytes

if TYPE_CHECKING:
    from postlint.config.config import Config
    from postlint.engine.run import Run
    from postlint.report.history import Entry
    from postlint.report.html.material import Material
    from postlint.results.findings import Report

#: what every page of ours has in its first bytes
_OURS = b'<meta name="generator" content="postlint">'
_HEAD = 4096
#: in bytes; a line has about 300
_LARGEST_HISTORY = 1 << 26


def is_folder(name: str) -> bool:
    """Whether the user means a folder: the name ends with a slash, or is one."""
    return name.endswith(("/", "\\")) or (bool(name) and Path(name).is_dir())


def check_folder(name: str) -> None:
    """Check before the run whether a report can be written to a folder. Raises Refusal."""
    folder = Path(name)
    if folder.exists() and not folder.is_dir():
        raise Refusal(f"{name}: Not a directory")
    if not folder.absolute().parent.is_dir():
        raise Refusal(f"{name}: No such file or directory")
    if any(map(leads_outside, (folder, *(folder.iterdir() if folder.is_dir() else ())))):
        raise Refusal(f"{name}: a link leads out of the repository")
    if folder.is_dir() and any(folder.iterdir()) and not _is_ours(folder / "index.html"):
        raise Refusal(f"{name}: this folder has other files than a report of postlint; name a new one.")


def _is_ours(file: Path) -> bool:
    try:
        return not file.is_symlink() and _OURS in read_bytes(file)[:_HEAD]
    except OSError:
        return False


def write_folder(name: str, files: Mapping[str, bytes]) -> None:
    """Write the files of a report into a folder; pages of an earlier report that it no longer has are removed."""
    folder = Path(name)
    for inside, content in files.items():
        target = folder / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_symlink():  # it may lead anywhere
            target.unlink()
        target.write_bytes(content)
    written = {folder / inside for inside in files}
    for old in folder.glob("*/*.html"):
        if old not in written and _is_ours(old):
            old.unlink()


def check_packages() -> None:
    """Check before the run whether pages can be made. Raises Refusal without the package for it."""
    from postlint.report.html.environment import MissingPackageError, environment

    try:
        environment()
    except MissingPackageError as error:
        raise Refusal(str(error)) from None


def material_of(runs: Sequence[Run], config: Config, history: Sequence[Entry]) -> Material:
    """What the pages of a report show besides its findings; the runs were planned with the view of posts."""
    from postlint.engine.lint_site import build_sites
    from postlint.report.html.material import Material

    built = [run.sites or build_sites(run.config, run.scope, run.facts) for run in runs]
    sites = [site for of_run in built for site in of_run.values()]
    views = {path: view for run in runs for path, view in run.views.items()}
    return Material(views, sites, *frame_and_url(config, views), history)


def frame_and_url(config: Config, posts: Iterable[str]) -> tuple[str, str]:
    """How a site builds the title of a page from that of a post ("{}"), and its address ("" if that is unknown).

    An address that is not configured is read from the generator of the first post's site.
    """
    frame, url = str(config.file.get("title_template", "{}")), str(config.file.get("site_url", ""))
    post = next(iter(posts), None)
    if not url and post is not None:
        site = config.site_of(Path.cwd() / post)
        url = config.address_of(site.preset, site.folder) if site.folder is not None else ""
    return frame if "{}" in frame else "{}", url


# -- the history ------------------------------------------------------------------------------------------


def read_history(file: Path) -> list[Entry]:
    """The runs of a history, the oldest first; none when the file does not exist yet."""
    from postlint.report.history import read_entries

    try:
        return read_entries(read_bytes(file, _LARGEST_HISTORY).decode("utf-8", "replace"))
    except FileNotFoundError:
        return []


def entry_now(report: Report) -> Entry:
    """The entry of this run."""
    from postlint.engine.git import Git, GitError
    from postlint.report.history import entry_of

    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    try:
        commit = Git(Path.cwd()).head
    except GitError:
        commit = ""
    return entry_of(report, now.isoformat().replace("+00:00", "Z"), commit)


def append_history(file: Path, entry: Entry) -> None:
    """Add a run to a history, as a line of its own whatever the file ends with."""
    content = read_bytes(file, _LARGEST_HISTORY) if file.exists() else b""
    begin = "\n" if content and not content.endswith(b"\n") else ""
    with os.fdopen(open_own(file, append=True), "ab") as stream:
        stream.write(f"{begin}{entry.to_line()}\n".encode())
