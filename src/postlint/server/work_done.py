"""Shows in the editor how many posts of a site have been read, while that takes long."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from postlint.server.handlers import Connection

#: a shorter time needs no progress; in seconds
_PATIENCE = 1.0
#: between two steps; in seconds
_STEP = 0.2


class Progress:
    """Called in a thread with the number of read posts and that of all; the messages are sent by the event loop."""

    def __init__(self, connection: Connection, loop: asyncio.AbstractEventLoop) -> None:
        self._connection = connection
        self._loop = loop
        self._token = f"postlint-{uuid4()}"
        self._began = self._last = time.monotonic()
        self._is_shown = False

    def __call__(self, done: int, posts: int) -> None:
        """Show a step."""
        now = time.monotonic()
        if done == posts:
            if self._is_shown:
                self._send({"kind": "end"})
            return
        if now - self._began < _PATIENCE or now - self._last < _STEP:
            return
        self._last = now
        percentage, message = 100 * done // max(posts, 1), f"{done:,} of {posts:,} posts"
        if not self._is_shown:
            self._is_shown = True
            self._call(self._connection.request, "window/workDoneProgress/create", {"token": self._token})
            self._send({"kind": "begin", "title": "postlint reads the site", "percentage": percentage})
        self._send({"kind": "report", "message": message, "percentage": percentage})

    def _send(self, value: dict[str, object]) -> None:
        self._call(self._connection.notify, "$/progress", {"token": self._token, "value": value})

    def _call(self, *call: object) -> None:
        self._loop.call_soon_threadsafe(*call)  # type: ignore[arg-type]
