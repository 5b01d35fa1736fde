"""postlint as a program without its start, which takes longer than most runs: a server that has imported it forks.

Each run is still a process of its own, with the words, the folder, the environment and the streams of its caller. Tests
of the start itself, of signals, of limits and of encodings run `python -m postlint`.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from support.sites import write_files

#: what the server lints before the first call
FILES = {
    "posts/tea.md": "---\ntitle: Tea\n---\n\n# Tea\n\nThe the tea is [here](https://example.com).\n",
    ".postlint.yaml": "preset: generic\ncontent: ['posts/*.md']\n",
}


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Path]:
    """Serve, and write the program into a folder; where nothing can be forked, the program is a start as usual."""
    if not hasattr(os, "fork"):
        program = folder / "postlint.cmd"
        program.write_text(f'@"{sys.executable}" -m postlint %*\n', encoding="utf-8")
        yield program
        return
    program, address = folder / "postlint", str(folder / "socket")
    words = [sys.executable, "-I", "-S", str(Path(__file__).with_name("program_call.py")), address]
    program.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    write_files(FILES, folder / "site")
    server = subprocess.Popen(
        [sys.executable, Path(__file__).with_name("program_server.py"), address],
        cwd=folder / "site",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with server:
        assert server.stdin and server.stdout
        assert server.stdout.readline() == b"ready\n"
        yield program
        server.stdin.close()
