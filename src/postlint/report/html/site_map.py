"""The map of internal links: where each post is drawn, and the lines between them. Made of plain numbers.

A site of some dozens of posts is drawn post by post. A larger one is drawn by section: each is a circle with its posts
as dots, those with the most links in its middle, and a line stands for all links between two sections.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from postlint.records import NamedTuple

#: with more posts than this, the map is drawn by section
SINGLE_POSTS = 48
#: so many sections have a circle of their own
_SECTIONS = 20
WIDTH, HEIGHT = 960, 560
_MARGIN = 46
_ROUNDS = 120
#: the angle between two dots of a sunflower
_GOLDEN = math.pi * (3 - math.sqrt(5))
#: pixels between the dots of a section
_DOT_ROOM = 6.0
OTHER = "other"


class Node(NamedTuple):
    """A post: its title and section, how many posts link to it and it to, and its broken links."""

    path: str
    title: str
    section: str
    ins: int
    outs: int
    broken: int = 0

    @property
    def kind(self) -> str:
        """What is worth knowing about its links: broken, alone, orphan, end (no link leads on), or ""."""
        if self.broken:
            return "broken"
        if not self.ins:
            return "orphan" if self.outs else "alone"
        return "" if self.outs else "end"


class Dot(NamedTuple):
    """A post on the map; `label` is "" where there is no room for one."""

    node: Node
    x: float
    y: float
    r: float
    label: str = ""


class Line(NamedTuple):
    """A line between two dots or circles; `width` grows with the number of links."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 1.0
    links: int = 1


class Circle(NamedTuple):
    """A section on the map."""

    name: str
    x: float
    y: float
    r: float
    posts: int
    inner: int


class SiteMap(NamedTuple):
    """The drawing, in the units of its view box."""

    width: float
    height: float
    dots: Sequence[Dot]
    lines: Sequence[Line]
    circles: Sequence[Circle] = ()


def draw(nodes: Sequence[Node], links: Iterable[tuple[int, int]]) -> SiteMap:
    """The map of posts and the links between them, given by the posts' numbers. The same input gives the same map."""
    pairs = sorted(set(links))
    return _by_post(nodes, pairs) if len(nodes) <= SINGLE_POSTS else _by_section(nodes, pairs)


# -- post by post -----------------------------------------------------------------------------------------


def _by_post(nodes: Sequence[Node], pairs: Sequence[tuple[int, int]]) -> SiteMap:
    linked = sorted({number for pair in pairs for number in pair})
    alone = [number for number in range(len(nodes)) if number not in set(linked)]
    across = max(1, WIDTH // 150)
    rows = math.ceil(len(alone) / across)
    places = _spread(linked, pairs, WIDTH, HEIGHT) if linked else {}
    height = HEIGHT if linked else 0
    for at, number in enumerate(alone):
        places[number] = (_MARGIN + at % across * 150.0, height + 30.0 + at // across * 34)
    height += rows * 34 + 30 if rows else 0
    dots = [
        Dot(node, *places[number], 5 + 2.2 * math.sqrt(node.ins))
        for number, node in enumerate(nodes)
    ]  # fmt: skip
    lines = []
    for one, other in pairs:
        (x1, y1), (x2, y2), r = places[one], places[other], dots[other].r + 4
        length = math.hypot(x2 - x1, y2 - y1) or 1
        lines.append(Line(x1, y1, x2 - (x2 - x1) * r / length, y2 - (y2 - y1) * r / length))
    return SiteMap(WIDTH, max(height, 80), _labelled(dots), lines)


def _spread(
    numbers: Sequence[int], pairs: Sequence[tuple[int, int]], width: float, height: float
) -> dict[int, tuple[float, float]]:
    """Places such that linked posts are near each other and no two on top of each other (Fruchterman, Reingold)."""
    count = len(numbers)
    index = {number: at for at, number in enumerate(numbers)}
    edges = sorted({(min(a, b), max(a, b)) for one, other in pairs for a, b in [(index[one], index[other])] if a != b})
    room = math.sqrt(width * height / count) * 0.75
    xs = [width / 2 + width * 0.4 * math.sqrt((at + 0.5) / count) * math.cos(at * _GOLDEN) for at in range(count)]
    ys = [height / 2 + height * 0.4 * math.sqrt((at + 0.5) / count) * math.sin(at * _GOLDEN) for at in range(count)]
    for turn in range(_ROUNDS):
        step = max(1.0, width / 10 * (1 - turn / _ROUNDS) ** 1.5)
        dx, dy = [0.0] * count, [0.0] * count
        for one in range(count):
            for other in range(one + 1, count):
                x, y = xs[one] - xs[other], ys[one] - ys[other]
                force = room * room / (x * x + y * y + 0.01)
                dx[one] += x * force
                dy[one] += y * force
                dx[other] -= x * force
                dy[other] -= y * force
        for one, other in edges:
            x, y = xs[one] - xs[other], ys[one] - ys[other]
            force = math.hypot(x, y) / room
            dx[one] -= x * force
            dy[one] -= y * force
            dx[other] += x * force
            dy[other] += y * force
        for at in range(count):
            # a light pull to the middle holds parts together that no link joins
            x, y = dx[at] + (width / 2 - xs[at]) * 0.25, dy[at] + (height / 2 - ys[at]) * 0.4
            length = math.hypot(x, y) or 1
            move = min(step, length)
            xs[at] += x / length * move
            ys[at] += y / length * move
    return {number: (x, y) for number, x, y in zip(numbers, _fit(xs, width, 110), _fit(ys, height, 24), strict=True)}


def _fit(values: Sequence[float], size: float, far: float) -> list[float]:
    """The values moved and stretched into a range; `far` is the margin at its end, for labels."""
    least, most = min(values), max(values)
    if most - least < 1:
        return [size / 2] * len(values)
    return [_MARGIN + (value - least) * (size - _MARGIN - far) / (most - least) for value in values]


def _labelled(dots: Sequence[Dot]) -> list[Dot]:
    """The dots, those with the most links labelled first, where a label covers no other one and no dot."""
    taken = [(dot.x - dot.r, dot.y - dot.r, dot.x + dot.r, dot.y + dot.r) for dot in dots]
    labels = {}
    for at in sorted(range(len(dots)), key=lambda at: (-dots[at].node.ins, at)):
        dot = dots[at]
        text = dot.node.title if len(dot.node.title) <= 22 else f"{dot.node.title[:21].rstrip()}…"
        box = (dot.x + dot.r + 2, dot.y - 7, dot.x + dot.r + 6 + 6.4 * len(text), dot.y + 7)
        if box[2] <= WIDTH and not any(_covers(box, other) for number, other in enumerate(taken) if number != at):
            labels[at] = text
            taken.append(box)
    return [dot._replace(label=labels.get(at, "")) for at, dot in enumerate(dots)]


Box = tuple[float, float, float, float]


def _covers(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


# -- section by section -----------------------------------------------------------------------------------


def _by_section(nodes: Sequence[Node], pairs: Sequence[tuple[int, int]]) -> SiteMap:
    sizes = Counter(node.section for node in nodes)
    named = {name for name, _ in sorted(sizes.items(), key=lambda item: (-item[1], item[0]))[:_SECTIONS]}
    home = [node.section if node.section in named else OTHER for node in nodes]
    members: dict[str, list[int]] = {}
    for number, name in enumerate(home):
        members.setdefault(name, []).append(number)
    radii = {name: 10 + _DOT_ROOM * math.sqrt(len(found)) for name, found in members.items()}
    centres = _packed(radii)
    left = min(x - radii[name] for name, (x, _) in centres.items()) - 10
    top = min(y - radii[name] for name, (_, y) in centres.items()) - 26
    centres = {name: (x - left, y - top) for name, (x, y) in centres.items()}
    width = max(x + radii[name] for name, (x, _) in centres.items()) + 10
    height = max(y + radii[name] for name, (_, y) in centres.items()) + 10
    dots: list[Dot] = []
    for name, found in members.items():
        x, y = centres[name]
        for at, number in enumerate(sorted(found, key=lambda number: (-nodes[number].ins, number))):
            far = _DOT_ROOM * math.sqrt(at + 0.5)
            angle = at * _GOLDEN
            r = 1.8 + min(2.2, 0.35 * math.sqrt(nodes[number].ins))
            dots.append(Dot(nodes[number], x + far * math.cos(angle), y + far * math.sin(angle), r))
    between = Counter(_ordered(home[one], home[other]) for one, other in pairs)
    circles = [
        Circle(name, *centres[name], radii[name], len(found), between.get((name, name), 0))
        for name, found in sorted(members.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    lines = [
        Line(*_rim(centres[one], centres[other], radii[one], radii[other]), _width(count), count)
        for (one, other), count in sorted(between.items())
        if one != other
    ]
    return SiteMap(width, height, dots, lines, circles)


def _width(links: int) -> float:
    return min(9.0, 0.8 + 1.2 * math.log(links))


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def _rim(one: tuple[float, float], other: tuple[float, float], r1: float, r2: float) -> Box:
    """A line from rim to rim of two circles."""
    length = math.hypot(other[0] - one[0], other[1] - one[1]) or 1
    x, y = (other[0] - one[0]) / length, (other[1] - one[1]) / length
    return one[0] + x * r1, one[1] + y * r1, other[0] - x * r2, other[1] - y * r2


def _packed(radii: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """The centres of circles that do not touch: the largest in the middle, the others around it."""
    placed: dict[str, tuple[float, float]] = {}
    for name, radius in sorted(radii.items(), key=lambda item: (-item[1], item[0])):
        angle = 0.0
        while True:
            far = 6.0 * angle
            # wider than high, as pages are
            x, y = 1.5 * far * math.cos(angle), far * math.sin(angle)
            if all(math.hypot(x - cx, y - cy) >= radius + radii[other] + 34 for other, (cx, cy) in placed.items()):
                placed[name] = (x, y)
                break
            angle += 0.12
    return placed
