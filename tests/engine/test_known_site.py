"""After a change that touches no finding about the site, the rules about it do not run; the report is the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import postlint
from postlint.config.load_config import load_config
from postlint.engine import lint_site
from postlint.engine.cache_keys import FOLDER
from postlint.report.formats.json import render
from postlint.site.facts import Facts
from support.sites import write_files

WORDS = " ".join(f"word{number} follows" for number in range(60))
OTHER = " ".join(f"other{number} comes" for number in range(60))
FILES = {
    ".postlint.yaml": "content: [content/*.md]\npreset: hugo\n"
    "rules: {orphan-post: {min_posts: 2}, duplicate-title: {min_words: 100}}\n",
    "content/a.md": f"---\ntitle: Tubes\n---\n[d](d.md) {WORDS}\n",
    "content/b.md": f"---\ntitle: Pipes\n---\n[no](no.md) [a](a.md) {OTHER}\n",
    "content/c.md": "---\ntitle: Tubes\n---\nShort. [a](a.md#none)\n",
    "content/d.md": f"---\ntitle: Wheels\n---\n## Round\n\nNothing {OTHER[:99]}. [c](c.md)\n",
}


def append(name: str, text: str) -> Callable[[], None]:
    return lambda: write_files({name: Path(name).read_text(encoding="utf-8") + text}, Path())


def write(name: str, text: str) -> Callable[[], None]:
    return lambda: write_files({name: text}, Path())


lint_sites, from_json = lint_site.lint_sites, Facts.from_json

#: what a writer does to a post, and whether the findings about the site hold
CHANGES = {
    "a sentence": (append("content/a.md", "\nA sentence at the end.\n"), True),
    "a sentence after a finding": (append("content/b.md", "\nA sentence at the end.\n"), True),
    "a sentence before a finding": (write("content/b.md", "---\ntitle: Pipes\n---\n\nNew.\n[no](no.md)\n"), False),
    "where nothing is found": (write("content/d.md", FILES["content/d.md"].replace("Nothing", "All")), True),
    "a heading": (append("content/a.md", "\n## None\n"), False),
    "a link": (append("content/d.md", "\n[b](b.md)\n"), False),
    "another title": (write("content/d.md", FILES["content/d.md"].replace("Wheels", "Pipes")), False),
    "so many words that a rule applies": (append("content/c.md", f"\n{OTHER} and more.\n"), False),
    "the text of another post": (append("content/d.md", f"\n{WORDS}\n"), False),
}  # fmt: skip


def lint(path: str = "content", *, cache: bool = True) -> str:
    config = load_config(cwd=Path.cwd(), select=["site", "description-missing"], ignore=["unlinked-mention"])
    return render(postlint.lint_paths([path], config, cache=FOLDER if cache else None))


@pytest.mark.parametrize("path", ["content", pytest.param("content/a.md", marks=pytest.mark.sweep)])
@pytest.mark.parametrize("change", CHANGES)
def test_rules_about_the_site_run_if_a_change_touches_their_findings(
    change: str, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(FILES, tmp_path)
    monkeypatch.chdir(tmp_path)
    lint()
    do, holds = CHANGES[change]
    do()
    fresh, ran, read = lint(path, cache=False), [], []
    with monkeypatch.context() as patch:
        patch.setattr(lint_site, "lint_sites", lambda *given, **more: ran.append(1) or lint_sites(*given, **more))
        patch.setattr(Facts, "from_json", lambda data: read.append(1) or from_json(data))
        assert lint(path) == fresh
    assert (not ran, len(read)) == ((True, 0) if holds else (False, 3))
    assert lint(path) == fresh


def test_findings_do_not_hold_for_a_post_with_other_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(FILES, tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):  # the same settings are in use, each for another post
        override = f"overrides: [{{files: [content/{name}.md], rules: {{broken-link: info}}}}]\n"
        write_files({".postlint.yaml": FILES[".postlint.yaml"] + override}, Path())
        assert lint() == lint(cache=False)
