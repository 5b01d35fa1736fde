"""The requests about an open text: each is answered from the analysis of its present version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from postlint.records import NamedTuple
from postlint.server.actions import actions
from postlint.server.analysis import Analysis
from postlint.server.hover import hover
from postlint.server.navigation import definition, document_links, references
from postlint.server.positions import Json
from postlint.server.renaming import prepare, rename
from postlint.server.session import Session
from postlint.server.symbols import inlay_hints, status, symbols


class Feature(NamedTuple):
    """A function that answers a request.

    With `is_slow`, it runs in the thread that lints texts. With `is_about_site`, it waits for the rules about the site.
    """

    answer: Callable[[Session, Analysis, Json], Any]
    is_slow: bool = False
    is_about_site: bool = False


def _offset(analysis: Analysis, params: Json) -> int:
    return analysis.text.positions.offset(params["position"])


def _hover(session: Session, analysis: Analysis, params: Json) -> Any:
    return hover(session, analysis, _offset(analysis, params))


def _definition(session: Session, analysis: Analysis, params: Json) -> Any:
    return definition(session, analysis, _offset(analysis, params))


def _references(session: Session, analysis: Analysis, params: Json) -> Any:
    declared = bool((params.get("context") or {}).get("includeDeclaration"))
    return references(session, analysis, _offset(analysis, params), declared=declared)


def _prepare(session: Session, analysis: Analysis, params: Json) -> Any:
    return prepare(analysis, _offset(analysis, params))


def _rename(session: Session, analysis: Analysis, params: Json) -> Any:
    return rename(session, analysis, _offset(analysis, params), str(params["newName"]))


FEATURES: Mapping[str, Feature] = {
    "textDocument/codeAction": Feature(actions),
    "textDocument/hover": Feature(_hover),
    "textDocument/definition": Feature(_definition),
    "textDocument/references": Feature(_references),
    "textDocument/prepareRename": Feature(_prepare),
    "textDocument/rename": Feature(_rename),
    "textDocument/documentLink": Feature(lambda session, analysis, params: document_links(session, analysis)),
    "textDocument/documentSymbol": Feature(lambda session, analysis, params: symbols(analysis)),
    "textDocument/inlayHint": Feature(lambda session, analysis, params: inlay_hints(session, analysis)),
    "postlint/status": Feature(lambda session, analysis, params: status(session, analysis), True, True),
}
