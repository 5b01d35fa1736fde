"""What the page about many posts shows is true: its commands run, its workflow reports what one run does."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from support.pages import ROOT, blocks, files, run, sessions

PAGE = ROOT / "docs" / "many-posts.md"
#: commands that need a cluster
ELSEWHERE = ("--cluster",)


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example blog as the working directory."""
    copy = tmp_path / "blog"
    shutil.copytree(ROOT / "examples" / "blog", copy, ignore=shutil.ignore_patterns(".postlint_cache"))
    monkeypatch.chdir(copy)
    return copy


def test_commands_run(blog: Path) -> None:
    whole = run("postlint")
    here = [command for command, _ in sessions(PAGE) if not any(word in command for word in ELSEWHERE)]
    done = {command: run(command) for command in here}
    assert done["postlint cache path"] == (0, f"{blog / '.postlint_cache'}\n")
    assert done["postlint cache clear"][0] == 0
    assert all(done[command] == whole for command in ("postlint --no-cache", "postlint --jobs 4"))
    (merge,) = (command for command in here if command.startswith("postlint merge"))
    assert done.pop(merge) == whole
    assert all(status == 0 for command, (status, _) in done.items() if "--shard" in command)


def test_workflow_of_a_matrix_reports_what_one_run_reports(blog: Path) -> None:
    jobs = yaml.safe_load(files(PAGE)[".github/workflows/all-posts.yaml"])["jobs"]
    (shard,) = (step["run"] for step in jobs["lint"]["steps"] if "--shard" in step.get("run", ""))
    for part in jobs["lint"]["strategy"]["matrix"]["part"]:
        assert run(shard.replace("${{ matrix.part }}", str(part)))[0] == 0
    (merge,) = (step["run"] for step in jobs["report"]["steps"] if "merge" in step.get("run", ""))
    parts = " ".join(sorted(path.name for path in blog.glob("facts-*.json")))
    assert run(merge.replace("facts-*.json", parts)) == run("postlint --format github")


def test_the_folder_of_the_cache_ignores_itself(blog: Path) -> None:
    run("postlint")
    assert (blog / ".postlint_cache" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_executor_example_runs(blog: Path) -> None:
    (program,) = blocks("python", PAGE)
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(result.stdout) > 0
