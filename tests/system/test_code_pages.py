"""Consoles with old code pages: a report never fails there, and files and reports for machines are UTF-8."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

POST = "# Tea – 茶\n\n### Wörter “x” …\n\nText.\n"


def lint(folder: Path, encoding: str, *options: str) -> bytes:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "PYTHONWARNINGS": "error"}
    command = [sys.executable, "-m", "postlint", "--isolated", "--no-cache", "--select", "heading-increment", *options]
    result = subprocess.run([*command, "tée.md"], cwd=folder, env=environment, capture_output=True, check=False)
    assert (result.returncode, b"Traceback" in result.stderr) == (1, False), result.stderr
    return result.stdout


@pytest.mark.parametrize(
    "encoding", ["cp437", "ascii", *(pytest.param(name, marks=pytest.mark.sweep) for name in ("cp1252", "cp932"))]
)
def test_a_report_is_shown_in_any_code_page(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "tée.md").write_text(POST, encoding="utf-8")
    shown = lint(tmp_path, encoding, "--format", "text", "--format", "json:report.json")
    assert "heading-increment" in shown.decode(encoding)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["files"][0]["path"] == "tée.md"
