"""What the pages of docs/ show is true: commands run, settings are valid, cards hold, programs do what they assert."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml

from postlint.config.load_config import load_config
from postlint.data.json_schema import schema_problems
from postlint.testing import run_examples
from support.pages import ROOT, run

DOCS = ROOT / "docs"
PAGES = [page for page in sorted(DOCS.rglob("*.md")) if page != DOCS / "rules.md"]
TEXTS = {str(page.relative_to(DOCS)): page.read_text(encoding="utf-8") for page in PAGES}
#: parts of commands that need another machine, the shell or a server
NOT_HERE = ("--cluster", "<", ">", "merge", "--shard", "server", "watch")


def blocks(text: str, language: str) -> list[str]:
    """The code blocks of a page in a language, those of list items without their indentation."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", text, re.DOTALL | re.MULTILINE)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


def commands(text: str) -> list[str]:
    """The commands of postlint that a page shows, without comments of the shell."""
    lines = [
        line[2:] for block in blocks(text, "console") for line in block.split("\n") if line.startswith("$ postlint")
    ]
    return [
        re.sub(r"\s+# .*", "", line)
        for line in [*lines, *re.findall(r"^<!-- output of: (.+) -->$", text, re.MULTILINE)]
    ]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three posts of the example blog in two folders, as the working directory."""
    posts = tmp_path / "src" / "content" / "blog"
    posts.mkdir(parents=True)
    for name in ("bike-commuting-benefits.md", "winter-commute-checklist.md", "packing-list-for-a-week.mdx"):
        shutil.copy(ROOT / "examples" / "blog" / "src" / "content" / "blog" / name, posts)
    shutil.copytree(posts, tmp_path / "content")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if commands(text)])
def test_commands_run(name: str, site: Path) -> None:
    shown = [command for command in commands(TEXTS[name]) if not set(shlex.split(command)) & set(NOT_HERE)]
    if any(".postlint/rules" in command for command in shown):
        write_cards(name, site / ".postlint" / "rules")
    for command in shown:
        status, output = run(command.replace("Spring-Tour-2099", "bike-commuting-benefits"))
        assert status in (0, 1), f"{command}: {output}"
        assert status == 0 or "error" in output or "warning" in output or "@@" in output, command


def write_cards(name: str, folder: Path) -> None:
    folder.mkdir(parents=True)
    for block in blocks(TEXTS[name], "yaml"):
        if match := re.match(r"# \.postlint/rules/(\S+)\n", block):
            (folder / match[1]).write_text(block, encoding="utf-8")


@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if "# .postlint/rules/" in text])
def test_cards_hold(name: str, tmp_path: Path) -> None:
    write_cards(name, tmp_path / "rules")
    assert run_examples(tmp_path / "rules") == []


@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if "# .postlint.yaml\n" in text])
def test_settings_are_valid(name: str, tmp_path: Path) -> None:
    schemas = [block for block in blocks(TEXTS[name], "yaml") if block.startswith("# front-matter.schema.yaml")]
    for block in schemas:
        assert schema_problems(yaml.safe_load(block)) == []
        (tmp_path / "front-matter.schema.yaml").write_text(block, encoding="utf-8")
    for block in blocks(TEXTS[name], "yaml"):
        if block.startswith("# .postlint.yaml\n"):
            (tmp_path / ".postlint.yaml").write_text(block, encoding="utf-8")
            for named in re.findall(r"schemas/\S+\.yaml", block):
                (tmp_path / named).parent.mkdir(exist_ok=True)
                (tmp_path / named).write_text("type: object\n", encoding="utf-8")
            load_config(tmp_path / ".postlint.yaml", cwd=tmp_path)


@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if blocks(text, "yaml")])
def test_files_parse(name: str) -> None:
    for block in blocks(TEXTS[name], "yaml"):
        assert yaml.safe_load(block) is not None


@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if blocks(text, "python")])
def test_programs_run(name: str, site: Path) -> None:
    variables = {"__name__": name}
    for program in blocks(TEXTS[name], "python"):
        exec(compile(program, name, "exec"), variables)


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    listed = re.findall(r"^ *- (?:.+: )?(\S+\.md)$", navigation, re.MULTILINE)
    assert [name for name in TEXTS if name not in listed] == []


def test_extras_that_pages_name_exist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    shown = "\n".join([*TEXTS.values(), (ROOT / "README.md").read_text(encoding="utf-8")])
    named = {extra for extras in re.findall(r"postlint\[([\w,-]+)\]", shown) for extra in extras.split(",")}
    assert named and named <= project["optional-dependencies"].keys()
