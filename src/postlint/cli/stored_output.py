"""The output of the last run, stored in the cache: an identical run prints it again."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence

from postlint.engine.cache import Cache

#: the name of the entry
ENTRY = "output"
#: encoded texts, one an output; notes; the exit status
Printed = tuple[Sequence[bytes], Sequence[str], int]


def stored_output(cache: Cache, key: str) -> Printed | None:
    """The output that was stored under this key."""
    try:
        stored_key, head, texts = (cache.get(ENTRY) or b"").split(b"\n", 2)
        sizes, notes, status = json.loads(head)
        stream = io.BytesIO(texts)
        output = [stream.read(size) for size in sizes], [str(note) for note in notes], int(status)
    except (ValueError, TypeError, RecursionError):
        return None
    return output if stored_key == key.encode("ascii") else None


def store_output(cache: Cache, key: str, output: Printed) -> None:
    """Store an output, replacing the last one."""
    texts, notes, status = output
    head = json.dumps([[len(text) for text in texts], list(notes), status], separators=(",", ":"))
    cache.put(ENTRY, b"\n".join([key.encode("ascii"), head.encode("ascii"), b"".join(texts)]))
