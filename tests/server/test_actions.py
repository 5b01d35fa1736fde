"""Code actions and the commands behind them: fixes, silence, the baseline, explanations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.editor import ABLE, Editor
from support.protocol import assert_is
from support.tea_site import TEA, TEA_PATH, session

ALL = "Fix all safe findings of postlint"


def test_the_fixes_and_ways_to_silence_a_finding(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        found = await editor.actions(TEA_PATH, "are are")
        for one in found.values():
            assert_is("CodeAction", one)
        assert list(found) == [
            "Remove 'are' (needs a look)",
            "Silence repeated-word here",
            "Silence repeated-word in this post",
            "Add this repeated-word to the baseline",
            "Explain repeated-word",
        ]
        assert await editor.actions(TEA_PATH, "Water of eighty") == {}
        assert await editor.actions(TEA_PATH, "are are", "refactor") == {}
        await editor.run(found["Remove 'are' (needs a look)"])

    editor = session(site, work)
    assert editor.text(TEA_PATH) == TEA.replace("are are", "are")
    assert "repeated-word" not in editor.rules(TEA_PATH)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("only", [(), ("source.fixAll",)])
def test_all_safe_fixes(site: Path, newline: str, only: tuple[str, ...]) -> None:
    text = TEA.replace("Water of", "##Water 🍃\n\n[Water](https://example.net/?fbclid=a&p=1) of")
    text = text.replace("\n", newline)

    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH, text)
        await editor.settled()
        found = await editor.actions(TEA_PATH, "title", *only)
        assert ("edit" in found[ALL]) == bool(only)
        await editor.run(found[ALL])
        await editor.settled()
        assert ALL not in await editor.actions(TEA_PATH, "title", *only)

    editor = session(site, work)
    assert f"## Water 🍃{newline}{newline}[Water](https://example.net/?p=1) of" in editor.text(TEA_PATH)
    assert editor.text(TEA_PATH).count(newline) == editor.text(TEA_PATH).count("\n")
    assert "are are" in editor.text(TEA_PATH)  # its fix needs a look


@pytest.mark.parametrize(
    ("where", "comment"), [("here", "<!-- postlint-disable-next-line"), ("in this post", "<!-- postlint-disable-file")]
)
def test_silence(site: Path, where: str, comment: str) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        action = (await editor.actions(TEA_PATH, "are are"))[f"Silence repeated-word {where}"]
        action["command"]["arguments"].append("it is --> a\nquotation")
        await editor.run(action)

    editor = session(site, work)
    assert f"{comment} repeated-word -- it is a quotation -->" in editor.text(TEA_PATH)
    assert "repeated-word" not in editor.rules(TEA_PATH)
    assert "unused-suppression" not in editor.rules(TEA_PATH)


def test_a_finding_about_the_site_is_silenced(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        await editor.run((await editor.actions(TEA_PATH, "/posts/none/"))["Silence broken-link here"])

    editor = session(site, work)
    assert not {"broken-link", "unused-suppression"} & set(editor.rules(TEA_PATH))


def test_the_baseline_takes_one_more(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        for piece, rule in (("are are", "repeated-word"), ("/posts/none/", "broken-link")):
            await editor.run((await editor.actions(TEA_PATH, piece))[f"Add this {rule} to the baseline"])

    editor = session(site, work)
    assert not {"broken-link", "repeated-word"} & set(editor.rules(TEA_PATH))
    data = json.loads((site / ".postlint-baseline.json").read_text())
    assert [one["rule"] for one in data["posts"][TEA_PATH]["findings"]] == ["broken-link", "repeated-word"]


def test_an_explanation_is_a_page_and_a_text(site: Path) -> None:
    able: dict[str, Any] = {**ABLE, "window": {"showDocument": {"support": True}}}

    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        command = (await editor.actions(TEA_PATH, "are are"))["Explain repeated-word"]["command"]
        text = await editor.send("workspace/executeCommand", command)
        assert text.startswith("repeated-word (style, warning")
        ((method, params),) = editor.requests
        assert method == "window/showDocument"
        assert params["uri"].endswith("repeated-word.yaml")
        command = {"command": "postlint.explain", "arguments": [editor.uri(TEA_PATH), "no-rule"]}
        assert await editor.send("workspace/executeCommand", command) is None
        assert editor.messages == ["postlint: There is no rule 'no-rule'."]

    session(site, work, capabilities=able)


def test_a_command_about_what_is_gone(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        action = (await editor.actions(TEA_PATH, "are are"))["Silence repeated-word here"]
        editor.replace(TEA_PATH, "are are", "are")
        await editor.run(action)
        assert editor.messages == ["postlint: The text has changed; ask again."]
        assert await editor.send("workspace/executeCommand", {"command": "postlint.fixAll"}) is None

    assert session(site, work).text(TEA_PATH) == TEA.replace("are are", "are")
