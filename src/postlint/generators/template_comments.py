"""Takes the comments out of a template: what stands in one is not printed."""

from __future__ import annotations

from postlint.generators.source_names import compiled

#: how a comment begins -> how it ends: in HTML, Jinja and its like, Handlebars, Go, Liquid, ERB, EJS, Mako, JSX
_ENDS = {
    "<!--": "-->",
    "{#": "#}",
    "{{!--": "--}}",
    "{{/*": "*/",
    "{{-/*": "*/",
    "{{- /*": "*/",
    "{%comment": "endcomment",
    "<%#": "%>",
    "<%--": "--%>",
    "<%doc>": "</%doc>",
    "{/*": "*/}",
}
_OPENING = r"<!--|\{#|\{\{!--|\{\{-? ?/\*|\{%-?\s*comment\b|<%#|<%--|<%doc>|\{/\*"


def without_comments(text: str) -> str:
    """The text of a template without its comments; one without an end is none, as ``{#if`` of Svelte."""
    shown, at, missing = [], 0, set[str]()
    for opening in compiled(_OPENING).finditer(text):
        end = _ENDS.get(opening[0].replace("{{ /", "{{/"), _ENDS["{%comment"])
        if opening.start() < at or end in missing:
            continue
        closed = text.find(end, opening.end())
        if closed < 0:
            missing.add(end)
            continue
        shown.append(text[at : opening.start()])
        at = closed + len(end)
    return "".join((*shown, text[at:]))
