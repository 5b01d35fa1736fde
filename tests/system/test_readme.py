"""What the README shows is true: its commands print what it says, its files are valid, the page of rules is current.

Sample output stands in ``console`` blocks; a line that is just "…" stands for any number of lines. Files are ``yaml``
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from postlint.testing import run_examples
from support.pages import README, ROOT, blocks, files, run, sessions

#: commands of other programs, which a test cannot run
FOREIGN = ("pip", "make", "git", "pre-commit")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example blog without its configuration, as the working directory."""
    site = tmp_path / "site"
    shutil.copytree(ROOT / "examples" / "blog", site)
    shutil.rmtree(site / ".postlint")
    (site / ".postlint.yaml").unlink()
    monkeypatch.chdir(site)
    return site


def write_file(site: Path, name: str) -> Path:
    """Write a file that the README shows to where it says."""
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(files()[name], encoding="utf-8")
    return path


SHOWN = [session for page in (README, ROOT / "docs" / "site.md") for session in sessions(page) if session[1].strip()]


@pytest.mark.parametrize(("command", "output"), SHOWN)
def test_output_is_what_the_command_prints(command: str, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "examples" / "blog")
    shown = output.strip() + "\n"
    pattern = ".*".join(re.escape(part) for part in re.split(r"^…\n", shown, flags=re.MULTILINE))
    assert re.fullmatch(pattern, run(command)[1], re.DOTALL)


def test_every_other_command_is_of_another_program() -> None:
    silent = [command for command, output in sessions() if not output.strip()]
    assert all(command.split()[0] in (*FOREIGN, "postlint") for command in silent)


def test_configuration_is_valid(site: Path) -> None:
    write_file(site, ".postlint.yaml")
    status, output = run("postlint --format json")
    assert status == 1, output


@pytest.mark.parametrize("block", blocks("yaml", ROOT / "docs" / "configuration.md"))
def test_settings_of_the_guide_are_valid(block: str, site: Path) -> None:
    (site / ".postlint.yaml").write_text(block, encoding="utf-8")
    status, output = run("postlint config")
    assert status == 0, output


def test_mistake_in_the_guide_is_explained_so(site: Path, program: Path) -> None:
    (sentence,) = re.findall(r"^\.postlint\.yaml:.*$", (ROOT / "docs" / "configuration.md").read_text(), re.MULTILINE)
    (site / ".postlint.yaml").write_text("rules:\n  title-too-long: {maxx: 65}\n", encoding="utf-8")
    result = subprocess.run([program, "config"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (2, f"postlint: {sentence}\n")


def test_own_rule_holds_and_finds(site: Path) -> None:
    write_file(site, ".postlint.yaml")
    write_file(site, ".postlint/rules/say-tyre.yaml")
    assert run("postlint test .postlint/rules")[0] == 0
    status, output = run("postlint --select say-tyre")
    assert status == 1
    assert "gravel-tyres-guide.md:45:9 warning say-tyre  We write 'tyre', not 'tire'." in output


def test_cards_of_the_guide_hold(tmp_path: Path) -> None:
    cards = {name: card for name, card in files(ROOT / "docs" / "writing-rules.md").items() if "/rules/" in name}
    assert len(cards) >= 5
    for name, card in cards.items():
        (tmp_path / Path(name).name).write_text(card, encoding="utf-8")
    assert run_examples(tmp_path) == []


def test_the_hook_is_there() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    shown = yaml.safe_load(files()[".pre-commit-config.yaml"])
    assert {hook["id"] for hook in shown["repos"][0]["hooks"]} <= {hook["id"] for hook in hooks}


def test_workflow_gives_the_action_what_it_takes() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    workflow = yaml.safe_load(files()[".github/workflows/posts.yaml"])
    step = workflow["jobs"]["postlint"]["steps"][-1]
    assert step["uses"].startswith("postlint/postlint@v")
    assert step["with"].keys() <= action["inputs"].keys()


def test_python_example_runs() -> None:
    (program,) = blocks("python")
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "heading-increment" in result.stdout


def test_commands_and_options_in_the_text_exist() -> None:
    text = README.read_text(encoding="utf-8")
    overview = "".join(run(f"postlint {words}--help")[1] for words in ("", "check ", "baseline "))
    for command in re.findall(r"`postlint ([a-z]+)\b", text):
        assert run(f"postlint {command} --help")[0] == 0, command
    for option in re.findall(r"`[^`\n]*?(--[a-z-]+)", text):
        assert option in overview, option


def test_links_lead_to_files() -> None:
    for page in [README, ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        code = re.compile(r"^(`{3,}).*?^\1$|`[^`\n]*`", re.DOTALL | re.MULTILINE)
        prose = code.sub("", page.read_text(encoding="utf-8"))
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", prose):
            assert target.startswith("https://") or (page.parent / target).exists(), f"{page.name}: {target}"


def test_page_of_rules_is_current() -> None:
    check = [sys.executable, str(ROOT / "docs" / "make_rules.py"), "--check"]
    assert subprocess.run(check, stdin=subprocess.DEVNULL, check=False).returncode == 0
