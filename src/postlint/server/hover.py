"""Hover: what is known of a finding, a link, a key of the front matter, and the title in a search result."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.catalog.rule import Rule
from postlint.document.text_width import text_width
from postlint.parse.front_matter import Field
from postlint.report.markdown_escape import code, prose, unloaded
from postlint.results.findings import Finding
from postlint.server.analysis import Analysis
from postlint.server.open_texts import uri_of
from postlint.server.positions import Json
from postlint.server.schema_items import description, schemas_at
from postlint.server.session import Session
from postlint.server.under_cursor import link_at
from postlint.spans import Span

#: the widths at which a search engine cuts, in CSS pixels: one line of the title, two of the description
_TITLE_PIXELS, _DESCRIPTION_PIXELS, _DESCRIPTION_SIZE = 600, 920, 14


def hover(session: Session, analysis: Analysis, offset: int) -> Json | None:
    """What is shown at an offset."""
    parts = [*_links(session, analysis, offset), *_header(analysis, offset), *_findings(session, analysis, offset)]
    if not parts:
        return None
    spans = [span for span, _ in parts]
    smallest = min(spans, key=lambda span: span.end - span.start)
    return {
        "contents": {"kind": "markdown", "value": "\n\n---\n\n".join(text for _, text in parts)},
        "range": analysis.text.positions.range(*smallest),
    }


def _findings(session: Session, analysis: Analysis, offset: int) -> Iterator[tuple[Span, str]]:
    seen = set()
    for finding in session.report(analysis).findings:
        if finding.start <= offset <= finding.end and finding.rule not in seen:
            seen.add(finding.rule)
            rule = analysis.config.catalogue.get(finding.rule)
            if rule is not None:
                yield Span(finding.start, finding.end), _page(rule, finding)


def _page(rule: Rule, finding: Finding) -> str:
    name = f"[{rule.name}]({rule.url})" if rule.url else f"`{rule.name}`"
    why = str(rule.card.get("why") or "").strip()
    paragraphs = [" ".join(part.split()) for part in why.split("\n\n")]
    first = f"**{name}** ({rule.group}, {finding.severity}): {rule.summary}"
    return unloaded("\n\n".join([first, *filter(None, paragraphs)]))


def _links(session: Session, analysis: Analysis, offset: int) -> Iterator[tuple[Span, str]]:
    found = link_at(session, analysis, offset)
    if found is None or found.site is None or found.resolution.state not in ("post", "file"):
        return
    site, path = found.site, found.resolution.path
    if found.resolution.state == "file":
        image = f"\n\n![](<{uri_of(session.path_in(site, path))}>)" if found.target.kind == "image" else ""
        yield found.span, f"{code(path)}{image}"
        return
    facts = site.posts[path]
    title = facts.title.text if facts.title is not None else path
    about = [f"**{prose(title)}**" + (" (draft)" if facts.draft else "")]
    if facts.description is not None:
        about.append(prose(facts.description.text))
    own = site.addresses.get(path)
    address = f"{site.base}{own[0]}" if own else ""
    about.append(" · ".join(filter(None, [code(address) if address else "", code(path), facts.date])))
    yield found.span, "\n\n".join(about)


# -- front matter ---------------------------------------------------------------------------------------


def _header(analysis: Analysis, offset: int) -> Iterator[tuple[Span, str]]:
    header = analysis.doc.front_matter
    if offset >= header.span.end:
        return
    inside = [
        one for one in header.fields.values() if one.key_span.start <= offset <= max(one.key_span.end, one.span.end)
    ]
    if not inside:
        return
    field = max(inside, key=lambda one: len(one.path))
    names = [part for part in field.path if isinstance(part, str)]
    about = description(schemas_at(analysis.doc.preset.schema, names)) if _is_known(analysis, names) else ""
    span = Span(field.key_span.start, max(field.key_span.end, field.span.end))
    key = ".".join(names)
    texts = [f"**{key}**", *([about] if about else []), *_search_result(analysis, field)]
    if len(texts) > 1:
        yield span, unloaded("\n\n".join(texts))


def _is_known(analysis: Analysis, names: list[str]) -> bool:
    parents = schemas_at(analysis.doc.preset.schema, names[:-1])
    return any(names[-1] in parent.get("properties", {}) for parent in parents)


def _search_result(analysis: Analysis, field: Field) -> Iterator[str]:
    """The width of the title or description, and what a search engine shows of it."""
    doc = analysis.doc
    text = field.as_text()
    title = doc.field("seo_title")
    about = doc.field("description")
    if title is not None and title.path == field.path:
        template = _template(analysis)
        yield _cut(template.replace("{}", text), _TITLE_PIXELS, 20)
    elif about is not None and about.path == field.path:
        yield _cut(text, _DESCRIPTION_PIXELS, _DESCRIPTION_SIZE)


def _template(analysis: Analysis) -> str:
    """How the site makes the title of a page."""
    given = str(analysis.config.file.get("title_template", "{}"))
    return given if "{}" in given else "{}"


def _cut(text: str, most: int, size: float) -> str:
    width = text_width(text, size)
    head = f"{len(text)} characters, {round(width)} pixels wide"
    if width <= most:
        return f"{head}; a search result shows all of it (up to about {most} pixels)."
    shown, used = "", text_width("…", size)
    for char in text:
        used += text_width(char, size)
        if used > most:
            break
        shown += char
    return f"{head}; a search result cuts it at about {most} pixels:\n\n> {shown.rstrip()}…"
