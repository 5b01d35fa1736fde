"""What a command costs: the one measurement that all benchmarks share. POSIX only (it needs wait4)."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

#: runs the installed postlint with the Python that runs the benchmark
POSTLINT = (sys.executable, "-c", "from postlint.cli import main; main()")
#: the imports that no linter of this kind can do without
BARE_IMPORTS = (sys.executable, "-c", "import click, mistune, yaml")
#: `ru_maxrss` is in kilobytes, on macOS in bytes
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor time (user and system) and time on the clock in seconds; the most memory that was resident, in bytes.

    Time is that of the process and of those that it started, memory that of the largest of them.
    """

    seconds: float
    wall: float
    peak: int


def cost_of(command: Sequence[str], accepted: Sequence[int] = (0,), *, folder: Path | None = None) -> Cost:
    """Run a command to its end, in a folder. Raises CalledProcessError for an exit status not in `accepted`."""
    # an installed package is compiled once; without this, each run would compile the sources of a checkout
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, env=environment, cwd=folder)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accepted:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - began, usage.ru_maxrss * _RSS_UNIT)


def median_of(costs: Sequence[Cost]) -> Cost:
    """The median times and the median peak of several runs."""
    return Cost(
        statistics.median(cost.seconds for cost in costs),
        statistics.median(cost.wall for cost in costs),
        int(statistics.median(cost.peak for cost in costs)),
    )


def least_of(costs: Sequence[Cost]) -> Cost:
    """The least times and the least peak of several runs: other programs only add to them."""
    return Cost(min(cost.seconds for cost in costs), min(cost.wall for cost in costs), min(cost.peak for cost in costs))


def read_options(description: str | None, runs: int) -> argparse.Namespace:
    """The arguments of a benchmark over posts made of those of a folder: `folder`, `posts` and `runs`."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=runs)
    return parser.parse_args()
