"""What a command costs: the one measurement that all benchmarks share. POSIX only (it needs wait4)."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

#: runs the installed postlint with the Python that runs the benchmark
POSTLINT = (sys.executable, "-c", "from postlint.cli import main; main()")
#: `ru_maxrss` is in kilobytes, on macOS in bytes
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor time (user and system) in seconds, and the most memory that was resident, in bytes."""

    seconds: float
    peak: int


def cost_of(command: Sequence[str], accepted: Sequence[int] = (0,)) -> Cost:
    """Run a command to its end. Raises CalledProcessError for an exit status that is not in `accepted`."""
    # an installed package is compiled once; without this, each run would compile the sources of a checkout
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accepted:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _RSS_UNIT)


def median_of(costs: Sequence[Cost]) -> Cost:
    """The median time and the median peak of several runs."""
    return Cost(
        statistics.median(cost.seconds for cost in costs),
        int(statistics.median(cost.peak for cost in costs)),
    )
