"""Puts findings on the rows of a post: marks around the words that they are about, and notes beside the row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from postlint.report.html.rows import Row, Run
from postlint.report.terminal import escaped
from postlint.results.findings import Finding

#: a finding on more code points than this is marked along its text, not behind it
_LONG = 140


class Note(NamedTuple):
    """A finding with its number on the page; `source` is its source where readers see nothing of it."""

    number: int
    finding: Finding
    source: str = ""

    @property
    def severity(self) -> str:
        """The name of the severity."""
        return self.finding.severity.label


class MarkedRow(NamedTuple):
    """A row as markup with the notes about it."""

    html: Markup
    notes: tuple[Note, ...]
    is_hidden: bool = False


def mark(
    rows: Sequence[Row], notes: Sequence[Note], prefix: str, source: Callable[[Finding], str] = lambda _: ""
) -> list[MarkedRow]:
    """The rows with marks; each note is beside the row in which its mark begins.

    `prefix` begins the ids of the page, `source` returns the source of a finding that readers do not see. Hidden rows
    are kept only where a finding is about them. Notes without a row are beside the last one.
    """
    homes = _homes(rows, notes)
    marked: list[MarkedRow] = []
    for at, row in enumerate(rows):
        own = [note for note in notes if homes.get(note.number) == at]
        if row.is_hidden and not own:
            continue
        over = [note for note in notes if _overlaps(note.finding, row.start, row.end)]
        if own or over:
            html = Markup("").join(_RowWriter(over, own, prefix).write(row))
            own = [
                note if _is_on_run(note.finding, row) else note._replace(source=source(note.finding)) for note in own
            ]
            marked.append(MarkedRow(html, tuple(own), row.is_hidden))
        elif marked and not marked[-1].notes:  # rows without notes are one
            marked[-1] = MarkedRow(marked[-1].html + Markup(row.plain), ())
        else:
            marked.append(MarkedRow(Markup(row.plain), ()))
    return marked


def _homes(rows: Sequence[Row], notes: Sequence[Note]) -> dict[int, int]:
    """The row of each note: where its mark begins; else the first row after its place."""
    homes: dict[int, int] = {}
    if not rows:
        return homes
    visible = [at for at, row in enumerate(rows) if not row.is_hidden]
    for note in notes:
        finding = note.finding
        touched = [at for at, row in enumerate(rows) if _is_on_run(finding, row)]
        seen = [at for at in touched if not rows[at].is_hidden]
        if seen or touched:
            homes[note.number] = (seen or touched)[0]
        else:
            after = (at for at in visible if rows[at].end >= finding.start)
            homes[note.number] = next(after, visible[-1] if visible else len(rows) - 1)
    return homes


def _is_on_run(finding: Finding, row: Row) -> bool:
    if not _overlaps(finding, row.start, row.end):
        return False
    return any(isinstance(run, Run) and _overlaps(finding, run.start, run.end) for run in row.pieces)


def _overlaps(finding: Finding, start: int, end: int) -> bool:
    return finding.start < end and start < finding.end


class _RowWriter:
    """Writes the pieces of one row with the marks of `over`, and the numbers of the notes `own` to it."""

    def __init__(self, over: Sequence[Note], own: Sequence[Note], prefix: str) -> None:
        self._over = over
        self._prefix = prefix
        self._cuts = sorted({place for note in over for place in (note.finding.start, note.finding.end)})
        self._left = sorted(own, key=lambda note: (note.finding.start, note.number))

    def write(self, row: Row) -> Iterator[Markup]:
        """The pieces as markup."""
        #: where the mark of each note ends: its number stands there
        ends = {note.number: self._end_in(row, note) for note in self._left}
        last = max((at for at, piece in enumerate(row.pieces) if isinstance(piece, Run)), default=-1)
        if last < 0:
            yield from self._numbers(self._left)
        for at, piece in enumerate(row.pieces):
            if isinstance(piece, str):
                yield Markup(piece)  # our own tags; see `article`
                continue
            for atom in self._atoms(piece):
                yield from self._due(atom, ends, before=True)
                yield self._atom(atom)
                yield from self._due(atom, ends, before=False)
            if at == last:
                yield from self._numbers(self._left)
                self._left = []

    def _end_in(self, row: Row, note: Note) -> int:
        """Where the last run of a row that a finding touches ends; -1 for none."""
        finding = note.finding
        touched = [run for run in row.pieces if isinstance(run, Run) and _overlaps(finding, run.start, run.end)]
        return min(finding.end, touched[-1].end) if touched else -1

    def _due(self, atom: Run, ends: dict[int, int], *, before: bool) -> Iterator[Markup]:
        """The numbers that stand before or after an atom."""
        if not self._left:
            return
        if before:  # without a mark: at the first place after its own
            due = [note for note in self._left if ends[note.number] < 0 and note.finding.start <= atom.start]
        else:
            due = [note for note in self._left if 0 <= ends[note.number] <= atom.end]
        if due:
            self._left = [note for note in self._left if note not in due]
            yield from self._numbers(due)

    def _numbers(self, notes: Sequence[Note]) -> Iterator[Markup]:
        for note in notes:
            yield Markup('&#8288;<a class="n {}" id="{}_m{}" href="#{}_n{}" title="{}">{}</a>').format(
                note.severity, self._prefix, note.number, self._prefix, note.number, _title(note), note.number
            )

    def _atoms(self, run: Run) -> Iterator[Run]:
        """The parts of a run between the places where marks begin and end."""
        if not run.is_verbatim:
            yield run
            return
        at = run.start
        for cut in (*(cut for cut in self._cuts if run.start < cut < run.end), run.end):
            yield Run(run.text[at - run.start : cut - run.start], at, cut)
            at = cut

    def _atom(self, atom: Run) -> Markup:
        """One atom, marked by all findings that hold it."""
        text = Markup(atom.markup)
        held = [note for note in self._over if _overlaps(note.finding, atom.start, atom.end)]
        if not held:
            return text
        worst = max(held, key=lambda note: note.finding.severity)
        shortest = min(note.finding.end - note.finding.start for note in held)
        long = " long" if shortest > _LONG else ""
        numbers = " ".join(str(note.number) for note in held)
        return Markup('<mark class="{}{}" data-f="{}">{}</mark>').format(worst.severity, long, numbers, text)


def _title(note: Note) -> str:
    return escaped(f"{note.severity}: {note.finding.rule}")
