"""The output of the last run is printed again only as long as nothing changes that a run reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from postlint.cli import cli, last_run
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
#: makes runs in one process, in some folders with some words; prints for each whether the output is printed again, the
#: changes after which it is (these are missed), and what was looked for but is not known
CODE = """
import io, json, os, sys
from pathlib import Path

files, changes, runs = json.load(sys.stdin)
from postlint.cli import last_run
from postlint.engine import cache_keys
from postlint.cli.program import cli
from postlint.data.folders import data_dir

from postlint.generators import source_keys

cache_keys.CLOCK = -1e9
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
        cli.main(sys.argv[1:], obj=reads, standalone_mode=False)
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
    folders = {os.path.abspath(one) for one in reads.folders}
    around = os.path.dirname(path)
    while not os.path.isdir(around):
        around = os.path.dirname(around)
    return path in {os.path.abspath(one) for one in reads.files()} or around in folders or path in folders

own = str(data_dir("rules").parent), sys.base_prefix
outcomes = []
for folder, words in runs:
    os.chdir(folder)
    sys.argv[1:] = ["check", "--fail-on", "never", *words]
    write(files)
    probes.clear()
    run()
    reads = run()
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
    outcomes.append([first, missed, unknown])
sys.stdout.flush()
print(json.dumps(outcomes), file=sys.stderr)
"""


@pytest.mark.slow
def test_whatever_a_run_reads_counts(tmp_path: Path) -> None:
    runs = {"site": [], "post": ["content/a.md"], "folder": ["content"]}
    for name in runs:
        (tmp_path / name).mkdir()
    given = json.dumps([FILES, CHANGES, [(str(tmp_path / name), words) for name, words in runs.items()]])
    result = subprocess.run([sys.executable, "-c", CODE], input=given, capture_output=True, text=True, env=HOME)
    outcomes = json.loads(result.stderr.splitlines()[-1])
    assert dict(zip(runs, outcomes, strict=True)) == {name: [True, [], []] for name in runs}


MAIN = """
import atexit, sys
from postlint.cli import main
from postlint.engine import cache_keys

cache_keys.CLOCK = -1e9
atexit.register(lambda: print("click" in sys.modules, file=sys.stderr))
main()
"""


@pytest.mark.slow
def test_it_prints_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, set_ci: Callable[[str], None]) -> None:
    write_files(FILES, tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in os.environ.keys() - HOME:
        monkeypatch.delenv(name)
    words = ("--select", "site,own", "--format", "json")

    def run(*words: str) -> tuple[bytes, bytes, int]:
        result = subprocess.run([sys.executable, "-c", MAIN, *words], capture_output=True)
        return result.stdout, result.stderr, result.returncode

    def is_printed_again(*words: str) -> bool:
        monkeypatch.setattr(sys, "argv", ["postlint", *words])
        return last_run.print_again() is not None

    first = run(*words)
    assert CliRunner().invoke(cli, [*words, "--no-cache"]).stdout_bytes == first[0]
    assert first[0] and first[1].endswith(b"True\n") and first[2] == 1
    assert run(*words) == (first[0], first[1].replace(b"True", b"False"), 1)
    assert is_printed_again(*words)
    assert not is_printed_again(*words, "--level", "info")
    set_ci("1")
    assert not is_printed_again(*words)
    set_ci("")
    file = tmp_path / ".postlint_cache" / "last_run"
    whole = file.read_bytes()
    for damaged in (b"{}\n", whole[:-1]):
        file.write_bytes(damaged)
        assert not is_printed_again(*words)
    assert run(*words) == first
