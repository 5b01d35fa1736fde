"""Escapes text for XML: characters that XML 1.0 does not allow become visible escapes, others entities."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from postlint.report.terminal import escaped


def attributes(**values: str | int) -> str:
    """Attributes with a space before each; ``file_`` is for names that are reserved in Python."""
    return "".join(f" {name.rstrip('_')}={quoteattr(legal(str(value)))}" for name, value in values.items())


def legal(text: str) -> str:
    """The text for XML 1.0: control characters, surrogates and non-characters as visible escapes."""
    return "".join(
        character if character not in "\ufffe\uffff" else f"\\u{ord(character):04x}" for character in escaped(text)
    )
