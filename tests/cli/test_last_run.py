"""The output of the last run is printed again only as long as nothing changes that a run reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from postlint.data import ci
from support.sites import write_files

FILES = {
    ".git/HEAD": "ref: refs/heads/main\n",
    ".gitignore": "drafts/\n",
    ".postlint.yaml": (
        "extends: house.yaml\ncontent: [content/**]\nexclude: [content/old/**]\nschemas: {'content/b.md': post.json}\n"
    ),
    "house.yaml": "rules: {title-too-long: {max: 70}}\n",
    "post.json": '{"properties": {"stars": {"type": "integer"}}}',
    ".postlint/rules/own.yaml": (
        "name: own\nsummary: A card of its own.\nmessage: Own.\nwhy: A reason of its own.\nkind: existence\n"
        "with: {words: [tube]}\nexamples: [{bad: a tube}, {good: a tyre}]\n"
    ),
    "hugo.toml": "baseURL = 'https://example.org/'\n",
    "content/a.md": "---\ntitle: Tubes\n---\n[no](no.md), [b](b.md), ![x](x.png)\n",
    "content/b.md": "---\ntitle: Tubes\nstars: many\n---\n[a](/a/)\n",
    "content/old/c.md": "Old\n",
    "static/css/a.css": "",
    "layouts/baseof.html": "<h1>{{ .Title }}</h1>{{ .Params.stars }}",
}
#: the environment without that of a CI, where the file is not used, and without a folder of bytecode elsewhere
HOME = {name: value for name, value in os.environ.items() if name not in (*ci._VARIABLES, "PYTHONPYCACHEPREFIX")}
#: what may change, each as files to write; None deletes
CHANGES: dict[str, dict[str, str | None]] = {
    "a post": {"content/a.md": "# The the end\n"},
    "a new post": {"content/d.md": "# D\n"},
    "a new post in a new folder": {"content/2026/d.md": "# D\n"},
    "a post less": {"content/b.md": None},
    "an excluded file": {"content/old/d.md": "# D\n"},
    "a layout": {"layouts/baseof.html": "{{ .Params.moons }}"},
    "an asset": {"static/css/b.css": ""},
    "an image": {"content/x.png": "png"},
    "redirects": {"static/_redirects": "/no /a\n"},
    "the configuration": {".postlint.yaml": "content: [content/**]\n"},
    "a second configuration": {"postlint.yaml": "content: [content/**]\n"},
    "a nearer configuration": {"content/.postlint.yaml": "select: [links]\n"},
    "the house style": {"house.yaml": "rules: {title-too-long: {max: 3}}\n"},
    "the schema": {"post.json": "{}"},
    "a card": {".postlint/rules/own.yaml": FILES[".postlint/rules/own.yaml"].replace("tube", "link")},
    "a new card": {".postlint/rules/other.yaml": FILES[".postlint/rules/own.yaml"].replace("own", "other")},
    "the generator": {"hugo.toml": "baseURL = 'https://example.org/blog/'\n"},
    "another generator": {"content/_config.yml": "title: x\n"},
    "more of the generator": {"config/_default/permalinks.toml": "posts = '/:slug/'\n"},
    "ignored files": {".gitignore": "content/\n"},
    "a baseline": {".postlint-baseline.json": "{}"},
    "a bundle": {"content/index.md": "# I\n"},
}
#: makes runs in one process; prints which changes were missed, and what was looked for but is not known
CODE = """
import io, json, os, sys
from pathlib import Path

files, changes = json.load(sys.stdin)
from postlint.cli import last_run
from postlint.cli.program import cli
from postlint.data.folders import data_dir

from postlint.generators import source_keys

last_run.CLOCK = -1e9
source_keys._CLOCK = -(10**18)
listener = [None]
sys.addaudithook(lambda event, arguments: listener[0] and listener[0].hear(event, arguments))
probes = set()
def probed(function):
    def probing(path, *rest, **options):
        if isinstance(path, (str, os.PathLike)):
            probes.add(os.path.abspath(path))
        return function(path, *rest, **options)
    return probing
stat, lstat = os.stat, os.lstat

def run():
    reads = last_run.Reads()
    listener[0] = reads
    os.stat, os.lstat = probed(stat), probed(lstat)
    try:
        cli.main(["check", *sys.argv[1:]], obj=reads, standalone_mode=False)
    except SystemExit:
        pass
    finally:
        listener[0], os.stat, os.lstat = None, stat, lstat
    return reads

def is_served():
    return last_run.print_again() is not None

def write(some):
    for name, text in some.items():
        if text is None:
            Path(name).unlink()
            if not any(Path(name).parent.iterdir()):
                os.removedirs(Path(name).parent)
        else:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(text, encoding="utf-8")

def is_known(path, reads):
    here = os.getcwd()
    if f"{here}{os.sep}".startswith(f"{path.rstrip(os.sep)}{os.sep}"):
        return True
    if last_run._is_in(path, last_run._installed_folders()):
        return True
    if "/.git" in path or "/.postlint_cache" in path:
        return True
    folders = {os.path.abspath(one) for one in reads.folders()}
    around = os.path.dirname(path)
    while not os.path.isdir(around):
        around = os.path.dirname(around)
    return path in {os.path.abspath(one) for one in reads.files()} or around in folders or path in folders

run()
reads = run()
own = str(data_dir("rules").parent), sys.base_prefix
unknown = sorted(path for path in probes if not path.startswith(own) and not is_known(path, reads))
first = is_served()
missed = []
for name, change in changes.items():
    before = {path: Path(path).read_text(encoding="utf-8") if Path(path).exists() else None for path in change}
    write(change)
    if is_served():
        missed.append(name)
    write(before)
    if not is_served():
        missed.append("back from " + name)
sys.stdout.flush()
print(json.dumps([first, missed, unknown]), file=sys.stderr)
"""


def outcome(folder: Path, *words: str, changes: dict[str, dict[str, str | None]]) -> list[object]:
    """Whether the output is printed again; the changes after which it is; what a run looks for and is not noted."""
    command = [sys.executable, "-c", CODE, "--fail-on", "never", *words]
    given = json.dumps([FILES, changes])
    result = subprocess.run(command, input=given, capture_output=True, text=True, cwd=folder, env=HOME)
    read: list[object] = json.loads(result.stderr.splitlines()[-1])
    return read


@pytest.mark.slow
@pytest.mark.parametrize("words", [(), ("content/a.md",), ("content",)], ids=["site", "post", "folder"])
def test_whatever_a_run_reads_counts(tmp_path: Path, words: tuple[str, ...]) -> None:
    write_files(FILES, tmp_path)
    assert outcome(tmp_path, *words, changes=CHANGES) == [True, [], []]


MAIN = """
import atexit, sys
from postlint.cli import last_run, main

last_run.CLOCK = -1e9
atexit.register(lambda: print("click" in sys.modules, file=sys.stderr))
main()
"""


@pytest.mark.slow
def test_it_prints_the_same(tmp_path: Path) -> None:
    write_files(FILES, tmp_path)

    def run(*words: str, **environment: str) -> tuple[bytes, bytes, int]:
        result = subprocess.run(
            [sys.executable, "-c", MAIN, *words], capture_output=True, cwd=tmp_path, env={**HOME, **environment}
        )
        return result.stdout, result.stderr, result.returncode

    words = ("--select", "site,own", "--format", "json")
    first = run(*words)
    assert first == run(*words, "--no-cache")
    assert first[0] and first[1].endswith(b"True\n") and first[2] == 1
    assert run(*words) == (first[0], first[1].replace(b"True", b"False"), 1)
    assert run(*words, "--level", "info")[1].endswith(b"True\n")
    assert run(*words, CI="1")[1].endswith(b"True\n")
    last_run = tmp_path / ".postlint_cache" / "last_run"
    for damaged in (b"{}\n", last_run.read_bytes()[:-1]):
        last_run.write_bytes(damaged)
        assert run(*words) == first
