"""How long an editor waits for the language server, on a made-up site, and how much memory the server takes.

    python benchmarks/server.py [--posts 1000] [--keys 40] [--rush 10]

The server is a process of its own, spoken to as an editor does. A post (4,000 words) is opened, keys are pressed
in it, and links are completed. Printed are the median and the 95th percentile of each wait, from the message of the
editor to the diagnostics of that version of the text (without the server's wait for the next key), the start with a
filled cache up to the findings about the site, and the memory at its highest. At last, a post of 10,000 lines is
edited 200 times a second for some seconds: printed is the wait from the last edit to its diagnostics, and whether
they are those of a server that opens the same text.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import queue
import random
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from postlint.server.open_texts import uri_of
from postlint.server.positions import edited
from support.editor import ServerProcess

WORDS = [
    f"{a}{b}{c}" for a in ("ba", "ke", "li", "mo", "nu", "ta") for b in "bcdfgklmnprst" for c in ("ad", "et", "or")
]
#: English around made-up words: of one language, and no two posts alike
SENTENCES = (
    "The {} is what every {} needs before it can {} in the morning.",
    "We have a {} and a {}, but there is no {} that they could share.",
    "After an hour, the {} was as {} as it would be with {}.",
    "You should not {} it when the {} are on the {}.",
    "This is why their {} and their {} do not {} without us.",
)
LINE = SENTENCES[0].partition("{")[0]


def sentence(chance: random.Random) -> str:
    """A made-up sentence."""
    return chance.choice(SENTENCES).format(*chance.choices(WORDS, k=3))


def post(number: int, posts: int, words: int, chance: random.Random) -> str:
    """A made-up post with a heading for each five paragraphs and a link in every third."""
    title, description = sentence(chance), sentence(chance)
    day = number % 28 + 1
    parts = [f"---\ntitle: {title}\ndescription: {description}\ndate: 2025-01-{day:02}\ntags: [bread, rye]\n---\n"]
    for at in range(words // 60):
        if at % 5 == 0:
            parts.append(f"## Part {at}\n")
        link = f" See [number {at}](/posts/post-{chance.randrange(posts)}/#part-0)." if at % 3 == 0 else ""
        parts.append(" ".join(sentence(chance) for _ in range(5)) + link + "\n")
    return "\n".join(parts)


def write_site(folder: Path, posts: int) -> Path:
    """Write the site; returns the long post."""
    chance = random.Random(1)
    content = folder / "content/posts"
    content.mkdir(parents=True)
    for number in range(posts):
        (content / f"post-{number}.md").write_text(post(number, posts, 600, chance), encoding="utf-8")
    (folder / "hugo.toml").write_text('baseURL = "https://bread.example/"\n')
    (folder / ".postlint.yaml").write_text('preset: hugo\ncontent: ["content/**/*.md"]\n')
    long_post = content / "long.md"
    long_post.write_text(post(posts, posts, 4000, chance), encoding="utf-8")
    return long_post


def start(folder: Path) -> ServerProcess:
    server = ServerProcess(folder)
    server.start(folder, options={"delay": 0})
    return server


def opened(server: ServerProcess, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    document = {"uri": uri_of(file), "languageId": "markdown", "version": 1, "text": text}
    server.notify("textDocument/didOpen", {"textDocument": document})


def shown(server: ServerProcess, file: Path, version: int = 1) -> None:
    server.wait_for("textDocument/publishDiagnostics", {"uri": uri_of(file), "version": version})


def timed(count: int, work: Callable[[int], None]) -> list[float]:
    """The milliseconds of each of some calls."""
    times = []
    for number in range(count):
        began = time.perf_counter()
        work(number)
        times.append(1000 * (time.perf_counter() - began))
    return times


def tell(what: str, times: list[float]) -> None:
    """Print median and 95th percentile."""
    ordered = sorted(times)
    print(f"{what:32} median {ordered[len(ordered) // 2]:7.0f} ms, p95 {ordered[int(0.95 * len(ordered))]:7.0f} ms")


def measure(folder: Path, file: Path, keys: int) -> None:
    server = start(folder)
    opened(server, file)
    broken = folder / "content/posts/post-0.md"
    began = time.perf_counter()
    shown(server, file)
    status(server, file)
    print(f"{'first start, empty cache':32} {time.perf_counter() - began:7.1f} s to all findings")
    server.stop()

    began = time.perf_counter()
    server = start(folder)
    opened(server, broken)
    shown(server, broken)
    status(server, broken)
    spent = 1000 * (time.perf_counter() - began)
    print(
        f"{'start, filled cache':32} {spent:7.0f} ms to all findings, of which {processor(server):.0f} ms of processor"
    )

    def open_long(number: int) -> None:
        opened(server, file)
        shown(server, file)
        server.notify("textDocument/didClose", {"textDocument": {"uri": uri_of(file)}})

    tell("open to diagnostics", timed(max(keys // 2, 1), open_long))
    opened(server, file)
    shown(server, file)
    lines = file.read_text(encoding="utf-8").split("\n")
    line = next(at for at in range(len(lines) // 2, len(lines)) if lines[at].startswith(LINE))
    version = 1

    def press(number: int) -> None:
        nonlocal version
        version += 1
        place = {"line": line, "character": number}
        change: Any = {"range": {"start": place, "end": place}, "text": " the the"[number % 8]}
        about = {"uri": uri_of(file), "version": version}
        # a doubled word comes and goes, so that there is something new to show
        server.notify("textDocument/didChange", {"textDocument": about, "contentChanges": [change]})
        server.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri_of(file)}})

    before = processor(server)
    tell("keystroke to diagnostics", timed(keys, press))
    status(server, file)
    print(f"{'':32} {(processor(server) - before) / keys:7.0f} ms of processor for each, the site and scores included")
    first = {"line": line, "character": 0}
    change = {"range": {"start": first, "end": first}, "text": "[x]("}
    about = {"uri": uri_of(file), "version": version + 1}
    server.notify("textDocument/didChange", {"textDocument": about, "contentChanges": [change]})
    where = {"textDocument": {"uri": uri_of(file)}, "position": {"line": line, "character": 4}}
    before = processor(server)
    tell("completion of links", timed(keys, lambda number: server.ask("textDocument/completion", where)))
    print(f"{'':32} {(processor(server) - before) / keys:7.0f} ms of processor for each")
    tell("hover", timed(keys, lambda number: server.ask("textDocument/hover", where)))
    server.stop()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(f"{'memory, at its highest':32} {peak // 1_000_000} MB")


def processor(server: ServerProcess) -> float:
    """The milliseconds of processor time that the server has taken, on Linux; 0 elsewhere."""
    try:
        fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
        return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, AttributeError):
        return 0.0


#: lines of the post that is edited in a rush, and edits a second
RUSH_LINES, RUSH_EDITS = 10_000, 200


def rush(folder: Path, seconds: int) -> None:
    """Edit a very long post faster than it can be linted."""
    file = folder / "content/posts/very-long.md"
    chance = random.Random(2)
    body = (line for _ in range(RUSH_LINES // 2) for line in (sentence(chance), ""))
    text = "\n".join(("---", "title: A very long post", "---", "", *body)) + "\n"
    file.write_text(text, encoding="utf-8")
    server = ServerProcess(folder)
    server.start(folder)
    began = time.perf_counter()
    opened(server, file)
    shown(server, file)
    print(f"{'10,000 lines, open':32} {1000 * (time.perf_counter() - began):7.0f} ms to diagnostics")
    reader = Reader(server)
    began = time.perf_counter()
    late = 0.0
    edits = seconds * RUSH_EDITS
    for number in range(edits):
        place = {"line": chance.randrange(4, RUSH_LINES), "character": 0}
        change: Any = {"range": {"start": place, "end": place}, "text": "the the "[number % 8]}
        text = edited(text, [change], "utf-16")
        about = {"uri": uri_of(file), "version": number + 2}
        server.notify("textDocument/didChange", {"textDocument": about, "contentChanges": [change]})
        wait = began + (number + 1) / RUSH_EDITS - time.perf_counter()
        late = max(late, -wait)
        time.sleep(max(wait, 0.0))
    last = time.perf_counter()
    found = reader.wait_for(uri_of(file), edits + 1)
    waited = 1000 * (time.perf_counter() - last)
    print(f"{f'{edits} edits in {last - began:.1f} s':32} {waited:7.0f} ms from the last one to its diagnostics")
    print(f"{'':32} {1000 * late:7.0f} ms at most that an edit was late")
    server.process.kill()
    file.write_text(text, encoding="utf-8")
    again = start(folder)
    opened(again, file)
    same = again.wait_for("textDocument/publishDiagnostics", {"uri": uri_of(file), "version": 1})["diagnostics"]
    print(f"{'':32} {len(found)} diagnostics, {'' if found == same else 'NOT '}the same as when the text is opened")
    again.stop()


class Reader(threading.Thread):
    """Reads what the server sends while the editor sends edits."""

    def __init__(self, server: ServerProcess) -> None:
        super().__init__(daemon=True)
        self._server = server
        self._messages: queue.Queue[dict[str, Any]] = queue.Queue()
        self.start()

    def run(self) -> None:
        """Read until the server ends."""
        with contextlib.suppress(EOFError, ValueError):
            while True:
                self._messages.put(self._server.read())

    def wait_for(self, uri: str, version: int) -> list[Any]:
        """The diagnostics of a version of a text."""
        while True:
            params = self._messages.get(timeout=60).get("params") or {}
            if params.get("uri") == uri and params.get("version") == version:
                found: list[Any] = params["diagnostics"]
                return found


def status(server: ServerProcess, file: Path) -> None:
    """Wait until the site is read and its rules have run."""
    server.ask("postlint/status", {"textDocument": {"uri": uri_of(file)}})


def main() -> None:
    """Read the arguments, write the site, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--rush", type=int, default=10, metavar="SECONDS", help="0 leaves it out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure(folder, write_site(folder, options.posts), options.keys)
        if options.rush:
            rush(folder, options.rush)


if __name__ == "__main__":
    main()
