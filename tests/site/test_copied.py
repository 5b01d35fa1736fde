"""Which files programs copy into the folders of a site."""

from __future__ import annotations

import time

import pytest

from postlint.site.copied import Folders, copied_files

FILES = ("public/a.png", "pdf/rye.pdf", "pdf/old/oat.pdf", "src/a.md")
FOLDERS = ("public", "pdf", "pdf/old", "src")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cp rye.pdf public/", ["public/rye.pdf"]),
        ("cp -f 'out/the rye.pdf' ./public", ["public/the rye.pdf"]),
        ("mkdir -p public && mv a.zip b.zip public/files/", ["public/files/a.zip", "public/files/b.zip"]),
        ("cp -r pdf/* public/", ["public/rye.pdf", "public/old"]),
        ("rsync -a pdf/ public/", ["public/rye.pdf", "public/old", "public/pdf"]),
        ("cp -r node_modules/x/dist/* public/x/", ["public/x/**"]),
        ("cp ${{ matrix.name }}.pdf $GITHUB_WORKSPACE/public/", ["public/*.pdf"]),
        ('for f in *.pdf; do cp "$f" public/; done', ["public/*.*"]),
        ("cp {rye,oat}.pdf public/", ["public/*.pdf"]),
        ("cp -t public \\\n  rye.pdf", ["public/rye.pdf"]),
        ("wget --directory-prefix=public https://a.example/x/rye.zip?y", ["public/rye.zip"]),
        ("cp rye.pdf dist/", ["public/rye.pdf"]),
        ("cp rye.pdf web/public/", ["public/rye.pdf"]),
        ("cp rye.pdf public/oat.pdf", []),
        ("cp public/a.png", []),
        ("cp rye.pdf /srv/public/", []),
        ("cp rye.pdf ../public/", []),
        ("rsync -a public/ host:/srv/public/", []),
        ("# cp rye.pdf public/", []),
        ("scp rye.pdf public/", []),
        ("  sudo install -D rye.pdf public/", ["public/rye.pdf"]),
        ("- run: install rye.pdf public/", ["public/rye.pdf"]),
        ("npm install rye public", []),
        ("apt-get install -y rye public", []),
        ('echo "then cp rye.pdf public/"', []),
        ("- run: printf 'cp rye.pdf public/'", []),
    ],
)
def test_what_commands_put_into_folders(text: str, expected: list[str]) -> None:
    assert list(copied_files(text, Folders(FILES, FOLDERS, {"dist": ["public"]}), top="web")) == expected


def test_the_scripts_of_a_package() -> None:
    text = '{"scripts": {"pre": "cp rye.pdf public/", "a": "cp \\"the oat.pdf\\" public && x"}}'
    assert list(copied_files(text, Folders(FILES, FOLDERS, {}), json=True)) == ["public/rye.pdf", "public/the oat.pdf"]


@pytest.mark.parametrize("opening", ["${{", "${", "$("])
def test_openings_without_an_end_take_time_in_proportion(opening: str) -> None:
    start = time.process_time()
    list(copied_files(f"cp {opening * 20_000} public/", Folders(FILES, FOLDERS, {})))
    assert time.process_time() - start < 10
