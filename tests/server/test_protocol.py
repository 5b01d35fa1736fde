"""The server as a process: its messages and its end."""

from __future__ import annotations

import asyncio
import io
import json
from contextlib import suppress
from pathlib import Path

import pytest

from postlint.server.open_texts import uri_of
from postlint.server.protocol import EndOfInput, Server, _serve, read_message
from support.editor import ServerProcess
from support.protocol import assert_is
from support.sites import write_files


@pytest.mark.slow
def test_a_session_over_standard_input_and_output(tmp_path: Path) -> None:
    write_files({"a b.md": "# One\n\nThe the end.\n"}, tmp_path)
    uri = uri_of(tmp_path / "a b.md")
    server = ServerProcess(tmp_path, "--stdio")
    result = server.start(tmp_path)
    assert_is("InitializeResult", result)
    text = {"uri": uri, "languageId": "markdown", "version": 1, "text": "# One\n\nThe the end.\n"}
    server.notify("textDocument/didOpen", {"textDocument": text})
    shown = server.wait_for("textDocument/publishDiagnostics", {"uri": uri, "version": 1})
    assert_is("PublishDiagnosticsParams", shown)
    assert "repeated-word" in [one["code"] for one in shown["diagnostics"]]
    server.notify("$/setTrace", {"value": "off"})
    server.notify("textDocument/didChange", {"textDocument": {"uri": uri}})  # a client that lies
    server.wait_for("window/showMessage", {"type": 1})
    assert server.ask("no/method")["code"] == -32601
    change = [{"text": "# One\n\nThe end.\n"}]
    server.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": change})
    shown = server.wait_for("textDocument/publishDiagnostics", {"uri": uri, "version": 2})
    assert "repeated-word" not in [one["code"] for one in shown["diagnostics"]]
    assert server.stop() == 0


def framed(message: object) -> bytes:
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"content-type: x\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body)


def test_messages_that_are_none() -> None:
    """Neither what is no JSON, nor a request before the beginning or after the end, ends the server."""
    hover: dict[str, object] = {"method": "textDocument/hover", "params": {"textDocument": {"uri": "x:y"}}}
    sent = [
        b"{]}",
        [],
        b"[" * 100_000,
        {"id": [8], **hover},
        {"id": 1, **hover},
        {"id": 2, "method": "initialize", "params": None},
        {"id": 3, "method": "no/method"},
        {"method": "no/notification"},
        {"id": 4, "result": "of nothing"},
        {"id": 5, "method": "workspace/executeCommand", "params": []},
        {"method": "$/cancelRequest", "params": {"id": "none"}},
        {"method": "$/cancelRequest", "params": {"id": [8]}},
        {"id": 6, "method": "shutdown"},
        {"id": 7, **hover},
    ]
    output = io.BytesIO()
    assert asyncio.run(_serve(io.BytesIO(b"".join(map(framed, sent))), output)) == 0
    output.seek(0)
    answers = {}
    with suppress(EndOfInput):
        while True:
            answer = read_message(output)
            answers.setdefault(answer.get("id"), []).append(answer.get("error", {}).get("code", "result"))
    assert answers == {
        None: [-32700, -32600, -32700, -32600],
        1: [-32002],
        2: ["result"],
        3: [-32601],
        5: ["result"],
        6: ["result"],
        7: [-32600],
    }


def test_a_request_that_is_cancelled_before_it_begins_has_an_answer() -> None:
    async def session() -> bytes:
        output = io.BytesIO()
        server = Server(output)
        for message in (
            {"id": 1, "method": "initialize"},
            {"id": 2, "method": "textDocument/hover", "params": {"textDocument": {"uri": "x:y"}}},
            {"method": "$/cancelRequest", "params": {"id": 2}},
        ):
            server._take(message)
        await asyncio.sleep(0.01)
        return output.getvalue()

    assert b'"id":2,"error":{"code":-32800' in asyncio.run(session())


def test_a_client_that_is_gone_ends_the_server() -> None:
    half = framed({"id": 1, "method": "shutdown"})[:-3]
    assert asyncio.run(_serve(io.BytesIO(half), io.BytesIO())) == 1
