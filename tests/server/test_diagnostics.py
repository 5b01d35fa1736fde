"""Diagnostics: those of a saved text are the findings of `postlint check`, each at its place, and follow every edit."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postlint.config.load_config import load_config
from postlint.server import analysis as analysing
from postlint.server.positions import Positions
from postlint.server.project import Project
from support.editor import PULLING, Editor, position
from support.sites import write_files
from support.tea_site import CONFIG, SITE, STEAM, STEAM_PATH, TEA, TEA_PATH, session


def checked(path: str) -> list[tuple[str, str, dict[str, Any]]]:
    """The findings of `postlint check` in a file on the disk: rule, message and range in UTF-16."""
    config = load_config(cwd=Path.cwd())
    from postlint.engine.plan import plan_run
    from postlint.parse.source import Source

    report = plan_run(config, [path]).finish(jobs=1)
    source = Source.from_bytes(Path(path).read_bytes(), path)
    positions = Positions(source, "utf-16")
    return [(one.rule, one.message, positions.range(one.start, one.end)) for one in report.findings]


def shown(editor: Editor, path: str) -> list[tuple[str, str, dict[str, Any]]]:
    return [(one["code"], one["message"], one["range"]) for one in editor.published.get(editor.uri(path), [])]


def test_a_saved_text_has_the_findings_of_check(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)

    editor = session(site, work)
    assert shown(editor, TEA_PATH) == checked(TEA_PATH)
    assert {"repeated-word", "broken-link"} <= set(editor.rules(TEA_PATH))
    assert editor.messages == []


def test_a_diagnostic_has_all_that_an_editor_shows(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        editor.replace(TEA_PATH, "#steam)", "#steem)")
        editor.replace(TEA_PATH, "Water of", "[new]: /new/\n[old]: /old/\n\nWater of")

    editor = session(site, work)
    found = {one["code"]: one for one in editor.published[editor.uri(TEA_PATH)]}
    doubled, anchor = found["repeated-word"], found["broken-anchor"]
    assert doubled["source"] == "postlint"
    assert doubled["severity"] == 2
    assert doubled["codeDescription"]["href"].endswith("rules/style/repeated-word.yaml")
    assert "tags" not in doubled
    assert found["unused-definition"]["tags"] == [1]
    (related,) = anchor["relatedInformation"]
    assert related["location"]["uri"] == editor.uri(STEAM_PATH)
    assert related["location"]["range"]["start"] == {"line": 6, "character": 0}


def test_a_client_that_can_do_little_gets_little(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)

    editor = session(site, work, capabilities={})
    assert all(
        one.keys() == {"range", "severity", "code", "source", "message"}
        for one in editor.published[editor.uri(TEA_PATH)]
    )


def test_renaming_a_heading_shows_the_broken_anchor_in_another_open_post(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        editor.open(STEAM_PATH)
        await editor.settled()
        assert "broken-anchor" not in editor.rules(STEAM_PATH)
        editor.replace(TEA_PATH, "## Brewing", "## Making")
        await editor.settled()
        assert "broken-anchor" in editor.rules(STEAM_PATH)
        editor.replace(TEA_PATH, "## Making", "## Brewing")

    assert "broken-anchor" not in session(site, work).rules(STEAM_PATH)


def test_between_two_runs_findings_about_the_site_move_with_the_text(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        (before,) = [one for one in editor.found(TEA_PATH) if one[0] == "broken-link"]
        editor.handlers.session.options = editor.handlers.session.options._replace(site_delay=60)
        editor.replace(TEA_PATH, "## Picking", "## How to pick\n\nNew.\n\n## Picking")
        await editor.handlers.scheduler.analysis(editor.uri(TEA_PATH))
        (after,) = [one for one in editor.found(TEA_PATH) if one[0] == "broken-link"]
        assert after == ("broken-link", before[1] + 4, before[2])
        for task in editor.handlers.scheduler._sites.values():
            task.cancel()

    session(site, work)


def test_the_last_of_many_edits_wins(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        for number in range(200):
            editor.edit(TEA_PATH, {"text": TEA + f"\nThe the end {number}.\n"})
        editor.edit(TEA_PATH, {"text": STEAM})

    editor = session(site, work)
    (site / TEA_PATH).write_text(STEAM)
    assert shown(editor, TEA_PATH) == checked(TEA_PATH)


def test_a_closed_text_is_as_it_is_on_the_disk(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(STEAM_PATH)
        editor.open(TEA_PATH)
        editor.replace(TEA_PATH, "## Brewing", "## Making")
        await editor.settled()
        assert "broken-anchor" in editor.rules(STEAM_PATH)
        editor.close(TEA_PATH)

    editor = session(site, work)
    assert "broken-anchor" not in editor.rules(STEAM_PATH)
    assert editor.published[editor.uri(TEA_PATH)] == []


def test_posts_that_come_and_go_on_the_disk(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        assert "broken-link" in editor.rules(TEA_PATH)
        (site / "content/posts/none.md").write_text(STEAM.replace("Steaming tea leaves", "None at all"))
        editor.changed(("content/posts/none.md", 1))
        await editor.settled()
        assert "broken-link" not in editor.rules(TEA_PATH)
        (site / STEAM_PATH).rename(site / "content/posts/gone.md")
        editor.changed((STEAM_PATH, 3), ("content/posts/gone.md", 1))
        await editor.settled()
        assert "broken-link" in editor.rules(TEA_PATH)
        (site / "content/posts/gone.md").write_text(STEAM.replace("## Steam", "## Vapour"))
        (site / "content/posts/gone.md").rename(site / STEAM_PATH)
        editor.changed((STEAM_PATH, 1), ("content/posts/gone.md", 3))
        await editor.settled()
        assert "broken-anchor" in editor.rules(TEA_PATH)
        (site / STEAM_PATH).write_text(STEAM)
        editor.changed((STEAM_PATH, 2))

    editor = session(site, work)
    assert shown(editor, TEA_PATH) == checked(TEA_PATH)


def test_a_broken_configuration_and_back(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        before = shown(editor, TEA_PATH)
        (site / ".postlint.yaml").write_text("presett: hugo\n")
        editor.changed((".postlint.yaml", 2))
        await editor.settled()
        (found,) = editor.published[editor.uri(".postlint.yaml")]
        assert "presett" in found["message"]
        assert found["range"]["start"] == {"line": 0, "character": 0}
        assert len(editor.messages) == 1
        assert shown(editor, TEA_PATH) == before  # the last good one holds
        (site / ".postlint.yaml").write_text(CONFIG + "ignore: [repeated-word]\n")
        editor.changed((".postlint.yaml", 2))
        await editor.settled()
        assert editor.published[editor.uri(".postlint.yaml")] == []

    assert "repeated-word" not in session(site, work).rules(TEA_PATH)


def test_a_configuration_that_is_broken_from_the_start(site: Path) -> None:
    (site / ".postlint.yaml").write_text("select: [")

    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        assert editor.rules(TEA_PATH) == []
        (site / ".postlint.yaml").write_text(CONFIG)
        editor.send("textDocument/didSave", {"textDocument": {"uri": editor.uri(".postlint.yaml")}})

    assert "repeated-word" in session(site, work).rules(TEA_PATH)


def test_what_is_no_post_is_left_alone(site: Path) -> None:
    write_files({"README.md": "The the.\n", "notes/a.md": "The the.\n"}, site)

    async def work(editor: Editor) -> None:
        editor.open("README.md")
        editor.open("notes/a.md")  # `content` does not describe it
        editor.open("hugo.toml", language="toml")

    editor = session(site, work)
    assert [editor.rules(path) for path in ("README.md", "notes/a.md", "hugo.toml")] == [[], [], []]


def test_texts_outside_of_the_workspace_and_without_a_file(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "post.md").write_text("# One\n\nThe the.\n")
    (site / ".postlint.yaml").unlink()

    async def work(editor: Editor) -> None:
        editor.open(str(other / "post.md"))
        editor.open("untitled:Untitled-1", "The the.\n")

    editor = session(site, work)
    assert "repeated-word" in editor.rules(str(other / "post.md"))
    assert "repeated-word" in editor.rules("untitled:Untitled-1")


def test_each_folder_of_the_workspace_has_its_configuration(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    write_files({**SITE, ".postlint.yaml": CONFIG + "ignore: [broken-link]\n"}, other)

    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        editor.open(str(other / TEA_PATH))

    editor = session(site, work, other)
    assert "broken-link" in editor.rules(TEA_PATH)
    rules = editor.rules(str(other / TEA_PATH))
    assert "broken-link" not in rules
    assert "repeated-word" in rules


def test_a_workspace_that_is_reached_by_a_link(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    link = tmp_path_factory.mktemp("links") / "site"
    link.symlink_to(site)

    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)

    editor = session(link, work)
    assert shown(editor, TEA_PATH) == checked(TEA_PATH)


def test_without_a_configuration_the_posts_of_the_generator_are_the_site(site: Path) -> None:
    (site / ".postlint.yaml").unlink()

    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)

    assert "broken-link" in session(site, work).rules(TEA_PATH)


@pytest.mark.parametrize("configured", [True, False])
def test_a_new_post_belongs_to_the_site_before_it_is_saved(site: Path, configured: bool) -> None:
    if not configured:
        (site / ".postlint.yaml").unlink()
    name, text = "content/posts/none.md", STEAM.replace("Steaming tea leaves", "None at all") + "\n[gone](gone.md)\n"

    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        links = editor.rules(TEA_PATH).count("broken-link")
        editor.open(name, text)
        await editor.settled()
        assert "broken-link" in editor.rules(name)
        assert editor.rules(TEA_PATH).count("broken-link") == links - 1  # it leads to the new post
        editor.close(name)
        await editor.settled()
        assert editor.rules(TEA_PATH).count("broken-link") == links
        editor.open(name, text)
        await editor.settled()
        assert "broken-link" in editor.rules(name)
        (site / name).write_text(text)
        editor.changed((name, 1))

    editor = session(site, work)
    if configured:
        assert shown(editor, name) == checked(name)


def test_an_open_file_that_the_site_leaves_out_is_not_looked_for_at_each_edit(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / ".gitignore").write_text("content/posts/secret.md\n")
    (site / "content/posts/secret.md").write_text(STEAM)
    loads = []
    load = Project.load
    monkeypatch.setattr(Project, "load", lambda self, *args: loads.append(1) or load(self, *args))

    async def work(editor: Editor) -> None:
        editor.open("content/posts/secret.md")
        for word in ("Vapour", "Mist", "Fog"):
            await editor.settled()
            editor.replace("content/posts/secret.md", "Steam", word)

    session(site, work)
    assert len(loads) <= 2


def test_the_baseline_holds(site: Path) -> None:
    from postlint.engine.baseline import Baseline, record
    from postlint.engine.baseline_file import write_baseline
    from postlint.engine.plan import plan_run

    report = plan_run(load_config(cwd=site), [TEA_PATH, STEAM_PATH]).finish(jobs=1)
    write_baseline(record(Baseline(site / ".postlint-baseline.json"), report))

    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        assert editor.rules(TEA_PATH) == []
        editor.replace(TEA_PATH, "Water of", "Water of of")

    assert session(site, work).rules(TEA_PATH) == ["repeated-word"]


def test_a_client_may_pull(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        first = await editor.ask("textDocument/diagnostic", TEA_PATH)
        found = [(one["code"], one["message"], one["range"]) for one in first["items"]]
        assert found == checked(TEA_PATH)
        again = await editor.ask("textDocument/diagnostic", TEA_PATH, previousResultId=first["resultId"])
        assert again == {"kind": "unchanged", "resultId": first["resultId"]}
        editor.open(STEAM_PATH)
        await editor.settled()
        editor.replace(TEA_PATH, "## Brewing", "## Making")
        await editor.settled()
        assert ("workspace/diagnostic/refresh", None) in editor.requests
        steam = await editor.ask("textDocument/diagnostic", STEAM_PATH)
        assert "broken-anchor" in [one["code"] for one in steam["items"]]
        none = await editor.ask("textDocument/diagnostic", "content/none.md")
        assert none["items"] == []

    assert session(site, work, capabilities=PULLING).published == {}


def test_a_mistake_in_postlint_is_told_once_and_the_server_lives_on(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = analysing.lint_document

    async def work(editor: Editor) -> None:
        def broken(*arguments: Any, **more: Any) -> Any:
            raise RuntimeError("no tea")

        monkeypatch.setattr(analysing, "lint_document", broken)
        editor.open(TEA_PATH)
        await editor.settled()
        editor.replace(TEA_PATH, "Water", "Hot water")
        await editor.settled()
        monkeypatch.setattr(analysing, "lint_document", kept)
        editor.replace(TEA_PATH, "Hot water", "Water")

    editor = session(site, work)
    assert editor.messages == ["postlint: this is a mistake in postlint: RuntimeError: no tea"]
    assert shown(editor, TEA_PATH) == checked(TEA_PATH)


def test_the_level_is_a_setting_of_the_editor(site: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        await editor.settled()
        editor.send("workspace/didChangeConfiguration", {"settings": {"postlint": {"level": "error"}}})

    editor = session(site, work)
    assert {one["severity"] for one in editor.published[editor.uri(TEA_PATH)]} == {1}


def test_columns_of_crlf_emoji_and_cjk(site: Path) -> None:
    text = TEA.replace("The leaves are are", "🚲漢字 The leaves are are").replace("\n", "\r\n")
    (site / TEA_PATH).write_bytes(text.encode())

    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)

    editor = session(site, work)
    ((_, line, character),) = [one for one in editor.found(TEA_PATH) if one[0] == "repeated-word"]
    assert {"line": line, "character": character} == position(text, text.index("are are"))
    assert shown(editor, TEA_PATH) == checked(TEA_PATH)


def test_a_byte_order_mark_that_the_editor_hides(site: Path) -> None:
    (site / TEA_PATH).write_bytes(b"\xef\xbb\xbf" + TEA.encode())

    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH, TEA)

    editor = session(site, work)
    assert "byte-order-mark" in editor.rules(TEA_PATH)
    assert shown(editor, TEA_PATH) == checked(TEA_PATH)


_INSERTS = st.sampled_from(["the the ", "\n\n## Steam\n\n", "🚲", "[x](/posts/none/)", "\r\n", "---\n", "`", "漢字 "])


@settings(max_examples=5)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 12), _INSERTS), min_size=1, max_size=5))
def test_after_any_edits_the_diagnostics_are_those_of_check(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("site")
    write_files(SITE, folder)

    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH)
        text = TEA
        for start, length, new in edits:
            begin = min(start, len(text))
            end = min(begin + length, len(text))
            if "\r\n" in (text[begin - 1 : begin + 1], text[end - 1 : end + 1]):
                continue
            place = {"start": position(text, begin), "end": position(text, end)}
            editor.edit(TEA_PATH, {"range": place, "text": new})
            text = text[:begin] + new + text[end:]
            await asyncio.sleep(0)
        assert editor.text(TEA_PATH) == text
        (folder / TEA_PATH).write_bytes(text.encode())

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        editor = session(folder, work)
        assert shown(editor, TEA_PATH) == checked(TEA_PATH)


def test_an_editor_marks_each_place(site: Path) -> None:
    text = "".join(f"[Tea](http://github.com/{at})\n\n" for at in range(4))

    async def work(editor: Editor) -> None:
        editor.open(TEA_PATH, text)
        await editor.settled()

    assert session(site, work).rules(TEA_PATH).count("insecure-link") == 4
