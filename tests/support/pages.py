"""What pages of the documentation show: commands with their output, and files."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from postlint.cli import cli

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"


def blocks(language: str, page: Path = README) -> list[str]:
    """The code blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def sessions(page: Path = README) -> list[tuple[str, str]]:
    """Each command of the console blocks of a page, and the output that follows it."""
    text = "".join(blocks("console", page))
    parts = re.split(r"^\$ (.*)\n", text, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def files(page: Path = README) -> dict[str, str]:
    """The files that a page shows, by path."""
    return {block.split("\n", 1)[0].removeprefix("# "): block for block in blocks("yaml", page)}


def run(command: str) -> tuple[int, str]:
    """The exit status and the output of a postlint command in the working directory; in this process, to be quick."""
    result = CliRunner().invoke(cli, shlex.split(command)[1:], prog_name="postlint")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout
