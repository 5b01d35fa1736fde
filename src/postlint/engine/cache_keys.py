"""The keys of the cache: digests of all that a result depends on, postlint itself included."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.data.folders import data_dir
from postlint.data.version import VERSION

if TYPE_CHECKING:
    from postlint.config.settings import Settings


#: the folder of the cache, beside the configuration
FOLDER = ".postlint_cache"
#: the number of digits in a digest
DIGITS = 32


def digest(*parts: str | bytes) -> str:
    """A digest of some parts, the same in all processes, in hexadecimal digits.

    It is SHA-256, which processors support in hardware: an unchanged run spends much of its time here.
    """
    import hashlib  # a run without a cache does without

    made = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        made.update(len(data).to_bytes(8, "little"))
        made.update(data)
    return made.hexdigest()[:DIGITS]


#: what changed so short a time before it was read may change again without another time; in seconds
CLOCK = 2.0


def account(path: str, before: float = float("inf")) -> str:
    """What the system tells of a file as long as nobody writes to it: a program can set one of the times, but not both.

    "" for a file that was not last changed well `before` a time, and on Windows, where one of them is when it was made.
    """
    if os.name == "nt":
        return ""
    try:
        found = os.stat(path)  # noqa: PTH116 - asked for each post
    except OSError:
        return ""
    of_times = f"{found.st_mtime_ns} {found.st_ctime_ns} {found.st_size} {found.st_ino}"
    return of_times if is_settled(found, before) else ""


def is_settled(found: os.stat_result, before: float) -> bool:
    """Whether a file was last changed well before a time."""
    return max(found.st_mtime, found.st_ctime) < before - CLOCK


def settings_key(settings: Settings) -> str:
    """A digest of all that the findings in a text depend on: settings, cards, the day, and postlint itself."""
    today = "" if settings.today is not None else time.strftime("%Y-%m-%d")
    return digest(settings.key, today, stamp(), *_plugin_stamps(settings))


@once
def stamp() -> str:
    """A digest of the installed files; in a checkout, the time of the last change.

    Installers record the digests of all files, so the same version installed again has the same stamp.
    """
    package = Path(__file__).parents[1]
    with suppress(OSError):
        return digest((package.parent / f"postlint-{VERSION}.dist-info" / "RECORD").read_bytes())
    return f"{VERSION} {_newest(package, data_dir('rules'), data_dir('schemas'), data_dir('styles'))}"


def _plugin_stamps(settings: Settings) -> Iterator[str]:
    """The time of the last change of each plugin with rules that are on."""
    modules = {one.rule.target.partition(":")[0] for one in settings.rules if one.rule.origin not in OWN_ORIGINS}
    for package in sorted({module.partition(".")[0] for module in modules} - {"postlint"}):
        from importlib.util import find_spec

        spec = find_spec(package)
        if spec is None or spec.origin is None:
            continue
        file = Path(spec.origin)
        yield f"{package} {_newest(file.parent) if spec.submodule_search_locations else file.stat().st_mtime_ns}"


#: origins of rules that run only postlint's own code
OWN_ORIGINS = frozenset(("built-in", "local"))


def _newest(*folders: Path) -> str:
    """The number of files in some folders, and the time of the last change."""
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
