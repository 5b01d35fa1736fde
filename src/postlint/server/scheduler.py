"""Decides when texts and sites are linted: the last version of a text wins, and a site waits until typing stops."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from functools import partial
from typing import Any, Protocol

from postlint.engine.cache_keys import digest
from postlint.server.analysis import Analysis
from postlint.server.positions import Json
from postlint.server.project import Project
from postlint.server.session import Session
from postlint.server.worker import Result, Worker

Work = Callable[[], Coroutine[Any, Any, None]]


class Outlet(Protocol):
    """What the scheduler sends to the client."""

    def publish(self, uri: str, version: int | None, diagnostics: list[Json]) -> None:
        """Replace the diagnostics of a file."""

    def refresh(self) -> None:
        """Ask a client that pulls diagnostics to do so again."""

    def crashed(self, error: BaseException) -> None:
        """Tell the user about a mistake in postlint."""

    def complain(self, sentence: str) -> None:
        """Tell the user what cannot be used."""

    def progress(self, project: Project) -> Callable[[int, int], None] | None:
        """A function that shows how many posts of a site have been read; it is called in a thread."""


class Scheduler:
    """Runs the work of a session in two threads: one for open texts, one for the sites around them."""

    def __init__(self, session: Session, outlet: Outlet, jobs: int | None = 1) -> None:
        self.session = session
        self._jobs = jobs
        self._outlet = outlet
        self._texts = Worker("postlint texts")
        self._site_work = Worker("postlint sites")
        self._running: dict[str, asyncio.Task[None]] = {}
        self._sites: dict[Project, asyncio.Task[None]] = {}
        self._others: set[asyncio.Task[None]] = set()
        self._sent: dict[str, str] = {}
        self._told: set[str] = set()

    # -- texts ------------------------------------------------------------------------------------------

    def lint(self, uri: str, delay: float = 0.0) -> None:
        """Lint the present version of a text after a delay in seconds, in place of any that waits or runs."""
        before = self._running.get(uri)
        if before is not None:
            before.cancel()
        self._running[uri] = asyncio.ensure_future(self._guarded(partial(self._lint, uri, delay)))

    async def _lint(self, uri: str, delay: float) -> None:
        await asyncio.sleep(delay)
        text = self.session.texts.get(uri)
        if text is None:
            return
        analysis = await self._texts.run(partial(self.session.analyse, text))
        if not self.session.accept(uri, analysis):
            return
        self._publish_mistakes()
        if analysis is None:
            self._send(uri, text.version, [])
            return
        self._publish(analysis)
        project = self.session.project_of(analysis)
        if project is not None:
            self.lint_site(project)

    async def analysis(self, uri: str) -> Analysis | None:
        """The analysis of the present version of a text; None for a text that is no post or not open."""
        while (text := self.session.texts.get(uri)) is not None:
            known = self.session.analyses.get(uri)
            if known is not None and known.text is text:
                return known
            task = self._running.get(uri)
            if task is None or task.done():
                self.lint(uri)
                task = self._running[uri]
            await asyncio.wait([task])
            if not task.cancelled() and self.session.texts.get(uri) is text:
                return self.session.analyses.get(uri)
        return None

    async def in_thread(self, function: Callable[[], Result]) -> Result:
        """The result of a call that may take as long as linting a text does."""
        return await self._texts.run(function)

    def closed(self, uri: str) -> None:
        """Take back the diagnostics of a text that was closed, and read its file again."""
        task = self._running.pop(uri, None)
        if task is not None:
            task.cancel()
        name = self.session.texts[uri].name if uri in self.session.texts else ""
        self.session.close(uri)
        self._send(uri, None, [])
        self._sent.pop(uri, None)
        if name:
            self.reread([name])

    # -- sites ------------------------------------------------------------------------------------------

    def lint_site(self, project: Project) -> None:
        """Load a site that is not loaded, and run the rules about it if its facts have changed."""
        task = self._sites.get(project)
        if task is None or task.done():
            self._sites[project] = asyncio.ensure_future(self._guarded(partial(self._lint_site, project)))

    async def _lint_site(self, project: Project) -> None:
        while not project.is_loaded or project.is_outdated:
            if not project.is_loaded:
                await self._load(project)
            else:
                await self._quiet(project)
            await self._site_work.run(project.lint)
            self._publish_mistakes()
            for analysis in self.session.analyses_of(project):
                self._publish(analysis)

    async def _load(self, project: Project) -> None:
        progress = self._outlet.progress(project)
        await self._site_work.run(partial(project.load, self.session.instead(), progress, self._jobs))
        for analysis in self.session.analyses_of(project):  # they may have changed meanwhile
            project.update(analysis.name, analysis.facts, analysis.source)

    async def _quiet(self, project: Project) -> None:
        """Wait until the facts of a site have not changed for a while."""
        before = -1
        while before != project.changes:
            before = project.changes
            await asyncio.sleep(self.session.options.site_delay)

    async def site(self, uri: str) -> None:
        """Wait for the present findings about the site of a text."""
        analysis = await self.analysis(uri)
        project = self.session.project_of(analysis) if analysis is not None else None
        if project is not None and (not project.is_loaded or project.is_outdated):
            self.lint_site(project)
            await asyncio.wait([self._sites[project]])

    def reread(self, names: Iterable[str]) -> None:
        """Take the facts of posts from the disk."""
        self._do(partial(self._reread, list(names)))

    async def _reread(self, names: list[str]) -> None:
        opened = {text.name for text in self.session.texts.values()}
        for project in self.session.projects:
            for name in names:
                if name not in opened and project.has(name):
                    facts = await self._site_work.run(partial(project.read_facts, name))
                    project.is_loaded = project.is_loaded and facts is not None  # it was closed and never saved
                    project.update(name, facts, None)
            if not project.is_loaded or project.is_outdated:
                self.lint_site(project)

    def reload(self) -> None:
        """Look for the posts and files of all sites again."""
        for project in self.session.projects:
            project.is_loaded = False
            self.lint_site(project)

    def forget(self) -> None:
        """Read all configurations again."""
        for task in self._sites.values():
            task.cancel()
        self._sites.clear()
        self.session.forget()
        for uri in self.session.texts:
            self.lint(uri)

    # -- sending ----------------------------------------------------------------------------------------

    def _publish(self, analysis: Analysis) -> None:
        self._send(analysis.text.uri, analysis.text.version, self.session.diagnostics(analysis))
        for sentence in self.session.complaints:
            self._complain(sentence)

    def publish_all(self) -> None:
        """Publish the diagnostics of all open texts again."""
        for analysis in list(self.session.analyses.values()):
            self._publish(analysis)

    def _publish_mistakes(self) -> None:
        """Send the diagnostics of configuration files, and show the first mistake of each once."""
        found = self.session.config_diagnostics()
        gone = [uri for uri in self._sent if uri not in found and uri not in self.session.texts]
        for uri in (*gone, *found):
            diagnostics = found.get(uri, [])
            key = digest(repr(diagnostics))
            if self._sent.get(uri) != key:
                self._sent[uri] = key
                self._outlet.publish(uri, None, diagnostics)
        for mistakes in self.session.configurations.mistakes.values():
            for mistake in mistakes[:1]:
                self._complain(f"{mistake.file}:{mistake.line}:{mistake.column}: {mistake.sentence}")

    def _send(self, uri: str, version: int | None, diagnostics: list[Json]) -> None:
        """Publish diagnostics that have changed; a client that pulls is notified to do so again."""
        key = digest(repr(diagnostics))
        if self._sent.get(uri) == key:
            return
        was_sent = uri in self._sent
        self._sent[uri] = key
        if not self.session.client.pulls:
            self._outlet.publish(uri, version, diagnostics)
        elif was_sent:
            self._outlet.refresh()

    def _complain(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            self._outlet.complain(sentence)

    # -- tasks ------------------------------------------------------------------------------------------

    def _do(self, work: Work) -> None:
        task = asyncio.ensure_future(self._guarded(work))
        self._others.add(task)
        task.add_done_callback(self._others.discard)

    async def _guarded(self, work: Work) -> None:
        """An exception is logged, and ends only this task."""
        try:
            await work()
        except Exception as error:
            self._outlet.crashed(error)

    async def settled(self) -> None:
        """Wait until nothing is left to do."""
        while tasks := [
            task for task in (*self._running.values(), *self._sites.values(), *self._others) if not task.done()
        ]:
            await asyncio.wait(tasks)
