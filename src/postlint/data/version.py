"""The version of postlint, in the one place that all rooms may read."""

from __future__ import annotations

VERSION = "0.1.0"
