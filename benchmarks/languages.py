"""Measures the language data on material of one's own: word forms, sentences and language detection.

Usage: languages.py forms LANGUAGE PAIRS.tsv     (one pair a line: two words, and "same" or "other")
       languages.py sentences LANGUAGE TEXTS.txt (one text a line: "|" marks the ends of sentences, "\\n" a line break)
       languages.py detect FOLDER...             (each folder is named by the language of its posts: de, pt-br)

Prints shares, and each text whose sentences are found to end elsewhere.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from postlint.document.document import Document
from postlint.parse.nodes import Block, Passage
from postlint.parse.source import OffsetMap
from postlint.prose.sentences import split_sentences
from postlint.prose.word_forms import WordForms
from postlint.spans import Span

#: a front matter key that would say the language
_TAG = r"(?m)^(lang|language|locale)\s*:.*$"
#: a body of fewer words says too little
_WORDS = 20


def forms(language: str, pairs: Path) -> str:
    """The shares of pairs of forms that are taken for one word: of those that are, and of those that are not."""
    same = WordForms(language).same
    joined: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for line in pairs.read_text(encoding="utf-8").splitlines():
        one, other, kind = line.split("\t")
        total[kind] += 1
        joined[kind] += same(one, other)
    return "; ".join(f"{kind}: {100 * joined[kind] / total[kind]:.2f} % of {total[kind]:,} joined" for kind in total)


def sentences(language: str, texts: Path) -> str:
    """The share of texts whose sentences are all found, and those of the rest as they are found."""
    lines = [line.replace("\\n", "\n") for line in texts.read_text(encoding="utf-8").splitlines() if line]
    found = {line: split(line.replace("|", ""), language) for line in lines}
    wrong = [line for line in lines if [part.strip() for part in line.split("|")] != found[line]]
    right = len(lines) - len(wrong)
    return "\n  ".join(
        [f"{100 * right / len(lines):.1f} % of {len(lines)} right", *(" | ".join(found[line]) for line in wrong)]
    )


def split(text: str, language: str) -> list[str]:
    """The sentences of a plain text that is one paragraph."""
    offsets = OffsetMap()
    offsets.add(0, len(text), 0)
    passage = Passage(text, "paragraph", Block("paragraph", Span(0, len(text))), offsets)
    return [sentence.text for sentence in split_sentences(passage, 0, language)]


def detect(folder: Path) -> Counter[str]:
    """How many bodies of a folder are found to be in its language ("right"), in another ("wrong") or in none."""
    wanted = re.split(r"[-_]", folder.name)[0]
    found: Counter[str] = Counter()
    for file in sorted(folder.rglob("*.md*")):
        doc = Document.from_text(re.sub(_TAG, "", file.read_text(encoding="utf-8", errors="replace")), "post.md")
        if sum(len(passage.text.split()) for passage in doc.passages) >= _WORDS:
            found["right" if doc.language == wanted else "wrong" if doc.language else "unknown"] += 1
    return found


def main(what: str, *arguments: str) -> None:
    if what == "forms":
        print(f"{arguments[0]}: {forms(arguments[0], Path(arguments[1]))}")
        return
    if what == "sentences":
        print(f"{arguments[0]}: {sentences(arguments[0], Path(arguments[1]))}")
        return
    for name in arguments:
        found = detect(Path(name))
        shares = ", ".join(f"{kind} {100 * count / found.total():.1f} %" for kind, count in found.most_common())
        print(f"{Path(name).name}: {found.total()} bodies: {shares}")


if __name__ == "__main__":
    main(*sys.argv[1:])
