"""postlint beside other linters of Markdown and prose: time on the clock over the same posts, each as it comes.

    python benchmarks/side_by_side.py FOLDER [--tools node_modules/.bin venv/bin ...] [--posts 959] [--runs 3]

The posts are made of the .md posts of FOLDER (see `posts`); each program gets a copy of its own and its default
settings, remark the preset that its makers recommend. Programs are looked for in the folders given with --tools and
then on the PATH; what is not installed is named and left out. Each runs once to warm up, then all take turns; medians
are printed. "unchanged" is a second run of a program that keeps a cache; in cold runs the cache is deleted before.
They look for different things: the times say how long each takes for what it does, the findings how much that is.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from measure import POSTLINT, cost_of
from posts import make_posts

#: what the others are compared with
YARDSTICK = "markdownlint-cli2"
ANY_STATUS = range(256)
Find = Callable[[str], str]


@dataclass(frozen=True)
class Tool:
    """A program: how it lints the folder that it runs in, how it tells its version, and how a finding looks."""

    name: str
    program: str
    arguments: Sequence[str]
    version: Sequence[str]
    finding: str
    cache: str = ""


TOOLS = (
    Tool("postlint", "", ("--fail-on", "never", "."), ("--version",), r":\d+:\d+ (error|warning) ", ".postlint_cache"),
    Tool("rumdl", "rumdl", ("check", "."), ("--version",), r":\d+:\d+: \[MD", ".rumdl_cache"),
    Tool(YARDSTICK, YARDSTICK, ("**/*.md",), ("--help",), r":\d+(:\d+)? (error|warning) MD"),
    Tool("remark-lint", "remark", ("--no-stdout", "--no-color", "."), ("--version",), r"\d+:\d+(-\d+:\d+)? +warning"),
    Tool("proselint", "proselint", ("check", "."), ("version",), r":\d+:\d+: "),
    Tool("write-good", "write-good", (), ("--version",), r"on line \d+ at column \d+"),
)


def command_of(tool: Tool, find: Find, folder: Path) -> Sequence[str]:
    """The command that lints a folder. Raises LookupError when the program is not installed."""
    if not tool.program:
        return (*POSTLINT, *tool.arguments)
    program = find(tool.program)
    if tool.program == "remark":
        preset = Path(program).resolve().parents[1] / "remark-preset-lint-recommended" / "index.js"
        if not preset.is_file():
            raise LookupError("remark-preset-lint-recommended")
        return (program, "--use", str(preset), *tool.arguments)
    if tool.program == "write-good":
        return (program, *sorted(path.name for path in folder.iterdir()))
    return (program, *tool.arguments)


def version_of(tool: Tool, find: Find) -> str:
    """The first thing that looks like a version in what the program says of itself."""
    command = [*POSTLINT, *tool.version] if not tool.program else [find(tool.program), *tool.version]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"(?:remark-cli: )?(\d+\.\d+[\w.]*)(?!.*remark-cli)", done.stdout + done.stderr)
    return found[1] if found else "?"


def count_findings(tool: Tool, command: Sequence[str], folder: Path) -> int:
    """How many findings a run prints; it warms up the program and the disk as well."""
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return len(re.findall(tool.finding, (done.stdout + done.stderr).decode("utf-8", "replace")))


def time_of(command: Sequence[str], folder: Path, forget: str = "") -> float:
    """The seconds that a run takes on the clock; the cache `forget` is deleted before."""
    if forget:
        shutil.rmtree(folder / forget, ignore_errors=True)
    return cost_of(command, ANY_STATUS, folder=folder).wall


def main() -> None:
    """Read the arguments, look for the programs, let them take turns, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tools", type=Path, nargs="+", default=[])
    parser.add_argument("--posts", type=int, default=959)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    searched = os.pathsep.join([*(str(folder.resolve()) for folder in options.tools), os.environ.get("PATH", "")])

    def find(program: str) -> str:
        found = shutil.which(program, path=searched)
        if found is None:
            raise LookupError(program)
        return found

    with tempfile.TemporaryDirectory() as base:
        original = Path(base) / "posts"
        size = make_posts(options.folder, options.posts, original, endings=(".md",))
        commands: dict[Tool, Sequence[str]] = {}
        for tool in TOOLS:
            try:
                commands[tool] = command_of(tool, find, original)
            except LookupError as missing:
                print(f"{tool.name} is left out: {missing} is not installed", file=sys.stderr)
        copies = {tool: Path(shutil.copytree(original, Path(base) / tool.name)) for tool in commands}
        findings = {tool: count_findings(tool, command, copies[tool]) for tool, command in commands.items()}
        cold: dict[Tool, list[float]] = {tool: [] for tool in commands}
        unchanged: dict[Tool, list[float]] = {tool: [] for tool in commands if tool.cache}
        for _ in range(options.runs):
            for tool, command in commands.items():
                cold[tool].append(time_of(command, copies[tool], tool.cache))
                if tool.cache:
                    unchanged[tool].append(time_of(command, copies[tool]))
    print(f"{options.posts} posts, {size / 1e6:.1f} MB, {os.cpu_count()} processors, median of {options.runs} runs")
    print(f"{'':18} {'version':>10} {'cold':>9} {'unchanged':>10} {'to ' + YARDSTICK:>21} {'findings':>9}")
    yardstick = next((statistics.median(times) for tool, times in cold.items() if tool.name == YARDSTICK), 0.0)
    for tool, times in cold.items():
        spent = statistics.median(times)
        again = f"{statistics.median(unchanged[tool]):8.2f} s" if tool.cache else ""
        ratio = f"{spent / yardstick:.2f}" if yardstick else ""
        print(f"{tool.name:18} {version_of(tool, find):>10} {spent:7.2f} s {again:>10} {ratio:>21} {findings[tool]:>9}")


if __name__ == "__main__":
    main()
