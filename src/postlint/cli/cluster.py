"""`--cluster`: lint on a running Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from postlint.cli.command_group import Refusal
from postlint.data.version import VERSION

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from distributed import Client

#: how long to wait for the scheduler, in seconds
PATIENCE = 15


@contextmanager
def executor_for(address: str | None) -> Iterator[Executor | None]:
    """The cluster at an address as an executor; None without an address. Its workers need postlint, too.

    At the end of the block, a note on standard error counts the workers that died.
    """
    if address is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        raise Refusal("--cluster needs Dask: pip install 'postlint[dask]'.") from None
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError, TimeoutError) as error:
        raise Refusal(f"No Dask scheduler answers at {address}: {error}") from None
    with client:
        _check_workers(client)
        # pure=False: equal batches of different runs are not the same work
        before = _deaths(client)
        yield client.get_executor(pure=False)
        died = _deaths(client) - before
        if died > 0:
            workers = "A worker" if died == 1 else f"{died} workers"
            click.echo(f"postlint: {workers} of the cluster died at work; others did that work again.", err=True)


def _check_workers(client: Client) -> None:
    """Check that there are workers, and that each has this version of postlint; else batches would wait forever."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        found = set(client.run(worker_version).values())
    except TimeoutError:
        raise Refusal("The Dask cluster has no workers.") from None
    except Exception as error:  # Dask wraps the exception of a worker
        raise Refusal(f"The workers of the cluster need postlint {VERSION}: {error}.") from None
    if found != {VERSION}:
        versions = ", ".join(sorted(found))
        raise Refusal(f"The workers of the cluster have postlint {versions}; this is {VERSION}.")


def worker_version() -> str:
    """The version of postlint on the worker that runs this function."""
    return VERSION


def _deaths(client: Client) -> int:
    """How many workers died with unfinished work, which the scheduler gives to others by itself."""
    events = (event for _, event in client.get_events("all") if isinstance(event, dict))
    return sum(event.get("action") == "remove-worker" and bool(event.get("processing-tasks")) for event in events)
