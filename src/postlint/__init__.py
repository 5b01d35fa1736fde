"""postlint checks Markdown blog posts before they are published.

The names below are its interface for Python; each is imported when it is first used, so that
``import postlint`` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postlint.data.version import VERSION

if TYPE_CHECKING:
    from postlint.api import FixedText, fix_text, lint_paths, lint_text, load_config, rules, score_paths, score_text
    from postlint.catalog.load import Rule
    from postlint.config.config import Config
    from postlint.data.user_file import ConfigError
    from postlint.document.document import Document
    from postlint.engine.discover import NothingToLintError
    from postlint.results.findings import FileReport, Finding, Place, Report
    from postlint.results.hits import Edit, Fix, Hit, Severity
    from postlint.results.scores import Figures, Loss, PostScore
    from postlint.spans import Span

__version__ = VERSION

__all__ = [
    "Config", "ConfigError", "Document", "Edit", "Figures", "FileReport", "Finding", "Fix", "FixedText", "Hit", "Loss",
    "NothingToLintError", "Place", "PostScore", "Report", "Rule", "Severity", "Span", "__version__", "fix_text",
    "lint_paths", "lint_text", "load_config", "rules", "score_paths", "score_text",
]  # fmt: skip

#: the module that each name comes from
_HOMES = {
    "Config": "postlint.config.config",
    "ConfigError": "postlint.data.user_file",
    "Document": "postlint.document.document",
    "Edit": "postlint.results.hits",
    "Figures": "postlint.results.scores",
    "FileReport": "postlint.results.findings",
    "Finding": "postlint.results.findings",
    "Fix": "postlint.results.hits",
    "FixedText": "postlint.api",
    "Hit": "postlint.results.hits",
    "Loss": "postlint.results.scores",
    "NothingToLintError": "postlint.engine.discover",
    "Place": "postlint.results.findings",
    "PostScore": "postlint.results.scores",
    "Report": "postlint.results.findings",
    "Rule": "postlint.catalog.load",
    "Severity": "postlint.results.hits",
    "Span": "postlint.spans",
    "fix_text": "postlint.api",
    "lint_paths": "postlint.api",
    "lint_text": "postlint.api",
    "load_config": "postlint.api",
    "rules": "postlint.api",
    "score_paths": "postlint.api",
    "score_text": "postlint.api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'postlint' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
