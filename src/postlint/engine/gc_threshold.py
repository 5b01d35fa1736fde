"""Makes Python's garbage collection rarer while posts are linted."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: new objects between two collections. A long post makes about 100,000; to scan these repeatedly while it is parsed
#: would take a quarter of the processor time. This number of objects takes some 60 MB at most.
OBJECTS_BETWEEN_COLLECTIONS = 400_000


@contextmanager
def rare_collections() -> Iterator[None]:
    """Collect garbage rarely within the block, then as before. Inside another such block it changes nothing."""
    before = gc.get_threshold()
    if before[0] >= OBJECTS_BETWEEN_COLLECTIONS:
        yield
        return
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
