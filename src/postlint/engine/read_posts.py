"""Reads the files of posts: their bytes for a run, and their texts for the lines in a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from postlint.data.reading import read_bytes
from postlint.parse.source import Source, UnreadableSourceError
from postlint.results.findings import FileReport


def with_lines(report: FileReport, given: Mapping[str, bytes]) -> FileReport:
    """The report with the text of each line that its findings touch, if the file can still be read."""
    wanted = {finding.line for finding in report.with_hidden}
    if wanted <= report.lines.keys():
        return report
    source = next(read_sources([report.path], given))
    if isinstance(source, str):
        return report
    known = range(1, len(source.line_starts) + 1)
    return replace(report, lines={line: source.line(line) for line in wanted if line in known})


def read_sources(files: Iterable[str], given: Mapping[str, bytes]) -> Iterator[Source | str]:
    """The texts of files in path order; for an unreadable one, a sentence with the reason."""
    for name in sorted(set(files)):
        try:
            yield Source.from_bytes(given[name] if name in given else read_bytes(name), name)
        except OSError as error:
            yield f"{name} {reason(error)}."
        except UnreadableSourceError as error:
            yield f"{name} {error}."


def reason(error: OSError) -> str:
    """The reason of an error, as the end of a sentence that begins with the file."""
    return f"cannot be read: {error.strerror or error}"
