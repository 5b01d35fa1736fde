"""Configurations of generators, names of folders and baselines that are made to stop the run or to exhaust it."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from postlint.cli import cli
from postlint.generators.config_files import SiteConfig
from postlint.generators.known import eleventy, mkdocs_material
from postlint.site.addresses import LONGEST_ADDRESS

POST = "---\ntitle: A post about tea\ndate: 2024-01-01\n---\n\nTea is made of leaves, and [other](/other) things.\n"
#: no pattern, a pattern of very many, a name that no system takes
BAD = ("[z-a]", "{a,b}" * 24, "x\\", "a" * 300)
#: what names files in the configuration of a generator, with its own files; %s is a bad name
NAMING = {
    "MyST": ("myst.yml", "project: {title: x, exclude: ['%s']}\n"),
    "MkDocs": ("mkdocs.yml", "site_name: x\nexclude_docs: '%s'\n"),
    "MkDocs: docs": (
        "mkdocs.yml",
        "site_name: x\ndocs_dir: '%s'\nplugins: [{blog: {blog_dir: '%s'}}]\nhooks: ['%s']\n",
    ),
    "Quarto": ("_quarto.yml", "project: {type: website, render: ['*.md', '!%s']}\n"),
    "Zola": ("config.toml", "base_url = 'https://a.example'\nignored_content = ['%s']\n"),
    "Jekyll": ("_config.yml", "title: x\nexclude: ['%s']\nsource: '%s'\ncollections_dir: '%s'\n"),
    "Hugo": ("hugo.yaml", "title: x\nignoreFiles: ['%s']\ntheme: ['%s']\ncontentDir: '%s'\n"),
    "Hugo: mounts": ("hugo.yaml", "title: x\nmodule: {mounts: [{source: '%s', target: content/x}]}\n"),
    "Hexo": ("_config.yml", "title: x\nskip_render: ['%s']\nsource_dir: source\ntheme: '%s'\n"),
    "Pelican": ("pelicanconf.py", "SITENAME = 'x'\nTHEME = '%s'\nARTICLE_EXCLUDES = ['%s']\n"),
    "Sphinx": ("conf.py", "project = 'x'\nexclude_patterns = ['%s']\n"),
    "Eleventy": (
        "eleventy.config.js",
        "export default { dir: { input: '%s' } }; x.ignores.add('%s'); import('./%s.js')\n",
    ),
    "ignored by Eleventy": (".eleventyignore", "%s\n"),
    "Contentlayer": (
        "contentlayer.config.ts",
        "const A = defineDocumentType(() => ({ filePathPattern: '%s', fields: { title: { type: 'string' } } }))\n",
    ),
    "Astro": (
        "src/content.config.ts",
        "import a from './%s'\nconst blog = defineCollection({ loader: glob({ pattern: '%s/*.md', base: './%s' }) })\n",
    ),
}
#: further files, by which the site of one of these is known
BESIDE = {
    "Contentlayer": {"next.config.js": "x\n"},
    "Astro": {"astro.config.mjs": "x\n"},
    "Zola": {"templates/a.html": "x\n"},
    "Hexo": {"package.json": '{"dependencies": {"hexo": "1"}}\n', "scaffolds/post.md": "x\n"},
    "ignored by Eleventy": {"eleventy.config.js": "x\n"},
}  # fmt: skip
FOLDERS = ("_posts", "content", "docs", "docs/blog/posts", "posts", "source/_posts", "src/content/blog")


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)


def checked(folder: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str]:
    """The exit status and the output of a run in a folder, which must take no long time and make no mistake."""
    monkeypatch.chdir(folder)
    began = time.process_time()
    done = CliRunner().invoke(cli, [*(words or ("check", "--no-cache", "."))])
    assert time.process_time() - began < 30
    assert "a mistake in postlint" not in done.output
    assert "crashed" not in done.output
    return done.exit_code, done.output


@pytest.mark.parametrize("name", NAMING)
def test_bad_names_in_the_configuration_of_a_site_stop_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, text = NAMING[name]
    for number, bad in enumerate(BAD):
        posts = {f"{folder}/2024-01-01-a.md": POST for folder in FOLDERS}
        write(tmp_path / str(number), {**posts, "a.md": POST, file: text.replace("%s", bad), **BESIDE.get(name, {})})
        status, output = checked(tmp_path / str(number), monkeypatch)
        assert status in (0, 1) or "There is no post" in output, (bad, output)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("name", ["[z-a]", "{a,b}" * 24, "!x", "#x", "x\\", "*", "[lang]", "a{b"])
def test_folders_whose_names_are_no_globs_are_linted(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {f"{name}/{number}.md": POST for number in range(3)})
    assert checked(tmp_path, monkeypatch, "init")[0] == 0
    (tmp_path / ".postlint.yaml").unlink()
    assert "in 3 files" in checked(tmp_path, monkeypatch, "check", "--no-cache", "--fail-on", "never")[1]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_of_pages_that_are_no_globs_stop_no_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {
        "astro.config.mjs": "x\n", "src/content/blog/a.md": POST, "src/pages/[[z-a].md": POST,
        f"src/pages/{'{a,b}' * 12}[x].md": POST,
    })  # fmt: skip
    assert checked(tmp_path, monkeypatch)[0] in (0, 1)


DEEP = "a/" * 900
#: what is far below in a tree; git keeps paths as long as the system does
BELOW = {
    "posts": {f"{DEEP}a.md": POST},
    "Hugo": {
        "hugo.toml": "title = 'x'\n",
        "content/b.md": POST,
        f"content/{DEEP}a.md": POST,
        f"layouts/{DEEP}render-link.html": "<h1>\n",
    },
    "Eleventy": {"eleventy.config.js": "x\n", f"posts/{DEEP}a.md": POST},
    "Astro": {"astro.config.mjs": "x\n", f"src/pages/{DEEP}[a].astro": "<h1>\n", "src/content/blog/a.md": POST},
    "Jekyll": {"_config.yml": "title: x\n", f"_plugins/{DEEP}a.rb": "x\n", f"_posts/{DEEP}2024-01-01-a.md": POST},
    "cards": {f".postlint/rules/{DEEP}a.yaml": "x\n"},
    "a style": {
        ".postlint.yaml": "extends: ./house/\ncontent: ['*.md']\n",
        "house/style.yaml": "schema: 1\nname: house\nsummary: A style of a house\n",
        f"house/{DEEP}a.yaml": "x\n",
    },
}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such paths")
@pytest.mark.parametrize("name", BELOW)
def test_folders_in_each_other_without_end_stop_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, text in {"post.md": POST, **BELOW[name]}.items():
        monkeypatch.chdir(tmp_path)
        for folder in path.split("/")[:-1]:  # Python cannot make them all at once
            Path(folder).mkdir(exist_ok=True)
            os.chdir(folder)
        Path(path.rpartition("/")[2]).write_text(text)
    for words in (["check", "--no-cache", "."], ["check", "--no-cache"], ["init"]):
        status, output = checked(tmp_path, monkeypatch, *words)
        assert status in (0, 1) or "a configuration already" in output, output[:500]
    monkeypatch.chdir(tmp_path.parent)
    subprocess.run(["rm", "-rf", tmp_path], check=True)  # Python cannot remove them either


PATTERNS = {
    "date": {"post_url_format": "{date}" * 2000, "post_url_date_format": "1" * 20_000},
    "blog": {"post_dir": "{blog}" * 2000, "blog_dir": "b" * 20_000},
}


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_is_not_filled_without_end(name: str, tmp_path: Path) -> None:
    lines = "".join(f"{key} = '{value}'\n" for key, value in PATTERNS[name].items())
    write(tmp_path, {"zensical.toml": f"[project]\nsite_name = 'x'\n[project.plugins.blog]\n{lines}"})
    assert len(repr(mkdocs_material.pages(SiteConfig(tmp_path, ("zensical.toml",))))) < 300_000


def test_a_permalink_with_very_many_titles_is_no_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    title = "---\ntitle: " + "word " * 5000 + "\n---\n\nTea.\n"
    permalink = "/:title" * 5000
    assert len(title) * permalink.count("title") > LONGEST_ADDRESS**2
    write(tmp_path, {
        "hugo.toml": f"title = 'x'\n[permalinks]\nposts = '{permalink}'\n", "content/posts/a.md": title,
        "content/posts/b.md": title.replace("\n---\n\n", f"\nurl: '{permalink}'\n---\n\n"),
    })  # fmt: skip
    assert "post-timeout" not in checked(tmp_path, monkeypatch)[1]


def test_modules_that_import_many_others_are_read_once(tmp_path: Path) -> None:
    outer = "".join(f'from "../x{number}"\n' for number in range(15_000))
    inner = "".join(f'from "./m{number}.js"\n' for number in range(50))
    write(tmp_path, {"eleventy.config.js": inner, **{f"m{number}.js": outer for number in range(50)}})
    began = time.process_time()
    eleventy.pages(SiteConfig(tmp_path, ("eleventy.config.js",)))
    assert time.process_time() - began < 20


# -- baselines --------------------------------------------------------------------------------------------


def baseline(posts: dict[str, object]) -> str:
    return json.dumps({"tool": "postlint", "version": 1, "posts": posts})


ENTRY = {"rule": "doubled-word", "text": "the the", "line": "00"}


@pytest.mark.parametrize("count", [10**15, 10**4000, 0, -5, 1.5, "3", None, float("inf")])
def test_a_count_of_a_baseline_takes_up_no_memory(
    count: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"a.md": {"content": "x", "findings": [{**ENTRY, "count": count}]}}
    write(tmp_path, {".postlint-baseline.json": baseline(known), "a.md": f"{POST}\nThe the tea.\n"})
    status, output = checked(tmp_path, monkeypatch)
    assert status in (0, 1) if isinstance(count, int) and count > 0 else "is damaged" in output, output


def test_many_posts_of_a_baseline_are_not_compared_with_each_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names that no system takes are posts that are gone."""
    lines = [{**ENTRY, "line": f"{number:08x}"} for number in range(7)]
    gone = {f"gone{number}.md": {"content": "x", "findings": lines} for number in range(30_000)}
    named: dict[str, object] = {
        name: {"content": "", "findings": lines} for name in ("a" * 5000, "a\0b", "\udcff", "../..")
    }
    write(tmp_path, {".postlint-baseline.json": baseline({**gone, **named})})
    write(tmp_path, {f"{number}.md": f"{POST}\nThe the tea.\n" for number in range(100)})
    assert checked(tmp_path, monkeypatch)[0] in (0, 1)
