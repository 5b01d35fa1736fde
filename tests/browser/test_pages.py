"""The pages of the report in Chromium: sorting, filters, keys, live pages, acts, hostile posts, accessibility.

These tests run where Chromium and Playwright are (`apt install chromium`, `pip install playwright`); AXE names a file
axe.min.js of axe-core, with which pages are checked as well; SCREENSHOTS names a folder for pictures of each view.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from postlint.cli.program import cli
from support.sites import write_files

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")]

ROOT = Path(__file__).parents[2]
HOSTILE = r"""---
title: "<img src=x onerror='window.ran=1'><script>window.ran=1</script>"
description: "</title></style><script>window.ran=1</script>"
author: "\"><svg onload=window.ran=1>"
image: "x.png\" onerror=\"window.ran=1"
tags: ["<iframe src=javascript:window.ran=1>"]
---

# <script>window.ran=1</script>

<img src=x onerror="window.ran=1"> <b onmouseover="window.ran=1" style="position:fixed;inset:0">bold</b>

[a](javascript:window.ran=1) [b](data:text/html,<script>window.ran=1</script>) <a href="javascript:window.ran=1">c</a>

<style>@import url(https://evil.example/x.css); body { background: url(https://evil.example/y.png) }</style>

<svg onload="window.ran=1"><script>window.ran=1</script><foreignObject><iframe srcdoc="<script>top.ran=1</script>">

<meta http-equiv="refresh" content="0; url=https://evil.example/"> <base href="https://evil.example/">

<form action="https://evil.example"><input autofocus onfocus="window.ran=1"></form>

```html
</code></pre><script>window.ran=1</script>
```

<!-- --><script>window.ran=1</script> <object data="https://evil.example/z"></object>

##No heading "><script>window.ran=1</script>

According to a study, 73 % of "><img src=x onerror=window.ran=1> agree[^1], the the end.

[^1]: <video src=x onerror="window.ran=1">
"""


class Browser:
    """A page of a browser, with all that it complained about and all that it asked of other machines."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        if not url.startswith(("file:", "http://127.0.0.1:", "data:", "about:")):
            self.foreign.append(url)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def browser(chromium: Any) -> Iterator[Browser]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=False)
    made = Browser(context.new_page())
    yield made
    context.close()
    assert made.complaints == []
    assert made.foreign == []


def report_of(folder: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(cli, ["--format", f"html:{target}", "--no-cache", "--fail-on", "never"])
    assert result.exit_code == 0, result.output
    return (target if target.is_file() else target / "index.html").as_uri()


def column(page: Any, number: int) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        "#post-table tbody tr:not([hidden])", f"rows => rows.map(row => row.cells[{number}].textContent.trim())"
    )
    return found


def test_the_table_sorts_and_filters_and_keys_work(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = browser.page
    address = report_of(ROOT / "examples" / "blog", tmp_path / "r.html", monkeypatch)
    page.goto(address)
    posts = column(page, 0)
    page.get_by_role("button", name="Warnings").click()
    counts = list(map(int, column(page, 2)))
    assert counts == sorted(counts, reverse=True)
    page.get_by_role("button", name="Warnings").click()
    assert list(map(int, column(page, 2))) == sorted(counts)
    page.get_by_role("button", name="Date").click()
    dates = [date for date in column(page, 8) if date != "–"]
    assert dates == sorted(dates) and column(page, 8)[-1] == "–"
    page.select_option("#least", "error")
    assert all(int(count) > 0 for count in column(page, 1))
    page.select_option("#least", "")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    page.keyboard.type("gravel")
    assert len(column(page, 0)) == 1 and "1 post" in page.locator("#shown").text_content()
    page.locator("#post-table tr:not([hidden]) a").click()
    assert page.locator(".post:visible").count() == 1 and not page.locator(".overview").is_visible()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.textContent.trim()") == "2"
    assert page.locator(".post:visible mark.on, .post:visible .margin > .on").count() >= 1
    page.keyboard.press("Escape")
    assert page.locator(".overview").is_visible() and len(posts) == 17


def test_pages_read_without_javascript(chromium: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = report_of(ROOT / "examples" / "blog", tmp_path / "r.html", monkeypatch)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".overview").is_visible() and not page.locator(".filters").is_visible()
    page.locator("#post-table a").first.click()
    assert page.locator(".post:visible").count() == 1 and not page.locator(".overview").is_visible()
    page.locator(".post:visible .n").first.click()  # to a note and back: the post stays
    assert page.locator(".post:visible").count() == 1
    page.get_by_role("link", name="All posts").click()
    assert page.locator(".overview").is_visible()
    context.close()


def test_nothing_of_hostile_posts_runs(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("a.md", "b.mdx", "<img src=x onerror=window.ran=1>.md")
    write_files({**{f"posts/{name}": HOSTILE for name in names}, ".postlint.yaml": "content: ['posts/*']\n"}, tmp_path)
    first = report_of(tmp_path, tmp_path / "r.html", monkeypatch)
    (tmp_path / "made").mkdir()
    whole = report_of(tmp_path, tmp_path / "made", monkeypatch)
    page = browser.page
    for address in (first, whole, *(path.as_uri() for path in (tmp_path / "made" / "posts").iterdir())):
        page.goto(address)
        page.evaluate("document.querySelectorAll('.post').forEach(post => { post.className = 'shown' })")
        for mark in page.locator("mark").all()[:5]:
            mark.hover(timeout=5000) if mark.is_visible() else None
        assert page.evaluate("window.ran") is None
        assert page.url == address


# -- each view of three sites -----------------------------------------------------------------------------

WORDS = ("tea", "water", "leaf", "cup", "garden", "kettle", "steam", "green", "black", "slow", "warm", "road", "stone")
MANY = 1000


def many_posts() -> Iterator[tuple[str, str]]:
    """A site of made-up posts: links to others and to nowhere, headings, claims, and keywords that compete."""
    chance = random.Random(7)

    def words(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count)).capitalize()

    for at in range(MANY):
        keyword = f"{WORDS[at % 13]} {WORDS[at % 11]}"
        header = f"title: {words(5)} {at}\ndate: {2012 + at % 15}-{1 + at % 12:02}-03\nauthor: {WORDS[at % 5]} Writer"
        header += f"\ndescription: {words(18)}.\ncategories: [{WORDS[at % 12]}]\nfocus_keyword: {keyword}"
        links = " ".join(f"See [{words(2)}](post-{chance.randrange(MANY + 20)}.md)." for _ in range(at % 4))
        text = (
            f"{words(30)}. {links}\n\n## {words(4)}\n\nIn {2005 + at % 20}, {at % 100} % of people drank {keyword}.\n"
        )
        yield f"posts/post-{at}.md", f"---\n{header}\n---\n\n{text}\n{words(40)}.\n"


class Sites:
    """The report of each site, made when it is needed first: the example blog, that with a house style, a large one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, str] = {}

    def address(self, name: str, monkeypatch: pytest.MonkeyPatch) -> str:
        if name not in self._made:
            source = ROOT / "examples" / name
            if name == "many":
                source = self._folder / name
                write_files({**dict(many_posts()), ".postlint.yaml": "content: ['posts/*.md']\n"}, source)
            self._made[name] = report_of(source, self._folder / f"{name}.html", monkeypatch)
        return self._made[name]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    return Sites(tmp_path_factory.mktemp("sites"))


def violations(page: Any) -> list[tuple[str, list[str]]]:
    """What axe-core has against a page: each of its rules with the elements; nothing without AXE."""
    if not (axe := os.environ.get("AXE")):
        return []
    page.evaluate(Path(axe).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document)")["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]


LOOKS = [("light", 1280), ("light", 390), ("dark", 1280), ("dark", 390)]
LARGE = pytest.mark.sweep


@pytest.mark.parametrize(
    ("site", "scheme", "width"),
    [
        *(("blog", *look) for look in LOOKS),
        *(("house-style", *look) for look in LOOKS[:2]),
        *(pytest.param("many", *look, marks=LARGE) for look in (LOOKS[0], LOOKS[3])),
    ],
)
def test_each_view_is_accessible_and_fits(
    chromium: Any, sites: Sites, site: str, scheme: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With SCREENSHOTS=FOLDER, each view is drawn there, to be looked at."""
    address = sites.address(site, monkeypatch)
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    rows = page.locator("#post-table tbody tr")
    longest = max(range(min(rows.count(), 40)), key=lambda at: len(rows.nth(at).text_content()))
    posts = [rows.nth(at).locator("a").get_attribute("href") for at in {0, longest}]
    for number, anchor in enumerate(("", *posts)):
        page.goto("about:blank")
        page.goto(f"{address}{anchor}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        view = page.locator(".overview > section" if not anchor else ".post:visible")
        for part in view.all() if (folder := os.environ.get("SCREENSHOTS")) else ():
            name = part.get_attribute("id") or part.get_attribute("aria-label") or "other"
            page.screenshot(
                path=f"{folder}/{site}-{number}-{name[:30]}-{width}-{scheme}.png",
                clip={**part.bounding_box(), "height": min(part.bounding_box()["height"], 2400)},
                full_page=True,
                style=".bar{position:static!important}",
            )
        if site != "many":  # its pages are made of the same parts
            assert violations(page) == []
    context.close()


@pytest.mark.parametrize("site", ["blog", "house-style", pytest.param("many", marks=LARGE)])
def test_pages_print(chromium: Any, sites: Sites, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On paper there is nothing to click, and nothing is cut off at the side."""
    address = sites.address(site, monkeypatch)
    context = chromium.new_context(viewport={"width": 718, "height": 1020})  # A4 less its margins, in CSS pixels
    page = context.new_page()
    page.emulate_media(media="print")
    for anchor in ("", page.goto(address) and page.locator("#post-table a").first.get_attribute("href")):
        page.goto("about:blank")
        page.goto(f"{address}{anchor}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 718
        assert not page.locator(".bar:visible, .filters:visible, .skip:visible").count()
        wide = (
            "[...document.querySelectorAll('.table, .matrix, .map')].filter(one => one.scrollWidth > one.clientWidth)"
        )
        assert page.evaluate(f"{wide}.map(one => one.className + one.textContent.slice(0, 40))") == []
        assert site == "many" or violations(page) == []
        if folder := os.environ.get("SCREENSHOTS"):
            page.pdf(path=f"{folder}/{site}{'-post' if anchor else ''}.pdf", format="A4")
    context.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    shutil.copytree(ROOT / "examples" / "blog", tmp_path / "blog", ignore=shutil.ignore_patterns(".postlint_cache"))
    command = [
        sys.executable,
        "-m",
        "postlint",
        "serve",
        "--port",
        "0",
        "--editor",
        f"{sys.executable} -c pass {{path}}",
    ]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=tmp_path / "blog", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as server:
        assert server.stdout is not None
        lines = (re.search(r"http://\S+", line) for line in server.stdout)
        yield next(match[0] for match in lines if match), tmp_path / "blog" / "src" / "content" / "blog"
        server.terminate()


def test_live_pages_follow_and_acts_write(served: tuple[str, Path], browser: Browser) -> None:
    address, folder = served
    post = folder / "gravel-tyres-guide.md"
    page = browser.page
    page.goto(address)
    assert "token" not in page.url
    page.locator("#post-table a", has_text="gravel tyres").click()
    page.wait_for_selector("body[data-live]")
    page.evaluate("scrollTo({ top: 900, behavior: 'instant' })")
    blocks = "[...document.querySelectorAll('.prose > :not(.row), .row > div > *')]"
    block = f"{blocks}.find(block => block.getBoundingClientRect().bottom > 120)"
    before = page.evaluate(f"(() => {{ const b = {block}; return [b.textContent, b.getBoundingClientRect().top] }})()")
    text = post.read_text(encoding="utf-8")
    at = text.index("\n\n", text.index("---", 5))
    post.write_text(f"{text[:at]}\n\nA paragraph that came later.{text[at:]}", encoding="utf-8")
    page.wait_for_function("() => document.body.textContent.includes('A paragraph that came later.')", polling=10)
    after = page.evaluate(f"(() => {{ const b = {block}; return [b.textContent, b.getBoundingClientRect().top] }})()")
    assert after[0] == before[0] and abs(after[1] - before[1]) < 3
    for act, done in (("fix", "Fixed"), ("silence", "Silenced")):
        count = page.locator(".margin > li").count()
        page.locator(f"[data-act={act}]").first.click()
        page.wait_for_function("count => document.querySelectorAll('.margin > li').length < count", arg=count)
        assert done in page.locator("#live").text_content()
    assert "postlint-disable" in post.read_text(encoding="utf-8")
    (folder / "a-new-post.md").write_text(
        "# A post that came later\n\nIt links to [one](gravel-tyres-guide.md).\n", "utf-8"
    )
    page.wait_for_function("() => document.querySelector('.facts').textContent.includes('a-new-post.md')")
    page.locator("[data-act=open]").first.click()
    page.wait_for_function("() => document.querySelector('#live').textContent.startsWith('Opened line')")
    page.goto(address.partition("#")[0])
    page.evaluate("sessionStorage.clear()")
    page.reload()
    assert page.locator("[data-act]:visible").count() == 0
