"""The server as a process: its messages, its end, and what it says without its packages."""

from __future__ import annotations

import subprocess
import sys
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


def test_a_sentence_says_what_to_install() -> None:
    code = "import sys; sys.modules['pygls'] = None; import postlint; from postlint.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code, "server"], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == "postlint: The language server needs further packages: pip install 'postlint[server]'.\n"
