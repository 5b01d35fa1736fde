"""A made-up site of two posts that link to each other, with some mistakes, and a session of an editor in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from support.editor import Editor

CONFIG = "preset: hugo\nlanguage: en\ncontent: [content/**/*.md]\nselect: [recommended]\n"
TEA = """---
title: Green tea from the hills
description: How green tea is picked, steamed and rolled, and how to brew it.
date: 2026-01-02
---

## Picking 🍃

The leaves are are picked in spring. See [steaming](/posts/steam/#steam) and [none](/posts/none/).

## Brewing

Water of eighty degrees, not more.
"""
STEAM = """---
title: Steaming tea leaves
description: Steam stops the leaves from turning brown, in a minute or less.
date: 2026-01-03
---

## Steam

The leaves go through [hot steam](/posts/tea/#brewing) for a minute.
"""
SITE = {
    ".postlint.yaml": CONFIG,
    "hugo.toml": 'baseURL = "https://tea.example/"\n',
    "content/posts/tea.md": TEA,
    "content/posts/steam.md": STEAM,
}
TEA_PATH, STEAM_PATH = "content/posts/tea.md", "content/posts/steam.md"


def session(site: Path, work: Callable[[Editor], Coroutine[Any, Any, None]], *more: Path, **options: Any) -> Editor:
    """Run what a user does."""

    async def run() -> Editor:
        editor = Editor(site, *more, **options)
        await work(editor)
        await editor.settled()
        return editor

    return asyncio.run(run())
