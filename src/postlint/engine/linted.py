"""The result of linting one post: its report, its facts, and suppressions that are still to be applied. Values only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from postlint.records import NamedTuple
from postlint.results.findings import FileReport

if TYPE_CHECKING:
    from postlint.document.document import Document
    from postlint.engine.suppress import Suppressions
    from postlint.site.facts import Facts


class View(NamedTuple):
    """Makes a plain value of a linted document, for reports that show more than findings.

    `record` turns the value into JSON values for the cache, `read` turns these back. All are functions of a module, so
    that they can be sent to workers.
    """

    make: Callable[[Document], Any]
    record: Callable[[Any], Any]
    read: Callable[[Any], Any]


class Linted(NamedTuple):
    """The result of a worker for one post.

    `facts` are for the rules about images and the site, `view` is what the `View` of the run made of the document (None
    where it made nothing). With `suppressions` the report is not final: findings about images and the site may be
    added, then the suppressions are applied to all of them.
    """

    report: FileReport
    facts: Facts | None = None
    suppressions: Suppressions | None = None
    view: Any = None

    @property
    def path(self) -> str:
        """The path of the post as users see it."""
        return self.report.path

    def with_report(self, **changes: Any) -> Linted:
        """The same with some fields of its report changed."""
        return self._replace(report=replace(self.report, **changes))
