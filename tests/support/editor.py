"""An editor for tests: the handlers of the server in this process, or the whole server as a child process."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from postlint.server.handlers import Handlers
from postlint.server.open_texts import path_of, uri_of
from postlint.server.positions import edited

Json = dict[str, Any]

#: the abilities of a client that can do much, and takes diagnostics as they come
ABLE: Json = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "publishDiagnostics": {
            "relatedInformation": True,
            "tagSupport": {"valueSet": [1, 2]},
            "codeDescriptionSupport": True,
        },
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
        "completion": {"completionItem": {"snippetSupport": True}},
    },
}
#: and of one that asks for diagnostics
PULLING: Json = {
    **ABLE,
    "textDocument": {**ABLE["textDocument"], "diagnostic": {}},
    "workspace": {"diagnostics": {"refreshSupport": True}},
}


class Editor:
    """The handlers of a server, called as a client would call them."""

    def __init__(self, root: Path, *more: Path, capabilities: Json = ABLE, options: Json | None = None) -> None:
        self.root = root
        self.handlers = Handlers(self)
        self.published: dict[str, list[Json]] = {}
        self.messages: list[str] = []
        self.requests: list[tuple[str, Any]] = []
        self.texts: dict[str, int] = {}
        self._methods = self.handlers.methods()
        folders = [{"uri": uri_of(folder), "name": folder.name} for folder in (root, *more)]
        self.result = self._methods["initialize"](
            {
                "capabilities": capabilities,
                "workspaceFolders": folders,
                "initializationOptions": options or {"delay": 0},
            }
        )
        self.handlers.session.options = self.handlers.session.options._replace(site_delay=0)
        self._methods = self.handlers.methods()

    # -- the connection ---------------------------------------------------------------------------------

    def notify(self, method: str, params: Any) -> None:
        if method == "textDocument/publishDiagnostics":
            self.published[params["uri"]] = params["diagnostics"]
        elif method == "window/showMessage":
            self.messages.append(params["message"])

    def request(self, method: str, params: Any) -> None:
        self.requests.append((method, params))

    # -- what a user does -------------------------------------------------------------------------------

    def uri(self, path: str) -> str:
        return path if ":" in path else uri_of(self.root / path)

    def send(self, method: str, params: Any) -> Any:
        return self._methods[method](params)

    async def ask(self, method: str, path: str, **more: Any) -> Any:
        answer = self._methods[method]({"textDocument": {"uri": self.uri(path)}, **more})
        return await answer if asyncio.iscoroutine(answer) else answer

    def open(self, path: str, text: str | None = None, language: str = "markdown") -> None:
        content = (self.root / path).read_bytes().decode() if text is None else text
        document = {"uri": self.uri(path), "languageId": language, "version": 1, "text": content}
        self.texts[path] = 1
        self.send("textDocument/didOpen", {"textDocument": document})

    def edit(self, path: str, *changes: Json) -> None:
        self.texts[path] = self.texts.get(path, 1) + 1
        about = {"uri": self.uri(path), "version": self.texts[path]}
        self.send("textDocument/didChange", {"textDocument": about, "contentChanges": list(changes)})

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace a piece of the text, as typing does."""
        text = self.text(path)
        at = text.index(old)
        place = {"start": position(text, at), "end": position(text, at + len(old))}
        self.edit(path, {"range": place, "text": new})

    def apply(self, edit: Json) -> None:
        """Apply an edit of the workspace, to open texts and to files."""
        for uri, edits in edit["changes"].items():
            last_first = [
                {"range": one["range"], "text": one["newText"]}
                for one in sorted(edits, key=lambda one: tuple(one["range"]["start"].values()), reverse=True)
            ]
            path = next((path for path in self.texts if self.uri(path) == uri), None)
            if path is not None:
                self.edit(path, *last_first)
            else:
                file = Path(path_of(uri) or "")
                file.write_bytes(edited(file.read_bytes().decode(), last_first, "utf-16").encode())

    async def complete(self, path: str, marked: str) -> dict[str, str]:
        """The completions at the mark ``¦`` in a text, by label, each with the line that it makes."""
        at = marked.index("¦")
        text = marked.replace("¦", "")
        self.edit(path, {"text": text})
        found = await self.ask("textDocument/completion", path, position=position(text, at))
        made = {}
        for item in found["items"]:
            change = {"range": item["textEdit"]["range"], "text": item["textEdit"]["newText"]}
            made[item["label"]] = edited(text, [change], "utf-16").split("\n")[position(text, at)["line"]]
        return made

    async def actions(self, path: str, piece: str, *only: str) -> dict[str, Json]:
        """The code actions at a piece of the text, by title."""
        text = self.text(path)
        place = {"start": position(text, text.index(piece)), "end": position(text, text.index(piece) + len(piece))}
        context = {"diagnostics": [], **({"only": list(only)} if only else {})}
        found = await self.ask("textDocument/codeAction", path, range=place, context=context)
        return {one["title"]: one for one in found}

    async def run(self, action: Json) -> Any:
        """Do as an action says."""
        if "edit" in action:
            self.apply(action["edit"])
        command = action.get("command")
        if command is None:
            return None
        result = await self.send("workspace/executeCommand", command)
        for _, params in [one for one in self.requests if one[0] == "workspace/applyEdit"]:
            self.apply(params["edit"])
        self.requests.clear()
        return result

    def text(self, path: str) -> str:
        return self.handlers.session.texts[self.uri(path)].text

    def close(self, path: str) -> None:
        self.send("textDocument/didClose", {"textDocument": {"uri": self.uri(path)}})

    def changed(self, *changes: tuple[str, int]) -> None:
        listed = [{"uri": self.uri(path), "type": kind} for path, kind in changes]
        self.send("workspace/didChangeWatchedFiles", {"changes": listed})

    async def settled(self) -> None:
        await self.handlers.scheduler.settled()

    def found(self, path: str) -> list[tuple[str, int, int]]:
        """The diagnostics of a file: rule, line and character."""
        return [
            (str(one.get("code", "")), one["range"]["start"]["line"], one["range"]["start"]["character"])
            for one in self.published.get(self.uri(path), [])
        ]

    def rules(self, path: str) -> list[str]:
        return [rule for rule, _, _ in self.found(path)]


def position(text: str, at: int) -> Json:
    """The position of an offset in UTF-16, counted apart from the server."""
    before = text[:at].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return {"line": len(before) - 1, "character": len(before[-1].encode("utf-16-le")) // 2}


class ServerProcess:
    """The server as a child process, spoken to in messages."""

    def __init__(self, root: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "postlint", "server", *arguments]
        self.process = subprocess.Popen(
            command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ
        )
        self._count = 0
        self.notifications: list[Json] = []

    def send(self, message: Json) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def notify(self, method: str, params: Any = None) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: Any = None) -> Any:
        self._count += 1
        self.send({"id": self._count, "method": method, "params": params})
        while (message := self.read()).get("id") != self._count or "method" in message:
            self._answer(message)
        return message.get("result", message.get("error"))

    def wait_for(self, method: str, wanted: Mapping[str, Any]) -> Json:
        """The next notification with these parameters."""
        while True:
            message = self.notifications.pop(0) if self.notifications else self.read()
            params = message.get("params") or {}
            if message.get("method") == method and all(params.get(key) == value for key, value in wanted.items()):
                return params
            if "id" in message:
                self._answer(message)

    def _answer(self, message: Json) -> None:
        if "id" in message and "method" in message:
            self.send({"id": message["id"], "result": None})
        else:
            self.notifications.append(message)

    def read(self) -> Json:
        assert self.process.stdout is not None
        length = 0
        while (line := self.process.stdout.readline().strip()) or not length:
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            elif not line and self.process.poll() is not None:
                raise EOFError("the server has ended")
        message: Json = json.loads(self.process.stdout.read(length))
        return message

    def start(self, root: Path, capabilities: Json = ABLE, options: Json | None = None) -> Json:
        folders = [{"uri": uri_of(root), "name": root.name}]
        about = {"capabilities": capabilities, "workspaceFolders": folders, "initializationOptions": options}
        result: Json = self.ask("initialize", about)
        self.notify("initialized", {})
        return result

    def stop(self) -> int:
        self.ask("shutdown")
        self.notify("exit")
        return self.process.wait(20)
