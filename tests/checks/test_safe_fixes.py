"""Safe fixes are right whatever the text says; what may mean something else has an unsafe fix, or none."""

from __future__ import annotations

import pytest

from postlint import fix_text

SAFE, UNSAFE, NONE = "safe", "unsafe", "none"

#: what stands before and after a heading: enough for its language to be known
POST = "# Bread of the house\n\nWe bake it for all of you, and the oven is hot.\n\n{}\n\n{}\n"
TEXT = "It is the one that we bake for the day of the fair."

CASES = [
    ("heading-trailing-punctuation", POST.format("## The kinds of flour:", TEXT), UNSAFE),
    ("malformed-heading", POST.format("##Flour and water", TEXT), SAFE),
    ("malformed-heading", POST.format("##2. Flour", TEXT), SAFE),
    ("malformed-heading", POST.format("##面粉和水", TEXT), SAFE),
    ("malformed-heading", POST.format("##\u00a0flour and water", TEXT), SAFE),
    ("malformed-heading", POST.format("##Flour and water", "## Flour and water"), UNSAFE),  # its id would change
    ("malformed-heading", POST.format("##bakers", TEXT), UNSAFE),  # a channel
    ("malformed-heading", POST.format("##OVEN", TEXT), UNSAFE),
    ("malformed-heading", POST.format("##[oven]Heat", TEXT), UNSAFE),
    ("malformed-heading", POST.format("##Heat the oven.", TEXT), UNSAFE),
    ("malformed-heading", POST.format("##Oven = hot", TEXT), UNSAFE),
    ("malformed-heading", POST.format("## A study in F##", TEXT), UNSAFE),
    ("malformed-link", "Rye (an old grain)[https://rye.net/grain] is hardy.\n", UNSAFE),
    ("malformed-link", "Read [about rye](/files/rye bread.pdf).\n", UNSAFE),
    ("tracking-parameter", "Read [about rye](https://rye.net/?fbclid=a&p=1).\n", SAFE),
    ("tracking-parameter", "Read https://rye.net/?fbclid=a now.\n", UNSAFE),
    ("tracking-parameter", "See [a][rye] and [b][rye].\n\n[rye]: https://rye.net/?fbclid=a\n", SAFE),
    ("tracking-parameter", "Facebook adds fbclid: https://rye.net/?fbclid=a\n", UNSAFE),
    ("tracking-parameter", "It adds `fbclid` to [it](https://rye.net/?fbclid=a).\n", UNSAFE),
    ("tracking-parameter", "Read <https://rye.net/?fbclid=a> now.\n", UNSAFE),
    ("tracking-parameter", "With UTM tags: [see](https://rye.net/?utm_source=chatgpt.com).\n", UNSAFE),
    ("tracking-parameter", "Read [about rye](https://rye.net/?fbclid=a;page=2).\n", NONE),
    ("tracking-parameter", "Read <a href=https://rye.net/?fbclid=a>rye</a>.\n", NONE),  # text, since = needs quotes
    ("bare-url", "See https://rye.net/bread for more.\n", SAFE),
    ("bare-url", "See this:\nhttps://rye.net/bread\nIt is good.\n", UNSAFE),  # perhaps a card
    ("bare-url", "See https://rye.net/rye\\_bread and that.\n", NONE),
    ("bare-url", "---\ntitle: Rye\n---\n---\ntitle: Rye\nlink: https://rye.net/bread\n---\n\nIt is good.\n", NONE),
    ("bare-url", "As [Ada says)(https://rye.net/bread) it is.\n", NONE),
    ("bare-url", "See https://rye-*version*.net/ for more.\n", NONE),
    ("bare-url", "See **https://rye.net/bread** for more.\n", SAFE),
    ("bare-url", "| a |\n|---|\n| `curl https://rye.net/get | sh` |\n", NONE),  # the bar ends the code
    ("mixed-line-endings", "# Rye\r\n\r\nBread.\n", SAFE),
    ("mixed-line-endings", "# Rye\r\rBread.\n", UNSAFE),
    ("duplicate-definition", "A [rye].\n\n[rye]: rye.md 'Rye'\n[rye]: rye.md 'Rye'\n", SAFE),
    ("duplicate-definition", "A [rye].\n\n[rye]: rye.md 'Rye'\n[rye]: rye.md 'Grain'\n", UNSAFE),
    ("blank-target-without-noopener", '<a href="https://rye.net" target="_blank">rye</a>\n', SAFE),
    ("blank-target-without-noopener", '<a href="https://rye.net" target="_blank" :rel="r">rye</a>\n', NONE),
    ("duplicate-tag", "---\ntags: [rye, bread, rye]\n---\n", SAFE),
    ("duplicate-tag", "---\ntags: [rye, bread, Rye]\n---\n", UNSAFE),
    ("duplicate-tag", "---\ntags:\n  - rye # old\n  - rye\n---\n", NONE),
]


@pytest.mark.parametrize(("rule", "text", "expected"), CASES, ids=[f"{rule} {text[-40:]!r}" for rule, text, _ in CASES])
def test_what_is_safe(rule: str, text: str, expected: str) -> None:
    # Hugo's ids of headings are known
    fixed = [fix_text(text, preset="hugo", select=rule, unsafe=unsafe).text != text for unsafe in (False, True)]
    assert fixed == {SAFE: [True, True], UNSAFE: [False, True], NONE: [False, False]}[expected]


@pytest.mark.parametrize(("preset", "safe"), [("hugo", True), ("jekyll", False), ("generic", False)])
def test_a_url_gets_brackets_safely_where_it_is_a_link_already(preset: str, safe: bool) -> None:
    text = "See https://rye.net/bread for more.\n"
    assert (fix_text(text, preset=preset, select="bare-url").text != text) == safe


def test_a_target_that_was_chosen_is_not_replaced_safely() -> None:
    config = {"select": ["external-link-attributes"], "rules": {"external-link-attributes": {"target": "_blank"}}}
    text = '<a href="https://rye.net">rye</a> and <a href="https://rye.net/oats" target="frame">oats</a>\n'
    fixed = fix_text(text, config=config).text
    assert fixed == text.replace('net">', 'net" target="_blank">')
