"""postlint checks Markdown blog posts before they are published.

The names below are its interface for Python; each is imported when it is first used, so that
``import postlint`` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from postlint.api import lint_paths, lint_text, rules
    from postlint.catalog.load import Rule
    from postlint.document.document import Document
    from postlint.results.findings import Finding
    from postlint.results.hits import Edit, Fix, Hit
    from postlint.spans import Span

__version__ = "0.1.0"

__all__ = [
    "Document", "Edit", "Finding", "Fix", "Hit", "Rule", "Span", "__version__", "lint_paths", "lint_text", "rules",
]  # fmt: skip

_HOMES = {
    "Document": "postlint.document.document",
    "Edit": "postlint.results.hits",
    "Finding": "postlint.results.findings",
    "Fix": "postlint.results.hits",
    "Hit": "postlint.results.hits",
    "Rule": "postlint.catalog.load",
    "Span": "postlint.spans",
    "lint_paths": "postlint.api",
    "lint_text": "postlint.api",
    "rules": "postlint.api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'postlint' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
