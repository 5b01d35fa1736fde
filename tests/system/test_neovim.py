"""A real editor: Neovim, where it is installed, shows, fixes and silences findings, completes a link and follows it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.sites import write_files
from support.tea_site import SITE, TEA_PATH

SCRIPT = Path(__file__).parent / "neovim/session.lua"
PAGE = Path(__file__).parents[2] / "docs/editors.md"


def recipe() -> str:
    """The recipes of the page for this version of Neovim: how the server is started, and what saving does."""
    new, old, on_save = re.findall(r"```lua\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    version = subprocess.run(["nvim", "--version"], capture_output=True, text=True, check=True).stdout
    start = old if re.match(r"NVIM v0\.([7-9]|10)\.", version) else new
    command = ", ".join(json.dumps(word) for word in (sys.executable, "-m", "postlint", "server"))
    return start.replace('"postlint", "server"', command) + on_save


@pytest.mark.skipif(shutil.which("nvim") is None, reason="Neovim is not installed")
def test_a_session_in_neovim(tmp_path: Path) -> None:
    write_files(SITE, tmp_path)
    (tmp_path / "recipe.lua").write_text(recipe(), encoding="utf-8")
    post, start = str(tmp_path / TEA_PATH), str(tmp_path / "recipe.lua")
    about = {"POST": post, "RECIPE": start, "XDG_STATE_HOME": str(tmp_path)}
    command = ["nvim", "--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", f"luafile {SCRIPT}"]
    done = subprocess.run(
        command, env={**os.environ, **about}, cwd=tmp_path, capture_output=True, text=True, timeout=100
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    steps = {step["step"]: step["value"] for step in map(json.loads, lines)}
    assert "definition" in steps, done.stdout + done.stderr
    assert {"broken-link", "repeated-word"} <= set(steps["diagnostics"])
    assert steps["fix"] == "Remove 'are' (needs a look)"
    assert "repeated-word" not in steps["after the fix"]
    assert "broken-link" not in steps["after the silence"]
    assert steps["comment"] == "<!-- postlint-disable-next-line broken-link -->"
    assert steps["completion"] == "See [it](/posts/steam/"
    assert steps["saved"] == "## Ending"
    assert steps["definition"] == ["steam.md", 7]
