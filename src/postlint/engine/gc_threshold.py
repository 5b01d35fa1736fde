"""How often Python looks for garbage while posts are linted."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: new objects between two collections. A long post makes about 100,000; looking through them again and again while
#: it is read would take a fourth of the processor time. So many objects take some 60 MB at most.
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
