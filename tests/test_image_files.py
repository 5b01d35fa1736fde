"""What is known of the image files of a post: where they are found, what their heads say, and what is never opened."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from postlint.api import lint_paths, lint_text
from postlint.document.assets import ImageFacts
from postlint.engine.assets import ImageFinder

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


@pytest.mark.parametrize("url", FACTS)
def test_facts_of_a_file(site: Path, url: str) -> None:
    find = ImageFinder("src/content/blog/post.md", str(site), {"public": "/"})
    assert find(url) == FACTS[url] and find.asked


@pytest.mark.parametrize("url", NOTHING)
def test_what_is_no_file_of_the_site_is_not_opened(site: Path, url: str) -> None:
    assert ImageFinder("src/content/blog/post.md", str(site), {"public": "/"})(url) is None


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


def test_an_image_that_changes_is_looked_at_again(site: Path) -> None:
    from click.testing import CliRunner

    from postlint.cli import cli

    post = site / "src/content/blog/post.md"
    findings(post, **{"image-too-large": {"max_kb": 3}})
    command = ["--format", "json", str(post)]
    assert CliRunner().invoke(cli, command).exit_code == 0
    (site / "public/img/cover.webp").write_bytes(webp(1200, 630, 4000))
    assert CliRunner().invoke(cli, command).exit_code == 1


def test_a_text_has_no_files(site: Path) -> None:
    Path(".postlint.yaml").write_text("rules: {image-too-large: {max_kb: 0.001}}\n", encoding="utf-8")
    found = lint_text(POST, "src/content/blog/post.md", config=".postlint.yaml")
    assert "image-too-large" not in {finding.rule for finding in found}
