"""The output of the last run, stored in the cache: an identical run prints it again."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence

from postlint.engine.cache import Cache

#: the name of the entry
ENTRY = "output"
#: an encoded report, or the files of one that is a folder
Text = bytes | Mapping[str, bytes]
#: encoded texts, one an output; notes; the exit status
Printed = tuple[Sequence[Text], Sequence[str], int]


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
    """Store an output, replacing the last one; one with a folder is not stored."""
    listed, notes, status = output
    texts = [text for text in listed if isinstance(text, bytes)]
    if len(texts) < len(listed):
        return
    head = json.dumps([[len(text) for text in texts], list(notes), status], separators=(",", ":"))
    cache.put(ENTRY, b"\n".join([key.encode("ascii"), head.encode("ascii"), b"".join(texts)]))
