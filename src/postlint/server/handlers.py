"""Handles the messages of a client: each method of the protocol is one function of plain JSON values."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from postlint.data.inside import from_folder
from postlint.engine.cache_keys import digest
from postlint.engine.discover import is_post
from postlint.engine.find_baseline import BASELINE
from postlint.server.capabilities import capabilities, watchers
from postlint.server.client import Client, Options, part
from postlint.server.commands import NAMES, execute
from postlint.server.completion_context import complete
from postlint.server.configurations import may_configure
from postlint.server.open_texts import name_of, path_of
from postlint.server.positions import Json
from postlint.server.project import Project
from postlint.server.scheduler import Scheduler
from postlint.server.session import Session
from postlint.server.text_requests import FEATURES, Feature

#: kinds of changes of watched files
_CREATED, _CHANGED, _DELETED = 1, 2, 3
#: severities of messages to the user
_ERROR, _WARNING, _INFO = 1, 2, 3


class Connection(Protocol):
    """The way to the client."""

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""

    def request(self, method: str, params: Any) -> None:
        """Send a request whose answer does not matter."""


Handler = Callable[..., Any]


class Handlers:
    """The methods of the protocol. Those that need the analysis of a text are coroutines.

    `jobs` is the number of processes that read a large site, None for one for each processor.
    """

    def __init__(self, connection: Connection, jobs: int | None = 1) -> None:
        self._connection = connection
        self._jobs = jobs
        self.session = Session(Client(), Options())
        self.scheduler = Scheduler(self.session, self, self._jobs)
        self._crashes: set[str] = set()

    def methods(self) -> Mapping[str, Handler]:
        """The handlers by the names of their methods."""
        return {
            "initialize": self.initialize,
            "initialized": self.initialized,
            "shutdown": lambda params: None,
            "textDocument/didOpen": self.did_open,
            "textDocument/didChange": self.did_change,
            "textDocument/didSave": self.did_save,
            "textDocument/didClose": self.did_close,
            "textDocument/diagnostic": self.diagnostic,
            "textDocument/completion": self.completion,
            "workspace/executeCommand": self.execute_command,
            "workspace/didChangeWatchedFiles": self.did_change_files,
            "workspace/didChangeConfiguration": self.did_change_configuration,
            "workspace/didChangeWorkspaceFolders": self.did_change_folders,
            **{name: self._feature(feature) for name, feature in FEATURES.items()},
        }

    # -- life -------------------------------------------------------------------------------------------

    def initialize(self, params: Json) -> Json:
        """Begin a session: the first folder of the workspace becomes the working directory, as names start there."""
        folders = _folders(params)
        if folders:
            os.chdir(folders[0])
        client = Client.of(params.get("capabilities"))
        self.session = Session(client, Options.of(params.get("initializationOptions")), folders)
        self.scheduler = Scheduler(self.session, self, self._jobs)
        return capabilities(client)

    def initialized(self, params: Json) -> None:
        """Ask for news of files."""
        if self.session.client.watches:
            self._connection.request("client/registerCapability", watchers())

    def did_change_configuration(self, params: Json) -> None:
        """The user changed a setting in the editor."""
        settings = params.get("settings")
        if isinstance(settings, Mapping) and settings:
            self.session.options = Options.of(settings)
            for uri in self.session.texts:
                self.scheduler.lint(uri)

    def did_change_folders(self, params: Json) -> None:
        """The user added or removed folders of the workspace."""
        event = part(params, "event")
        gone = _folders({"workspaceFolders": event.get("removed")})
        added = _folders({"workspaceFolders": event.get("added")})
        self.session.projects.folders = [one for one in self.session.projects.folders if one not in gone] + added
        self.scheduler.forget()

    # -- texts ------------------------------------------------------------------------------------------

    def did_open(self, params: Json) -> None:
        """A text was opened."""
        opened = params["textDocument"]
        language = str(opened.get("languageId", "markdown"))
        self.session.open(opened["uri"], opened["text"], opened.get("version"), language)
        self.scheduler.lint(opened["uri"])

    def did_change(self, params: Json) -> None:
        """A text was edited."""
        about = params["textDocument"]
        if self.session.change(about["uri"], params["contentChanges"], about.get("version")) is not None:
            self.scheduler.lint(about["uri"], self.session.options.delay)

    def did_save(self, params: Json) -> None:
        """A text was saved; a client may not report that configurations were."""
        path = path_of(params["textDocument"]["uri"])
        if path is not None and not is_post(path) and may_configure(path):
            self.scheduler.forget()

    def did_close(self, params: Json) -> None:
        """A text was closed."""
        self.scheduler.closed(params["textDocument"]["uri"])

    async def diagnostic(self, params: Json) -> Json:
        """The client asks for the diagnostics of a text."""
        uri = params["textDocument"]["uri"]
        if not self.session.client.refreshes:
            await self.scheduler.site(uri)
        analysis = await self.scheduler.analysis(uri)
        items = self.session.diagnostics(analysis) if analysis is not None else []
        result = digest(repr(items))
        if params.get("previousResultId") == result:
            return {"kind": "unchanged", "resultId": result}
        return {"kind": "full", "resultId": result, "items": items}

    # -- completion -------------------------------------------------------------------------------------

    def completion(self, params: Json) -> Json | None:
        """What can stand at the cursor."""
        text = self.session.texts.get(params["textDocument"]["uri"])
        return complete(self.session, text, params["position"]) if text is not None else None

    # -- actions ----------------------------------------------------------------------------------------

    def _feature(self, feature: Feature) -> Handler:
        """A handler that answers with a feature; null for a text that is no post."""

        async def answer(params: Json) -> Any:
            uri = params["textDocument"]["uri"]
            if feature.is_about_site:
                await self.scheduler.site(uri)
            analysis = await self.scheduler.analysis(uri)
            if analysis is None:
                return None
            call = partial(feature.answer, self.session, analysis, params)
            asked_to_fix = bool((params.get("context") or {}).get("only"))  # which lints the text several times
            return await self.scheduler.in_thread(call) if feature.is_slow or asked_to_fix else call()

        return answer

    async def execute_command(self, params: Json) -> Any:
        """Carry out a command."""
        arguments = params.get("arguments") or []
        analysis = await self.scheduler.analysis(str(arguments[0])) if arguments else None
        if analysis is None or params["command"] not in NAMES:
            return None
        outcome = await self.scheduler.in_thread(partial(execute, self.session, analysis, params["command"], arguments))
        if outcome.edit is not None and self.session.texts.get(analysis.text.uri) is analysis.text:
            self._connection.request("workspace/applyEdit", {"label": "postlint", "edit": outcome.edit})
        if outcome.sentence:
            self._connection.notify("window/showMessage", {"type": _INFO, "message": f"postlint: {outcome.sentence}"})
        if outcome.page and self.session.client.shows_pages:
            self._connection.request("window/showDocument", {"uri": outcome.page, "external": True})
        if outcome.relint:
            self.scheduler.publish_all()
        return outcome.value

    # -- files ------------------------------------------------------------------------------------------

    def did_change_files(self, params: Json) -> None:
        """Files changed on the disk."""
        changed = [(path, one["type"]) for one in params["changes"] if (path := path_of(one["uri"])) is not None]
        changed = [(path, kind) for path, kind in changed if self._matters(path)]
        if any(Path(path).name == BASELINE for path, _ in changed):
            self.scheduler.publish_all()
            changed = [(path, kind) for path, kind in changed if Path(path).name != BASELINE]
        if any(may_configure(path) for path, _ in changed):
            self.scheduler.forget()
            return
        if any(kind != _CHANGED for _, kind in changed):
            self.scheduler.reload()
        if any(not is_post(path) for path, _ in changed):  # an image
            for uri in self.session.texts:
                self.scheduler.lint(uri)
        self.scheduler.reread(name_of(path) for path, kind in changed if kind == _CHANGED and is_post(path))

    def _matters(self, path: str) -> bool:
        """Whether a file is not one of dependencies or tools, in a folder that no site is made of."""
        real = os.path.realpath(path)
        around = [folder for folder in self.session.projects.folders if Path(real).is_relative_to(folder)]
        inside = from_folder(real, max(around, key=len)) if around else path
        folders = inside.split("/")[:-1]
        return not any(one == "node_modules" or (one.startswith(".") and one not in _HIDDEN) for one in folders)

    # -- to the client ----------------------------------------------------------------------------------

    def publish(self, uri: str, version: int | None, diagnostics: list[Json]) -> None:
        """Replace the diagnostics of a file."""
        params: Json = {"uri": uri, "diagnostics": diagnostics}
        if version is not None:
            params["version"] = version
        self._connection.notify("textDocument/publishDiagnostics", params)

    def refresh(self) -> None:
        """Ask a client that pulls diagnostics to do so again."""
        if self.session.client.refreshes:
            self._connection.request("workspace/diagnostic/refresh", None)

    def complain(self, sentence: str) -> None:
        """Tell the user what cannot be used."""
        self._connection.notify("window/showMessage", {"type": _WARNING, "message": f"postlint: {sentence}"})

    def crashed(self, error: BaseException) -> None:
        """Tell the user about a mistake in postlint, once, with its traceback in the log of the client."""
        import traceback

        shown = "".join(traceback.format_exception(error))
        self._connection.notify("window/logMessage", {"type": _ERROR, "message": shown})
        sentence = f"postlint: this is a mistake in postlint: {type(error).__name__}: {error}"
        if sentence not in self._crashes:
            self._crashes.add(sentence)
            self._connection.notify("window/showMessage", {"type": _ERROR, "message": sentence})

    def progress(self, project: Project) -> Callable[[int, int], None] | None:
        """A function that shows how many posts of a site have been read; it is called in a thread."""
        if not self.session.client.progress:
            return None
        from postlint.server.work_done import Progress

        return Progress(self._connection, asyncio.get_running_loop())


#: hidden folders that configurations are in
_HIDDEN = (".postlint", ".vitepress", ".vuepress", ".astro")


def _folders(params: Json) -> list[str]:
    """The absolute paths of the folders of the workspace."""
    listed = params.get("workspaceFolders") or []
    uris = [one["uri"] for one in listed] or [params.get("rootUri")]
    paths = [path_of(uri) for uri in uris if uri]
    if not paths and params.get("rootPath"):
        paths = [os.path.normpath(params["rootPath"])]
    return [os.path.realpath(path) for path in paths if path is not None and Path(path).is_dir()]
