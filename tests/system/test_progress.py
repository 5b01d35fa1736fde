"""A long run says on a terminal how far it is, and leaves no trace of that."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from threading import Thread

import pytest

from postlint.config.load_config import load_config
from postlint.engine import run as runner
from postlint.engine import workers
from postlint.engine.cache import Cache
from postlint.engine.plan import plan_run
from postlint.report import progress
from postlint.report.progress import ProgressLine, progress_line

POSTS = 12
#: postlint with a line that comes at once (or not), and processes for few posts
CODE = """
import sys
from postlint.engine import run as runner, workers
from postlint.report import progress
progress.PATIENCE, progress.REST = float(sys.argv.pop(1)), 0
runner.BATCH_SIZE, workers.FILES_FOR_A_POOL = 3, 1
from postlint.cli import main
main()
"""


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for number in range(POSTS):
        (tmp_path / f"post-{number}.md").write_text(f"# Post {number}\n\n[no](no.md) The the end.\n", encoding="utf-8")
    (tmp_path / ".postlint.yaml").write_text("content: ['*.md']\npreset: hugo\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


# -- the calls of the engine ----------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["alone", "processes", "executor", "cache"])
def test_every_post_counts_once(blog: Path, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FILES_FOR_A_POOL", 1)
    monkeypatch.setattr(runner, "BATCH_SIZE", 5)
    files = [f"post-{number}.md" for number in range(POSTS)]
    cache = Cache(blog / "cache") if way == "cache" else None
    with ThreadPoolExecutor(2) if way == "executor" else nullcontext() as executor:
        for run in (1, 2):
            calls = _progress(files, executor, 2 if way == "processes" else 1, cache)
            steps = [done for done, _ in calls]
            assert {posts for _, posts in calls} == {POSTS}
            assert steps == [*range(1, POSTS + 1), POSTS], f"run {run}"


def test_posts_that_cannot_be_read_count_too(blog: Path) -> None:
    assert _progress(["post-1.md", "gone.md"], None, 1, None)[-1] == (POSTS + 1, POSTS + 1)


def _progress(files: list[str], executor: Executor | None, jobs: int, cache: Cache | None) -> list[tuple[int, int]]:
    calls: list[tuple[int, int]] = []
    run = plan_run(load_config(cwd=Path.cwd()), files, cache=cache)
    run.finish(executor=executor, jobs=jobs, progress=lambda done, posts: calls.append((done, posts)))
    return calls


# -- the line -------------------------------------------------------------------------------------------


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(progress, "time", clock)
    return clock


def test_a_short_run_shows_nothing(clock: Clock) -> None:
    stream = io.StringIO()
    line = ProgressLine(stream)
    for done in range(100):
        clock.now += 0.009
        line(done + 1, 100)
    line.erase()
    assert stream.getvalue() == ""


def test_the_line_is_drawn_ten_times_a_second(clock: Clock) -> None:
    stream = io.StringIO()
    line = ProgressLine(stream)
    for done in range(5000):
        clock.now += 0.001
        line(done, 10_000)
    assert 35 <= stream.getvalue().count("\r") <= 41


def test_the_line_shows_the_progress(clock: Clock) -> None:
    stream = io.StringIO()
    line = ProgressLine(stream)
    clock.now += 2
    line(350, 1000)
    assert screen(stream.getvalue()) == ("[#######             ] Linting 350 of 1,000 posts", 49)
    line(1000, 1000)  # at once, though it was drawn just now
    assert screen(stream.getvalue())[0] == "[####################] Looking at the whole site"
    line.erase()
    assert screen(stream.getvalue()) == ("", 0)


def test_the_line_never_wraps(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_columns", lambda stream: 30)
    stream = io.StringIO()
    line = ProgressLine(stream)
    clock.now += 2
    line(1, 1_000_000)
    assert len(stream.getvalue()) == len("\r") + 29


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "watched"), [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"CI": "true"}, False)]
)
def test_only_the_terminal_of_a_person_is_watched(
    environment: dict[str, str], watched: bool, monkeypatch: pytest.MonkeyPatch, set_ci: Callable[[str], None]
) -> None:
    monkeypatch.setenv("TERM", environment.get("TERM", ""))
    set_ci(environment.get("CI", ""))
    for stream, shown in ((Terminal(), watched), (io.StringIO(), False)):
        with progress_line(stream) as line:
            assert (line is not None) == shown


def test_a_closed_stream_is_not_watched() -> None:
    with progress_line(None) as line:
        assert line is None


def screen(written: str) -> tuple[str, int]:
    """What one line of a terminal shows after this was written, and the column of its cursor."""
    cells: list[str] = []
    column = 0
    for character in written:
        if character == "\r":
            column = 0
        else:
            assert character.isprintable()
            cells[column : column + 1] = [character]
            column += 1
    return "".join(cells).rstrip(), column


# -- on a real terminal ---------------------------------------------------------------------------------


def run_on_terminal(patience: float, *options: str, **environment: str) -> tuple[str, bytes]:
    """What a run writes on the terminal that its standard error is, and what comes on its standard output."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    seen: list[bytes] = []
    reader = Thread(target=lambda: seen.extend(_until_closed(ours)))
    env = {name: value for name, value in os.environ.items() if name not in ("CI", "TERM")}
    command = [sys.executable, "-c", CODE, str(patience), "check", "--no-cache", "--fail-on", "never", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env={**env, **environment})
    os.close(theirs)
    reader.start()
    output, _ = process.communicate(timeout=60)
    reader.join()
    os.close(ours)
    assert process.returncode == 0
    return b"".join(seen).decode(), output


def _until_closed(terminal: int) -> Iterator[bytes]:
    try:
        while piece := os.read(terminal, 4096):
            yield piece
    except OSError:  # on Linux: the other side is closed
        return


def test_a_long_run_shows_how_far_it_is(blog: Path, program: Path) -> None:
    words = ("check", "--no-cache", "--fail-on", "never")
    plain = subprocess.run([program, *words], capture_output=True, env={**os.environ, "CI": "1"})
    shown, output = run_on_terminal(0, "--jobs", "2", TERM="xterm")
    assert f"of {POSTS} posts" in shown
    assert shown.index("Linting") < shown.index("Looking at the whole site")
    assert screen(shown) == ("", 0)
    assert output == plain.stdout
    assert plain.stderr == b""


def test_no_line_for_a_short_run(blog: Path) -> None:
    assert run_on_terminal(60, TERM="xterm")[0] == ""
