"""A page to look at: the posts with their findings at their places, and the whole site in pictures.

As `html:report.html` it is one file with all in it, as `html:report/` a folder with a file for each post.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.report.formats import Format, Rendering


def _render(rendering: Rendering) -> Iterator[str]:
    from postlint.report.html.pages import one_file

    return one_file(rendering)


def _folder(rendering: Rendering) -> Iterator[tuple[str, str]]:
    from postlint.report.html.pages import folder

    return folder(rendering)


FORMAT = Format("a page to look at, with pictures of the site; html:report/ is a folder", _render, folder=_folder)
