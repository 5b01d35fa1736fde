"""Tests of whole runs: postlint as a program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.program import serving


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The program `postlint`, alone in its folder."""
    with serving(tmp_path_factory.mktemp("program")) as path:
        yield path
