"""The server on standard input and output: messages of JSON-RPC by pygls, whose types are not needed for plain values.

This is the only module that imports pygls and what comes with it (lsprotocol, attrs, cattrs).
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping
from typing import Any

import attrs
import cattrs
from lsprotocol.types import ResponseError, ResponseErrorMessage
from pygls.protocol.json_rpc import (
    JsonRPCNotification,
    JsonRPCProtocol,
    JsonRPCRequestMessage,
    JsonRPCResponseMessage,
)
from pygls.server import JsonRPCServer

from postlint.server.handlers import Handlers

_CANCEL = "$/cancelRequest"


class Protocol(JsonRPCProtocol):
    """Messages as plain values: a client that sends more or less than it should is no reason to refuse it."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message as pygls wants it; called for every JSON object, also for those inside of messages."""
        if "jsonrpc" not in data:
            return data
        if "method" in data:
            values = {"method": data["method"], "jsonrpc": data["jsonrpc"], "params": data.get("params") or {}}
            return JsonRPCRequestMessage(id=data["id"], **values) if "id" in data else JsonRPCNotification(**values)
        if "error" in data:
            error = data["error"] if isinstance(data["error"], Mapping) else {}
            made = ResponseError(int(error.get("code", 0)), str(error.get("message", "")))
            return ResponseErrorMessage(error=made, id=data.get("id"))
        return JsonRPCResponseMessage(id=data.get("id", ""), jsonrpc=data["jsonrpc"], result=data.get("result"))

    def _serialize_message(self, data: Any) -> dict[str, Any]:
        return attrs.asdict(data, recurse=False)

    def _handle_notification(self, method_name: str, params: Any) -> None:
        if method_name == _CANCEL:
            self._handle_cancel_notification(params.get("id"))
        elif method_name in self.fm.builtin_features or not method_name.startswith("$/"):
            super()._handle_notification(method_name, params)


class Server(JsonRPCServer):
    """The connection to a client, and its handlers."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__(Protocol, cattrs.Converter)
        self.handlers = Handlers(self)
        self.was_shut_down = False
        for method, handler in self.handlers.methods().items():
            self.protocol.fm.add_builtin_feature(method, self._guarded(handler))
        self.protocol.fm.add_builtin_feature("shutdown", self._shut_down)
        self.protocol.fm.add_builtin_feature("exit", self._exit)

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""
        self.protocol.notify(method, params)

    def request(self, method: str, params: Any) -> None:
        """Send a request whose answer does not matter."""
        self.protocol.send_request(method, params)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Errors of the connection itself."""
        self.handlers.crashed(error)

    def _shut_down(self, params: Any) -> None:
        self.was_shut_down = True

    def _exit(self, params: Any) -> None:
        if self._stop_event is not None:
            self._stop_event.set()

    def _guarded(self, handler: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """A handler whose mistakes are told; its request gets the answer null."""
        if asyncio.iscoroutinefunction(handler):

            async def later(params: Any) -> Any:
                try:
                    return await handler(params)
                except Exception as error:
                    self.handlers.crashed(error)

            return later

        def now(params: Any) -> Any:
            try:
                return handler(params)
            except Exception as error:
                self.handlers.crashed(error)

        return now


def serve() -> int:
    """Serve one client until it ends the session. Returns the exit code: 1 when it ends without `shutdown`."""
    server = Server()
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what is printed by mistake must not get among the messages
    server.start_io(stdin, stdout)
    return 0 if server.was_shut_down else 1
