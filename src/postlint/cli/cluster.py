"""`--cluster`: a Dask cluster that is already there does the work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from postlint.cli.front import Refusal

if TYPE_CHECKING:
    from concurrent.futures import Executor

#: how long to wait for the scheduler, in seconds
PATIENCE = 15


@contextmanager
def executor_for(address: str | None) -> Iterator[Executor | None]:
    """The cluster at an address as an executor; None without an address. Its workers need postlint, too."""
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
        # pure=False: equal batches of different runs are not the same work
        yield client.get_executor(pure=False)
