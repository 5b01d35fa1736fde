"""Whatever lints the posts, and whatever is remembered of them, the report is the same, byte for byte."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

import postlint
from postlint.cli import cli
from postlint.config.load_config import load_config
from postlint.engine import run as runner
from postlint.engine import workers
from postlint.engine.cache import FOLDER
from postlint.generators.post_files import POST_ENDINGS
from postlint.report.formats import Rendering, json, text
from postlint.results.hits import Severity

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
RULES = {"all rules": ("--select", "all"), "recommended rules": ()}
PARTS = 3


class RunOutput(NamedTuple):
    """A report as text and as JSON."""

    text: str
    json: str


class Blog(NamedTuple):
    """Posts, the options that select rules, and what one process says of them without a cache."""

    paths: tuple[str, ...]
    selection: tuple[str, ...]
    alone: RunOutput


BLOGS = [
    ("example", "all rules"),
    pytest.param(("example", "recommended rules"), marks=pytest.mark.sweep),
    pytest.param(("corpus", "all rules"), marks=pytest.mark.sweep),
]


@pytest.fixture(scope="module", params=BLOGS, ids=" ".join)
def blog(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Blog]:
    site, rules = request.param
    folder = tmp_path_factory.mktemp(site) / "blog"
    if site == "example":
        shutil.copytree(ROOT / "examples" / "blog", folder, ignore=shutil.ignore_patterns(FOLDER))
        paths: tuple[str, ...] = (".",)
    elif CORPUS.is_dir():
        folder.mkdir()
        (folder / ".postlint.yaml").write_text("today: 2026-11-22\n", encoding="utf-8")
        # every third post: each way lints them all again, and what differs between the ways is not in the posts
        paths = tuple(map(str, sorted(path for path in CORPUS.rglob("*") if path.suffix in POST_ENDINGS)[::3]))
    else:
        pytest.skip("the corpus is not here")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(runner, "BATCH_SIZE", 7)
        patch.setattr(workers, "FILES_FOR_A_POOL", 1)
        selection = RULES[rules]
        yield Blog(paths, selection, output_of("check", *paths, *selection, "--no-cache", "--jobs", "1"))


@pytest.fixture(scope="module")
def cluster_address() -> Iterator[str]:
    """The address of a Dask cluster with separate processes."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


def output_of(command: str, *arguments: str) -> RunOutput:
    """What a command says."""
    file = Path("../report.json")
    formats = ("--format", "text", "--level", "info", "--color", "never", "--format", f"json:{file}")
    result = CliRunner().invoke(cli, [command, *arguments, *formats])
    assert result.exit_code in (0, 1), result.output
    return RunOutput(result.stdout, file.read_text(encoding="utf-8"))


def in_executor(blog: Blog, executor: Executor) -> RunOutput:
    config = load_config(cwd=Path.cwd(), select=["all"] if blog.selection else [])
    with executor:
        report = postlint.lint_paths(blog.paths, config, executor=executor)
    shown = "".join(text.pieces(Rendering(report, Severity.INFO, config.verdict, lambda: config.catalogue)))
    return RunOutput(shown, json.render(report))


def test_there_is_something_to_report(blog: Blog) -> None:
    assert blog.alone.text.count("\n") > 5
    assert '"findings"' in blog.alone.json


def test_processes(blog: Blog) -> None:
    assert output_of("check", *blog.paths, *blog.selection, "--no-cache", "--jobs", "2") == blog.alone


@pytest.mark.parametrize("executor", [ProcessPoolExecutor, ThreadPoolExecutor])
def test_executor(blog: Blog, executor: Callable[[int], Executor]) -> None:
    assert in_executor(blog, executor(2)) == blog.alone


def test_cluster(blog: Blog, cluster_address: str) -> None:
    assert output_of("check", *blog.paths, *blog.selection, "--no-cache", "--cluster", cluster_address) == blog.alone


def test_shards(blog: Blog) -> None:
    files = [f"../facts-{part}.json" for part in range(1, PARTS + 1)]
    for part, file in enumerate(files, start=1):
        shard = ("--shard", f"{part}/{PARTS}", "--facts-out", file)
        output_of("check", *blog.paths, *blog.selection, *shard, "--no-cache", "--jobs", "2")
    assert output_of("merge", *blog.selection, *files) == blog.alone


def test_cache(blog: Blog) -> None:
    assert output_of("check", *blog.paths, *blog.selection, "--jobs", "2") == blog.alone
    assert Path(FOLDER).is_dir()
    assert output_of("check", *blog.paths, *blog.selection, "--jobs", "1") == blog.alone
