"""A start is light, and nothing ever touches the network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("mistune", "jsonschema", "textstat", "nltk", "frontmatter", "pathspec", "snowballstemmer", "multiprocessing")
REPORT = f"""
import sys
print(*[name for name in {HEAVY!r} if name in sys.modules])
"""


def python(code: str, cwd: Path) -> str:
    """Run code in an interpreter of its own, with as little of a home and a network as can be."""
    environment = {**os.environ, "HOME": str(cwd), "NLTK_DATA": str(cwd), "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


pytestmark = pytest.mark.slow  # programs are started
COMMANDS = ["--version", "rules", "rules --format json", "explain heading-increment", "--help"]


def test_commands_that_only_print_import_nothing_heavy(tmp_path: Path) -> None:
    code = f"""
from postlint.cli import cli
for command in {COMMANDS!r}:
    cli.main(command.split(), standalone_mode=False)
print("----")
{REPORT}"""
    assert python(code, tmp_path).rpartition("----\n")[2].strip() == ""


def test_import_is_light(tmp_path: Path) -> None:
    code = f"import postlint\nimport sys\nassert 'click' not in sys.modules and 'yaml' not in sys.modules\n{REPORT}"
    assert python(code, tmp_path).strip() == ""


def test_a_run_without_a_cache_needs_no_digests(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("# Tea\n\n### Green\n")
    code = """
import sys
from postlint.cli import cli
cli.main(["--isolated", "--no-cache", "--fail-on", "never", "post.md"], standalone_mode=False)
print("----", "_hashlib" in sys.modules)"""
    assert python(code, tmp_path).rpartition("----")[2].strip() == "False"


def test_textstat_is_not_needed_without_a_rule_that_reads_formulas(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("# Tea\n\n### Green\n")
    code = f"""
from postlint.cli import cli
cli.main(["--isolated", "--select", "headings", "--fail-on", "never", "post.md"], standalone_mode=False)
print("----")
{REPORT}"""
    imported = python(code, tmp_path).rpartition("----\n")[2].split()
    assert not {"textstat", "nltk", "jsonschema", "multiprocessing"} & set(imported)


def test_the_network_is_never_touched(tmp_path: Path) -> None:
    """All rules run on a post with sockets that refuse to exist, in a home without any data."""
    text = (
        "# Tea\n\n" + "The quick brown fox unexpectedly jumps over seventeen lazy dogs [here](https://x.org).\n\n" * 40
    )
    (tmp_path / "post.md").write_text("---\ntitle: Tea\nkeywords: [tea]\n---\n\n" + text)
    code = """
import socket
def refuse(*arguments, **options):
    raise AssertionError("the network was touched")
socket.socket = socket.create_connection = socket.getaddrinfo = refuse
from postlint.cli import cli
cli.main(["--isolated", "--select", "all", "--level", "info", "post.md"], standalone_mode=False)
"""
    shown = python(code, tmp_path)
    assert " in 1 file" in shown
    assert "rule-crashed" not in shown
