"""Hover, definitions, references, renaming, links, symbols, hints and the status."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import mistune
import pytest

from support.editor import Editor, position
from support.protocol import assert_is
from support.sites import write_files
from support.tea_site import STEAM, STEAM_PATH, TEA, TEA_PATH, session

FULL = TEA.replace("Water of", "🚲 [Hot][h] water[^1] of") + "\n[h]: /posts/steam/\n[^1]: Soft water.\n"


async def at(editor: Editor, method: str, path: str, piece: str, **more: Any) -> Any:
    text = editor.text(path)
    return await editor.ask(method, path, position=position(text, text.index(piece) + 1), **more)


def places(editor: Editor, found: Any) -> list[tuple[str, int, int]]:
    """Locations as path, line and character."""
    listed = found or []
    root = editor.uri("")
    return [
        (one["uri"].removeprefix(root).lstrip("/"), *one["range"]["start"].values()) for one in listed
    ]  # fmt: skip


CARD = "https://github.com/postlint/postlint/blob/main/rules/style/repeated-word.yaml"
STEAM_PAGE = """**Steaming tea leaves**

Steam stops the leaves from turning brown, in a minute or less.

`/posts/steam` · `content/posts/steam.md` · 2026-01-03"""
HOVERS = {
    "/posts/steam/#steam": STEAM_PAGE,
    "are are": f"**[repeated-word]({CARD})** (style, warning): ",
    "title: Green": "24 characters, 208 pixels wide; a search result shows all of it",
    "date: 2026": "**date**\n\nType: string or number.",
    "Picking": None,
}


@pytest.mark.parametrize("piece", HOVERS)
def test_hover(site: Path, piece: str) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        found = await at(editor, "textDocument/hover", TEA_PATH, piece)
        wanted = HOVERS[piece]
        if wanted is None:
            assert found is None
        else:
            assert_is("Hover", found)
            assert wanted in found["contents"]["value"]

    session(site, work)


def test_nothing_of_a_post_is_loaded_where_it_is_shown(site: Path) -> None:
    """An editor loads the images of a hover: a stranger's text has none, and is no other Markdown either."""
    live = "![a](https://x.example/a.png) <img src='https://x.example/b.png'> [c](command:c)"
    steam = (site / STEAM_PATH).read_text()
    steam = steam.replace("title: Steaming tea leaves", f'title: "{live}"')
    (site / STEAM_PATH).write_text(re.sub("(?m)^description: .*", f'description: "{live}"', steam))

    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH, TEA.replace("title: ", f"summary: '{live.replace(chr(39), '')}'\ntitle: ") + "\n[a](ste")
        await editor.settled()
        texts = []
        for piece in ("/posts/steam/#steam", "title: Green", "summary: "):
            found = await at(editor, "textDocument/hover", TEA_PATH, piece)
            texts += [found["contents"]["value"]] if found is not None else []
        end = position(editor.text(TEA_PATH), len(editor.text(TEA_PATH)))
        items = (await editor.ask("textDocument/completion", TEA_PATH, position=end))["items"]
        texts += [item["documentation"]["value"] for item in items if "documentation" in item]
        assert len(texts) >= 3
        html = mistune.create_markdown(escape=False)("\n\n".join(texts))
        assert not re.search(r"<img|command:[^<]*\"", html), html
        assert "x.example" in html

    session(site, work)


def test_a_long_title_is_cut_as_in_a_search_result(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH, TEA.replace("Green tea", "Green tea " * 9))
        found = await at(editor, "textDocument/hover", TEA_PATH, "title")
        assert "a search result cuts it at about 600 pixels:\n\n> Green tea Green tea" in found["contents"]["value"]

    session(site, work)


DEFINITIONS = {
    "[steaming]": [(STEAM_PATH, 6, 0)],
    "/posts/none/": [],
    "[Hot][h]": [(TEA_PATH, 14, 0)],
    "[^1] of": [(TEA_PATH, 15, 0)],
    "eighty": [],
}


@pytest.mark.parametrize("piece", DEFINITIONS)
def test_definition(site: Path, piece: str) -> None:
    leads_to(site, "textDocument/definition", piece, DEFINITIONS[piece])


def leads_to(site: Path, method: str, piece: str, expected: list[tuple[str, int, int]]) -> None:
    """Hold that a method finds these places from a piece of the open text."""

    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH, FULL)
        await editor.settled()
        found = await at(editor, method, TEA_PATH, piece)
        assert places(editor, found) == expected

    session(site, work)


REFERENCES = {
    "## Brewing": [(STEAM_PATH, 8, 34)],
    "[steaming]": [(TEA_PATH, 8, 52)],
    "title": [(STEAM_PATH, 8, 34)],
    "[h]: ": [(TEA_PATH, 12, 3)],
    "eighty": [],
}


@pytest.mark.parametrize("piece", REFERENCES)
def test_references(site: Path, piece: str) -> None:
    leads_to(site, "textDocument/references", piece, REFERENCES[piece])


def test_renaming_a_heading_updates_the_anchors_of_all_posts(site: Path) -> None:
    line = '🍃 See [it](tea.md#brewing), {{< ref "tea#brewing" >}} and [b](/posts/tea/#brewing-1).'
    more = f"---\ntitle: More of tea\n---\n\n{line}\n"
    write_files({"content/posts/more.md": more}, site)

    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH, TEA + "\n## Brewing\n\nAgain, see [above](#brewing).\n")
        editor.open(STEAM_PATH)
        await editor.settled()
        where = await at(editor, "textDocument/prepareRename", TEA_PATH, "## Brewing")
        assert where["placeholder"] == "Brewing"
        found = await at(editor, "textDocument/rename", TEA_PATH, "## Brewing", newName="How  to brew é")
        assert_is("WorkspaceEdit", found)
        editor.apply(found)
        await editor.settled()
        assert await at(editor, "textDocument/rename", TEA_PATH, "## Picking", newName=" ") is None
        assert await at(editor, "textDocument/prepareRename", TEA_PATH, "eighty") is None

    editor = session(site, work)
    assert "## How to brew é\n" in editor.text(TEA_PATH)
    assert "[above](#how-to-brew-é)" in editor.text(TEA_PATH)
    assert "(/posts/tea/#how-to-brew-é)" in editor.text(STEAM_PATH)
    changed = (site / "content/posts/more.md").read_text()
    assert changed == more.replace("#brewing)", "#how-to-brew-é)").replace('#brewing"', '#how-to-brew-é"').replace(
        "#brewing-1", "#brewing"
    )
    assert "broken-anchor" not in editor.rules(STEAM_PATH)


@pytest.mark.parametrize(
    ("piece", "new", "made"),
    [
        ("[h]: ", "hot", "🚲 [Hot][hot] water[^1] of"),
        ("[^1]: ", "soft", "🚲 [Hot][h] water[^soft] of"),
        ("[Hot][h]", "a]b", "🚲 [Hot][h] water[^1] of"),
    ],
)
def test_renaming_a_label(site: Path, piece: str, new: str, made: str) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH, FULL)
        found = await at(editor, "textDocument/rename", TEA_PATH, piece, newName=new)
        if found is not None:
            editor.apply(found)

    editor = session(site, work)
    assert made in editor.text(TEA_PATH)
    assert "undefined-reference" not in editor.rules(TEA_PATH)


def test_links_lead_to_files(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH, FULL)
        await editor.settled()
        found = await editor.ask("textDocument/documentLink", TEA_PATH)
        assert_is("DocumentLink[]", found)
        assert [one["target"] for one in found] == [f"{editor.uri(STEAM_PATH)}#L7", editor.uri(STEAM_PATH)]
        assert found[0]["tooltip"] == "Steaming tea leaves"

    session(site, work)


def test_symbols_hints_and_status(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH, TEA.replace("## Brewing", "### Washing\n\nNo.\n\n## Brewing"))
        await editor.settled()
        found = await editor.ask("textDocument/documentSymbol", TEA_PATH)
        assert_is("DocumentSymbol[]", found)
        tree = [(one["name"], [inner["name"] for inner in one["children"]]) for one in found]
        assert tree == [("Picking 🍃", ["Washing"]), ("Brewing", [])]
        whole: Any = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
        assert await editor.ask("textDocument/inlayHint", TEA_PATH, range=whole) == []
        editor.send("workspace/didChangeConfiguration", {"settings": {"postlint": {"inlayHints": True}}})
        (hint,) = await editor.ask("textDocument/inlayHint", TEA_PATH, range=whole)
        assert hint["label"] == "18 words, 1 min"
        status = await editor.ask("postlint/status", TEA_PATH)
        assert status["words"] == 18
        assert status["errors"] >= 1
        assert 0 <= status["seo"] <= 100

    session(site, work)


def test_what_is_no_post_has_no_answers(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open("README.md", STEAM)
        for method in ("hover", "definition", "references", "documentSymbol", "prepareRename"):
            assert await at(editor, f"textDocument/{method}", "README.md", "Steam") is None

    session(site, work)
