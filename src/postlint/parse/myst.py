"""The directives of MyST whose body between fences is text, and not code or data: ```{note}```.

Facts from the documentation of docutils, Sphinx, MyST-Parser, the MyST document engine and sphinx-design.
"""

from __future__ import annotations

from postlint.data.patterns import lazy_pattern

#: directives that show their body as text, with a title after their name
_TITLED = frozenset(
    {
        *("admonition", "attention", "caution", "danger", "error", "hint", "important", "note", "seealso", "tip"),
        *("todo", "warning", "versionadded", "versionchanged", "versionremoved", "deprecated", "aside", "card"),
        *("details", "dropdown", "exercise", "glossary", "grid-item-card", "margin", "proof", "sidebar", "solution"),
        *("prf:algorithm", "prf:definition", "prf:example", "prf:lemma", "prf:proof", "prf:remark", "prf:theorem"),
        *("tab-item", "theorem", "topic"),
    }
)
#: those with another argument: a class, a file
_UNTITLED = frozenset(
    {
        *("card-carousel", "compound", "container", "div", "epigraph", "figure", "grid", "grid-item", "highlights"),
        *("pull-quote", "tab-set"),
    }
)
_OPENING = lazy_pattern(r"[ \t]*\{([\w:-]+)\}(?:[ \t]*|[ \t]+[^\n]*)")


def text_directive(info: str) -> str:
    """The name of the directive that a fence with this info string opens, if its body is text; else ""."""
    opening = _OPENING.fullmatch(info)
    name = opening[1].lower() if opening is not None else ""
    return name if name in _TITLED or name in _UNTITLED else ""


def has_title(name: str) -> bool:
    """Whether what follows the name of a directive is the title of its box."""
    return name in _TITLED
