"""The server as a process: its messages and its end."""

from __future__ import annotations

from pathlib import Path

from lsprotocol.converters import get_converter
from lsprotocol.types import InitializeResult, PublishDiagnosticsParams

from postlint.server.texts import uri_of
from support.editor import ServerProcess
from support.sites import write_files


def test_a_session_over_standard_input_and_output(tmp_path: Path) -> None:
    write_files({"a b.md": "# One\n\nThe the end.\n"}, tmp_path)
    uri = uri_of(tmp_path / "a b.md")
    server = ServerProcess(tmp_path, "--stdio")
    result = server.start(tmp_path)
    get_converter().structure(result, InitializeResult)
    text = {"uri": uri, "languageId": "markdown", "version": 1, "text": "# One\n\nThe the end.\n"}
    server.notify("textDocument/didOpen", {"textDocument": text})
    shown = server.wait_for("textDocument/publishDiagnostics", {"uri": uri, "version": 1})
    get_converter().structure(shown, PublishDiagnosticsParams)
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


def test_messages_that_are_none(tmp_path: Path) -> None:
    """Neither what is no JSON, nor a request before the beginning or after the end, ends the server."""
    server = ServerProcess(tmp_path)
    assert server.ask("textDocument/hover", {})["code"] == -32002
    assert server.process.stdin is not None
    server.process.stdin.write(b"content-type: x\r\nContent-Length: 3\r\n\r\n{]}")
    server.process.stdin.flush()
    assert server.read()["error"]["code"] == -32700
    server.start(tmp_path, capabilities={})
    server.send({"id": "a", "method": "textDocument/diagnostic", "params": {"textDocument": {"uri": "x:y"}}})
    server.notify("$/cancelRequest", {"id": "b"})
    assert server.read()["id"] == "a"
    server.ask("shutdown")
    assert server.ask("textDocument/hover", {})["code"] == -32600
    server.process.stdin.close()
    assert server.process.wait(20) == 0
