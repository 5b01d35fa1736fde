"""`postlint serve` without a browser: what it answers, what a click does, and how pages follow the files."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from starlette.testclient import TestClient

from postlint.cli.linting import Conditions, plan
from postlint.cli.posts import find_posts
from postlint.config.nearest import Configs
from postlint.report.html.post_view import VIEW
from postlint.results.findings import Report
from postlint.results.verdict import Verdict
from postlint.serve import app
from postlint.serve.acts import _command, open_in_editor
from postlint.serve.app import Server
from postlint.serve.guard import Guard
from postlint.serve.live_site import LiveSite, Opened
from postlint.serve.shown import version_on_disk
from support.sites import write_files

TOKEN = "a-token"
POST = "# Tea\n\nWe drink it [here](b.md).\n\n##Green\n\nEnd.\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def opened() -> Opened:
    parts = find_posts(Configs(None, cwd=Path.cwd()), (), None, ())

    def joined(runs: Any, reports: Any) -> Report:
        return Report(tuple(file for report in reports for file in report.files))

    return Opened(plan(parts, Conditions(use_cache=False), view=VIEW), joined, Verdict())


async def no_changes() -> AsyncIterator[set[str]]:
    await asyncio.sleep(3600)
    yield set()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LiveSite:
    files = {"posts/a.md": POST, "posts/b.md": "# Coffee\n\nNone.\n", "posts/cup.svg": SVG, "secret.png": "x"}
    write_files({**files, ".postlint.yaml": "content: ['posts/*.md']\n"}, tmp_path)
    monkeypatch.chdir(tmp_path)
    made = LiveSite(opened)
    made.load(jobs=1)
    return made


@pytest.fixture
def client(site: LiveSite) -> Iterator[TestClient]:
    server = Server(site, no_changes, token=TOKEN, host="127.0.0.1", editor="")
    with TestClient(server.app, base_url="http://127.0.0.1:4747") as made:  # type: ignore[arg-type]
        yield made


def asked(site: LiveSite, act: str, /, **changes: object) -> dict[str, object]:
    finding = next(one for one in site.shown.page("p-posts-a").report.findings if one.rule == "malformed-heading")  # type: ignore[union-attr]
    values = {"act": act, "post": "p-posts-a", "rule": finding.rule, "start": finding.start, "end": finding.end}
    return {**values, "version": version_on_disk("posts/a.md"), **changes}


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),
        ({"host": "localhost:4747"}, True),
        ({"host": "[::1]:4747"}, True),
        ({"host": "evil.example"}, False),
        ({"host": "127.0.0.1.evil.example:4747"}, False),
        ({"host": ""}, False),
        ({"origin": "http://127.0.0.1:4747"}, True),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://127.0.0.1:8000"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "none"}, True),
    ],
)
def test_only_its_own_pages_may_ask(client: TestClient, headers: dict[str, str], allowed: bool) -> None:
    for path in ("/", "/post/p-posts-a"):
        answer = client.get(path, headers=headers)
        assert answer.status_code == (200 if allowed else 403)
        assert answer.headers["x-frame-options"] == "DENY"


def test_two_hosts_are_refused() -> None:
    guard = Guard(None, TOKEN, "127.0.0.1")  # type: ignore[arg-type]
    assert guard.refusal("GET", {"host": ["127.0.0.1", "evil.example"]})
    assert guard.refusal("GET", {})
    assert not Guard(None, TOKEN, "blog.lan").refusal("GET", {"host": ["blog.lan:4747"]})  # type: ignore[arg-type]


@pytest.mark.parametrize("token", [None, "", "a-toke", "a-token ", "ü"])
def test_nothing_is_written_without_the_token(client: TestClient, site: LiveSite, token: str | None) -> None:
    headers = {} if token is None else {"x-postlint-token": token.encode("utf-8")}
    answer = client.post("/act", json=asked(site, "fix"), headers=headers)
    assert answer.status_code == 403
    assert Path("posts/a.md").read_text(encoding="utf-8") == POST


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"version": "0"}, "has changed since"),
        ({"post": "../secret"}, "no such post"),
        ({"post": "/etc/passwd"}, "no such post"),
        ({"start": 0, "end": 0}, "not there any more"),
        ({"start": "1"}, "names no place"),
        ({"act": "delete"}, "no such action"),
    ],
)
def test_requests_out_of_place_change_nothing(
    client: TestClient, site: LiveSite, changes: dict[str, object], message: str
) -> None:
    answer = client.post("/act", json=asked(site, "fix", **changes), headers={"x-postlint-token": TOKEN})
    assert answer.status_code == 409 and message in answer.json()["message"]
    assert client.post("/act", content=b"[", headers={"x-postlint-token": TOKEN}).status_code == 400
    assert client.post("/act", content=b"[" * 99_999, headers={"x-postlint-token": TOKEN}).status_code == 413
    assert Path("posts/a.md").read_text(encoding="utf-8") == POST


@pytest.mark.parametrize(("act", "text"), [("fix", "\n## Green\n"), ("silence", "<!-- postlint-disable-")])
def test_a_click_repairs_or_silences_one_finding(client: TestClient, site: LiveSite, act: str, text: str) -> None:
    page = client.get("/post/p-posts-a").text
    assert 'data-rule="malformed-heading"' in page and f'data-version="{version_on_disk("posts/a.md")}"' in page
    answer = client.post("/act", json=asked(site, act), headers={"x-postlint-token": TOKEN})
    assert answer.json()["ok"], answer.json()
    assert text in Path("posts/a.md").read_text(encoding="utf-8")
    assert site.update([str(Path("posts/a.md").absolute())]) == []  # the page follows the act at once
    assert 'data-rule="malformed-heading"' not in client.get("/post/p-posts-a").text


def test_pages_wait_for_no_act(client: TestClient, site: LiveSite, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, end = Event(), Event()

    def slow(*_: object) -> None:
        begun.set()
        end.wait(60)

    monkeypatch.setattr("postlint.serve.acts.suppress_in", slow)
    with ThreadPoolExecutor() as pool:
        request = {"json": asked(site, "silence"), "headers": {"x-postlint-token": TOKEN}}
        acting = pool.submit(client.post, "/act", **request)
        try:
            assert begun.wait(60)
            assert [client.get(path).status_code for path in ("/", "/post/p-posts-a")] == [200, 200]
            assert not acting.done()
        finally:
            end.set()
        assert acting.result().status_code == 409


def test_pages_follow_the_files(client: TestClient, site: LiveSite) -> None:
    assert "orphan" in client.get("/").text
    Path("posts/b.md").write_text("# Coffee\n\nBack to [tea](a.md) and to [nothing](lost.md).\n", encoding="utf-8")
    assert site.update([str(Path("posts/b.md").absolute())]) == ["p-posts-b"]
    assert "Back to" in client.get("/post/p-posts-b").text
    work = site.site_work()
    assert set(site.update_site(work, work.news()) or ()) == {"p-posts-a", "p-posts-b"}
    Path("posts/a.md").write_text(f"{POST}More.\n", encoding="utf-8")
    site.update([str(Path("posts/a.md").absolute())])
    assert site.update_site(work, work.news()) is None  # a post has been saved since
    assert "<code>lost.md</code>" in client.get("/").text
    Path("posts/c.md").write_text("# Milk\n\nWhite.\n", encoding="utf-8")
    Path("posts/b.md").unlink()
    site.reload([str(Path("posts/c.md").absolute()), str(Path("posts/b.md").absolute())])
    assert client.get("/post/p-posts-b").status_code == 404 and "White." in client.get("/post/p-posts-c").text


def test_what_fails_about_the_site_is_logged_once(
    site: LiveSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise ValueError("no such site")

    monkeypatch.setattr(app, "_PAUSE", 0)
    monkeypatch.setattr(site, "site_work", fail)
    server = Server(site, no_changes, token=TOKEN, host="127.0.0.1")
    for _ in range(2):
        asyncio.run(server._update_site())
    assert capsys.readouterr().err == "postlint: ValueError: no such site\n"


def test_images_come_from_the_folder_of_the_site_alone(client: TestClient) -> None:
    def image(url: str) -> Any:
        return client.get("/image/p-posts-a", params={"url": url})

    found = image("cup.svg")
    assert found.status_code in (200, 404)  # without a generator, the folder of the site may be unknown
    if found.status_code == 200:
        assert "sandbox" in found.headers["content-security-policy"]
    for url in ("../../etc/passwd", "/etc/passwd", "a.md", "../.postlint.yaml", "file:///etc/passwd", "cup.svg\0.png"):
        assert image(url).status_code == 404
    assert client.get("/post/..%2f..%2fetc%2fpasswd").status_code == 404


def test_an_editor_is_started_without_a_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("code", "vi", "batch.cmd"):
        (tmp_path / name).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    command = _command("/x/a b; rm.md", 7, "code -g {path}:{line}")
    assert command == [f"{tmp_path}/code", "-g", "/x/a b; rm.md:7"]
    assert _command("/x/a.md", 7, "vi") == [f"{tmp_path}/vi", "/x/a.md"]
    assert _command("/x/a.md", 7, "./vi") == ["./vi", "/x/a.md"]
    assert _command("/x/a.md", 7, "") == [f"{tmp_path}/code", "-g", "/x/a.md:7"]
    assert _command("/x/a.md", 7, "batch.cmd") == [f"{tmp_path}/batch.cmd", "/x/a.md"]
    assert not _command("/x/a&calc.md", 7, "batch.cmd")
    assert not open_in_editor("a.md", 7, "no-such-editor-here").ok
    monkeypatch.setenv("PATH", "")
    assert not open_in_editor("a.md", 7, "").ok


def test_no_program_beside_the_posts_is_an_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "code").touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    for path in ("", ".", f"{os.pathsep}.", "bin"):
        monkeypatch.setenv("PATH", path)
        assert not _command("/x/a.md", 7, "code"), path
