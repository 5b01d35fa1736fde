"""The views of a document that are computed from its parse: headings, links, images, code, passages, sections."""

from __future__ import annotations

# being written
