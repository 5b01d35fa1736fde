"""The server on standard input and output: messages of JSON-RPC 2.0, each after a header with its length.

Values are taken as they come: a client that sends more or less than it should is no reason to refuse it. Libraries for
this (pygls) take longer to import than the rest of the server does.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import sys
from collections.abc import Coroutine, Mapping
from threading import Thread
from typing import Any, BinaryIO

from postlint.server.handlers import Handlers

#: codes of errors, from the protocol
_NO_JSON, _BAD_REQUEST, _NO_METHOD, _INTERNAL, _NOT_READY, _CANCELLED = -32700, -32600, -32601, -32603, -32002, -32800
#: a longer message is no text of a post; in bytes
_LONGEST = 1 << 28

Message = Mapping[str, Any]


class EndOfInput(Exception):  # noqa: N818
    """The client is gone, or sends no messages."""


def read_message(stream: BinaryIO) -> Any:
    """The next message. Raises EndOfInput, and ValueError or RecursionError for one that is no JSON."""
    length = -1
    while line := stream.readline(1000):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            length = int(value)
        elif not line.strip() and length >= 0:
            break
    if not 0 <= length <= _LONGEST or len(body := stream.read(length)) < length:
        raise EndOfInput
    return json.loads(body)


class Server:
    """The connection to one client, and its handlers."""

    def __init__(self, output: BinaryIO) -> None:
        self._output = output
        self._handlers = Handlers(self, jobs=None)
        self._methods = self._handlers.methods()
        self._running: dict[str | int, asyncio.Task[None]] = {}
        self._asked = 0
        self._is_ready = False
        self._ended = asyncio.Event()
        self.was_shut_down = False

    async def run(self, stream: BinaryIO) -> None:
        """Handle messages until the client ends the session or is gone."""
        loop = asyncio.get_running_loop()

        def read() -> None:
            while True:
                try:
                    loop.call_soon_threadsafe(self._take, read_message(stream))
                except (ValueError, RecursionError) as error:
                    loop.call_soon_threadsafe(self._refuse, None, _NO_JSON, str(error))
                except (EndOfInput, OSError):
                    loop.call_soon_threadsafe(self._ended.set)
                    return

        Thread(target=read, name="postlint input", daemon=True).start()
        await self._ended.wait()

    # -- from the client --------------------------------------------------------------------------------

    def _take(self, message: Any) -> None:
        if not isinstance(message, Mapping):
            self._refuse(None, _BAD_REQUEST, "a message is an object")
        elif not isinstance(message.get("id"), str | int | None):
            self._refuse(None, _BAD_REQUEST, "an id is text or a whole number")
        elif isinstance(message.get("method"), str):
            params = message.get("params")
            self._call(message.get("id"), message["method"], params if isinstance(params, Mapping) else {})
        # all else are answers to requests, which do not matter

    def _call(self, number: str | int | None, method: str, params: Message) -> None:
        if method == "exit":
            self._ended.set()
        elif method == "$/cancelRequest":
            cancelled = params.get("id")
            task = self._running.get(cancelled) if isinstance(cancelled, str | int) else None
            if task is not None:
                task.cancel()
        elif self.was_shut_down or not (self._is_ready or method == "initialize"):
            if number is not None:
                code = _BAD_REQUEST if self.was_shut_down else _NOT_READY
                self._refuse(number, code, "the session has not begun, or is over")
        elif method not in self._methods:
            if number is not None:
                self._refuse(number, _NO_METHOD, f"there is no method {method}")
        else:
            self._handle(number, method, params)

    def _handle(self, number: str | int | None, method: str, params: Message) -> None:
        """Call a handler; an exception in it is logged, and ends only this message."""
        try:
            result = self._methods[method](params)
        except Exception as error:
            self._fail(number, error)
            return
        if asyncio.iscoroutine(result):
            task = asyncio.ensure_future(self._later(number, result))
            key = number if number is not None else f"notification {id(task)}"
            self._running[key] = task
            task.add_done_callback(lambda task: self._end(key, number, task, result))
            return
        self._is_ready = self._is_ready or method == "initialize"
        self.was_shut_down = method == "shutdown"
        if number is not None:
            self._send({"id": number, "result": result})

    async def _later(self, number: str | int | None, result: Coroutine[Any, Any, Any]) -> None:
        try:
            value = await result
            if number is not None:
                self._send({"id": number, "result": value})
        except Exception as error:
            self._fail(number, error)

    def _end(
        self,
        key: str | int,
        number: str | int | None,
        task: asyncio.Task[None],
        result: Coroutine[Any, Any, Any],
    ) -> None:
        """Forget a task, and answer a cancelled request: it may have been cancelled before it began."""
        if self._running.get(key) is task:
            del self._running[key]
        if task.cancelled():
            result.close()
            if number is not None:
                self._refuse(number, _CANCELLED, "cancelled")

    def _fail(self, number: str | int | None, error: Exception) -> None:
        self._handlers.crashed(error)
        if number is not None:
            self._refuse(number, _INTERNAL, f"{type(error).__name__}: {error}")

    # -- to the client ----------------------------------------------------------------------------------

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def request(self, method: str, params: Any) -> None:
        """Send a request whose answer does not matter."""
        self._asked += 1
        self._send({"id": f"postlint-{self._asked}", "method": method, "params": params})

    def _refuse(self, number: str | int | None, code: int, sentence: str) -> None:
        self._send({"id": number, "error": {"code": code, "message": sentence}})

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}, separators=(",", ":")).encode("ascii")
        try:
            self._output.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            self._output.flush()
        except (OSError, ValueError):  # the client is gone
            self._ended.set()


def serve() -> int:
    """Serve one client until it ends the session. Returns the exit code: 1 when it ends without `shutdown`."""
    # a process that is forked while other threads run may wait for a lock that none of them gives back
    multiprocessing.set_start_method("spawn", force=True)
    # the thread that reads may still wait when the process ends, which then must not need the lock of `sys.stdin`
    stdin, stdout = os.fdopen(os.dup(sys.stdin.fileno()), "rb"), sys.stdout.buffer
    sys.stdout = sys.stderr  # what is printed by mistake must not get among the messages
    return asyncio.run(_serve(stdin, stdout))


async def _serve(stdin: BinaryIO, stdout: BinaryIO) -> int:
    server = Server(stdout)
    await server.run(stdin)
    return 0 if server.was_shut_down else 1
