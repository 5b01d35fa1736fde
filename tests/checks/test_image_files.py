"""What is known of the image files of a post: where they are found, what their heads say, and what is never opened."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from postlint.api import lint_paths, lint_text
from postlint.catalog.rule import _resolved as resolved
from postlint.checks.images import image_files
from postlint.cli import cli
from postlint.config.load_config import load_config
from postlint.engine import workers
from postlint.engine.lint_images import ImageFinder
from postlint.generators.generator import Generator
from postlint.report.formats.json import render
from postlint.site.images import ImageFacts

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480) + b"\x08\x02\x00\x00\x00"
GIF = b"GIF89a" + struct.pack("<HH", 20, 10) + b"\x00\x00\x00"
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="30" height="40"/>'


def webp(width: int, height: int, size: int = 0) -> bytes:
    """The head of a WebP file of these dimensions, filled up to a number of bytes."""
    extended = (
        struct.pack("<4sII", b"VP8X", 10, 0) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    )
    body = b"WEBP" + extended
    data = b"RIFF" + struct.pack("<I", len(body)) + body
    return data.ljust(size, b"\x00")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An Astro site with a post, and an image outside of it."""
    folder = tmp_path / "site"
    files = {
        "site/astro.config.mjs": b"",
        "site/public/img/cover.webp": webp(1200, 630, 2000),
        "site/src/content/blog/beside.png": PNG,
        "site/src/content/blog/my dog.gif": GIF,
        "site/src/content/blog/drawing.svg": SVG,
        "site/src/content/blog/notes.txt": b"no image",
        "secret.png": PNG,
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (folder / "src/content/blog/link.png").symlink_to(tmp_path / "secret.png")
    monkeypatch.chdir(folder)
    return folder


FACTS = {
    "beside.png": ImageFacts("png", len(PNG), 640, 480),
    "./beside.png?v=2#x": ImageFacts("png", len(PNG), 640, 480),
    "my%20dog.gif": ImageFacts("gif", len(GIF), 20, 10),
    "drawing.svg": ImageFacts("svg", len(SVG), 30, 40),
    "/img/cover.webp": ImageFacts("webp", 2000, 1200, 630),
    "../../../public/img/cover.webp": ImageFacts("webp", 2000, 1200, 630),
    "notes.txt": ImageFacts("", 8),
}
NOTHING = [
    "", "#", "missing.png", "/beside.png", "https://example.org/beside.png", "//example.org/beside.png",
    "data:image/png;base64,AA", "@/beside.png", "~/beside.png", "{{ image }}", "../../../../secret.png", "link.png",
    "/img", "a\x00b.png", "x" * 5000,
]  # fmt: skip


def finder(site: Path) -> ImageFinder:
    return ImageFinder(str(site), Generator(static={"public": "/"}), "src/content/blog/post.md")


@pytest.mark.parametrize("url", FACTS)
def test_facts_of_a_file(site: Path, url: str) -> None:
    find = finder(site)
    assert find(url) == FACTS[url]


@pytest.mark.parametrize("url", NOTHING)
def test_what_is_no_file_of_the_site_is_not_opened(site: Path, url: str) -> None:
    assert finder(site)(url) is None


POST = "---\ntitle: Dogs\nheroImage: /img/cover.webp\n---\n\n![A dog](beside.png)\n![The same dog](beside.png)\n"


def findings(path: Path, **rules: object) -> list[tuple[int, str]]:
    Path(".postlint.yaml").write_text(f"select: []\npreset: astro\nrules: {rules!r}\n", encoding="utf-8")
    path.write_text(POST, encoding="utf-8")
    return [(finding.line, finding.message) for finding in lint_paths([path]).findings]


def test_rules_see_cover_and_body(site: Path) -> None:
    post = site / "src/content/blog/post.md"
    assert findings(post, **{"image-wrong-format": {"formats": ["webp"]}}) == [
        (6, "beside.png is a png file; the house style wants webp.")
    ]
    assert findings(post, **{"image-too-large": {"max_kb": 1, "of": ["cover"]}}) == [
        (3, "/img/cover.webp weighs 2.0 kB, more than 1; scale it down or save it in a denser format such as WebP.")
    ]
    assert [line for line, _ in findings(post, **{"image-wrong-dimensions": {"min_height": 631}})] == [3, 6]


def test_levels_and_ignored_images(site: Path) -> None:
    post = site / "src/content/blog/post.md"
    large = {
        "max_kb": 0.001,
        "ignore_patterns": ["cover"],
        "levels": {"error": {"max_kb": 0.02, "of": ["cover", "body"]}},
    }
    assert [line for line, _ in findings(post, **{"image-too-large": large})] == [6]
    (found,) = lint_paths([post]).findings
    assert found.severity.label == "error"


def test_an_image_may_share_its_definition_with_a_link(site: Path) -> None:
    Path(".postlint.yaml").write_text("select: [image-too-large]\nrules: {image-too-large: {max_kb: 0.001}}\n")
    Path("post.md").write_text("[The dog][dog]\n![The dog][dog]\n\n[dog]: public/img/cover.webp\n", encoding="utf-8")
    assert [found.line for found in lint_paths(["post.md"]).findings] == [4]


# -- every way to run ---------------------------------------------------------------------------------------

RULES = """select: [images, links, postlint]
language: en
rules:
  image-too-large: {max_kb: 0.001}
  image-wrong-format: {formats: [webp]}
  image-wrong-dimensions: {min_width: 1000}
"""
SILENCED = """---
title: Dogs
heroImage: /img/cover.webp
---
<!-- postlint-disable-next-line image-too-large image-wrong-format -->
![](beside.png)

<!-- postlint-disable-next-line image-wrong-format -->
![A dog](/img/cover.webp "wide")

![My dog](my%20dog.gif)
"""


@pytest.fixture
def blog(site: Path) -> Path:
    """Posts that show images, with suppressions that silence something and others that do not."""
    Path(".postlint.yaml").write_text(RULES, encoding="utf-8")
    for number in range(8):
        (site / f"src/content/blog/post-{number}.md").write_text(SILENCED + "\n" * number, encoding="utf-8")
    return site


def run(*arguments: str) -> str:
    return CliRunner().invoke(cli, ["check", "--level", "info", *arguments]).output


def test_findings_about_images_can_be_suppressed(blog: Path) -> None:
    found = [(one.line, one.rule) for one in lint_paths(["src/content/blog/post-0.md"]).findings]
    assert found == [
        (3, "image-too-large"),
        (6, "image-without-alt"),
        (6, "image-wrong-dimensions"),
        (8, "unused-suppression"),
        (9, "image-too-large"),
        (11, "image-too-large"),
        (11, "image-wrong-dimensions"),
        (11, "image-wrong-format"),
    ]


@pytest.mark.parametrize(
    "content", ["", "content: [src/content/blog/*.md]\n", "content: [src/**/*.md]\nselect: [all]\n"]
)
@pytest.mark.slow
def test_every_way_to_run_reports_the_same(blog: Path, content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = "\n".join(line for line in RULES.splitlines() if "select" not in line or "select" not in content)
    Path(".postlint.yaml").write_text(f"{content}{rules}\n", encoding="utf-8")
    posts = [str(file) for file in sorted(Path("src/content/blog").glob("*.md"))]
    fresh = run("--no-cache", *posts)
    assert "image-too-large" in fresh
    assert (run(*posts), run(*posts)) == (fresh, fresh)
    for part in "123":
        run("--shard", f"{part}/3", "--facts-out", f"{part}.json", *posts)
    merged = CliRunner().invoke(cli, ["merge", "--level", "info", "1.json", "2.json", "3.json"]).output
    assert merged == fresh
    monkeypatch.setattr(workers, "FILES_FOR_A_POOL", 1)
    assert run("--jobs", "3", "--no-cache", *posts) == fresh
    whole = render(lint_paths(posts))
    with ProcessPoolExecutor(1, initializer=os.chdir, initargs=("/",)) as elsewhere:
        assert render(lint_paths(posts, executor=elsewhere)) == whole


def test_a_worker_opens_no_image(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from postlint.engine.lint import lint_batch

    settings = load_config(cwd=Path.cwd()).settings_for("post.md")
    batch = [("src/content/blog/post.md", SILENCED.encode())]
    lint_batch(settings, batch, with_facts=True)  # reads the word lists of the language
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", None)
        patch.setattr(Path, "stat", None)
        (linted,) = lint_batch(settings, batch, with_facts=True)
    assert linted.facts is not None and len(linted.facts.images) == 4
    assert not [one for one in linted.report.findings if one.rule == "image-too-large"]


def test_an_image_that_changes_shows_in_the_second_run(blog: Path) -> None:
    config = "rules: {image-wrong-format: {formats: [webp]}, image-too-large: {max_kb: 3}}\n"
    Path(".postlint.yaml").write_text("select: [images]\n" + config, encoding="utf-8")
    post = "src/content/blog/post-1.md"
    before = run(post)
    assert "cover.webp" not in before.replace("![A dog](/img/cover.webp", "")
    (blog / "public/img/cover.webp").write_bytes(PNG.ljust(4000, b"\0"))
    after = run(post)
    assert "cover.webp weighs 4.0 kB" in after and "cover.webp is a png file" in after
    assert after == run("--no-cache", post)
    (blog / "public/img/cover.webp").unlink()
    assert run(post) == run("--no-cache", post) != after


@pytest.mark.slow
def test_a_second_run_parses_no_post_that_shows_images(blog: Path) -> None:
    words = ["check", "src", "--format", "json"]
    code = (
        "import sys; from postlint.cli import cli\n"
        f"try: cli.main({words}, standalone_mode=False)\n"
        "except SystemExit: pass\n"
        "print('mistune' in sys.modules, file=sys.stderr)"
    )
    first = CliRunner().invoke(cli, words)
    second = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert second.stderr.split()[-1] == "False"
    assert first.stdout == second.stdout


def test_a_rule_that_fails_takes_nothing_with_it(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(images: object, **options: object) -> object:
        raise ValueError("no")

    monkeypatch.setattr(image_files, "image_too_large", fail)
    resolved.cache_clear()
    found = lint_paths(["src/content/blog/post-1.md"]).findings
    resolved.cache_clear()
    (crash,) = [one for one in found if one.rule == "rule-crashed"]
    assert "image-too-large" in crash.message and "post-1.md" in crash.message
    assert "image-wrong-format" in {one.rule for one in found}


def test_a_text_has_no_files(site: Path) -> None:
    Path(".postlint.yaml").write_text("rules: {image-too-large: {max_kb: 0.001}}\n", encoding="utf-8")
    found = lint_text(POST, "src/content/blog/post.md", config=".postlint.yaml")
    assert "image-too-large" not in {finding.rule for finding in found}


def test_an_image_in_the_folder_of_assets_of_a_hexo_post_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "_config.yml": "post_asset_folder: true\n",
        "source/_posts/dogs.md": "---\ntitle: Dogs\n---\n![A dog](a.png)\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "source/_posts/dogs").mkdir()
    (tmp_path / "source/_posts/dogs/a.png").write_bytes(PNG + bytes(5000))
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".postlint.yaml").write_text("select: []\nrules: {image-too-large: {max_kb: 1}}\n", encoding="utf-8")
    assert [finding.line for finding in lint_paths(["source/_posts/dogs.md"]).findings] == [4]
