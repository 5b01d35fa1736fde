"""How often Python looks for garbage while posts are linted."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: new objects between two collections: a long post makes about as many, so a collection comes once a post
#: instead of hundreds of times, and takes a fifth off the processor time
OBJECTS_BETWEEN_COLLECTIONS = 100_000


@contextmanager
def rare_collections() -> Iterator[None]:
    """Collect garbage rarely within the block; what was set before is set again."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
