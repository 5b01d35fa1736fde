"""Paths of Windows, as far as they can be tried elsewhere: `ntpath` and PureWindowsPath stand in for this system's."""

from __future__ import annotations

import ntpath
import os
from pathlib import PureWindowsPath
from types import SimpleNamespace

import pytest

from postlint.data import inside
from postlint.data.globs import compile_globs
from postlint.report.formats import Rendering, format_names, load_format
from postlint.results.findings import FileReport, Finding, Place, Report
from postlint.results.hits import Severity

POST = "content\\posts\\tea.md"


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `data/inside.py` take paths as Windows does."""
    monkeypatch.setattr(inside, "os", SimpleNamespace(sep="\\", path=ntpath, fspath=os.fspath, curdir="."))
    monkeypatch.setattr(inside, "Path", PureWindowsPath)


@pytest.mark.parametrize(
    ("path", "folder", "wanted"),
    [
        ("C:\\site\\content\\tea.md", "C:\\site", "content/tea.md"),
        ("C:\\site\\tea.md", "C:\\", "site/tea.md"),
        ("c:\\Site\\tea.md", "C:\\site", "tea.md"),
        ("C:\\site-old\\tea.md", "C:\\site", "C:/site-old/tea.md"),
        ("D:\\tea.md", "C:\\site", "D:/tea.md"),
        ("\\\\server\\share\\site\\tea.md", "\\\\server\\share\\site", "tea.md"),
    ],
)
@pytest.mark.usefixtures("windows")
def test_paths_relative_to_a_folder_have_slashes(path: str, folder: str, wanted: str) -> None:
    assert inside.relative(path, folder) == wanted


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("C:\\site\\content\\tea.md", "content/tea.md"),
        ("C:\\other\\tea.md", "../other/tea.md"),
        ("D:\\tea.md", "D:/tea.md"),
    ],
)
@pytest.mark.usefixtures("windows")
def test_a_path_on_another_drive_is_no_error(path: str, wanted: str) -> None:
    assert inside.from_folder(path, "C:\\site") == wanted
    assert inside.from_here(path, "C:\\site").replace("\\", "/") == wanted


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("content/**/*.md", "C:\\site\\content\\posts\\tea.md", True),
        ("posts/*.{md,mdx}", "C:\\site\\posts\\tea.mdx", True),
        ("posts/*.md", "C:\\site\\posts\\old\\tea.md", False),
    ],
)
@pytest.mark.usefixtures("windows")
def test_globs_match_paths_of_windows(glob: str, path: str, matches: bool) -> None:
    assert compile_globs([glob]).match_file(inside.relative(path, "C:\\site")) is matches


def test_a_backslash_is_part_of_a_name_elsewhere() -> None:
    assert inside.slashed(POST, "/") == POST
    assert inside.slashed(POST, "\\") == "content/posts/tea.md"


@pytest.mark.parametrize("name", format_names())
def test_no_report_has_backslashes(name: str) -> None:
    place = Place("content\\posts\\pot.md", 1, 1, "here")
    finding = Finding(POST, "no-headings", "headings", Severity.ERROR, "Mend it.", 0, 1, 1, 1, 1, 2, related=(place,))
    report = Report((FileReport(POST, (finding,), lines={1: "# Tea"}, baselined=(finding,)),))
    shown = report.renamed(lambda path: inside.slashed(path, "\\"))
    text = "".join(load_format(name).render(Rendering(shown, colour=False)))
    assert "content/posts/tea.md" in text
    assert "posts\\" not in text
