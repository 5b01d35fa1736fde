"""Keywords against posts as a drawing: a column for each keyword, a row for each post, a dot where both meet.

The dots of a column are joined by a line, so that one sees who competes with whom. Made of plain numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from postlint.records import NamedTuple
from postlint.report.html.search_result import shortened

if TYPE_CHECKING:
    from postlint.report.html.overview import KeywordRow

#: so many keywords and posts are drawn, and so many posts of one keyword; the table below the drawing has more
_KEYWORDS, _POSTS, _EACH = 24, 40, 8
#: characters of a label that are shown
_TITLE, _KEYWORD = 40, 26
#: pixels: the room for the titles, above the rows, between columns, and between rows
_LEFT, _TOP, _COLUMN, _ROW = 290, 150, 28, 24


class Column(NamedTuple):
    """A keyword: its label, and the line through its dots; `competes` when several posts want to be found for it."""

    keyword: str
    label: str
    x: int
    first: int
    last: int
    competes: bool


class Line(NamedTuple):
    """A post: its path, its label, and where its row is."""

    path: str
    title: str
    label: str
    y: int


class Dot(NamedTuple):
    """A post that wants to be found for a keyword, or has it in its title only; `about` says so."""

    x: int
    y: int
    is_focus: bool
    about: str


class Matrix(NamedTuple):
    """The drawing, in pixels: its size, the height of a row, where labels of rows end and those of columns begin.

    `is_whole` unless it has no room for some keywords or posts.
    """

    width: int
    height: int
    row: int
    labels_end: int
    labels_begin: int
    columns: Sequence[Column]
    lines: Sequence[Line]
    dots: Sequence[Dot]
    is_whole: bool


def matrix_of(keywords: Sequence[KeywordRow], titles: Mapping[str, str]) -> Matrix | None:
    """The drawing of keywords that stand in each other's way, those of most posts first; None where there are none.

    `titles` has the title of each post by path. Posts are in the order of their first keyword, so that neighbours are
    near each other.
    """
    places: dict[str, int] = {}
    chosen: list[tuple[KeywordRow, tuple[str, ...]]] = []
    for row in keywords:
        posts = tuple(dict.fromkeys((*row.posts, *row.also)))[:_EACH]
        new = [path for path in posts if path not in places]
        if len(chosen) < _KEYWORDS and len(places) + len(new) <= _POSTS:
            places |= {path: _TOP + _ROW * (len(places) + at) for at, path in enumerate(new)}
            chosen.append((row, posts))
    if not chosen:
        return None
    columns: list[Column] = []
    dots: list[Dot] = []
    for at, (row, posts) in enumerate(chosen):
        x = _LEFT + _COLUMN * at + _COLUMN // 2
        ys = [places[path] for path in posts]
        columns.append(Column(row.keyword, shortened(row.keyword, _KEYWORD), x, min(ys), max(ys), row.competes))
        for path in posts:
            does = "wants to be found for" if path in row.posts else "has in its title"
            dots.append(Dot(x, places[path], path in row.posts, f"{titles.get(path, path)} {does} “{row.keyword}”"))
    names = {path: titles.get(path, path) for path in places}
    lines = [Line(path, name, shortened(name, _TITLE), places[path]) for path, name in names.items()]
    is_whole = len(chosen) == len(keywords) and len(dots) == sum(len({*row.posts, *row.also}) for row in keywords)
    # labels of columns lean to the right
    width, height = _LEFT + _COLUMN * len(chosen) + _TOP - 20, _TOP + _ROW * len(lines)
    return Matrix(width, height, _ROW, _LEFT - 10, _TOP - 18, columns, lines, dots, is_whole)
