"""Run two versions of postlint over the same posts and compare their output byte for byte.

    python tools/same_output.py OLD_SRC NEW_SRC FOLDER...

OLD_SRC and NEW_SRC are the `src` folders of two checkouts. Reports (all rules, JSON), `inspect` and `score` of each
folder are compared. For changes that must not change what users see. Exit status 1 when something differs, 2
when a folder is no `src`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

COMMANDS = (
    ("check", "--select", "all", "--no-cache", "--format", "json"),
    ("inspect", "--format", "json"),
    ("inspect", "--claims", "--format", "json"),
    ("score", "--format", "json"),
)


def output(source: Path, folder: Path, command: tuple[str, ...]) -> str:
    """What a command of the postlint in `source` prints about the posts of a folder."""
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
    run = [sys.executable, "-P", "-m", "postlint", *command, "."]
    result = subprocess.run(run, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return f"{result.stdout}\n{result.returncode}"


def differences(old: Any, new: Any, where: str = "") -> list[str]:
    """The places in which two JSON values differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        keys = [*old, *(key for key in new if key not in old)]
        return [line for key in keys for line in differences(old.get(key), new.get(key), f"{where}.{key}")]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        pairs = enumerate(zip(old, new, strict=True))
        return [line for at, pair in pairs for line in differences(*pair, f"{where}[{at}]")]
    return [] if old == new else [f"{where}: {str(old)[:150]} != {str(new)[:150]}"]


def main() -> int:
    old, new, *folders = map(Path, sys.argv[1:])
    for source in (old, new):
        if not (source / "postlint").is_dir():  # else the installed postlint would be compared with itself
            print(f"{source} is no src folder: it has no folder postlint", file=sys.stderr)
            return 2
    differs = False
    for folder in folders:
        for command in COMMANDS:
            before, after = (output(source.resolve(), folder, command) for source in (old, new))
            verdict = "equal" if before == after else "DIFFERS"
            print(f"{folder} {' '.join(command[:2])}: {verdict}, {len(after)} characters")
            if before != after:
                differs = True
                try:
                    values = [json.loads(text.rpartition("\n")[0]) for text in (before, after)]
                    print("\n".join(differences(*values)[:20]))
                except ValueError:
                    print(after[-500:])
    return int(differs)


if __name__ == "__main__":
    sys.exit(main())
