"""Puts findings on the rows of a post: marks around the words that they are about, and notes beside the row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from markupsafe import Markup

from postlint.records import NamedTuple
from postlint.report.html.rows import Row, Run, attribute
from postlint.results.findings import Finding
from postlint.results.hits import Severity

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

    @property
    def colour(self) -> str:
        """The class that colours the note: "" for an info, which most are."""
        return "" if self.finding.severity is Severity.INFO else self.severity


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
    own, over = _places(rows, notes)
    marked: list[MarkedRow] = []
    plain: list[str] = []  # rows without notes are one

    def add_plain() -> None:
        if plain:
            marked.append(MarkedRow(Markup("".join(plain)), ()))
            plain.clear()

    for at, row in enumerate(rows):
        if at not in own and (row.is_hidden or at not in over):
            if not row.is_hidden:
                plain.append(row.html)
            continue
        html = "".join(_Marker(over.get(at, ()), own.get(at, ()), prefix).write(row))
        if at not in own:
            plain.append(html)
            continue
        add_plain()
        beside = (one if is_seen else one._replace(source=source(one.finding)) for one, is_seen in own[at])
        marked.append(MarkedRow(Markup(html), tuple(beside), row.is_hidden))
    add_plain()
    return marked


#: the notes beside a row, by its number, each with whether a text of the row is what it is about
_Own = dict[int, list[tuple[Note, bool]]]


def _places(rows: Sequence[Row], notes: Sequence[Note]) -> tuple[_Own, dict[int, list[Note]]]:
    """The notes that are beside each row, and those that a row has marks of, by the numbers of the rows.

    A note is beside the row where its mark begins; else beside the first one after its place.
    """
    own: _Own = {}
    over: dict[int, list[Note]] = {}
    ends = list(accumulate((row.end for row in rows), max))
    for note in notes if rows else ():
        finding = note.finding
        touched: list[int] = []
        for at in range(bisect_right(ends, finding.start), len(rows)):
            if rows[at].start >= finding.end:
                break
            if finding.start < rows[at].end:
                over.setdefault(at, []).append(note)
                if _is_on_run(finding, rows[at]):
                    touched.append(at)
        home = next((at for at in touched if not rows[at].is_hidden), touched[0] if touched else None)
        if home is None:
            after = range(bisect_left(ends, finding.start), len(rows))
            before = range(len(rows) - 1, -1, -1)
            home = next((at for at in (*after, *before) if not rows[at].is_hidden), len(rows) - 1)
        own.setdefault(home, []).append((note, home in touched))
    return own, over


def _is_on_run(finding: Finding, row: Row) -> bool:
    numbers = row.numbers
    places = zip(numbers[2::5], numbers[3::5], strict=True)
    return any(finding.start < end and start < finding.end for start, end in places)


def _overlaps(finding: Finding, start: int, end: int) -> bool:
    return finding.start < end and start < finding.end


class _Marker:
    """Writes one row with the marks of `over`, and the numbers of its own notes."""

    def __init__(self, over: Sequence[Note], own: Sequence[tuple[Note, bool]], prefix: str) -> None:
        self._over = over
        self._prefix = prefix
        self._cuts = sorted({place for note in over for place in (note.finding.start, note.finding.end)})
        self._left = sorted((note for note, _ in own), key=lambda note: (note.finding.start, note.number))
        self._is_in_link = False
        #: where the last atom ended
        self._at = 0

    def write(self, row: Row) -> Iterator[str]:
        """The row as markup."""
        #: where the mark of each note ends: its number stands there
        ends = {note.number: self._end_in(row, note) for note in self._left}
        for before, run in row.runs():
            yield from self._between(before, ends)
            if not self._left and not any(_overlaps(note.finding, run.start, run.end) for note in self._over):
                yield run.markup
                continue
            for atom in run.parts(self._cuts):
                yield from self._due(atom, ends, before=True)
                yield self._atom(atom)
                yield from self._due(atom, ends, before=False)
        link, end, rest = row.rest.rpartition("</a>") if self._is_in_link else ("", "", row.rest)
        yield f"{link}{end}"
        yield from self._numbers(self._left)
        yield rest

    def _between(self, markup: str, ends: dict[int, int]) -> Iterator[str]:
        """The markup between runs; after the end of a link, the numbers that were due within it."""
        if self._is_in_link and "</a>" in markup:
            inside, end, markup = markup.partition("</a>")
            self._is_in_link = False
            yield f"{inside}{end}"
            yield from self._numbers(self._take(ends, self._at))
        self._is_in_link |= markup.rfind("<a ") > markup.rfind("</a>")
        yield markup

    def _end_in(self, row: Row, note: Note) -> int:
        """Where the last run of a row that a finding touches ends; -1 for none."""
        finding = note.finding
        touched = [run.end for _, run in row.runs() if _overlaps(finding, run.start, run.end)]
        return min(finding.end, touched[-1]) if touched else -1

    def _due(self, atom: Run, ends: dict[int, int], *, before: bool) -> Iterator[str]:
        """The numbers that stand before or after an atom; none within a link, for there are no links in links."""
        self._at = atom.end
        if not self._left or self._is_in_link:
            return
        if before:  # without a mark: at the first place after its own
            due = [note for note in self._left if ends[note.number] < 0 and note.finding.start <= atom.start]
            self._left = [note for note in self._left if note not in due]
        else:
            due = self._take(ends, atom.end)
        yield from self._numbers(due)

    def _take(self, ends: dict[int, int], at: int) -> list[Note]:
        """The notes that are left whose marks end before a place; they are left no longer."""
        due = [note for note in self._left if 0 <= ends[note.number] <= at]
        self._left = [note for note in self._left if note not in due]
        return due

    def _numbers(self, notes: Sequence[Note]) -> Iterator[str]:
        for note in notes:
            kind = f'"n {note.colour}"' if note.colour else "n"
            prefix, number = self._prefix, note.number
            yield f"\u2060<a class={kind} id={prefix}m{number} href=#{prefix}n{number}>{number}</a>"

    def _atom(self, atom: Run) -> str:
        """One atom, marked by all findings that hold it."""
        held = [note for note in self._over if _overlaps(note.finding, atom.start, atom.end)]
        if not held:
            return atom.markup
        worst = max(held, key=lambda note: note.finding.severity)
        is_long = min(note.finding.end - note.finding.start for note in held) > _LONG
        kind = f"{worst.colour}{' long' * is_long}".strip()
        numbers = " ".join(str(note.number) for note in held)
        return f"<mark{attribute(kind, 'class')}{attribute(numbers, 'data-f')}>{atom.markup}</mark>"
