"""The state of a session: open texts, what was found in them, and the sites around them. It knows no protocol.

Methods that are said to run in a thread read values that do not change; the others are called by one thread.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from postlint.config.config import Config
from postlint.data.globs import compile_globs
from postlint.data.inside import from_folder, from_here
from postlint.data.reading import read_bytes
from postlint.engine.baseline import Baseline, BaselineError, compare
from postlint.engine.discover import is_post
from postlint.engine.find_baseline import baseline_file, find_baseline
from postlint.engine.join import join
from postlint.engine.sites import absolute
from postlint.parse.source import BOM, Source, UnreadableSourceError
from postlint.results.findings import FileReport, Report
from postlint.server.analysis import Analysis, analyse, with_all_lines
from postlint.server.client import Client, Options
from postlint.server.configurations import Configurations
from postlint.server.diagnostics import diagnostics, of_mistakes
from postlint.server.open_texts import OpenText, hides_bom, name_of_uri, path_of, uri_of
from postlint.server.positions import Json, Positions
from postlint.server.project import Project, Projects
from postlint.site.site import Site

#: how editors call the languages of posts
_LANGUAGES = ("markdown", "mdx", "quarto")


class Session:
    """The open texts of one client."""

    def __init__(self, client: Client, options: Options, folders: Sequence[str] = ()) -> None:
        self.client = client
        self.options = options
        self.configurations = Configurations()
        self.projects = Projects(folders)
        self.texts: dict[str, OpenText] = {}
        self.analyses: dict[str, Analysis] = {}
        #: sentences about what cannot be used, each shown once
        self.complaints: list[str] = []
        self._known_baseline: tuple[tuple[str, int, int], Baseline | None] | None = None

    # -- texts ------------------------------------------------------------------------------------------

    def open(self, uri: str, text: str, version: int | None = None, language: str = "markdown") -> OpenText:
        """A text was opened."""
        hidden = hides_bom(uri, text)
        opened = OpenText(uri, name_of_uri(uri), text, version, self.client.encoding, language, hidden)
        self.texts[uri] = opened
        return opened

    def change(self, uri: str, changes: Iterable[Mapping[str, Any]], version: int | None = None) -> OpenText | None:
        """A text was edited; None for one that was never opened."""
        known = self.texts.get(uri)
        if known is None:
            return None
        self.texts[uri] = known.changed(changes, version)
        return self.texts[uri]

    def close(self, uri: str) -> None:
        """A text was closed: from now on, its file counts."""
        self.texts.pop(uri, None)
        analysis = self.analyses.pop(uri, None)
        if analysis is not None:
            analysis.doc.release()

    def forget(self) -> None:
        """Read all configurations again, and all that follows from them."""
        self.configurations.forget()
        self.projects.forget()

    # -- linting ----------------------------------------------------------------------------------------

    def config_of(self, text: OpenText) -> Config | None:
        """The configuration of a text; None for one that is no post, or when it has mistakes. Runs in a thread."""
        name = text.name
        if not is_post(name) and text.language not in _LANGUAGES:
            return None
        config = self.configurations.of(name)
        if config is None or path_of(text.uri) is None:  # what has not been saved may become a post
            return config
        if config.why_no_post(name):
            return None
        if config.content and not compile_globs(config.content).match_file(from_folder(name, config.root)):
            return None
        return config

    def analyse(self, text: OpenText) -> Analysis | None:
        """Lint one version of a text; None for one that is no post. Runs in a thread."""
        config = self.config_of(text)
        return analyse(config, text) if config is not None else None

    def accept(self, uri: str, analysis: Analysis | None) -> bool:
        """Take the analysis of a text; False for one that is closed or has changed since."""
        current = self.texts.get(uri)
        if current is None or (analysis is not None and analysis.text is not current):
            if analysis is not None:
                analysis.doc.release()
            return False
        before = self.analyses.pop(uri, None)
        if before is not None and before is not analysis:
            before.doc.release()
        if analysis is not None:
            self.analyses[uri] = analysis
            project = self.project_of(analysis)
            if project is not None:
                project.expect(analysis.name)
                project.update(analysis.name, analysis.facts, analysis.source)
        return True

    def project_of(self, analysis: Analysis) -> Project | None:
        """The site that a text belongs to."""
        return self.projects.of(analysis.config, analysis.name)

    def report(self, analysis: Analysis) -> FileReport:
        """All findings in a text: its own and those about the site, without those that are suppressed or known."""
        project = self.project_of(analysis)
        about = project.findings(analysis.name, analysis.facts, analysis.source) if project is not None else None
        found, places = about if about is not None else (None, ())
        facts = {analysis.name: analysis.facts} if analysis.facts is not None else {}
        report = next(one for one in join(analysis.config, [analysis.linted], facts, found, places))
        return self._without_known(analysis.config, with_all_lines(report, analysis.source))

    def _without_known(self, config: Config, report: FileReport) -> FileReport:
        """The report without the findings of the baseline."""
        try:
            known = self._baseline(config)
        except BaselineError as error:
            self.complain(str(error))
            return report
        if known is None:
            return report
        own = known.posts.get(known.name_of(report.path))
        if own is not None:  # it was not moved: the other entries do not matter
            known = replace(known, posts={known.name_of(report.path): own})
        return compare(known, Report((report,)), lambda path: (), whole=False).report.files[0]

    def _baseline(self, config: Config) -> Baseline | None:
        """The baseline of a configuration, read when its file has changed. Raises BaselineError."""
        file, _ = baseline_file(config, None)
        try:
            about = file.stat() if file is not None else None
        except OSError:
            about = None
        key = (str(file), about.st_mtime_ns, about.st_size) if about is not None else ("", 0, 0)
        if self._known_baseline is None or self._known_baseline[0] != key:
            self._known_baseline = (key, find_baseline(config))
        return self._known_baseline[1]

    def complain(self, sentence: str) -> None:
        """Note what cannot be used, once."""
        if sentence not in self.complaints:
            self.complaints.append(sentence)

    # -- diagnostics ------------------------------------------------------------------------------------

    def diagnostics(self, analysis: Analysis) -> list[Json]:
        """The diagnostics of a text."""
        shown = self.client.shown._replace(level=self.options.level)
        report = self.report(analysis)
        return diagnostics(report.findings, analysis.text.positions, self.positions_of, shown)

    def positions_of(self, name: str) -> Positions | None:
        """The positions in a file: of its open text, else of what is on the disk; None when it cannot be read."""
        open_text = next((text for text in list(self.texts.values()) if text.name == name), None)
        if open_text is not None:
            return open_text.positions
        try:
            return Positions(Source.from_bytes(read_bytes(absolute(name)), name), self.client.encoding)
        except (OSError, UnreadableSourceError):
            return None

    def config_diagnostics(self) -> dict[str, list[Json]]:
        """The diagnostics of configuration files, by URI: mistakes, and rules that can never find anything."""
        found: dict[str, list[Json]] = {}
        for file, mistakes in self.configurations.mistakes.items():
            found[uri_of(file)] = of_mistakes(mistakes, self.positions_of(from_here(file)))
        for project in self.projects:
            for report in project.aside:
                positions = self.positions_of(report.path)
                if positions is not None and not is_post(report.path):
                    shown = diagnostics(report.findings, positions, self.positions_of, self.client.shown)
                    found.setdefault(uri_of(report.path), []).extend(shown)
        return found

    # -- the site ---------------------------------------------------------------------------------------

    def instead(self) -> dict[str, bytes | None]:
        """The contents of open posts that differ from those on the disk, by absolute path."""
        return {path: content for text in list(self.texts.values()) for path, content in _unsaved(text)}

    def site_at(self, name: str) -> tuple[Site, str] | None:
        """The site of a post, and its path there; None while the site is not known, and for a post of none."""
        return next((place for project in self.projects if (place := project.site_of(name)) is not None), None)

    def path_in(self, site: Site, inside: str) -> str:
        """The absolute path of a file of a site."""
        return next(path for project in self.projects if (path := project.path_in(site, inside)) is not None)

    def tags_of(self, name: str) -> Counter[str]:
        """The tags of the site of a post, the most frequent first, with the number of posts."""
        posts = place[0].posts.values() if (place := self.site_at(name)) is not None else ()
        return _most_first(tag.text for facts in posts for tag in facts.tags)

    def categories_of(self, name: str) -> Counter[str]:
        """The categories of the site of a post."""
        posts = place[0].posts.values() if (place := self.site_at(name)) is not None else ()
        return _most_first(category for facts in posts for category in facts.categories)

    def analyses_of(self, project: Project) -> list[Analysis]:
        """The open texts of a site."""
        return [one for one in self.analyses.values() if self.project_of(one) is project]


def _most_first(names: Iterable[str]) -> Counter[str]:
    return Counter(dict(Counter(names).most_common()))


def _unsaved(text: OpenText) -> Iterator[tuple[str, bytes]]:
    path = path_of(text.uri)
    if path is None or not is_post(path):
        return
    content = ((BOM if text.hides_bom else "") + text.text).encode("utf-8", "replace")
    try:
        same = read_bytes(path) == content
    except OSError:
        same = False
    if not same and Path(path).parent.is_dir():
        yield os.path.normpath(path), content
