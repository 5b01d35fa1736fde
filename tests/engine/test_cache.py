"""The cache: the same findings with and without it, whatever happens to its files."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner

import postlint
from postlint.catalog.rule import Rule
from postlint.cli import cli
from postlint.config.load_config import load_config
from postlint.engine import cache, cache_keys, run
from postlint.engine.cache import FOLDER, PACK, Cache
from postlint.engine.cached_results import SITE, CachedResults
from postlint.engine.wanted import Terms, Wanted
from postlint.report.formats.json import render
from support.sites import write_files

resolve = Rule.resolve
FILES = {
    ".postlint.yaml": "content: [content/**/*.md]\npreset: hugo\nlanguage: en\ntoday: 2026-11-22\n",
    "content/a.md": "---\ntitle: Tubes\ntags: [rubber]\n---\n[no](no.md) and [b](b.md)\n\n# Heading\n\nThe the end.\n",
    "content/b.md": "---\ntitle: Tubes\n---\n<!-- postlint-disable broken-link no-such-rule -->\n[no](no.md)\n",
    "content/c.md": "---\ntitle: Tyres\n---\n\u00fc[a](a.md#heading)\n",
}


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_files(FILES, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cache_keys, "CLOCK", 1e9)  # for posts of any age, as for those that were just written
    return tmp_path


def lint(*paths: str, cache: bool = True, select: tuple[str, ...] = ("all",)) -> str:
    config = load_config(cwd=Path.cwd(), select=select)
    return render(postlint.lint_paths(paths or ["content"], config, cache=FOLDER if cache else None))


def entries() -> list[bytes]:
    """The names of the entries in the file, outdated ones included."""
    file = Path(FOLDER, PACK)
    return re.findall(rb"[0-9a-f]{32} \d+ (\w+)\n", file.read_bytes()) if file.exists() else []


def test_the_second_run_reports_the_same(blog: Path) -> None:
    fresh = lint(cache=False)
    assert not (blog / FOLDER).exists()
    assert lint() == fresh
    kept = Path(FOLDER, PACK).read_bytes()
    assert len(entries()) == 5
    assert lint() == fresh
    assert Path(FOLDER, PACK).read_bytes() == kept


@pytest.mark.slow
def test_the_second_run_neither_parses_nor_runs_rules(blog: Path) -> None:
    words = ["check", "--fail-on", "never", "--format", "json"]
    code = (
        "import sys; from postlint.cli import cli\n"
        f"try: cli.main({words}, standalone_mode=False)\n"
        "except SystemExit: pass\n"
        "found = sorted(name for name in sys.modules if name.startswith(('mistune', 'postlint.checks')))\n"
        "print(found, file=sys.stderr)"
    )
    first = CliRunner().invoke(cli, words)
    second = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert second.stderr.strip() == "[]"
    assert first.stdout == second.stdout


def test_what_changes_is_seen(blog: Path) -> None:
    lint()
    (blog / "content/c.md").write_text("---\ntitle: Tubes\n---\n[x](x.md)\n", encoding="utf-8")
    (blog / "content/b.md").rename(blog / "content/d.md")
    assert lint() == lint(cache=False)
    (blog / "content/a.md").unlink()
    assert lint() == lint(cache=False)
    assert lint(select=("headings",)) == lint(cache=False, select=("headings",))
    settings = FILES[".postlint.yaml"] + "rules: {repeated-word: error, broken-link: {ignore: [x]}}\n"
    (blog / ".postlint.yaml").write_text(settings, encoding="utf-8")
    assert lint() == lint(cache=False)


#: what a writer does to the posts of the site, one after the other
STEPS = {
    "a sentence": lambda: append("content/a.md", "\nA sentence at the end.\n"),
    "a sentence before all": lambda: Path("content/b.md").write_text(
        FILES["content/b.md"].replace("[no]", "First.\n\n[no]"), encoding="utf-8"
    ),
    "a link": lambda: append("content/a.md", "\n[c](c.md#heading) and [a](#no)\n"),
    "a heading": lambda: append("content/c.md", "\n## Heading\n"),
    "a slug": lambda: Path("content/b.md").write_text("---\ntitle: B\nslug: a\n---\n[c](/c/)\n", encoding="utf-8"),
    "a link by address": lambda: append("content/c.md", "\n[a](/a/) [gone](/gone/) [a](../a/#heading)\n"),
    "a draft": lambda: append("content/d.md", "---\ntitle: D\ndraft: true\n---\n[a](a.md)\n"),
    "a link to the draft": lambda: append("content/a.md", "\n[d](d.md)\n"),
    "published": lambda: Path("content/d.md").write_text("---\ntitle: Tubes\n---\n[no](no.md)\n", encoding="utf-8"),
    "a new name": lambda: Path("content/d.md").rename("content/no.md"),
    "a file": lambda: write_files({"static/gone": ""}, Path()),
    "a post less": lambda: Path("content/b.md").unlink(),
    "a permalink": lambda: write_files({"hugo.toml": "[permalinks]\n  posts = '/:slug/'\n"}, Path()),
    "a base": lambda: write_files({"hugo.toml": "baseURL = 'https://example.org/blog/'\n"}, Path()),
    "a suppression": lambda: append("content/a.md", "\n<!-- postlint-disable broken-link -->\n"),
    "an option": lambda: append(".postlint.yaml", "rules: {broken-link: {ignore: [gone]}}\n"),
}


def append(name: str, text: str) -> None:
    with Path(name).open("a", encoding="utf-8") as file:
        file.write(text)


@pytest.mark.slow
@pytest.mark.parametrize("first", [0, pytest.param(1, marks=pytest.mark.sweep)])
def test_each_step_is_seen(blog: Path, first: int) -> None:
    """The whole site is linted after each step, or one post after the other."""
    rules = ("site", "repeated-word", "description-missing")
    lint(select=rules)
    for number, step in enumerate(STEPS):
        STEPS[step]()
        posts = sorted(map(str, Path("content").glob("*.md")))
        paths = ["content"] if (number + first) % 2 else [posts[number % len(posts)]]
        assert lint(*paths, select=rules) == lint(*paths, select=rules, cache=False), step


def test_a_few_files_use_the_facts_of_all(blog: Path) -> None:
    lint("content/c.md")
    assert lint("content/b.md") == lint("content/b.md", cache=False)
    assert lint("content/b.md", "content/a.md") == lint("content/a.md", "content/b.md", cache=False)
    assert lint() == lint(cache=False)


@pytest.mark.parametrize("damage", ["empty", "half", "flipped", "strange", "folder"])
def test_damage_is_not_used(blog: Path, damage: str) -> None:
    fresh = lint()
    file = Path(FOLDER, PACK)
    data = file.read_bytes()
    if damage == "folder":
        file.unlink()
        file.mkdir()
    else:
        middle = len(data) // 2
        flipped = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        file.write_bytes({"empty": b"", "half": data[:middle], "flipped": flipped, "strange": b"[\n{}\n3"}[damage])
    assert lint() == fresh
    assert lint() == fresh


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_cache_that_cannot_be_written_is_not_used(blog: Path, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = lint(cache=False)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, "no")

    with monkeypatch.context() as patch:
        patch.setattr("io.FileIO", refuse)
        assert lint() == fresh
    assert entries() == []
    assert list((blog / FOLDER).iterdir()) == []


def test_a_file_in_its_place_is_left_alone(blog: Path) -> None:
    (blog / FOLDER).write_text("mine", encoding="utf-8")
    assert lint() == lint(cache=False)
    assert (blog / FOLDER).read_text(encoding="utf-8") == "mine"


def test_runs_at_the_same_time(blog: Path) -> None:
    fresh = lint(cache=False)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: lint(), range(20))) == {fresh}


def test_outdated_entries_are_left_out(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "SLACK", 0)
    for number in range(20):
        (blog / "content/a.md").write_text(f"# Version {number}\n", encoding="utf-8")
        found = lint()
    assert found == lint(cache=False)
    assert len(entries()) < 16
    assert len(set(entries())) == 5


def test_entries_of_posts_that_are_gone_are_left_out(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lint()
    (blog / "content/c.md").rename(blog / "content/d.md")
    lint()
    assert len(set(entries())) == 6
    with monkeypatch.context() as patch:
        patch.setattr(cache, "SLACK", -1_000_000)
        (blog / "content/a.md").write_text("# Other\n", encoding="utf-8")
        assert lint() == lint(cache=False)
    assert len(set(entries())) == 5


def test_what_is_put_is_for_the_next_run(tmp_path: Path) -> None:
    for number in range(3):
        Cache(tmp_path).put("a", b"%d" % number)
        assert Cache(tmp_path).get("a") == b"%d" % number
    assert Cache(tmp_path).get("b") is None


def test_commands(blog: Path) -> None:
    run = CliRunner()
    assert run.invoke(cli, ["cache", "path"]).output.strip() == str(blog / FOLDER)
    assert "no cache" in run.invoke(cli, ["cache", "clear"]).output
    run.invoke(cli, ["check"])
    assert (
        (blog / FOLDER / "CACHEDIR.TAG")
        .read_text(encoding="utf-8")
        .startswith("Signature: 8a477f597d28d172789f06886806bc55")
    )
    assert (blog / FOLDER / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert "Deleted" in run.invoke(cli, ["cache", "clear"]).output
    assert not (blog / FOLDER).exists()
    run.invoke(cli, ["check", "--no-cache"])
    assert not (blog / FOLDER).exists()


def test_posts_that_nobody_wrote_to_are_not_read_again(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_keys, "CLOCK", -1e9)
    monkeypatch.setattr(run, "in_ci", lambda: False)
    read: list[str] = []
    monkeypatch.setattr(run, "read_bytes", lambda path: read.append(path) or Path(path).read_bytes())
    fresh = lint()
    read.clear()
    assert lint() == fresh
    assert read == []
    post, before = blog / "content/a.md", (blog / "content/a.md").stat()
    post.write_text(post.read_text(encoding="utf-8").replace("The the", "The one"), encoding="utf-8")
    os.utime(post, ns=(before.st_atime_ns, before.st_mtime_ns))
    changed = lint()
    assert set(read) == {"content/a.md"}
    assert changed == lint(cache=False) != fresh


def test_clear_deletes_nothing_else(blog: Path) -> None:
    (blog / FOLDER).mkdir()
    (blog / FOLDER / "mine").write_text("x", encoding="utf-8")
    CliRunner().invoke(cli, ["cache", "clear"])
    assert (blog / FOLDER / "mine").exists()


def test_reading_runs_nothing(blog: Path) -> None:
    results = CachedResults(Cache(blog / FOLDER))
    assert results.report("content/a.md", "key") is None
    assert results.facts("content/a.md", "key") is None
    assert results.site(SITE) is None


# -- whole runs -------------------------------------------------------------------------------------------


def output_of(*arguments: str) -> tuple[str, str, int]:
    result = CliRunner().invoke(cli, ["check", "--fail-on", "error", *arguments])
    return result.stdout, result.stderr, result.exit_code


def test_files_are_written_again(blog: Path) -> None:
    outputs = ("--format", "text", "--format", "json:report.json", "--format", "markdown:report.md")
    first = output_of(*outputs)
    written = [Path(name).read_bytes() for name in ("report.json", "report.md")]
    for name in ("report.json", "report.md"):
        Path(name).unlink()
    assert output_of(*outputs) == first
    assert [Path(name).read_bytes() for name in ("report.json", "report.md")] == written


CHANGES = {
    "a post": lambda: Path("content/a.md").write_text("# Tubes\n\nThe the end.\n", encoding="utf-8"),
    "a new post": lambda: Path("content/no.md").write_text("# No\n", encoding="utf-8"),
    "a post less": lambda: Path("content/c.md").unlink(),
    "a name": lambda: Path("content/c.md").rename("content/d.md"),
    "an asset": lambda: write_files({"static/no.md.png": ""}, Path()),
    "a redirect": lambda: write_files({"_redirects": "/no /content/a\n"}, Path()),
    "the configuration": lambda: write_files({".postlint.yaml": FILES[".postlint.yaml"] + "ignore: [links]\n"}, Path()),
    "the generator": lambda: write_files({"hugo.toml": "baseURL = 'https://example.org/blog/'\n"}, Path()),
    "a file that cannot be read": lambda: Path("content/x.md").symlink_to("nowhere.md"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_cached_run_after_a_change_reports_the_same_as_one_without(blog: Path, change: str) -> None:
    output_of()
    CHANGES[change]()
    assert output_of() == output_of("--no-cache")


def test_other_options_count(blog: Path) -> None:
    output_of()
    for options in [
        ("--level", "info"),
        ("--format", "json"),
        ("--select", "links"),
        ("--max-warnings", "0"),
        ("content/a.md",),
        ("--extend-select", "image-too-large"),
    ]:
        assert output_of(*options) == output_of("--no-cache", *options)


def test_a_crash_is_not_cached(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **options: object) -> object:
        raise MemoryError

    whole = output_of()
    CliRunner().invoke(cli, ["cache", "clear"])
    with monkeypatch.context() as patch:
        patch.setattr(Rule, "resolve", lambda rule: fail if rule.name == "repeated-word" else resolve(rule))
        assert "rule-crashed" in output_of()[0]
    assert output_of() == whole
    assert "rule-crashed" not in whole[0]


def test_the_account_of_a_post_is_of_what_was_read() -> None:
    file = Wanted("a.md", cast("Terms", None), report=True, for_site=False)
    file.set_content(b"Rye", "written at noon")
    file.set_content(b"Rye")
    assert file.account == "written at noon"
    file.set_content(b"Oats")  # put in its place while the run went on
    assert file.account == ""
