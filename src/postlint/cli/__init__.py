"""The command line: its entry point. The commands are imported unless the output of the last run is printed again."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from postlint.cli.program import cli

__all__ = ["cli", "main"]


def main() -> NoReturn:
    """The entry point of the command `postlint`."""
    from postlint.cli.last_run import Reads, print_again
    from postlint.engine.gc_threshold import rare_collections

    status = print_again()
    if status is None:
        # the hook hears every `id()` too, a fiftieth of a long run, and only a run with a cache keeps its output
        reads = Reads() if "--no-cache" not in sys.argv else None
        if reads is not None:
            sys.addaudithook(reads.hear)
        with rare_collections():
            from postlint.cli.command_group import run
            from postlint.cli.program import cli

            status = run(lambda: cli.main(prog_name="postlint", standalone_mode=False, obj=reads))
            gc.freeze()  # the process ends: a last garbage collection is useless
    sys.exit(status)


def __getattr__(name: str) -> Any:
    if name != "cli":
        raise AttributeError(f"module 'postlint.cli' has no attribute {name!r}")
    from postlint.cli.program import cli

    return cli
