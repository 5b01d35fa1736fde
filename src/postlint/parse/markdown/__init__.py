"""Markdown to blocks and inlines with exact spans. Only the modules of this folder use mistune."""

from __future__ import annotations

from postlint.parse.markdown.parse import Parsed, parse_markdown

__all__ = ["Parsed", "parse_markdown"]
