"""Fingerprints: a finding is identified by its post, its rule and the text of its place; moved lines do not matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from postlint.results.findings import FileReport, Finding


def place_text(finding: Finding, lines: Mapping[int, str]) -> str:
    """The text of a finding's place on its first line, runs of spaces as one; of an empty place, the whole line.

    `lines` are those of the report on the file.
    """
    line = lines.get(finding.line, "")
    end = finding.end_column - 1 if finding.end_line == finding.line else len(line)
    return squeezed(line[finding.column - 1 : end]) or squeezed(line)


def squeezed(text: str) -> str:
    """The text stripped, with each run of spaces as one."""
    return " ".join(text.split())


def fingerprints(file: FileReport) -> Iterator[tuple[Finding, str]]:
    """Each finding of a file, suppressed and baselined ones included, with its fingerprint of 32 hexadecimal digits.

    Equal findings on equal texts are distinguished by their order.
    """
    import hashlib  # brings OpenSSL: most runs tell no fingerprints

    seen = Counter[tuple[str, str]]()
    for finding in sorted(file.with_hidden, key=lambda one: (one.start, one.end, one.rule, one.message)):
        key = (finding.rule, place_text(finding, file.lines))
        seen[key] += 1
        text = "\0".join([file.path, *key, str(seen[key])])
        yield finding, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
