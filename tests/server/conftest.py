"""The site that the tests of the server work in."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.sites import write_files
from support.tea_site import SITE


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_files(SITE, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path
