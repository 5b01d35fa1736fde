"""Trees whose files name others outside of the repository, or lead there by links; a cache that comes with the tree."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from postlint.cli import cli
from postlint.data.inside import leads_outside
from postlint.engine.cache import FOLDER

POST = "---\ntitle: A post about tea\n---\n\nTea is made of leaves.\n"
SECRET = "a word that must not show"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="making links needs rights")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository beside a file with a secret; it is the working directory."""
    for name in ("secret.yaml", "secret.json", "secret.md"):
        (tmp_path / name).write_text(f'"{SECRET}"\n')
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "secret.yaml").write_text(f"name: {SECRET}\n")
    (tmp_path / "cards" / "card.md").write_text(SECRET)
    folder = tmp_path / "site"
    (folder / ".git").mkdir(parents=True)
    (folder / "post.md").write_text(POST)
    monkeypatch.chdir(folder)
    return folder


def write(folder: Path, files: dict[str, str]) -> None:
    """Make the files; a content that begins with ``->`` is the target of a link."""
    for name, content in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if content.startswith("->"):
            place.symlink_to(content.removeprefix("->"))
        else:
            place.write_text(content)


OUTSIDE: dict[str, dict[str, str]] = {
    "extends": {".postlint.yaml": "extends: ../secret.yaml"},
    "extends by a link": {".postlint.yaml": "extends: ./a.yaml", "a.yaml": "->../secret.yaml"},
    "extends of an extended file": {".postlint.yaml": "extends: ./a.yaml", "a.yaml": "extends: ../secret.yaml"},
    "a style": {".postlint.yaml": "extends: ../cards/"},
    "a style by a link": {".postlint.yaml": "extends: ./house/", "house": "->../cards"},
    "the file of a style by a link": {".postlint.yaml": "extends: ./house/", "house/style.yaml": "->../../secret.yaml"},
    "the configuration itself": {".postlint.yaml": "->../secret.yaml"},
    "a schema": {".postlint.yaml": "schemas: {'*.md': ../secret.yaml}"},
    "a schema by a link": {".postlint.yaml": "schemas: {'*.md': a.yaml}", "a.yaml": "->../secret.yaml"},
    "$ref": {".postlint.yaml": "schemas: {'*.md': a.yaml}", "a.yaml": "$ref: ../secret.json"},
    "$ref of a $ref": {
        ".postlint.yaml": "schemas: {'*.md': a.yaml}",
        "a.yaml": "properties: {a: {$ref: b.json}}",
        "b.json": '{"$ref": "../secret.json"}',
    },
    "$ref by a link": {
        ".postlint.yaml": "schemas: {'*.md': a.yaml}", "a.yaml": "$ref: b.json#/x", "b.json": "->../secret.json",
    },
    "a folder of cards": {".postlint.yaml": "local_rules: ../cards"},
    "a folder of cards by a link": {".postlint/rules": "->../../cards"},
    "a card by a link": {".postlint/rules/secret.yaml": "->../../../cards/secret.yaml"},
    "the baseline": {".postlint.yaml": "baseline: ../secret.json"},
    "the baseline by a link": {".postlint-baseline.json": "->../secret.json"},
    "the posts": {".postlint.yaml": "content: ['../cards/*']"},
    "the posts by a link": {".postlint.yaml": "content: [out/*.md]", "out": "->../cards"},
    "the posts of an extended file": {
        ".postlint.yaml": "extends: a/b/c.yaml", "a/b/c.yaml": "content: ['../../cards/*.md']",
    },
    "git's own files": {".postlint.yaml": "extends: .git/secret.yaml", ".git/secret.yaml": SECRET},
}  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_configuration_names_no_file_outside_of_the_repository(name: str, site: Path) -> None:
    write(site, OUTSIDE[name])
    done = run(".")
    assert done.exit_code == 2, done.output
    assert "outside of the repository" in done.output
    assert SECRET not in done.output
    assert "outside of the repository" not in run("--allow-outside", ".").output


GENERATORS: dict[str, dict[str, str]] = {
    "authors of MkDocs": {
        "mkdocs.yml": "plugins: [{blog: {authors_file: ../../authors.yml}}]\n",
        "docs/blog/posts/a.md": "---\ntitle: Tea\nauthors: [nobody]\n---\n\nTea.\n",
    },
    "a schema of Astro": {
        "astro.config.mjs": "export default {}\n",
        "src/content.config.ts": "import { post } from '../../schema'\n"
        "const blog = defineCollection({ schema: post })\n",
        "src/content/blog/a.md": "---\ntitel: Tea\n---\n\nTea.\n",
    },
}


@pytest.mark.parametrize("name", GENERATORS)
def test_what_a_site_names_outside_of_the_repository_is_not_read(name: str, site: Path) -> None:
    (site.parent / "authors.yml").write_text(f"authors: {{'{SECRET}': {{}}}}\n")
    (site.parent / "schema.ts").write_text("export const post = z.object({ titles: z.string() })\n")
    write(site, GENERATORS[name])
    done = run("--no-cache", ".")
    assert done.exit_code in (0, 1), done.output
    assert SECRET not in done.output
    assert "titles" not in done.output
    (site / ".git").rename(site.parent / ".git")
    assert any(word in run("--no-cache", ".").output for word in (SECRET, "titles"))


def test_a_reference_to_any_address_reads_no_file(site: Path) -> None:
    """Keywords of the validator that lead to files, but are none that a schema of postlint has."""
    for keyword in ("$ref", "$dynamicRef", "$recursiveRef"):
        address = (site.parent / "secret.json").as_uri()
        schema = {"properties": {"title": {keyword: address}}, "$id": f"{site.parent.as_uri()}/x.json"}
        write(site, {".postlint.yaml": "schemas: {'*.md': a.json}", "a.json": json.dumps(schema)})
        done = run("--no-cache", ".")
        assert SECRET not in done.output, keyword
        assert "a mistake in postlint" not in done.output, done.output


def test_in_a_ci_no_link_leads_out(site: Path, set_ci: Callable[[str], None]) -> None:
    """A post, a folder or a file of the site that is a link to files of the machine: nobody sees their words."""
    write(
        site, {"link.md": "->../secret.md", "out": "->../cards", "in.md": "->post.md", "_redirects": "->../secret.md"}
    )
    outside = {"link.md", "out/card.md"}
    for ci in ("", "true"):
        set_ci(ci)
        report = json.loads(run("--isolated", "--no-cache", "--format", "json", ".", "link.md", "out").stdout)
        found = {file["path"]: {one["rule"] for one in file["findings"]} for file in report["files"]}
        refused = {path for path, rules in found.items() if "unreadable-file" in rules}
        assert refused == (outside | {"out"} if ci else set())
        assert found.keys() >= {"in.md", *outside}
        for command in ("inspect", "score"):
            assert ("a link leads out" in run(command, "--isolated", "link.md", "post.md").output) is bool(ci)


def test_in_a_ci_no_folder_outside_is_searched(site: Path, set_ci: Callable[[str], None]) -> None:
    write(site, {"out": "->../cards", "in": "->inner", "inner/a.md": POST})
    set_ci("true")
    report = json.loads(run("--isolated", "--no-cache", "--format", "json", ".").stdout)
    found = {file["path"]: [one["rule"] for one in file["findings"]] for file in report["files"]}
    assert found.keys() == {"post.md", "inner/a.md", "out"}
    assert found["out"] == ["unreadable-file"]


@pytest.mark.parametrize("options", [("-o", "x"), ("-o", "out/x"), ("--format", "json:x"), ("--facts-out", "x")])
def test_no_report_is_written_through_a_link(options: tuple[str, ...], site: Path) -> None:
    """The name is the user's, and the link the stranger's."""
    write(site, {"x": "->../secret.md", "out": "->../cards"})
    done = run("--isolated", "--no-cache", *options, ".")
    assert (done.exit_code, "leads out of the repository" in done.output) == (2, True), done.output
    assert SECRET in (site.parent / "secret.md").read_text()
    assert not (site.parent / "cards" / "x").exists()


def test_no_page_of_a_report_is_written_through_a_link(site: Path) -> None:
    """A folder that looks like an earlier report, with the folder of its pages elsewhere."""
    ours = '<meta name="generator" content="postlint">'
    write(site, {"report/index.html": ours, "report/posts": "->../../cards"})
    done = run("--isolated", "--no-cache", "--format", "html:report/", ".")
    assert (done.exit_code, "leads out of the repository" in done.output) == (2, True), done.output
    assert sorted(file.name for file in (site.parent / "cards").iterdir()) == ["card.md", "secret.yaml"]


def test_what_is_outside(tmp_path: Path) -> None:
    write(tmp_path, {"r/.git/x": "", "r/in/.git": "", "r/in/x": "", "r/up": "->..", "r/a": "->in/x", "r/g": "->.git/x"})
    for path, outside in (
        ("r/in/x", False), ("r/a", False), ("r/in/../a", False), ("r/up/r/a", False),
        ("r/up/secret", True), ("r/g", True), ("r/.git/x", True), ("secret", False),
    ):  # fmt: skip
        assert leads_outside(tmp_path / path) is outside, path
    assert leads_outside(tmp_path / "secret", tmp_path / "r" / "in")
    assert not leads_outside(tmp_path / "r" / "a", tmp_path / "r" / "in")


# -- the cache --------------------------------------------------------------------------------------------


def git(*words: str) -> None:
    subprocess.run(["git", *words], check=True, capture_output=True)


def committed() -> None:
    git("init", "-q")
    git("add", "-f", FOLDER)


def committed_in_capitals() -> None:
    Path(FOLDER).rename("a")
    Path("a").rename(FOLDER.upper())
    git("init", "-q")
    git("add", "-f", FOLDER.upper())
    Path(FOLDER.upper()).rename("a")
    Path("a").rename(FOLDER)


def in_a_bare_repository() -> None:
    """A folder of the tree that looks like a repository of its own, of which nothing is tracked."""
    git("init", "-q", "--bare", ".")


def without_git() -> None:
    pass


def ignored() -> None:
    git("init", "-q")


@pytest.mark.parametrize(
    ("tree", "is_read"),
    [(committed, False), (committed_in_capitals, False), (in_a_bare_repository, False), (without_git, False),
     (ignored, True)],
)  # fmt: skip
def test_in_a_ci_a_cache_of_the_tree_is_not_read(
    tree: Callable[[], None],
    is_read: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    set_ci: Callable[[str], None],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "post.md").write_text(POST)
    (tmp_path / "pyproject.toml").write_text("[tool.postlint]\n")
    run("check", ".")
    tree()
    assert "is not used" not in run("check", ".").output
    before = (tmp_path / FOLDER / "results").read_bytes()
    set_ci("true")
    done = run("check", ".")
    assert (done.output.count("is not used") == 0) is is_read, done.output
    assert done.exit_code == 0
    assert (tmp_path / FOLDER / "results").read_bytes() == before
