"""What earlier runs found, one JSON file a post. Whatever goes wrong with it, it is as if it were not there.

An entry is named after the post's path and holds, each under a key of all that it depends on, the report and the
facts of the post. Its first line is a digest of the rest, so that damage shows; it is written beside its place and
then moved there, so that runs at the same time see whole entries. Nothing that is read is executed.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache as once
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any

from postlint import __version__
from postlint.config.settings import Settings
from postlint.data.folders import data_dir
from postlint.engine.serialize import read_report, report_record
from postlint.results.findings import FileReport

if TYPE_CHECKING:
    from postlint.site.facts import Facts

FOLDER = ".postlint_cache"
#: marks the folder for backup programs, see https://bford.info/cachedir/
TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n# This is the cache of postlint; it can be deleted at any time.\n"
#: what reading a damaged or strange entry raises
MISTAKES = (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)
#: the entry of what the rules about the site found
SITE_ENTRY = "site"
#: the entry of what the last run came to
TOLD_ENTRY = "told"


def cache_folder(root: Path) -> Path:
    """Where the cache of a project is: beside its configuration."""
    return root / FOLDER


def clear_cache(root: Path) -> bool:
    """Delete the cache of a project; whether there was one. Raises OSError when it cannot be deleted."""
    import shutil

    folder = cache_folder(root)
    if not (folder / "CACHEDIR.TAG").is_file():
        return False
    shutil.rmtree(folder)
    return True


def digest(*parts: str | bytes) -> str:
    """A digest of some parts, the same in all processes; 32 hexadecimal digits.

    Of SHA-256, for which processors have instructions: in a second run over many posts it is much of the work.
    """
    made = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        made.update(len(data).to_bytes(8, "little"))
        made.update(data)
    return made.hexdigest()[:32]


def read_file(path: str) -> bytes:
    """The content of a file, as `Path.read_bytes` reads it in twice the time. Raises OSError."""
    with io.FileIO(path) as stream:
        return stream.readall()


def settings_key(settings: Settings) -> str:
    """A digest of all that decides what is found in a text: settings, cards, the day, and postlint itself."""
    today = "" if settings.today is not None else datetime.date.today().isoformat()
    return digest(settings.key, today, _stamp(), *_plugin_stamps(settings))


@once
def _stamp() -> str:
    """What tells one postlint from another: what is installed, or when a file of a checkout was last changed.

    An installer leaves the digests of all files, so that the same version installed anew finds the cache of the last.
    """
    package = Path(__file__).parents[1]
    with suppress(OSError):
        return digest((package.parent / f"postlint-{__version__}.dist-info" / "RECORD").read_bytes())
    return f"{__version__} {_newest(package, data_dir('rules'), data_dir('schemas'))}"


def _plugin_stamps(settings: Settings) -> Iterator[str]:
    """When the code of each plugin whose rules are on was last changed."""
    modules = {one.rule.target.partition(":")[0] for one in settings.rules if one.rule.origin not in _OWN_ORIGINS}
    for package in sorted({module.partition(".")[0] for module in modules} - {"postlint"}):
        from importlib.util import find_spec

        spec = find_spec(package)
        if spec is None or spec.origin is None:
            continue
        file = Path(spec.origin)
        yield f"{package} {_newest(file.parent) if spec.submodule_search_locations else file.stat().st_mtime_ns}"


#: where rules come from whose code is postlint's own
_OWN_ORIGINS = frozenset(("built-in", "local"))


def _newest(*folders: Path) -> str:
    """How many files there are in some folders, and when the newest was changed."""
    newest, count = 0, 0
    waiting = list(map(os.fspath, folders))
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir() and entry.name not in ("__pycache__", "_data"):
                    waiting.append(entry.path)
                elif entry.is_file():
                    count += 1
                    newest = max(newest, entry.stat().st_mtime_ns)
    return f"{count} {newest}"


class Cache:
    """The entries of one project. The first failure to write ends writing for this run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._folder = os.fspath(folder)
        self._writes = True
        self._last: tuple[str, _Entry | None] = ("", None)

    def report(self, path: str, key: str) -> FileReport | None:
        """The report on a post that was kept under this key."""
        entry = self._entry(path)
        if entry is None or entry.keys.get("report") != key:
            return None
        try:
            return read_report(json.loads(entry.report))
        except MISTAKES:
            return None

    def facts(self, path: str, key: str) -> Facts | None:
        """The facts of a post that were kept under this key."""
        entry = self._entry(path)
        if entry is None or entry.keys.get("facts") != key:
            return None
        try:
            from postlint.site.facts import Facts

            return Facts.from_json(json.loads(entry.facts))
        except MISTAKES:
            return None

    def keep(self, path: str, report_key: str, report: FileReport | None, facts_key: str, facts: Facts | None) -> None:
        """Keep a report, facts or both under their keys; what is None stays as it was kept before."""
        old = self._entry(path)
        kept = dict(old.keys) if old is not None else {}
        texts = [old.report, old.facts] if old is not None else ["", ""]
        if report is not None:
            kept["report"], texts[0] = report_key, _dumped(report_record(report))
        if facts is not None:
            kept["facts"], texts[1] = facts_key, _dumped(facts.to_json())
        self._write(_name(path), "\n".join([_dumped(kept), *texts]).encode("ascii"))
        self._last = ("", None)

    def site(self, key: str) -> list[FileReport] | None:
        """What the rules about the site found, kept under this key."""
        try:
            lines = self._read(SITE_ENTRY)
            if json.loads(lines[0])["site"] != key:
                return None
            return [read_report(record) for record in json.loads(lines[1])]
        except MISTAKES:
            return None

    def keep_site(self, key: str, reports: Iterable[FileReport]) -> None:
        """Keep what the rules about the site found."""
        lines = [_dumped({"site": key}), _dumped([report_record(one) for one in reports])]
        self._write(SITE_ENTRY, "\n".join(lines).encode("ascii"))

    def told(self, key: str) -> tuple[list[bytes], list[str], int] | None:
        """What was said at the end of a whole run, kept under this key: texts, notes, the exit status."""
        try:
            kept, about, texts = self._content(TOLD_ENTRY).split(b"\n", 2)
            sizes, notes, status = json.loads(about)
            stream = io.BytesIO(texts)
            told = [stream.read(size) for size in sizes], [str(note) for note in notes], int(status)
        except MISTAKES:
            return None
        return told if kept.decode("ascii", "replace") == key else None

    def keep_told(self, key: str, texts: Sequence[bytes], notes: Sequence[str], status: int) -> None:
        """Keep what was said at the end of a run, in place of what was said before."""
        about = _dumped([[len(text) for text in texts], notes, status])
        self._write(TOLD_ENTRY, b"\n".join([key.encode("ascii"), about.encode("ascii"), b"".join(texts)]))

    # -- files ------------------------------------------------------------------------------------------

    def _entry(self, path: str) -> _Entry | None:
        """The entry of a post; only the last one stays in memory."""
        if self._last[0] != path:
            try:
                keys, report, facts = self._read(_name(path))
                self._last = (path, _Entry(json.loads(keys), report, facts))
            except MISTAKES:
                self._last = (path, None)
        return self._last[1]

    def _read(self, name: str) -> list[str]:
        """The lines of an entry after its digest. Raises one of MISTAKES for a missing or damaged one."""
        return self._content(name).decode("ascii").split("\n")

    def _content(self, name: str) -> bytes:
        """What an entry holds after its digest. Raises one of MISTAKES for a missing or damaged one."""
        data = read_file(self._place(name))
        head, _, rest = data.partition(b"\n")
        if head.decode("ascii") != digest(rest):
            raise ValueError("damaged")
        return rest

    def _write(self, name: str, data: bytes) -> None:
        if not self._writes:
            return
        file = Path(self._place(name))
        try:
            self._prepare(file.parent)
            _put(file, digest(data).encode("ascii") + b"\n" + data)
        except OSError:
            self._writes = False

    def _prepare(self, folder: Path) -> None:
        if folder.is_dir():
            return
        folder.mkdir(parents=True, exist_ok=True)
        tag = self.folder / "CACHEDIR.TAG"
        if not tag.exists():
            _put(self.folder / ".gitignore", b"*\n")
            _put(tag, TAG)

    def _place(self, name: str) -> str:
        return f"{self._folder}{os.sep}{name[:2]}{os.sep}{name[2:]}.json"


class _Entry:
    """An entry as read: its keys, and two texts that are parsed only when they are wanted."""

    __slots__ = ("facts", "keys", "report")

    def __init__(self, keys: dict[str, str], report: str, facts: str) -> None:
        self.keys, self.report, self.facts = keys, report, facts


def _put(file: Path, data: bytes) -> None:
    """Write a file beside its place and move it there: whole, or not at all. Raises OSError."""
    beside = file.with_name(f"{file.name}.{os.getpid()}-{get_ident()}")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    except BaseException:  # Ctrl-C, too, leaves nothing behind
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _name(path: str) -> str:
    return digest(path)


def _dumped(value: Any) -> str:
    # ASCII: lone surrogates of strange file names survive
    return json.dumps(value, separators=(",", ":"))
