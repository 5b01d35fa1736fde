"""The files of a new style: its style.yaml, a card, a README, and a post for its tests."""

from __future__ import annotations

import re
from pathlib import Path

from postlint.catalog.styles import STYLE_FILE, TESTS

_STYLE = """\
schema: 1
name: {name}
summary: What the posts of this style have in common.
# rules of postlint that the style turns on, with their options
rules:
  long-paragraph: {{max: 120}}
"""
_CARD = """\
# a card: https://postlint.github.io/postlint/writing-rules/
name: shouting
summary: One exclamation mark is enough.
why: Three of them make a reader step back.
severity: warning
languages: [en]
kind: existence
with:
  quoted: false
  patterns: ["[!?]{2,}"]
message: "'{match}' shouts; one mark is enough."
examples:
  - bad: "Buy it now!!\\n"
    at: ["1:11-1:13"]
  - good: "Buy it now! Type `!!` to repeat the last command.\\n"
"""
_README = """\
# {name}

What this style is for, and for whom.

Choose it in `.postlint.yaml`, with the path of this folder from that file:

```yaml
extends: [./{name}]
```

Its cards are called `{name}/shouting` and so on; `rules: {{{name}/shouting: off}}` turns one off. `postlint test` with
the path of this folder runs the examples of all cards, and checks that no card finds anything in the posts of `tests/`.
"""
_POST = """\
# A post that is fine

No card of the style finds anything here. Add what was found by mistake, so that it is not found again.
"""


def new_style(folder: Path) -> list[Path]:
    """Make a style in a new folder that has its name. Returns its files. Raises ValueError with a sentence, OSError."""
    name = folder.name
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise ValueError(f"{name!r} is not a name for a style: use lower case and hyphens, like plain-english")
    if folder.exists() or folder.is_symlink():
        raise ValueError(f"{folder.as_posix()} is there already")
    texts = {
        "README.md": _README.format(name=name),
        STYLE_FILE: _STYLE.format(name=name),
        "shouting.yaml": _CARD,
        f"{TESTS}/fine.md": _POST,
    }
    (folder / TESTS).mkdir(parents=True)
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf-8", newline="\n")
    return [folder / file for file in texts]
