"""Runs in shards: each lints its share of the posts and writes a file; a merge makes one report of the files."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from postlint.config.config import Config
from postlint.data.inside import leads_outside
from postlint.data.reading import read_bytes
from postlint.data.version import VERSION
from postlint.engine.cache_keys import digest, settings_key
from postlint.engine.cached_results import MISTAKES
from postlint.engine.run import Run
from postlint.engine.serialize import linted_record, read_linted, read_report, report_record
from postlint.engine.sites import Scope, SiteFolder
from postlint.results.findings import FileReport, Report


class ShardError(Exception):
    """Files of shards that cannot be merged; the message is a sentence for the user."""


def write_share(run: Run) -> None:
    """Write the file of a run's share. Raises OSError."""
    share = run.share
    if share is None or share.file is None:
        return
    record = {
        "postlint": VERSION,
        "part": [share.part, share.parts],
        "key": _key(run.config, run.reported, run.scope.posts if run.scope is not None else None),
        "reported": sorted(run.reported),
        "scope": _scope_record(run.scope) if run.scope is not None else None,
        "aside": [report_record(report) for report in run.aside],
        "notes": run.notes,
        "reports": [linted_record(linted) for linted in run.linted.values()],
        "facts": [facts.to_json() for facts in run.facts.values()],
    }
    share.file.write_text(json.dumps(record, separators=(",", ":")) + "\n", encoding="utf-8")


def _scope_record(scope: Scope) -> Mapping[str, Any]:
    return {"posts": scope.posts, "places": [place._asdict() for place in scope.places]}


def _key(config: Config, reported: Iterable[str], posts: Sequence[str] | None) -> str:
    """A key that is equal for runs over the same posts, on one day, in one folder, with equivalent settings."""
    names = sorted(reported)
    keys = {settings_key(config.settings_for(name)) for name in names}
    site = (config.site_hosts, config.file.get("site_url", ""), os.fspath(Path.cwd()))
    return digest(*sorted(keys), "reported", *names, "posts", *(posts or ()), repr(site))


def merge_shards(config: Config, files: Sequence[Path]) -> Report:
    """The report of all shards, as of one run. Raises ShardError when a part is missing, damaged or of another run."""
    records = [_read(file) for file in files]
    _check_parts(records, files)
    first = records[0]
    try:
        run = Run(config, frozenset(first["reported"]))
        key = _key(config, run.reported, first["scope"]["posts"] if first["scope"] is not None else None)
        if any(record["key"] != key for record in records):
            raise ShardError(
                "The shards were linted over other posts, on another day, in another folder, "
                "or under another configuration or selection than this one."
            )
        _fill(run, records)
    except MISTAKES as error:
        raise ShardError(f"The files of the shards are damaged: {type(error).__name__}.") from None
    return run.report()


def _fill(run: Run, records: Sequence[Mapping[str, Any]]) -> None:
    from postlint.site.facts import Facts

    scope = records[0]["scope"]
    if scope is not None:
        if any(leads_outside(place["folder"], Path.cwd()) for place in scope["places"]):
            raise ShardError("The files of the shards name a folder outside of the repository.")
        places = tuple(
            SiteFolder(**{**place, "posts": tuple(place["posts"]), "files": tuple(place["files"]),
                     "redirects": tuple((name, text) for name, text in place["redirects"])})
            for place in scope["places"]
        )  # fmt: skip
        run.scope = Scope(tuple(scope["posts"]), places)
    aside: dict[str, FileReport] = {}
    for record in records:
        read = [Facts.from_json(facts) for facts in record["facts"]]
        run.facts.update({facts.path: facts for facts in read})
        run.notes += [note for note in record["notes"] if note not in run.notes]
        for linted in map(read_linted, record["reports"]):
            if linted.report.path not in run.reported:
                raise ShardError(
                    f"The files of the shards report on {linted.report.path}, which is no post of the run."
                )
            run.take(linted)
        aside.update({report.path: report for report in map(read_report, record["aside"])})
    run.aside = list(aside.values())


def _read(file: Path) -> dict[str, Any]:
    try:
        record = json.loads(read_bytes(file))
        if record["postlint"] != VERSION:
            raise ShardError(f"{file} was written by postlint {record['postlint']}; this is {VERSION}.")
        part, parts = record["part"]
        record["part"] = int(part), int(parts)
        return dict(record)
    except OSError as error:
        raise ShardError(f"{file} cannot be read: {error.strerror or error}.") from None
    except MISTAKES:
        raise ShardError(f"{file} is no file that --facts-out wrote.") from None


def _check_parts(records: Sequence[Mapping[str, Any]], files: Sequence[Path]) -> None:
    """Check that these are all parts of one run, each once. Raises ShardError."""
    parts = records[0]["part"][1]
    found = sorted(record["part"] for record in records)
    if parts != len(found) or found != [(part, parts) for part in range(1, parts + 1)]:
        given = ", ".join(f"{part}/{of}" for part, of in found)
        raise ShardError(f"The merge needs the parts 1 to {parts}, each once; given are {given}.")
