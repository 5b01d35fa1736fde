"""Many workers say what one says, and a worker that dies takes nothing with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import struct
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import connection
from pathlib import Path

import pytest

import postlint
from postlint.config.load_config import load_config
from postlint.engine import processes, workers
from postlint.engine import run as runner
from postlint.engine.workers import lint_batch
from postlint.report.formats.json import render
from postlint.results.findings import FileReport, Report

POST = "---\ntitle: Post {n}\n---\n[next](post-{next}.md), [no](no-{n}.md)\n\n# Heading\n\n### The the deep\n"
DEADLY = "post-7.md"

pytestmark = pytest.mark.slow  # processes are started


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for n in range(12):
        (tmp_path / f"post-{n}.md").write_text(POST.format(n=n, next=n + 1), encoding="utf-8")
    (tmp_path / ".postlint.yaml").write_text("content: ['*.md']\npreset: hugo\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(runner, "BATCH_SIZE", 3)
    monkeypatch.setattr(workers, "FILES_FOR_A_POOL", 1)
    return tmp_path


def lint(**options: object) -> Report:
    return postlint.lint_paths(
        ["."], load_config(cwd=Path.cwd(), select=["site", "headings", "links", "repeated-word"]), **options
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(("jobs", "start"), [(2, "spawn"), (2, "fork"), (3, "fork"), (8, "fork")])
def test_any_number_of_processes_reports_the_same(
    blog: Path, jobs: int, start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows and macOS start processes by spawn, other systems do by fork (from Python 3.14 on by a server)."""
    if start not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {start} here")
    monkeypatch.setattr(processes, "multiprocessing", multiprocessing.get_context(start))
    assert render(lint(jobs=jobs)) == render(lint(jobs=1))


def test_a_process_that_is_started_anew_imports_nothing_of_the_folder(
    blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("multiprocessing").mkdir()
    Path("multiprocessing/__init__.py").write_text("open('ran', 'w')\n")
    monkeypatch.setattr(processes, "multiprocessing", multiprocessing.get_context("spawn"))
    assert lint(jobs=2).files
    assert not Path("ran").exists()
    assert "PYTHONSAFEPATH" not in os.environ


def die_once(batch: workers.Batch, debug: bool) -> list[FileReport]:
    """Die at the deadly post, but not a second time."""
    if any(path == DEADLY for path, _ in batch.files) and not Path("died").exists():
        Path("died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return lint_batch(batch, debug)


def die_always(batch: workers.Batch, debug: bool) -> list[FileReport]:
    """Die at the deadly post, whenever it comes."""
    if any(path == DEADLY for path, _ in batch.files):
        os.kill(os.getpid(), signal.SIGKILL)
    return lint_batch(batch, debug)


def test_files_of_a_dead_worker_are_linted_again(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = lint(jobs=1)
    monkeypatch.setattr(workers, "lint_batch", die_once)
    report = lint(jobs=2)
    assert Path("died").exists()
    assert report.files == alone.files
    assert "died" in report.notes[0]


def test_a_file_that_kills_is_reported(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = lint(jobs=1)
    monkeypatch.setattr(workers, "lint_batch", die_always)
    report = lint(jobs=2)
    found = {file.path: [f.rule for f in file.findings] for file in report.files}
    assert found.pop(DEADLY) == ["rule-crashed"]
    assert found.keys() | {DEADLY} == {file.path for file in alone.files}
    assert all("malformed" not in rule for rules in found.values() for rule in rules)


def test_an_executor_whose_worker_dies(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = lint(jobs=1)
    monkeypatch.setattr(workers, "lint_batch", die_once)
    with ProcessPoolExecutor(2) as executor:
        assert lint(executor=executor).files == alone.files


def die_answering(batch: workers.Batch, debug: bool) -> list[FileReport]:
    """Die with half of the answer written, but not a second time."""

    def die(pipe: connection.Connection, data: bytes) -> None:
        os.write(pipe.fileno(), struct.pack("!i", len(data)) + data[: len(data) // 2])
        os.kill(os.getpid(), signal.SIGKILL)

    if any(path == DEADLY for path, _ in batch.files) and not Path("died").exists():
        Path("died").touch()
        connection.Connection._send_bytes = die  # type: ignore[attr-defined]
    return lint_batch(batch, debug)


def test_a_process_that_dies_while_it_answers(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = lint(jobs=1)
    monkeypatch.setattr(workers, "lint_batch", die_answering)
    report = lint(jobs=2)
    assert Path("died").exists()
    assert report.files == alone.files
    assert report.notes == ("A process that linted posts died; 3 files were linted again, alone.",)


def fail(batch: workers.Batch, debug: bool) -> list[FileReport]:
    """Fail as a rule does with --debug."""
    raise LookupError("where it was raised")


def test_what_is_raised_in_a_process_is_raised_here(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "lint_batch", fail)
    with pytest.raises(LookupError, match="where it was raised") as caught:
        lint(jobs=2)
    assert "in fail" in caught.value.__notes__[0]
    assert not multiprocessing.active_children()
