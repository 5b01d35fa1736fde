"""How long posts take that are made to be slow, and how this grows with their length.

    python benchmarks/hostile.py [--sizes 5 20 100] [--limit 20] [--only NAME] [--preset NAME] [--all] [--stretches]

For each kind of `tests/support/hostile_posts.py` (or `hostile_stretches.py`) all rules lint a post of each size (in
kB). Printed are seconds of processor time (of this process, so that other work on the machine counts little) and how
often the largest takes as long as the one before. Without `--all`, kinds are left out whose largest post takes less
than half a second.
"""

from __future__ import annotations

import argparse
import math
import signal
import sys
import time
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from postlint import lint_text
from postlint.config.config import Config
from support.hostile_kind import Hostile
from support.hostile_posts import hostile_posts
from support.hostile_stretches import hostile_stretches

CONFIG = Config.from_dict({"select": ["all"], "post_timeout": 600})


class TooSlowError(BaseException):
    """The limit was reached. No Exception, because rules that raise become findings."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlowError


def seconds(kind: Hostile, size: int, limit: float, preset: str) -> float:
    """The processor time of a post of so many characters; infinite past the limit."""
    text = kind.text(size)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    began = time.process_time()
    try:
        lint_text(text, kind.path, config=CONFIG, preset=preset)
    except TooSlowError:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


def main() -> None:
    """Read the arguments and print a line for each kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=float, nargs="+", default=[5, 20, 100], help="in kB")
    parser.add_argument("--limit", type=float, default=20, help="seconds after which a post is given up")
    parser.add_argument("--only", default="", help="kinds whose name has this")
    parser.add_argument("--preset", default="generic", help="the generator whose syntax the posts have")
    parser.add_argument("--all", action="store_true", help="also the kinds that are fast")
    parser.add_argument("--stretches", action="store_true", help="a long stretch of each piece at each place")
    options = parser.parse_args()
    signal.signal(signal.SIGVTALRM, _stop)
    lint_text("# Title\n\nText.\n", "post.md", config=CONFIG, preset=options.preset)  # what is loaded once
    suite = hostile_stretches() if options.stretches else hostile_posts()
    kinds = [kind for kind in suite if options.only in kind.name]
    slow = 0
    for kind in kinds:
        taken: list[float] = []
        for size in options.sizes:
            known = taken and math.isinf(taken[-1])
            taken.append(math.inf if known else seconds(kind, int(size * 1000), options.limit, options.preset))
        if options.all or taken[-1] >= 0.5:
            slow += 1
            figures = "  ".join(f"{one:6.2f}" for one in taken)
            ratio = taken[-1] / taken[-2] if len(taken) > 1 and not math.isinf(taken[-2]) else math.inf
            print(f"{figures}  ×{ratio:5.1f}  {kind.name}", flush=True)
    print(f"{len(kinds)} kinds, {slow} printed")


if __name__ == "__main__":
    main()
