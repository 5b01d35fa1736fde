"""Hostile trees: files without an end, patterns that backtrack, programs beside the posts."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from postlint.cli import cli
from postlint.data.globs import compile_globs, compile_ignore_file
from postlint.data.reading import read_bytes, read_start

SOURCE = Path(__file__).parents[3] / "src" / "postlint"
POST = "---\ntitle: A post about tea\n---\n\nTea is made of leaves.\n"
#: seconds after which a run counts as hanging; one without an attack takes about one
HANGING = 120
NAMES = (
    ".gitignore", ".gitmodules", ".eleventyignore", ".postlint.yaml", "pyproject.toml", "package.json", "CNAME",
    "_config.yml", "hugo.toml", "config.toml", "astro.config.mjs", "mkdocs.yml", "conf.py", "pelicanconf.py",
    "docusaurus.config.js", "netlify.toml", "_redirects", "posts.md", "build.sh", "other.html",
)  # fmt: skip


Postlint = Callable[..., subprocess.CompletedProcess[str]]


def run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE.parent)}
    return subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=HANGING,
        stdin=subprocess.DEVNULL,
        check=False,
        env=environment,
    )


@pytest.fixture
def postlint(program: Path) -> Postlint:
    """The program, run in a folder."""
    return lambda folder, *arguments: run(program, *arguments, folder=folder)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "post.md").write_text(POST)
    return tmp_path


# -- files ------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes")
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_files_without_an_end_stop_nothing(tree: Path, kind: str, postlint: Postlint) -> None:
    for name in NAMES:
        if kind == "pipe":
            os.mkfifo(tree / name)
        else:
            (tree / name).symlink_to("/dev/zero")
    done = postlint(tree, "--no-cache", "--format", "json", ".")
    assert done.returncode in (0, 1), done.stderr
    assert "post.md" in done.stdout


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes")
def test_only_regular_files_of_a_bounded_size_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        for read in (read_bytes, lambda one: read_start(one, 3)):
            with pytest.raises(OSError, match=r"regular|directory"):
                read(path)
    file = tmp_path / "file"
    file.write_bytes(b"12345")
    assert (read_bytes(file), read_bytes(file, 5), read_start(file, 3)) == (b"12345", b"12345", b"123")
    with pytest.raises(OSError, match="more than 4 bytes"):
        read_bytes(file, 4)
    if Path("/proc/self/status").exists():  # it says that its size is 0
        assert len(read_bytes("/proc/self/status", 100)) == 100


#: modules that open files of postlint itself, or write, or open a text of an editor; all others read by `data.reading`
OWN_FILES = {
    "catalog/card_cache.py", "catalog/load.py", "catalog/rule.py", "catalog/styles.py", "claims/lexicon.py",
    "claims/weighing.py",
    "cli/command_group.py", "cli/init.py", "engine/baseline_file.py",
    "config/check_config.py", "config/full_schema.py", "data/reading.py",
    "document/text_width.py",
    "engine/cache.py",
    "engine/cache_keys.py", "engine/score.py", "generators/presets.py", "parse/components.py", "prose/inflection.py",
    "prose/language_data.py", "prose/readability.py", "report/html/environment.py", "server/handlers.py",
}  # fmt: skip


OPENING = ("open", "read_text", "read_bytes", "FileIO")


def test_no_other_module_opens_files_of_the_tree() -> None:
    opening = {
        file.relative_to(SOURCE).as_posix()
        for file in SOURCE.rglob("*.py")
        if re.search(rf"\b(?:{'|'.join(OPENING)})\(", text := file.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and _opens(node)
    }
    assert opening <= OWN_FILES


def _opens(call: ast.Call) -> bool:
    """Whether a call opens a file: `open`, or a method of a path (functions of `data.reading` are plain names)."""
    if isinstance(call.func, ast.Name):
        return call.func.id == "open"
    return isinstance(call.func, ast.Attribute) and call.func.attr in OPENING


# -- configurations of generators ----------------------------------------------------------------------------

ASTRO = "astro.config.mjs"
#: a file of a site, its text, and what is repeated after that: each was read once for every repetition
SCRIPTS = {
    "comments without an end": (ASTRO, "", "/* "),
    "strings without an end": (ASTRO, "", '"\\'),
    "braces without an end": (ASTRO, "", "redirects: {"),
    "braces in braces": ("src/content.config.ts", "", "const a = defineCollection({"),
    "blanks of a pattern": ("src/content.config.ts", "const blog = defineCollection({loader: x, pattern :", " "),
    "types without a value": ("src/content.config.ts", "", "export const collections:"),
    "commands without a configuration": ("package.json", "", "eleventy "),
    "blanks of a document type": ("contentlayer.config.ts", "defineDocumentType (() => (", " "),
    "blanks of a permalink": ("config/initializers.rb", "permalink", " "),
    "blank lines of a slug": ("mkdocs.yml", "", "\n"),
    "a long name of a function": ("src/layouts/a.astro", "", "slug"),
    "a heading of a name without an end": ("src/layouts/a.astro", "<body>\nh1= configa", "_"),
    "a template without an end": ("src/layouts/a.astro", '<meta name="description" content="{{site.', "a"),
}


#: files by which the site of a script is known, where it is no Astro site
KNOWN_BY = {
    "package.json": "eleventy.config.js", "contentlayer.config.ts": "next.config.js", "mkdocs.yml": "mkdocs.yml",
    "config/initializers.rb": "bridgetown.config.yml",
}  # fmt: skip


def test_scripts_of_sites_are_read_in_one_pass(tmp_path: Path, postlint: Postlint) -> None:
    for number, (file, start, repeated) in enumerate(SCRIPTS.values()):
        posts = dict.fromkeys(("src/content/blog/a.md", "src/_posts/2020-01-01-a.md"), POST)
        texts = {KNOWN_BY.get(file, ASTRO): "x\n", file: start + repeated * (40_000 // len(repeated)), **posts}
        for path, text in texts.items():
            place = tmp_path / str(number) / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)
    done = postlint(tmp_path, "--no-cache", ".")
    assert done.returncode in (0, 1), done.stderr


def test_malformed_addresses_and_long_names_stop_nothing(tmp_path: Path, postlint: Postlint) -> None:
    """Half of an IPv6 address, a key of very many parts, the name of a file that a pattern could read in many ways."""
    post = "---\ntitle: Tea\nurl: 'http://[a'\ncanonical: 'http://[b'\n---\n\n[a](http://[c) [b](/d/) Tea.\n"
    for number, (name, text) in enumerate((
        ("hugo.toml", "baseURL = 'https://x.example/[a'\n"), ("hugo.toml", "baseURL = 'https://[a'\n"),
        ("hugo.toml", f"{'a.' * 50_000}a = 1\n"), ("_config.yml", "url: 'https://[a'\n"),
        ("mkdocs.yml", "site_url: 'https://[a'\n"),
    )):  # fmt: skip
        folder = tmp_path / str(number)
        for place in ("content/a.md", "_posts/2024-01-01-a.md", "docs/a.md"):
            (folder / place).parent.mkdir(parents=True)
            (folder / place).write_text(post)
        (folder / name).write_text(text)
        (folder / f"redirects{'_a' * 60}!").write_text("/a /b\n")
        done = postlint(folder, "--no-cache", "--select", "all", "--format", "json", ".")
        assert done.returncode in (0, 1), (name, text[:40], done.stderr)
        assert "crashed" not in done.stdout, (name, text[:40])


# -- globs ------------------------------------------------------------------------------------------------

GLOBS = {
    "stars in a name": ("*a*a*a*a*a*a*a*a*a*a*a*a*b", "a" * 4000),
    "folders": ("**/a/" * 20 + "b", "a/" * 2000 + "c"),
    "folders inside": ("/x/" + "**/*a*a*/" * 12 + "b", "x/" + "aaaa/" * 800 + "c"),
    "only stars": ("*" * 4000 + "b", "a" * 4000),
    "any character": ("*?" * 1000 + "b", "a" * 4000),
    "sets": ("[a]*" * 900 + "b", "a" * 4000),
    "names of one star": ("*/" * 1500 + "b", "a/" * 1990 + "a"),
    "longer than a path": ("*a" * 100_000, "a" * 4000),
}


def test_globs_do_not_backtrack(tmp_path: Path) -> None:
    (tmp_path / "globs.json").write_text(json.dumps(GLOBS))
    code = (
        "import json\nfrom postlint.data.globs import compile_globs\n"
        "for name, (glob, path) in json.load(open('globs.json')).items():\n"
        "    print(name, compile_globs([glob]).match_file(path), flush=True)"
    )
    done = run(sys.executable, "-c", code, folder=tmp_path)
    assert done.stdout.splitlines() == [f"{name} False" for name in GLOBS], done.stderr


@pytest.mark.parametrize("place", [".gitignore", "exclude", "overrides"])
def test_a_glob_of_the_tree_does_not_hang_a_run(tree: Path, place: str, postlint: Postlint) -> None:
    (tree / f"{'a' * 200}.md").write_text(POST)
    glob = "*a" * 20 + "*b"
    settings = {"exclude": f'exclude: ["{glob}"]', "overrides": f'overrides: [{{files: ["{glob}"], rules: {{}}}}]'}
    name, text = (".gitignore", glob) if place == ".gitignore" else (".postlint.yaml", settings[place])
    (tree / name).write_text(text + "\n")
    done = postlint(tree, "--no-cache", ".")
    assert done.returncode in (0, 1), done.stderr


def test_what_globs_mean() -> None:
    for glob, path, matches in (
        ("a*b*c", "aXbbYc", True), ("a*b*c", "aXcYb", False), ("*.{md,mdx}", "x/y.mdx", True),
        ("/a/**/b/**/c", "a/b/c", True),
        ("/a/**/b/**/c", "a/x/b/y/b/z/c", True), ("/a/**/b/**/c", "a/x/bb/c", False),
        ("**/a/**/b*d*", "x/a/y/bbdd/z", True),
        ("a[!x]*c", "a/bc", False), ("a**b**c", "aabbcc", True), ("*a?c*", "xxabc", True), ("*", "a\nb", True),
    ):  # fmt: skip
        assert compile_globs([glob]).match_file(path) is matches, (glob, path)


def test_a_bad_line_of_an_ignore_file_matches_nothing(tree: Path, postlint: Postlint) -> None:
    matcher = compile_ignore_file("[z-a]\nfoo\\\n!\n*.txt\n")
    assert [matcher.match_file(path) for path in ("z", "foo", "a.txt")] == [False, False, True]
    (tree / ".gitignore").write_text("[z-a]\nfoo\\\n!\n")
    assert postlint(tree, "--no-cache", ".").returncode in (0, 1)


# -- what is printed, and one post that fails ---------------------------------------------------------------

HOSTILE = {
    "nested.md": "[^a]: " * 400 + "x\n",
    "number.md": f"+++\ntitle = 'x'\nn = {'9' * 4301}\n+++\n\nTea.\n",
    "commands.md": "---\ntitle: 'Tea ##[error]x'\n'::error::x': '\u202e\u0085'\n---\n\n##[error]x\n\n"
    "## A ##vso[task.setvariable variable=x]y\n\n[::error::x](::error::x) [##teamcity[x]](x)\n",
}
COMMANDS = [
    *(("check", "--format", name) for name in (
        "text", "concise", "json", "jsonl", "markdown", "checkstyle", "junit", "gitlab", "rdjson", "sarif",
    )),
    ("inspect",), ("inspect", "--format", "json"), ("score",), ("score", "--format", "json"), ("schema", "infer"),
    ("inspect", "--claims"), ("baseline",), ("--diff",), ("rules",), ("explain", "--all"), ("explain", "own"),
    ("rules", "--format", "json"), ("config",), ("baseline", "--prune"), ("cache", "path"), ("test",),
]  # fmt: skip
#: commands that take no posts
NO_POSTS = {"rules", "explain", "config", "cache", "test"}
#: a card of the tree, with the same in each of its texts
FORGED = "::error::x ##[error]x \u202e\x1b[2J\x85"
CARD = {
    "name": "own", "kind": "existence", "severity": "info", "summary": FORGED, "why": FORGED, "message": FORGED,
    "with": {"words": [FORGED]},
    "examples": [{"bad": f"{FORGED}\n\n##[error]x\n::error::x\n"}, {"good": f"{FORGED}\n"}],
}  # fmt: skip


def test_one_bad_post_stops_no_command_and_forges_none_of_a_ci(
    tree: Path, monkeypatch: pytest.MonkeyPatch, set_ci: Callable[[str], None]
) -> None:
    monkeypatch.chdir(tree)
    set_ci("true")
    for name, text in HOSTILE.items():
        (tree / name).write_text(text)
    (tree / "::error::##[error]x.md").write_text(POST)
    (tree / ".postlint" / "rules").mkdir(parents=True)
    (tree / ".postlint" / "rules" / "own.yaml").write_text(json.dumps(CARD))
    for command in COMMANDS:
        posts = () if command[0] in NO_POSTS else (".", *sorted(HOSTILE))
        done = CliRunner().invoke(cli, [*command, *posts])
        assert "this is a mistake in postlint" not in done.output, command
        assert not re.findall(r"(?m)##(?:vso|teamcity)?\[|^[ \t]*::|[\x80-\x9f\u202e\x1b]", done.output), command
        assert done.exit_code in (0, 1), (command, done.output)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
@pytest.mark.parametrize(
    ("command", "redirection"),
    [("check", ">/dev/full"), ("check", ">&-"), ("inspect", ">/dev/full"), ("score", ">/dev/full")],
)
def test_outputs_that_cannot_be_written_are_one_sentence(
    tree: Path, program: Path, command: str, redirection: str
) -> None:
    start = f'"{sys.executable}" -m postlint' if command == "check" else f'"{program}"'
    done = run("sh", "-c", f"{start} {command} . {redirection}", folder=tree)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr


def test_programs_beside_the_posts_do_not_run(tree: Path) -> None:
    for name in ("click.py", "yaml.py", "mistune.py", "regex.py", "pathspec.py"):
        (tree / name).write_text("raise SystemExit('a stranger ran')\n")
    done = run(sys.executable, "-m", "postlint", "--no-cache", ".", folder=tree)
    assert done.returncode in (0, 1)
    assert "stranger" not in done.stdout + done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_init_matches_names_that_are_no_text(tmp_path: Path, postlint: Postlint) -> None:
    for number in range(3):
        (tmp_path / "a\udcff").mkdir(exist_ok=True)
        (tmp_path / "a\udcff" / f"{number}.md").write_text(POST)
    done = postlint(tmp_path, "init")
    assert done.returncode == 0, done.stderr
    assert yaml.safe_load((tmp_path / ".postlint.yaml").read_text())["content"] == ["a?/**/*.md"]
    assert "in 3 files" in postlint(tmp_path, "--no-cache").stdout


@pytest.mark.skipif(os.name == "nt", reason="making links needs rights")
@pytest.mark.parametrize("target", ["/", "/proc", "..", "../.."])
def test_no_link_leads_over_the_whole_machine(tree: Path, target: str, postlint: Postlint) -> None:
    """A run and `init` enter no folder that holds the tree, and none that shows all processes."""
    inner = tree / "site"
    inner.mkdir()
    (inner / "post.md").write_text(POST)
    (inner / "link").symlink_to(target)
    (tree / "other.md").write_text(POST)
    done = postlint(inner, "--no-cache", "--format", "json", ".")
    assert [file["path"] for file in json.loads(done.stdout)["files"]] == ["post.md"], done.stderr
    assert "1 of 1 Markdown file" in postlint(inner, "init").stdout


def test_init_follows_no_link_and_writes_names_as_text(tmp_path: Path, postlint: Postlint) -> None:
    folder = tmp_path / "site"
    inner = folder / "x\nplugins: [evil]\n#"
    inner.mkdir(parents=True)
    for number in range(3):
        (inner / f"{number}.md").write_text(POST)
    (folder / ".postlint.yaml").symlink_to("../outside.yaml")
    done = postlint(folder, "init")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert not (tmp_path / "outside.yaml").exists()
    (folder / ".postlint.yaml").unlink()
    assert postlint(folder, "init").returncode == 0
    keys = set(yaml.safe_load((folder / ".postlint.yaml").read_text()))
    assert keys == {"content", "select", "rules", "fail_on"}
