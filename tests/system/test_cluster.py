"""A cluster says what one process says, also when its workers are killed at work."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from postlint.cli import cli
from postlint.engine import run as runner
from postlint.engine import workers
from postlint.engine.workers import Batch, lint_batch
from postlint.results.findings import FileReport

distributed = pytest.importorskip("distributed")

POST = "---\ntitle: Post {n}\n---\n[next](post-{next}.md), [no](no-{n}.md)\n\n# Heading\n\n### The the deep\n"
DEADLY = "post-07.md"
#: made by a worker just before it dies, in the folder where all of them were started
DIED = Path("died")


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for n in range(40):
        (tmp_path / f"post-{n:02}.md").write_text(POST.format(n=n, next=n + 1), encoding="utf-8")
    (tmp_path / ".postlint.yaml").write_text("content: ['*.md']\npreset: hugo\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(runner, "BATCH_SIZE", 3)
    return tmp_path


@pytest.fixture(params=[0, 3], ids=["given back", "tried again"])
def cluster(blog: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a cluster whose workers are processes; how often it tries again what killed a worker."""
    import dask

    with (
        dask.config.set(
            {
                "distributed.scheduler.allowed-failures": request.param,
                "distributed.comm.timeouts.connect": "2s",  # for half a minute, Dask asks the dead for their answers
            }
        ),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
    ):
        yield cluster.scheduler_address


def check(*options: str) -> Result:
    return CliRunner().invoke(cli, ["check", "--no-cache", "--format", "json", *options])


def die_here(batch: Batch) -> None:
    if any(path == DEADLY for path, _ in batch.files):
        DIED.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def die_once(batch: Batch, debug: bool) -> list[FileReport]:
    """Die at the deadly post, in the middle of the work, but not a second time."""
    if not DIED.exists():
        die_here(batch)
    return lint_batch(batch, debug)


def die_always(batch: Batch, debug: bool) -> list[FileReport]:
    """Die at the deadly post, whenever it comes."""
    die_here(batch)
    return lint_batch(batch, debug)


def test_a_worker_that_is_killed_at_work(cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = check()
    monkeypatch.setattr(workers, "lint_batch", die_once)
    result = check("--cluster", cluster)
    assert DIED.exists()
    assert result.stdout == alone.stdout
    assert "worker of the cluster died" in result.stderr
    assert result.exit_code == alone.exit_code == 1


def test_a_post_that_kills_every_worker(cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = found(check())
    monkeypatch.setattr(workers, "lint_batch", die_always)
    result = check("--cluster", cluster)
    assert "of the cluster died" in result.stderr
    assert "linted again, alone" in result.stderr
    killed = found(result)
    assert killed.pop(DEADLY) == ["rule-crashed"]
    assert killed.keys() | {DEADLY} == alone.keys()
    for path in killed.keys() - {"post-06.md", "post-08.md"}:  # the neighbours miss a link from it, or to it
        assert killed[path] == alone[path]


def found(result: Result) -> dict[str, list[str]]:
    """The rules that spoke, by path."""
    return {
        file["path"]: [finding["rule"] for finding in file["findings"]] for file in json.loads(result.stdout)["files"]
    }


def test_a_cluster_that_is_not_there(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postlint.cli.cluster.PATIENCE", 1)
    result = check("--cluster", "tcp://127.0.0.1:9")
    assert result.exit_code == 2
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in result.stderr
    assert "Traceback" not in result.stderr
