"""What postlint finds in one version of an open text, by itself: the findings about the site are added later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from postlint.config.config import Config
from postlint.config.settings import Settings
from postlint.document.document import Document
from postlint.engine.lint import document_of, lint_document
from postlint.engine.lint_images import finder_for, lint_images
from postlint.engine.linted import Linted
from postlint.engine.sites import image_rules
from postlint.engine.to_findings import in_order
from postlint.parse.source import Source
from postlint.results.findings import FileReport
from postlint.server.open_texts import OpenText
from postlint.site.facts import Facts


@dataclass(frozen=True)
class Analysis:
    """One version of a text with its document and its findings; `linted` is without those about the site."""

    text: OpenText
    config: Config
    settings: Settings
    doc: Document
    linted: Linted

    @property
    def name(self) -> str:
        """The path of the post as reports show it."""
        return self.text.name

    @property
    def source(self) -> Source:
        """The text as postlint reads it."""
        return self.text.source

    @property
    def facts(self) -> Facts | None:
        """The facts for the site; None where they could not be collected."""
        return self.linted.facts


def analyse(config: Config, text: OpenText) -> Analysis:
    """Lint one version of a text, with the rules about image files."""
    settings = config.settings_for(text.name)
    doc = document_of(settings, text.source)
    linted = lint_document(settings, doc, with_facts=True)
    if linted.facts is not None and image_rules(settings):
        found = lint_images(settings, linted.facts, finder_for(settings, linted.facts))
        linted = linted.with_report(findings=tuple(in_order([*linted.report.findings, *found.findings])))
    return Analysis(text, config, settings, doc, linted)


def with_all_lines(report: FileReport, source: Source) -> FileReport:
    """The report with the text of each line that a finding touches."""
    known = range(1, len(source.line_starts) + 1)
    lines: Mapping[int, str] = {
        one.line: source.line(one.line) for one in report.with_hidden if one.line in known
    }  # fmt: skip
    return replace(report, lines=lines)
