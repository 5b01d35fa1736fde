"""Many posts made of few: as long and as varied as the real ones, and no two alike. The same in every run.

Each post keeps the shape of a real one, and its code, HTML, templates and references; every heading, paragraph, list
and quote gives way to one of the same kind and language from anywhere. Titles, descriptions, slugs and addresses are
numbered, and each post links to two others.
"""

from __future__ import annotations

import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from postlint.document.document import Document
from postlint.parse.source import Source

ENDINGS = (".md", ".mdx", ".markdown", ".qmd")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
#: what leaves a block where it is: tags, templates, expressions, references, footnotes, tables, indentation
_BOUND = re.compile(r"(?m)[<{|\[]\s*[<%{/]|<[a-zA-Z!/]|^[{}|\[\s:=]|\]\[|\[\^|^(?:import|export) |\n(?:===|---)")
_KIND = re.compile(r"#{1,6} |[-*+] |\d+[.)] |>|")
#: a text in one line of a header, and an address
_TEXT = re.compile(
    r"""(?im)^((?:\w*title|description|summary|excerpt)\s*[:=]\s*(["']?)(?![>|&*\[{"'\s]).+?)(\2)[ \t]*$"""
)
_ADDRESS = re.compile(r"""(?im)^((?:slug|permalink|url)\s*[:=]\s*["']?[^\s"'{}:]+?)(/?["']?)[ \t]*$""")


@dataclass(frozen=True)
class _Post:
    """A real post: its header with the lines around it, and its blocks, each with its kind ("" for one that stays)."""

    ending: str
    header: str
    blocks: Sequence[tuple[str, str]]


def make_posts(folder: Path, count: int, target: Path, endings: Sequence[str] = ENDINGS) -> int:
    """Write `count` posts into `target`, made of those of `folder` with these endings; return their size in bytes.

    What has no header (a licence, a readme) is no post. However many are made, the first are the same, but for links.
    """
    files = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in endings and path.is_file())
    posts = [post for post in map(_read, files) if post.header]
    if not posts:
        sys.exit(f"There is no post in {folder}.")
    pools: dict[str, list[str]] = defaultdict(list)
    for post in posts:
        for kind, block in post.blocks:
            pools[kind].append(block)
    names = [f"post-{number:05}{posts[number % len(posts)].ending}" for number in range(count)]
    target.mkdir(parents=True, exist_ok=True)
    return sum((target / name).write_bytes(_made(posts, pools, names, number)) for number, name in enumerate(names))


def _made(posts: Sequence[_Post], pools: dict[str, list[str]], names: Sequence[str], number: int) -> bytes:
    post, chance = posts[number % len(posts)], random.Random(number)
    header = _ADDRESS.sub(rf"\1-{number}\2", _TEXT.sub(rf"\1 ({number})\3", post.header))
    blocks = [chance.choice(pools[kind]) if kind else block for kind, block in post.blocks]
    others = " and ".join(f"[post {other}]({names[other]})" for other in chance.choices(range(len(names)), k=2))
    return "\n\n".join(filter(None, [header, *blocks, f"Read on in {others}.\n"])).encode("utf-8", "surrogateescape")


def _read(path: Path) -> _Post:
    doc = Document(Source.from_bytes(path.read_bytes(), str(path)))
    end = doc.front_matter.span.end
    blocks = [(_kind(block, doc.language), block) for block in _blocks(doc.text[end:].strip("\n"))]
    return _Post(path.suffix, doc.text[:end].rstrip("\n"), blocks)


def _kind(block: str, language: str) -> str:
    """What a block may be exchanged for: nothing, or blocks that begin alike and are of one language."""
    if _BOUND.search(block):
        return ""
    begin = _KIND.match(block)
    return f"{language} {re.sub('[0-9]+', '1', begin[0]) if begin else ''}"


def _blocks(text: str) -> Iterator[str]:
    """What empty lines part, fenced code whole."""
    block: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line.strip(" `~"):
            fence = ""
        if line.strip() or fence:
            block.append(line)
        elif block:
            yield "\n".join(block)
            block = []
    if block:
        yield "\n".join(block)
