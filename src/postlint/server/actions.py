"""Code actions: the fixes of findings, all safe fixes of a post, and ways to silence a finding."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from postlint.data.wording import on_one_line
from postlint.engine.fix_post import fix_post, spot
from postlint.engine.to_findings import NEVER_HIDDEN
from postlint.results.findings import FileReport, Finding
from postlint.results.hits import Edit
from postlint.server.analysis import Analysis
from postlint.server.diagnostics import SOURCE, diagnostic
from postlint.server.positions import Json
from postlint.server.session import Session
from postlint.server.text_edits import fix_edits, line_edits, workspace_edit

QUICK_FIX, FIX_ALL = "quickfix", "source.fixAll.postlint"
#: the commands of the server
APPLY_ALL, SILENCE, BASELINE, EXPLAIN = (
    f"{SOURCE}.{name}" for name in ("fixAll", "silence", "addToBaseline", "explain")
)
#: the longest piece of a text in the title of an action
_LONGEST = 40


def actions(session: Session, analysis: Analysis, params: Mapping[str, Any]) -> list[Json]:
    """The actions at a range, of the kinds that the client asks for."""
    only = params.get("context", {}).get("only") or None
    report = session.report(analysis)
    found: list[Json] = []
    if _is_wanted(QUICK_FIX, only):
        start, end = analysis.text.positions.span(params["range"])
        here = [one for one in report.findings if one.start <= end and start <= one.end]
        here = [one for one in here if one.severity >= session.options.level]
        for finding in here:
            found += _for_finding(session, analysis, finding)
    if only is not None and _is_wanted(FIX_ALL, only):
        edits = all_fixes(analysis, report)
        if edits:
            edit = workspace_edit(analysis.text.uri, edits)
            found.append({"title": _ALL, "kind": FIX_ALL, "edit": edit})
    elif only is None and any(one.fix is not None and one.fix.safe for one in report.findings):
        found.append({"title": _ALL, "kind": FIX_ALL, "command": _command(_ALL, APPLY_ALL, analysis.text.uri)})
    return found if session.client.literal_actions else [one["command"] for one in found if "command" in one]


_ALL = "Fix all safe findings of postlint"


def _is_wanted(kind: str, only: Collection[str] | None) -> bool:
    """Whether a kind is one of those that are asked for, or below one."""
    return only is None or any(kind == one or kind.startswith(f"{one}.") or one == "" for one in only)


def _for_finding(session: Session, analysis: Analysis, finding: Finding) -> Iterator[Json]:
    uri = analysis.text.uri
    shown = diagnostic(finding, analysis.text.positions, session.positions_of, session.client.shown)
    about: Json = {"kind": QUICK_FIX, "diagnostics": [shown]}
    fix = finding.fix
    if fix is not None and fix.edits:
        safety = "" if fix.safe else " (needs a look)"
        edit = workspace_edit(uri, fix_edits(analysis.text, fix))
        preferred = {"isPreferred": True} if fix.safe else {}
        yield {"title": f"{title(analysis, finding)}{safety}", **about, "edit": edit, **preferred}
    if finding.rule not in NEVER_HIDDEN:
        spot_of = (uri, finding.rule, finding.start, finding.end)
        for where, label in (("line", "here"), ("post", "in this post")):
            text = f"Silence {finding.rule} {label}"
            yield {"title": text, **about, "command": _command(text, SILENCE, *spot_of, where)}
        text = f"Add this {finding.rule} to the baseline"
        yield {"title": text, **about, "command": _command(text, BASELINE, *spot_of)}
    text = f"Explain {finding.rule}"
    yield {"title": text, **about, "command": _command(text, EXPLAIN, uri, finding.rule)}


def _command(label: str, name: str, *arguments: object) -> Json:
    return {"title": label, "command": name, "arguments": list(arguments)}


def title(analysis: Analysis, finding: Finding) -> str:
    """What a fix does, in words."""
    edits = finding.fix.edits if finding.fix is not None else ()
    if len(edits) == 1:
        return _described(analysis, edits[0])
    return f"Fix {finding.rule} ({len(edits)} places)"


def _described(analysis: Analysis, edit: Edit) -> str:
    old, new = (on_one_line(text, _LONGEST) for text in (analysis.doc.slice(edit.span), edit.text))
    if not old:
        return f"Insert '{new}'" if new else "Change the white space"
    return f"Replace '{old}' with '{new}'" if new else f"Remove '{old}'"


def all_fixes(analysis: Analysis, report: FileReport) -> list[Json]:
    """The edits of all safe fixes in a post, applied until nothing changes; those of silenced findings are left out."""
    only = set(map(spot, report.findings))
    text = analysis.text
    before = text.source.to_bytes(text.source.text).decode("utf-8") if text.hides_bom else text.text
    fixed = fix_post(analysis.settings, analysis.name, before, only=only)
    return line_edits(text, fixed.after.removeprefix("\ufeff") if text.hides_bom else fixed.after)
