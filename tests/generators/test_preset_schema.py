"""The `x-postlint` part of presets and of users' schemas: every key is known and documented."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from postlint.config.config import ConfigError
from postlint.config.load_config import load_config
from postlint.data.folders import data_dir
from postlint.generators.anchors import SLUGGERS
from postlint.generators.presets import preset_data, preset_names, preset_problems
from postlint.generators.slugs import WAYS
from postlint.parse.dates import FORMS
from postlint.site.address_parts import PLACEHOLDERS
from support.sites import write_files

ROOT = Path(__file__).parents[2]
SCHEMAS = sorted((data_dir("schemas") / "front-matter").glob("*.schema.json"))


@pytest.mark.parametrize("file", SCHEMAS, ids=lambda file: file.name.partition(".")[0])
def test_presets_use_known_words(file: Path) -> None:
    schema = json.loads(file.read_text(encoding="utf-8"))
    assert [f"{'.'.join(map(str, problem.path))}: {problem.message}" for problem in preset_problems(schema)] == []
    data, site = schema["x-postlint"], schema["x-postlint"].get("site", {})
    patterns = [data.get("permalink", ""), *site.get("patterns", {}).values()]
    names = [*site.get("tokens", {}).values(), *re.findall(r"\{(\w+)\}", "".join(patterns))]
    assert [name for name in names if name not in PLACEHOLDERS] == [], f"known: {sorted(PLACEHOLDERS)}"


def test_the_schema_has_the_names_of_the_code() -> None:
    """In the schema, where editors and the page of keys show them."""
    properties = json.loads((data_dir("schemas") / "preset.schema.json").read_text(encoding="utf-8"))["properties"]
    site = properties["site"]["properties"]
    assert set(site["slugs"]["additionalProperties"]["enum"]) == set(WAYS)
    assert set(site["anchors"]["enum"]) == {"any", "unknown", *SLUGGERS}
    assert set(properties["dates"]["properties"]["forms"]["items"]["enum"]) == set(FORMS)


#: a typo at each depth, and the key that is named
TYPOS = [
    ({"feilds": {}}, "feilds"),
    ({"fields": {"titel": ["title"]}}, "titel"),
    ({"site": {"rots": []}}, "rots"),
    ({"site": {"slugs": {"nmae": "hugo"}}}, "nmae"),
    ({"site": {"slug_key": "nmae"}}, "nmae"),
    ({"site": {"slugs": {"name": "hguo"}}}, "hguo"),
    ({"site": {"anchors": "kramdwn"}}, "kramdwn"),
    ({"dates": {"forms": ["slsh"]}}, "slsh"),
    ({"site": {"static": {"public": 3}}}, "text"),
    ({"detect": [{"fil": "x"}]}, "fil"),
    ({"dates": {"form": []}}, "form"),
    ({"header": {"bare": ["jsn"]}}, "jsn"),
    ({"slug": {"filename": True}}, "filename"),
    ([], "map"),
]


@pytest.mark.parametrize(("data", "word"), TYPOS)
def test_a_typo_is_reported_at_its_place(tmp_path: Path, data: Any, word: str) -> None:
    schema = {"type": "object", "x-postlint": data}
    write_files({"post.json": json.dumps(schema), ".postlint.yaml": "schemas: {'**': post.json}"}, tmp_path)
    with pytest.raises(ConfigError, match=rf"post.json:1:\d+: .*{word}"):
        load_config(cwd=tmp_path)


def test_a_users_part_is_laid_over_that_of_the_preset(tmp_path: Path) -> None:
    schema = {"x-postlint": {"fields": {"description": ["spoiler"]}, "site": {"base": "/b"}}}
    write_files({"s.json": json.dumps(schema), "hugo.toml": "", ".postlint.yaml": "schemas: {'**': s.json}"}, tmp_path)
    settings = load_config(cwd=tmp_path).settings_for(tmp_path / "content" / "a.md")
    from postlint.config.config import preset_of

    preset = preset_of(settings)
    assert preset.fields["description"] == ("spoiler",)
    assert preset.fields["updated"] == ("lastmod", "modified")
    assert preset.data["site"]["roots"] == ["content"]


def test_each_sign_is_a_configuration_file_or_names_another_file() -> None:
    for name in preset_names():
        data = preset_data(name)
        assert all("file" in sign or data["configuration"]["files"] for sign in data.get("detect", ()))


def test_the_pages_document_every_preset_and_placeholder() -> None:
    presets = (ROOT / "docs" / "front-matter.md").read_text(encoding="utf-8")
    missing = [name for name in preset_names() if f"\n| `{name}` |" not in presets]
    assert missing == [], "these have no row in docs/front-matter.md"
    page = (ROOT / "docs" / "adding-a-generator.md").read_text(encoding="utf-8")
    assert [name for name in sorted(PLACEHOLDERS) if f"`{{{name}}}`" not in page] == []


def test_the_page_documents_every_key() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "docs" / "make_presets.py"), "--check"], capture_output=True)
    assert done.returncode == 0, done.stderr
