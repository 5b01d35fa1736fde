"""What the server can do, as it tells the client, and the files that it asks the client to watch."""

from __future__ import annotations

from postlint.config.find import CONFIGURING
from postlint.data.version import VERSION
from postlint.generators.post_files import IMAGE_ENDINGS, POST_ENDINGS
from postlint.server.actions import FIX_ALL, QUICK_FIX
from postlint.server.client import Client
from postlint.server.commands import NAMES
from postlint.server.completion_context import TRIGGERS
from postlint.server.positions import Json

_INCREMENTAL = 2


def capabilities(client: Client) -> Json:
    """The result of `initialize`."""
    return {
        "capabilities": {
            "positionEncoding": client.encoding,
            "textDocumentSync": {"openClose": True, "change": _INCREMENTAL, "save": {"includeText": False}},
            "diagnosticProvider": {
                "identifier": "postlint",
                "interFileDependencies": True,
                "workspaceDiagnostics": False,
            },
            "completionProvider": {"triggerCharacters": list(TRIGGERS)},
            "hoverProvider": True,
            "definitionProvider": True,
            "referencesProvider": True,
            "renameProvider": {"prepareProvider": True},
            "documentLinkProvider": {"resolveProvider": False},
            "documentSymbolProvider": True,
            "inlayHintProvider": True,
            "codeActionProvider": {"codeActionKinds": [QUICK_FIX, FIX_ALL]},
            "executeCommandProvider": {"commands": list(NAMES)},
            "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
        },
        "serverInfo": {"name": "postlint", "version": VERSION},
    }


def watchers() -> Json:
    """The registration for changes of posts, images and configurations on the disk."""
    endings = ",".join(ending[1:] for ending in (*POST_ENDINGS, *IMAGE_ENDINGS, *CONFIGURING))
    patterns = [f"**/*.{{{endings}}}", "**/.gitignore", "**/CNAME"]
    return {
        "registrations": [
            {
                "id": "postlint-files",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": {"watchers": [{"globPattern": pattern} for pattern in patterns]},
            }
        ]
    }
