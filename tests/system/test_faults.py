"""Whatever happens to the cache, the posts and the processes: the right findings or one plain sentence, and nothing
else on the disk changes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from postlint.cli import cli
from postlint.config.load_config import load_config
from postlint.engine import workers
from postlint.engine.cache import FOLDER, PACK, Cache
from postlint.engine.cache_keys import digest
from postlint.engine.discover import discover_paths
from postlint.engine.plan import plan_run
from postlint.report.formats.json import render
from postlint.results.findings import Report
from support.sites import write_files

FILES = {
    ".postlint.yaml": "content: [content/**/*.md]\npreset: hugo\nlanguage: en\ntoday: 2026-11-22\n",
    "content/a.md": "---\ntitle: Tubes\ntags: [rubber]\n---\n[no](no.md) and [b](b.md)\n\n# Heading\n\nThe the end.\n",
    "content/b.md": "---\ntitle: Tubes\n---\n<!-- postlint-disable broken-link no-such-rule -->\n[no](no.md)\n",
    "content/c.md": "---\ntitle: Tyres\n---\n\u00fc[a](a.md#heading)\n",
}
#: rules of each kind, and those that report faults
RULES = ("site", "postlint", "front-matter", "links", "headings", "images", "repeated-word")
#: a post that changes, and one that links to it
POST, OTHER = Path("content/a.md"), "content/c.md"
needs_posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX")


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_files(FILES, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lint(*, cache: bool = True, jobs: int = 1, meanwhile: Callable[[int], None] | None = None) -> Report:
    """Find the posts, and lint them; `meanwhile` is called with the number of posts done, first with 0."""
    found = discover_paths(["content"])
    if meanwhile is not None:
        meanwhile(0)
    run = plan_run(
        load_config(cwd=Path.cwd(), select=RULES),
        found.files,
        folders=found.folders,
        cache=Cache(Path(FOLDER)) if cache else None,
    )
    return run.finish(jobs=jobs, progress=lambda done, _: meanwhile(done) if meanwhile is not None else None)


def check(*options: str) -> tuple[str, str, int]:
    """What the command prints on both streams, and its exit code."""
    result = CliRunner().invoke(cli, ["check", "--select", "all", "--format", "json", *options])
    return result.stdout, result.stderr, result.exit_code


def rules(report: Report) -> dict[str, set[str]]:
    """The rules that spoke, by path."""
    return {file.path: {finding.rule for finding in file.findings} for file in report.files}


@pytest.fixture(scope="module")
def unharmed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The rules that speak when nothing happens."""
    folder = tmp_path_factory.mktemp("unharmed")
    write_files(FILES, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return rules(lint(cache=False))


def tree(folder: Path) -> dict[str, str]:
    """What there is outside the cache: folders, where links lead, digests of files."""

    def about(path: Path) -> str:
        if path.is_symlink():
            return os.fspath(path.readlink())
        return "folder" if path.is_dir() else digest(path.read_bytes())

    paths = (path for path in sorted(folder.rglob("*")) if FOLDER not in path.parts)
    return {path.relative_to(folder).as_posix(): about(path) for path in paths}


@pytest.fixture
def unchanged(blog: Path) -> Iterator[None]:
    """Asserts that the test changes nothing but the cache."""
    before = tree(blog)
    yield
    assert tree(blog) == before


# -- the cache ------------------------------------------------------------------------------------------


RESULTS = Path(FOLDER, PACK)


def cut(data: bytes) -> Iterator[bytes]:
    """The data cut off everywhere that matters: in the digest, around each line break, in the middle, at the end."""
    lines = [at + more for at, byte in enumerate(data) if byte == 10 for more in (0, 1)]
    for length in sorted({0, 1, 31, 32, 33, 34, len(data) // 2, len(data) - 1, *lines} - {len(data)}):
        yield data[:length]


def flipped(data: bytes) -> Iterator[bytes]:
    """The data with a bit turned over at some places, each place with another bit."""
    for number, at in enumerate(range(0, len(data), max(1, len(data) // 24))):
        yield data[:at] + bytes([data[at] ^ (1 << number % 8)]) + data[at + 1 :]


@pytest.mark.parametrize("damaged", [cut, flipped])
@pytest.mark.usefixtures("unchanged")
def test_a_damaged_file_is_not_used(blog: Path, damaged: Callable[[bytes], Iterator[bytes]]) -> None:
    fresh = check("--no-cache")
    assert check() == fresh
    whole = RESULTS.read_bytes()
    for number, data in enumerate(damaged(whole)):
        RESULTS.write_bytes(data)
        assert check() == fresh, str(number)
    assert check() == fresh


def a_file(place: Path) -> None:
    place.write_text("mine", encoding="utf-8")


def a_dangling_link(place: Path) -> None:
    place.symlink_to("nowhere/at/all")


def a_loop(place: Path) -> None:
    place.symlink_to(place.name)


def a_folder_in_it(place: Path) -> None:
    check()
    RESULTS.unlink()
    RESULTS.mkdir()


@needs_posix
@pytest.mark.parametrize("taken", [a_file, a_dangling_link, a_loop, a_folder_in_it])
@pytest.mark.usefixtures("unchanged")
def test_a_cache_whose_place_is_taken(blog: Path, taken: Callable[[Path], None]) -> None:
    fresh = check("--no-cache")
    taken(Path(FOLDER))
    assert check() == fresh
    assert check() == fresh
    assert not Path("nowhere").exists()


@needs_posix
@pytest.mark.usefixtures("unchanged")
def test_no_room_for_the_cache(blog: Path) -> None:
    """Each file may grow to so many bytes only, then writing fails as it does on a full disk."""
    import resource

    fresh = check("--no-cache")
    for room in (100, 3000):
        limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (room, room))
        assert in_processes(1, limit) == [fresh]
        assert RESULTS.exists() == (room > 100)
    assert check() == fresh
    assert check() == fresh


def in_processes(number: int, first: Callable[[], object]) -> list[tuple[str, str, int]]:
    """What `check` returns in some processes; each calls `first` before."""
    fork = multiprocessing.get_context("fork")
    answers = fork.SimpleQueue()

    def run() -> None:
        first()
        answers.put(check())

    processes = [fork.Process(target=run) for _ in range(number)]
    for process in processes:
        process.start()
    answered = [answers.get() for _ in processes]
    for process in processes:
        process.join()
    return answered


MAIN = "from postlint.cli import main; main()"


def postlint(*options: str, code: str = MAIN) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", code, "check", "--select", "all", "--format", "json", *options]
    return subprocess.run(command, capture_output=True, timeout=60)


@needs_posix
@pytest.mark.usefixtures("unchanged")
def test_two_runs_at_once(blog: Path) -> None:
    fresh = check("--no-cache")
    for number in range(4):
        assert in_processes(2, multiprocessing.get_context("fork").Barrier(2).wait) == [fresh, fresh]
        assert check() == fresh
        assert {file.name for file in Path(FOLDER).iterdir()} == {".gitignore", "CACHEDIR.TAG", PACK}
        if number % 3 == 1:
            RESULTS.unlink()
        elif number % 3 == 2:  # both write it anew
            RESULTS.write_bytes(RESULTS.read_bytes()[: -900 * number])


# -- the posts ------------------------------------------------------------------------------------------


def deleted() -> None:
    POST.unlink()


def renamed() -> None:
    POST.rename("content/z.md")


def now_a_folder() -> None:
    POST.unlink()
    POST.mkdir()


def now_a_loop() -> None:
    POST.unlink()
    POST.symlink_to(POST.name)


def now_unreadable() -> None:
    if not Path("/proc/self/mem").exists():
        pytest.skip("needs a file that cannot be read, even by root")
    POST.unlink()
    POST.symlink_to("/proc/self/mem")


def truncated() -> None:
    POST.write_bytes(POST.read_bytes()[:30])


def emptied() -> None:
    POST.write_bytes(b"")


def changed() -> None:
    POST.write_text("---\ntitle: Other\n---\n# New\n\n[gone](gone.md)\n", encoding="utf-8")


def now_binary() -> None:
    POST.write_bytes(b"\xff\x00")


GONE = [deleted, renamed, now_a_folder, now_a_loop, now_unreadable]
CHANGED = [truncated, emptied, changed, now_binary]


@needs_posix
@pytest.mark.parametrize("warm", [False, True])
@pytest.mark.parametrize("change", [*GONE, *CHANGED])
def test_a_post_changes_before_it_is_read(blog: Path, change: Callable[[], None], warm: bool) -> None:
    if warm:
        lint()
    seen: dict[str, str] = {}

    def meanwhile(done: int) -> None:
        if done == 0 and not seen:
            change()
            seen.update(tree(blog))

    report = lint(meanwhile=meanwhile, cache=warm)
    assert tree(blog) == seen
    assert rules(report).keys() == {name for name in FILES if name.endswith(".md")}
    assert ("unreadable-file" in rules(report)[str(POST)]) is (change in (*GONE, now_binary))
    assert render(lint(cache=warm)) == render(lint(cache=False))


@needs_posix
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("change", [*GONE, *CHANGED])
def test_a_post_changes_after_it_was_read(
    blog: Path, unharmed: dict[str, set[str]], change: Callable[[], None], jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "FILES_FOR_A_POOL", 1)
    seen: dict[str, str] = {}

    def meanwhile(done: int) -> None:
        if done == 3 and not seen:
            change()
            seen.update(tree(blog))

    report = lint(meanwhile=meanwhile, jobs=jobs)
    assert tree(blog) == seen
    assert rules(report) == unharmed
    assert render(lint()) == render(lint(cache=False))


@needs_posix
def test_posts_come_and_go_while_runs_go_on(blog: Path) -> None:
    """No hooks: another process makes, renames and deletes posts all the time."""
    code = (
        "import itertools, pathlib\n"
        "for n in itertools.count():\n"
        "    here, there = pathlib.Path(f'content/x{n % 7}.md'), pathlib.Path(f'content/y{n % 5}.md')\n"
        "    here.write_text('# Here\\n' * (n % 50)); here.rename(there); there.unlink(missing_ok=n % 2)\n"
    )
    restless = subprocess.Popen([sys.executable, "-c", code])
    try:
        for number in range(12):
            report = lint(cache=number % 2 == 0)
            assert rules(report).keys() >= {"content/a.md", "content/b.md", OTHER}
            assert not any("rule-crashed" in names for names in rules(report).values())
    finally:
        restless.kill()
        restless.wait()


@needs_posix
@pytest.mark.usefixtures("unchanged")
def test_a_link_to_itself_is_reported(blog: Path) -> None:
    Path("content/loop.md").symlink_to("loop.md")
    report = lint()
    assert rules(report)["content/loop.md"] == {"unreadable-file"}
    assert render(lint()) == render(report)
    Path("content/loop.md").unlink()


# -- the processes --------------------------------------------------------------------------------------

#: postlint whose processes make a file to say that they work, and then do not answer until there is another
SLOW = """
import time
from pathlib import Path
from postlint.engine import run as runner, workers

def lint_batch(batch, debug):
    Path("working").touch()
    while not Path("answer").exists():
        time.sleep(0.02)
    return []

workers.lint_batch, workers.FILES_FOR_A_POOL, runner.BATCH_SIZE = lint_batch, 1, 1
from postlint.cli import main
main()
"""


def at_work() -> subprocess.Popen[bytes]:
    """A run with two processes that are at work, in a group of their own."""
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, "check", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    wait_until(Path("working").exists)
    return process


def wait_until(true: Callable[[], bool]) -> None:
    patience = time.monotonic() + 60
    while not true():
        assert time.monotonic() < patience
        time.sleep(0.02)


def is_over(group: int) -> bool:
    """Whether no process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@needs_posix
@pytest.mark.parametrize("send", [os.killpg, os.kill], ids=["terminal", "only the first process"])
def test_ctrl_c_ends_all_processes(blog: Path, send: Callable[[int, int], None]) -> None:
    process = at_work()
    send(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=20)
    assert (process.returncode, output, errors) == (130, b"", b"")
    assert is_over(process.pid)
    assert not RESULTS.exists()


@needs_posix
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGHUP"])
def test_processes_end_with_the_one_that_started_them(blog: Path, name: str) -> None:
    """In the middle of their work, which goes on for as long as there is no answer."""
    process = at_work()
    process.send_signal(getattr(signal, name))
    process.communicate(timeout=60)  # until the last of them that could write has ended


@needs_posix
def test_too_few_files_may_be_open(blog: Path) -> None:
    for number in range(210):
        Path(f"content/post-{number}.md").write_text("# Post\n")
    code = f"import resource; import postlint.cli.check; resource.setrlimit(resource.RLIMIT_NOFILE, (6, 6)); {MAIN}"
    done = postlint("--jobs", "2", "--no-cache", code=code)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1), done.stderr
    assert b"ulimit -n" in done.stderr
