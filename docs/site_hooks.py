"""What MkDocs asks for while it builds the site: the generated pages, the navigation of rules, links and live output.

Pages that stand elsewhere in the repository (CHANGELOG.md …) become pages of the site. A link between files of the
repository works on the site, too: it leads to the page of the file, else to the file on GitHub.
"""

from __future__ import annotations

import os
import posixpath
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

sys.path.insert(0, str(Path(__file__).parent))

import rule_pages
import schema_pages
from postlint.catalog.load import builtin_rules

ROOT = Path(__file__).resolve().parents[1]
GITHUB = "https://github.com/postlint/postlint"
#: files of the repository outside of docs/ that are pages
PAGES = {
    "CHANGELOG.md": "changelog.md",
    "CODE_OF_CONDUCT.md": "conduct.md",
    "CONTRIBUTING.md": "contributing.md",
    "README.md": "index.md",
    "SECURITY.md": "security.md",
    "benchmarks/README.md": "performance.md",
    "src/postlint/languages/README.md": "adding-a-language.md",
}
#: schemas that have a page: what the page is called, and what it is about
SCHEMAS = {
    "config": "configuration",
    "report": "report",
    "score": "score",
    "inspect": "inspect",
    "rule": "card",
}
_CODE = re.compile(r"(^(?P<fence>`{3,}).*?^(?P=fence)$|`+[^`\n]+`+)", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#)([^)#\s]*)(#[^)\s]*)?(?=\))")
_OUTPUT = re.compile(r"^<!-- output of: (.+) -->$", re.MULTILINE)


def on_config(config: Any) -> Any:
    """Put the pages of rules into the navigation, a section for each group."""
    groups: dict[str, list[str]] = {}
    for rule in builtin_rules().values():
        groups.setdefault(rule.group, []).append(f"rules/{rule.name}.md")
    rules = ["rules/index.md", *({name: pages} for name, pages in groups.items())]
    config["nav"] = [{"Rules": rules} if entry == {"Rules": "rules"} else entry for entry in config["nav"]]
    return config


def on_files(files: Files, config: Any) -> Files:
    """Add the pages that are generated."""
    for path, text in _generated():
        files.append(File.generated(config, path, content=text))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Make links lead to pages of the site, and run the commands whose output is shown."""
    path = page.file.src_uri
    source = next((name for name, target in PAGES.items() if target == path and name != "README.md"), f"docs/{path}")
    return _OUTPUT.sub(_session, with_site_links(markdown, source, path))


def _generated() -> Iterator[tuple[str, str]]:
    yield from rule_pages.pages(builtin_rules())
    for name, target in SCHEMAS.items():
        yield f"reference/{target}.md", schema_pages.page(ROOT / "schemas" / f"{name}.schema.json")
    yield "reference/python.md", schema_pages.python_page()
    for source, target in PAGES.items():
        if source != "README.md":
            yield target, (ROOT / source).read_text(encoding="utf-8")


def with_site_links(markdown: str, source: str, page: str) -> str:
    """The text of the file `source` of the repository, with links as the page of the site needs them."""

    def moved(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), match[1]))
        anchor = match[2] or ""
        if target == "docs/rules.md":
            return _to(page, *_rule(anchor))
        if target in PAGES:
            return _to(page, PAGES[target], anchor)
        if target.startswith("docs/") and not target.endswith(".py"):
            return _to(page, target.removeprefix("docs/"), anchor)
        return f"{GITHUB}/{'tree' if (ROOT / target).is_dir() else 'blob'}/main/{target}{anchor}"

    pieces = _CODE.split(markdown)
    # split gives text, code, the name of the fence, text, …
    return "".join(
        piece if index % 3 == 1 else _LINK.sub(moved, piece) for index, piece in enumerate(pieces) if index % 3 != 2
    )


def _rule(anchor: str) -> tuple[str, str]:
    """The page about a rule, or the part of the overview about a group, for an anchor of docs/rules.md."""
    name = anchor.removeprefix("#")
    return (f"rules/{name}.md", "") if name in builtin_rules() else ("rules/index.md", anchor)


def _to(page: str, target: str, anchor: str) -> str:
    return posixpath.relpath(target, posixpath.dirname(page) or ".") + anchor


def _session(match: re.Match[str]) -> str:
    """A command that runs in the example blog, with what it prints today."""
    command = shlex.split(match[1])
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    result = subprocess.run(
        [sys.executable, "-m", "postlint", *command[1:], "--no-cache"],
        cwd=ROOT / "examples" / "blog",
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if result.returncode > 1:
        raise RuntimeError(f"{match[1]} ended with {result.returncode}: {result.stderr}")
    return f"``` {{ .console .session }}\n$ {match[1]}\n{result.stdout.rstrip()}\n```"
