"""What is published: the description of the package, workflows, templates; `tools/check_package.py` checks packages."""

from __future__ import annotations

import re
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
import yaml

from support.pages import README, ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TEMPLATES = [path for path in sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")) if path.stem != "config"]


def test_links_of_the_description_are_absolute() -> None:
    pytest.importorskip("hatchling")
    spec = spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None and spec.loader is not None
    hooks = module_from_spec(spec)
    spec.loader.exec_module(hooks)
    text = "[a](docs/rules.md#x) [b](examples/blog) [c](https://x.example) [d](#part) `[e](f)`"
    made = hooks.with_absolute_links(text, ROOT, "v1")
    assert "/blob/v1/docs/rules.md#x)" in made and "/tree/v1/examples/blog)" in made
    assert "(https://x.example) [d](#part)" in made
    readme = hooks.with_absolute_links(README.read_text(encoding="utf-8"), ROOT, "v1")
    assert re.findall(r"\]\((?!https://|#)[^)]*\)", readme) == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_pin_actions_and_ask_for_few_rights(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for used in re.findall(r"uses: (\S+.*)", text):
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", used), used
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] in ({}, {"contents": "read"})
    assert all("timeout-minutes" in job for job in workflow["jobs"].values())


def test_the_matrix_has_each_system_and_each_python() -> None:
    matrix = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())["jobs"]["systems"]["strategy"]["matrix"]
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert matrix["python"] == re.findall(r"Python :: (3\.\d+)", pyproject)
    assert [name.partition("-")[0] for name in matrix["os"]] == ["ubuntu", "macos", "windows"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_templates_of_issues_are_complete(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= form.keys()
    names = [field["id"] for field in form["body"]]
    assert len(names) == len(set(names)) and all(field["attributes"]["label"] for field in form["body"])


def test_the_image_has_what_its_dockerfile_copies_and_the_build_takes() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    taken = pyproject["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    names = " ".join(copied).split()
    assert taken.keys() <= set(names)
    for name in names:
        assert (ROOT / name).exists(), name
        assert f"!{name.split('/')[0]}\n" in ignored, name
