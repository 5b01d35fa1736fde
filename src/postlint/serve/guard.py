"""Answers only requests from pages of this server itself, by its own name; those that write need the token.

A page of another site can send requests here. It cannot choose the header Host, unless it has a name of its own lead to
this machine (DNS rebinding): so that header must have an address or `localhost`. It cannot hide its Origin, and it
cannot know the token.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: the header with the token of a request that writes
TOKEN = "x-postlint-token"
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class Guard:
    """Refuses foreign requests before the application sees them. `name` is the host that the user gave."""

    def __init__(self, app: App, token: str, name: str) -> None:
        self._app = app
        self._token = token
        self._name = name.lower()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it with 403."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        why = self.refusal(scope["method"], _headers(scope))

        async def sent(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        if not why:
            await self._app(scope, receive, sent)
            return
        await sent({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
        await sent({"type": "http.response.body", "body": f"{why}\n".encode()})

    def refusal(self, method: str, headers: dict[str, list[str]]) -> str:
        """Why a request is refused; "" for one that is answered."""
        hosts = headers.get("host", [])
        if len(hosts) != 1 or not self._is_own(hosts[0]):
            return "The server does not answer to this name; use http://127.0.0.1 with its port."
        origins, sites = headers.get("origin", ()), headers.get("sec-fetch-site", ())
        if any(one != f"http://{hosts[0]}" for one in origins) or not {"same-origin", "none"}.issuperset(sites):
            return "Requests from pages of other sites are refused."
        if method not in ("GET", "HEAD"):
            token = "".join(headers.get(TOKEN, ()))
            if not hmac.compare_digest(token.encode("utf-8", "replace"), self._token.encode()):
                return "This page may not change posts; open the address that 'postlint serve' has printed."
        return ""

    def _is_own(self, host: str) -> bool:
        """Whether a header Host has this machine by its address, as localhost, or by the name that the user gave."""
        name, _, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
        name = name if port.isdecimal() else host
        if name.lower() in ("localhost", self._name):
            return True
        try:
            ipaddress.ip_address(name.strip("[]"))
        except ValueError:
            return False
        return True


def _headers(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found
