"""`--fix`, `--unsafe-fixes` and `--diff`: what is written, what is printed, and the exit status."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from postlint.cli import cli
from support.git import git

#: what is said of the doubled word
UNSAFE = "1 finding can be fixed with --unsafe-fixes."
SELECT = "tracking-parameter,repeated-word"
BEFORE = "# Tea\r\n\r\nA [leaf](https://example.net/?fbclid=a&p=1) is the the end.\r\n"
SAFE = BEFORE.replace("fbclid=a&", "")
ALL = SAFE.replace("the the", "the")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("CI", "GITHUB_ACTIONS", "TF_BUILD", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("a.md").write_bytes(BEFORE.encode())
    Path("b.md").write_text("# Clean\n")
    return tmp_path


def check(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["check", "--isolated", "--select", SELECT, *words], input=stdin)


def test_fix_writes_what_is_safe(site: Path) -> None:
    outcome = check("--fix", ".")
    assert Path("a.md").read_bytes().decode() == SAFE
    assert "repeated-word" in outcome.stdout
    assert "tracking-parameter" not in outcome.stdout
    assert outcome.stderr == f"postlint: Fixed 1 finding in 1 post (1 tracking-parameter). {UNSAFE}\n"
    assert outcome.exit_code == 1


HABIT = "---\ntitle: Tea\ndescripton: Leaves\n---\n\nA [leaf].\n\n[leaf]: /leaf\n[tea]: /tea\n"
RULES = "front-matter-syntax,front-matter-unknown-key,unused-definition"


def test_a_habit_of_the_site_stays(site: Path) -> None:
    for name in "cdef":
        Path(f"{name}.md").write_text(HABIT)
    # the key can be read, and is found, after the first pass
    Path("a.md").write_text(HABIT.replace("title: Tea", "title: Tea: green"))
    assert check("--fix", "--unsafe-fixes", "--select", RULES, ".").exit_code == 0
    assert {Path(f"{name}.md").read_text() for name in "cdef"} == {HABIT}
    assert Path("a.md").read_text() == HABIT.replace("title: Tea", 'title: "Tea: green"')
    Path("postlint.yaml").write_text("rules: {unused-definition: {habit: false}}\n")
    CliRunner().invoke(cli, ["check", "--select", RULES, "--fix", "--unsafe-fixes", "."])
    assert Path("c.md").read_text() == HABIT.replace("[tea]: /tea\n", "")


def test_fix_only_reports_nothing(site: Path) -> None:
    outcome = check("--fix-only", ".")
    assert Path("a.md").read_bytes().decode() == SAFE
    assert (outcome.stdout, outcome.exit_code) == ("", 0)
    assert outcome.stderr == f"postlint: Fixed 1 finding in 1 post (1 tracking-parameter). {UNSAFE}\n"


def test_unsafe_fixes_as_well(site: Path) -> None:
    outcome = check("--fix", "--unsafe-fixes", ".")
    assert Path("a.md").read_bytes().decode() == ALL
    assert outcome.exit_code == 0
    again = check("--fix", "--unsafe-fixes", ".")
    assert again.stderr == "postlint: Fixed nothing.\n"
    assert Path("a.md").read_bytes().decode() == ALL


def test_diff_writes_nothing_and_can_be_applied(site: Path) -> None:
    outcome = check("--diff", ".")
    assert outcome.exit_code == 1
    assert Path("a.md").read_bytes().decode() == BEFORE
    assert outcome.stderr == f"postlint: Would fix 1 finding in 1 post (1 tracking-parameter). {UNSAFE}\n"
    subprocess.run(["git", "apply", "-p1"], input=outcome.stdout_bytes, check=True)
    assert Path("a.md").read_bytes().decode() == SAFE
    assert (check("--diff", ".").stdout, check("--diff", ".").exit_code) == ("", 0)


def test_standard_input_becomes_standard_output(site: Path) -> None:
    outcome = check("--fix", "-", stdin=BEFORE)
    assert outcome.stdout_bytes.decode() == SAFE
    assert "<stdin>:3:39 warning repeated-word" in outcome.stderr
    assert outcome.exit_code == 1
    assert check("--fix", "-", stdin="# Nothing\r\nto do").stdout_bytes == b"# Nothing\r\nto do"


def test_standard_input_has_a_diff(site: Path) -> None:
    outcome = check("--diff", "--stdin-filename", "new.md", "-", stdin=BEFORE)
    assert outcome.stdout.startswith("--- a/new.md\n+++ b/new.md\n")


def test_a_log_does_not_obey_a_post(site: Path, set_ci: Callable[[str], None]) -> None:
    Path("a.md").write_text("\x1b[31mred [leaf](https://example.net/?fbclid=a)\n")
    assert "\x1b" in check("--diff", "a.md").stdout
    set_ci("true")
    assert "\x1b" not in check("--diff", "a.md").stdout


def test_refusals_are_sentences(site: Path) -> None:
    outcome = check("--unsafe-fixes", ".")
    assert (outcome.exit_code, "needs --fix, --fix-only or --diff" in outcome.stderr) == (2, True)
    Path("a.md").chmod(0o444)
    outcome = check("--fix", ".")
    assert outcome.exit_code == 2
    assert (
        outcome.stderr == "postlint: a.md is read-only, so that it cannot be fixed.\npostlint: Nothing was written.\n"
    )
    assert Path("a.md").read_bytes().decode() == BEFORE


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["check", *words] if words[0].startswith("-") else words)


def test_what_the_baseline_knows_is_left_alone(site: Path) -> None:
    Path(".postlint.yaml").write_text(f"content: ['*.md']\nselect: [{SELECT}]\npreset: generic\n")
    old, new = "A [leaf](https://example.net/?fbclid=a).\n", "A [cup](https://example.net/cup?fbclid=a).\n"
    Path("a.md").write_text(f"# Tea\n\n{old}")
    run("baseline")
    Path("a.md").write_text(f"# Tea\n\n{new}\n{old}")
    outcome = run("--fix")
    assert Path("a.md").read_text() == f"# Tea\n\n{new.replace('?fbclid=a', '')}\n{old}"
    assert outcome.stderr == (
        "postlint: Fixed 1 finding in 1 post (1 tracking-parameter). "
        "1 finding in the baseline can be fixed with --no-baseline.\n"
    )
    assert outcome.exit_code == 0
    run("--fix", "--no-baseline")
    assert "fbclid" not in Path("a.md").read_text()


def test_a_suppression_of_what_only_the_site_shows_stays(site: Path) -> None:
    kept = "# Tea\n\nSee [green](green.md). <!-- postlint-disable-line -->\n"
    Path("a.md").write_text(f"{kept}\nThe end, [leaf](https://example.net/?fbclid=a). <!-- postlint-disable-line -->\n")
    Path("b.md").write_text(f"{kept}\n[leaf](https://example.net/?fbclid=a) of tea. <!-- postlint-disable-file x -->\n")
    Path(".postlint.yaml").write_text("select: [broken-link, tracking-parameter, unused-suppression]\n")
    outcome = CliRunner().invoke(cli, ["check", "--fix", "--no-cache", "."])
    assert Path("a.md").read_text().startswith(kept)
    assert Path("b.md").read_text().startswith(f"{kept}\n[leaf](https://example.net/) of tea.")
    assert outcome.stderr.startswith("postlint: Fixed 1 finding in 1 post (1 tracking-parameter).")


def test_changed_lines_are_fixed_and_no_others(site: Path) -> None:
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "old")
    Path("a.md").write_bytes(BEFORE.encode() + b"\r\nA [cup](https://example.net/?fbclid=b).\r\n")
    outcome = check("--fix", "--changed-lines", ".")
    assert Path("a.md").read_bytes().decode() == f"{BEFORE}\r\nA [cup](https://example.net/).\r\n"
    assert outcome.stderr.startswith("postlint: Fixed 1 finding in 1 post")
