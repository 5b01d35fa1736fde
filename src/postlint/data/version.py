"""The version of postlint, where every package may import it."""

from __future__ import annotations

VERSION = "0.2.0"
