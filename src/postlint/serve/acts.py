"""What a click does: repair a finding, silence it, or open its post in an editor.

Files are written with the guarantees of `--fix` and `--add-suppressions`: a change that would do harm is refused, and
a file is replaced as a whole, unless it has changed since the page was made.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from postlint.data.programs import find_program
from postlint.data.reading import read_bytes
from postlint.engine.add_suppressions import suppress_in
from postlint.engine.fix_files import FixError, write_fixed
from postlint.engine.fix_post import FixedPost, fix_post, spot
from postlint.records import NamedTuple
from postlint.results.findings import Finding
from postlint.serve.live_site import LiveSite
from postlint.serve.shown import version_of


class Done(NamedTuple):
    """The outcome of an act: whether it was done, a sentence for the user, and the path of the post if it changed."""

    ok: bool
    message: str
    changed: str = ""


def act(site: LiveSite, request: Mapping[str, Any], editor: str) -> Done:
    """Do what a request wants; it is as the page sends it, and nothing of it is trusted."""
    path = site.shown.path_of(str(request.get("post")))
    if path is None:
        return Done(False, "There is no such post any more.")
    if request.get("act") == "open":
        line = request.get("line")
        return open_in_editor(path, line if isinstance(line, int) and line > 0 else 1, editor)
    start, end = request.get("start"), request.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        return Done(False, "The request names no place.")
    try:
        content = read_bytes(path)
        text = content.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return Done(False, f"{path} cannot be read.")
    if version_of(content) != request.get("version"):
        return Done(False, f"{path} has changed since; look at it again.")
    finding = site.shown.finding(path, str(request.get("rule")), start, end)
    if finding is None:
        return Done(False, "This finding is not there any more.")
    if request.get("act") == "fix":
        return _fix(site, path, content, finding)
    if request.get("act") == "silence":
        return _silence(site, path, text, finding)
    return Done(False, "There is no such action.")


def _fix(site: LiveSite, path: str, content: bytes, finding: Finding) -> Done:
    if finding.fix is None:
        return Done(False, f"{finding.rule} has no fix here.")
    settings = site.shown.settings_of(path)
    text = content.decode("utf-8")
    post = fix_post(settings, path, text, unsafe=not finding.fix.safe, only=[spot(finding)])
    if not post.changed:
        return Done(False, f"The fix of {finding.rule} would bring other findings; repair it by hand.")
    return _written(site, post, f"Fixed {finding.rule}.")


def _silence(site: LiveSite, path: str, text: str, finding: Finding) -> Done:
    post = suppress_in(site.shown.settings_of(path), path, text, [finding])
    if post is None or not post.changed:
        return Done(False, f"No comment fits there; silence {finding.rule} in the front matter.")
    return _written(site, post, f"Silenced {finding.rule}.")


def _written(site: LiveSite, post: FixedPost, sentence: str) -> Done:
    try:
        write_fixed([post], site.roots)
    except FixError as error:
        return Done(False, str(error))
    return Done(True, sentence, post.path)


# -- the editor -------------------------------------------------------------------------------------------

#: editors with windows of their own, and the arguments of each for a post and a line
_EDITORS = {
    **dict.fromkeys(("code", "codium", "cursor", "windsurf"), ("-g", "{path}:{line}")),
    **dict.fromkeys(("subl", "zed", "hx-gui"), ("{path}:{line}",)),
    **dict.fromkeys(("gedit", "gvim", "kate", "mate"), ("+{line}", "{path}")),
    **dict.fromkeys(("idea", "pycharm", "webstorm"), ("--line", "{line}", "{path}")),
}
#: programs of Windows that its shell runs, and characters that this shell does not take for a part of a name
_OF_A_SHELL = (".bat", ".cmd")
_SHELL = frozenset('&|<>^%!"')


def open_in_editor(path: str, line: int, editor: str) -> Done:
    """Start the editor of the user with a post; `editor` is a command with {path} and {line}, "" for a known one."""
    command = _command(os.path.abspath(path), line, editor)  # noqa: PTH100 - a link stays one
    if not command:
        return Done(False, "No editor was found; start 'postlint serve' with --editor 'code -g {path}:{line}'.")
    try:
        nothing = subprocess.DEVNULL
        subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)
    except OSError as error:
        return Done(False, f"{command[0]} cannot be started: {error.strerror}.")
    return Done(True, f"Opened line {line} in {Path(command[0]).name}.")


def _command(path: str, line: int, editor: str) -> list[str]:
    """The words of the command; empty when no editor is found. No shell reads them."""
    words = _words(editor)
    program = find_program(words[0]) if words[0] == Path(words[0]).name else words[0]
    if program is None or (program.lower().endswith(_OF_A_SHELL) and not _SHELL.isdisjoint(path)):
        return []
    return [program, *(word.replace("{path}", path).replace("{line}", str(line)) for word in words[1:])]


def _words(editor: str) -> list[str]:
    """The command as the user wrote it, else that of a known editor, with {path} and {line}."""
    if words := shlex.split(editor):
        return words if "{path}" in editor else [*words, "{path}"]
    named = [Path(os.environ.get(name, "")).name for name in ("VISUAL", "EDITOR")]
    known = next((name for name in (*named, *_EDITORS) if name in _EDITORS and find_program(name)), None)
    if known is not None:
        return [known, *_EDITORS[known]]
    return ["open" if sys.platform == "darwin" else "xdg-open", "{path}"]
