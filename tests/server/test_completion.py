"""Completion: keys, values, rules, labels, and the targets of links as the site writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from postlint.server import completion_items
from support.editor import Editor, position
from support.protocol import assert_is
from support.sites import write_files
from support.tea_site import CONFIG, STEAM, STEAM_PATH, TEA, TEA_PATH, session

HEAD = "---\ntitle: Tea\n---\n\n"
#: text with the cursor, and some of the labels with the lines that they make (None: the label must not be there)
CASES: dict[str, tuple[str, dict[str, str | None]]] = {
    "a key": ("---\ntitle: Tea\ndes¦\n---\n", {"description": "description: ", "title": None}),
    "a key without an end of the header": ("---\ndra¦\n\nText", {"draft": "draft: "}),
    "a key that has a value": ("---\ndra¦: true\n---\n", {"draft": "draft: true"}),
    "a boolean": ("---\ndraft: ¦\n---\n", {"true": "draft: true", "false": "draft: false"}),
    "a tag in a list": ("---\ntags:\n  - gr¦\n---\n", {"green": "  - green", "black": None}),
    "a tag in an inline list": ("---\ntags: [black, ¦]\n---\n", {"green": "tags: [black, green]"}),
    "a key in TOML": ("+++\ndes¦\n+++\n", {"description": "description = "}),
    "a link by title": (f"{HEAD}See [x](steam¦)", {"Steaming tea leaves": "See [x](/posts/steam/)"}),
    "a link by address": (f"{HEAD}漢字🚲 [x](/posts/s¦team)", {"Steaming tea leaves": "漢字🚲 [x](/posts/steam/)"}),
    "an unfinished link": (f"{HEAD}See [a [b]](¦", {"Steaming tea leaves": "See [a [b]](/posts/steam/"}),
    "a definition": (f"{HEAD}[a]: ¦", {"Steaming tea leaves": "[a]: /posts/steam/"}),
    "an attribute": (f'{HEAD}<a href="¦">', {"Steaming tea leaves": '<a href="/posts/steam/">'}),
    "an anchor": (f"{HEAD}[x](/posts/steam/#¦)", {"steam": "[x](/posts/steam/#steam)"}),
    "an own anchor": (f"{HEAD}[x](#bre¦)", {"brewing": "[x](#brewing)", "picking": None}),
    "an image": (f"{HEAD}![x](¦)", {"/img/leaf.png": "![x](/img/leaf.png)"}),
    "an image in the header": ("---\nimages: [¦]\n---\n", {"/img/leaf.png": "images: [/img/leaf.png]"}),
    "a label": (f"{HEAD}[x][h¦]\n\n[hill]: /a\n[^hut]: b", {"hill": "[x][hill]", "hut": None}),
    "a footnote": (f"{HEAD}x[^¦]\n\n[hill]: /a\n[^hut]: b", {"hut": "x[^hut]", "hill": None}),
    "an action": (f"{HEAD}<!-- postlint-dis¦ -->", {"disable-next-line": "<!-- postlint-disable-next-line -->"}),
    "a rule": (
        f"{HEAD}<!-- postlint-disable bare-url, rep¦ -->",
        {"repeated-word": "<!-- postlint-disable bare-url, repeated-word -->", "broken-link": None},
    ),
    "prose": (f"{HEAD}Plain text with ¦", {"title": None}),
}


@pytest.fixture
def full_site(site: Path) -> Path:
    write_files({STEAM_PATH: STEAM.replace("date:", "tags: [green, black]\ndate:")}, site)
    (site / "static/img").mkdir(parents=True)
    (site / "static/img/leaf.png").write_bytes(b"")
    return site


def test_completions(full_site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        for name, (marked, wanted) in CASES.items():
            found = await editor.complete(TEA_PATH, marked)
            for label, line in wanted.items():
                assert found.get(label) == line, (name, found)

    session(full_site, work)


def test_items_say_what_they_are(full_site: Path) -> None:
    text = f"{HEAD}[x](ste)"

    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        editor.edit(TEA_PATH, {"text": text})
        found = await editor.ask("textDocument/completion", TEA_PATH, position=position(text, len(text) - 1))
        assert_is("CompletionList", found)
        (item,) = found["items"]
        assert item["detail"] == "/posts/steam/"
        assert item["documentation"]["value"] == "Steam stops the leaves from turning brown, in a minute or less."

    session(full_site, work)


def test_more_than_a_list_holds(full_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files({"content/posts/more.md": STEAM}, full_site)
    monkeypatch.setattr(completion_items, "MOST", 1)

    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        editor.edit(TEA_PATH, {"text": "[x]("})
        found = await editor.ask("textDocument/completion", TEA_PATH, position={"line": 0, "character": 4})
        assert (found["isIncomplete"], len(found["items"])) == (True, 1)

    session(full_site, work)


@pytest.mark.parametrize(
    ("link", "made"),
    [
        ("/posts/tea", "[x](/posts/steam)"),
        ("tea.md", "[x](steam.md)"),
        ('{{< ref "posts/tea" >}}', '[x]({{< ref "posts/steam.md" >}})'),
        ("/posts/tea/", "[x](/posts/steam/)"),
    ],
)
def test_links_are_written_as_most_of_the_site_are(site: Path, link: str, made: str) -> None:
    write_files({f"content/posts/more{n}.md": f"{HEAD}[tea]({link})\n" for n in range(3)}, site)

    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        assert (await editor.complete(TEA_PATH, f"{HEAD}[x](¦)"))["Steaming tea leaves"] == made

    session(site, work)


def test_the_configuration(site: Path) -> None:
    cases = {
        "extend_sel¦": ("extend_select", "extend_select: "),
        "rules:\n  broken-l¦": ("broken-link", "  broken-link: "),
        "ignore:\n  - repeated¦": ("repeated-word", "  - repeated-word"),
        "preset: hu¦": ("hugo", "preset: hugo"),
        "rules:\n  broken-link: warn¦": ("warning", "  broken-link: warning"),
    }

    async def work(editor: Editor) -> None:
        editor.open(".postlint.yaml", CONFIG, "yaml")
        await editor.settled()
        for marked, (label, line) in cases.items():
            found = await editor.complete(".postlint.yaml", marked)
            assert found.get(label) == line, (marked, list(found)[:20])

    assert session(site, work).rules(".postlint.yaml") == []


def test_without_a_site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    async def work(editor: Editor) -> None:
        path = str(tmp_path_factory.mktemp("other") / "new.md")
        editor.open(path, TEA)
        assert await editor.complete(path, f"{HEAD}[x](¦)") == {}
        assert await editor.ask("textDocument/completion", "none.md", position={"line": 0, "character": 0}) is None

    session(site, work)
