"""How our counts compare with those of yoastseo, post by post.

    python benchmarks/yoast.py CORPUS YOAST.jsonl

CORPUS is a folder of posts; a line of YOAST.jsonl has the `file` in it and the `numbers` that yoastseo counts. To
compare like with like, headings are taken as sentences here and block quotes are left out, as yoastseo does; rules do
neither. What still differs is ours on purpose: HTML, shortcodes, template tags and URLs are no words, emoji and
lower-case names begin sentences, states ("is closed") are no passives, and yoastseo counts passives in sentences that
it splits in another way.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from postlint.document.document import Document
from postlint.document.grammar import has_transition, passive_span
from postlint.document.nodes import Sentence
from postlint.document.prose import split_sentences
from postlint.document.source import Source

#: our name, yoastseo's name, and how far apart is near enough: a share of theirs, or points
COLUMNS: tuple[tuple[str, str, float, float], ...] = (
    ("words", "wordCount", 0.02, 0),
    ("sentences", "sentences", 0.05, 0),
    ("long %", "longSentencesPct", 0, 3),
    ("passive %", "passivePct", 0, 3),
    ("transition %", "transitionPct", 0, 3),
)


def count(doc: Document) -> dict[str, float]:
    """Our counts of a post, taken as yoastseo takes them."""
    sentences = [
        sentence
        for index, passage in enumerate(doc.all_passages)
        if not passage.quoted
        for sentence in split_sentences(passage, index, doc.language)
    ]
    return {
        "words": sum(len(sentence.words) for sentence in sentences),
        "sentences": len(sentences),
        "long %": percent(sentences, lambda s: len(s.words) > 20),
        "passive %": percent(sentences, lambda s: passive_span(s, doc.language) is not None),
        "transition %": percent(sentences, lambda s: has_transition(s, doc.language)),
    }


def percent(sentences: Sequence[Sentence], holds: Callable[[Sentence], bool]) -> float:
    """The share of sentences for which something holds."""
    return 100 * sum(map(holds, sentences)) / len(sentences) if sentences else 0.0


def main() -> None:
    """Print a line a post and the share of posts that are near enough."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    corpus, oracle = map(Path, sys.argv[1:])
    near = dict.fromkeys((column[0] for column in COLUMNS), 0)
    lines = oracle.read_text(encoding="utf-8").splitlines()
    print("post".ljust(44), *(f"{name:>17}" for name in near))
    for line in lines:
        entry = json.loads(line)
        source = Source.from_bytes((corpus / entry["file"]).read_bytes(), entry["file"])
        ours, theirs = count(Document(source)), entry["numbers"]
        cells = []
        for name, key, share, points in COLUMNS:
            is_near = abs(ours[name] - theirs[key]) <= max(share * theirs[key], points)
            near[name] += is_near
            cells.append(f"{ours[name]:.4g} / {theirs[key]:g}{' ' if is_near else '*'}".rjust(17))
        print(entry["file"][-44:].ljust(44), *cells)
    print("near enough".ljust(44), *(f"{number / len(lines):17.0%}" for number in near.values()))


if __name__ == "__main__":
    main()
