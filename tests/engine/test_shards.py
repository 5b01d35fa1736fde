"""Shards merged say what one run says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from postlint.cli import cli

HEADER = "---\ntitle: Post {n}\ntags: [a, A{n}]\n---\n"
POST = HEADER + "<!-- postlint-disable-next-line broken-link -->\n[no](no.md)\n\n[n](no.md)\n"

pytestmark = pytest.mark.slow  # processes are started


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    for n in range(9):
        (folder / f"post-{n}.md").write_text(POST.format(n=n // 2), encoding="utf-8")
    (folder / "binary.md").write_bytes(b"\xff")
    (tmp_path / ".postlint.yaml").write_text("content: ['content/*.md']\npreset: hugo\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


def shards(parts: int, *options: str) -> list[str]:
    files = [f"facts-{part}.json" for part in range(1, parts + 1)]
    for part, file in enumerate(files, start=1):
        result = run("check", "--shard", f"{part}/{parts}", "--facts-out", file, "--no-cache", *options)
        assert result.exit_code in (0, 1), result.output
    return files


@pytest.mark.parametrize("parts", [1, 2, 4, 20])
def test_merged_shards_are_one_run(blog: Path, parts: int) -> None:
    whole = run("check", "--format", "json", "--no-cache")
    files = shards(parts)
    merged = run("merge", "--format", "json", *reversed(files))
    assert merged.output == whole.output
    assert merged.exit_code == whole.exit_code == 1
    assert run("merge", *files).output == run("check", "--no-cache").output


def test_shards_with_a_warm_cache_write_their_facts(blog: Path) -> None:
    whole = run("check", "--format", "json").output
    for part in ("1/2", "2/2"):
        run("check", "--shard", part, "--facts-out", f"f{part[0]}.json")
    assert run("merge", "--format", "json", "f1.json", "f2.json").output == whole
    run("check", "--facts-out", "f.json")
    assert run("merge", "--format", "json", "f.json").output == whole


def test_shards_of_different_runs_are_refused(blog: Path) -> None:
    first = shards(2)[0]
    (blog / "content" / "new.md").write_text("# New\n", encoding="utf-8")
    run("check", "--shard", "2/2", "--facts-out", "other.json", "--no-cache")
    result = run("merge", first, "other.json")
    assert result.exit_code == 2 and "over other posts" in result.output


def test_content_beside_the_configuration(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (blog / "tools").mkdir()
    (blog / "tools" / ".postlint.yaml").write_text("content: ['../content/*.md']\npreset: hugo\n", encoding="utf-8")
    monkeypatch.chdir(blog / "tools")
    result = run("check", "--select", "broken-link", "--no-cache")
    assert result.exit_code == 1 and "../content/post-0.md:8:5" in result.output, result.output


def test_a_shard_reports_on_its_own_posts_only(blog: Path) -> None:
    output = run("check", "--shard", "2/4", "--format", "json", "--no-cache").stdout
    assert [file["path"] for file in json.loads(output)["files"]] == [
        "content/post-0.md", "content/post-4.md", "content/post-8.md"
    ]  # fmt: skip
    assert not any(found["group"] == "site" for file in json.loads(output)["files"] for found in file["findings"])


def test_the_sources_are_not_needed_to_merge(blog: Path) -> None:
    whole = run("check", "--format", "json", "--no-cache").output
    files = shards(3)
    for post in (blog / "content").iterdir():
        post.unlink()
    assert run("merge", "--format", "json", *files).output == whole


def test_what_cannot_be_merged_is_refused(blog: Path) -> None:
    files = shards(3)
    assert "parts 1 to 3" in run("merge", *files[:2]).output
    assert "parts 1 to 3" in run("merge", *files, files[0]).output
    assert "configuration" in run("merge", "--select", "headings", *files).output
    Path("bad.json").write_text("{}")
    assert "bad.json" in run("merge", "bad.json").output
    assert "nowhere" in run("merge", "nowhere.json").output
    record = json.loads(Path(files[0]).read_text())
    record["reports"] = [{"path": 3}]
    Path(files[0]).write_text(json.dumps(record))
    assert "damaged" in run("merge", *files).output
    assert run("check", "--shard", "4/3").exit_code == 2
