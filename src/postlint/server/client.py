"""What the client can do and what its user has set, read with care: clients send what they like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from postlint.records import NamedTuple
from postlint.results.hits import Severity
from postlint.server.diagnostics import Shown
from postlint.server.positions import chosen_encoding


class Client(NamedTuple):
    """The abilities of a client, as far as they matter here.

    `pulls`: it asks for diagnostics, so that none are pushed. `refreshes`: it asks again on request. `watches`: it
    can be asked to report changed files. `snippets`, `markdown`: what completion items and hovers may have.
    """

    encoding: str = "utf-16"
    shown: Shown = Shown()
    pulls: bool = False
    refreshes: bool = False
    watches: bool = False
    progress: bool = False
    snippets: bool = False
    literal_actions: bool = True
    shows_pages: bool = False

    @classmethod
    def of(cls, capabilities: Mapping[str, Any] | None) -> Client:
        """Read the capabilities of `initialize`."""
        about = capabilities or {}
        published = part(about, "textDocument", "publishDiagnostics")
        return cls(
            encoding=chosen_encoding(_listed(part(about, "general").get("positionEncodings"))),
            shown=Shown(
                related=bool(published.get("relatedInformation")),
                tags=bool(published.get("tagSupport")),
                descriptions=bool(published.get("codeDescriptionSupport")),
            ),
            pulls="diagnostic" in part(about, "textDocument"),
            refreshes=bool(part(about, "workspace", "diagnostics").get("refreshSupport")),
            watches=bool(part(about, "workspace", "didChangeWatchedFiles").get("dynamicRegistration")),
            progress=bool(part(about, "window").get("workDoneProgress")),
            snippets=bool(part(about, "textDocument", "completion", "completionItem").get("snippetSupport")),
            shows_pages=bool(part(about, "window", "showDocument").get("support")),
            literal_actions="codeActionLiteralSupport" in part(about, "textDocument", "codeAction"),
        )


class Options(NamedTuple):
    """The settings of the user in the editor.

    `level` is the least severity that is shown, `delay` the time in seconds that the server waits for the next key.
    """

    level: Severity = Severity.INFO
    inlay_hints: bool = False
    delay: float = 0.04
    site_delay: float = 0.3

    @classmethod
    def of(cls, given: object) -> Options:
        """Read the options of `initialize`, or the section `postlint` of the settings; what is unknown is ignored."""
        values = given if isinstance(given, Mapping) else {}
        values = values.get("postlint", values) if isinstance(values.get("postlint", values), Mapping) else {}
        level = values.get("level")
        delay = values.get("delay")
        return cls(
            level=Severity.of(level) if level in ("info", "warning", "error") else Severity.INFO,
            inlay_hints=values.get("inlayHints") is True,
            delay=min(max(float(delay), 0.0), 10.0) if isinstance(delay, (int, float)) else 0.04,
        )


def part(values: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """A map inside of maps; empty where any of them is missing or something else."""
    here: Any = values
    for name in names:
        here = here.get(name) if isinstance(here, Mapping) else None
    return here if isinstance(here, Mapping) else {}


def _listed(value: object) -> Iterable[str] | None:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else None
