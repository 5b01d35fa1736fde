"""Configurations, cards and schemas that are small and stand for much: each is one sentence, and soon."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from postlint.cli import cli

POST = "---\ntitle: A post about tea\n---\n\nTea is made of leaves.\n"


def _levels(first: str, other: str) -> str:
    """Each of ten levels has the one before nine times."""
    lines = [f"a0: &a0 {first}"]
    lines += [f"a{level}: &a{level} {other.format(','.join([f'*a{level - 1}'] * 9))}" for level in range(1, 10)]
    return "\n".join(lines) + "\n"


#: YAML, as a configuration, a card and a schema; and what the sentence says
YAML = {
    "aliases": (_levels("[x, x]", "[{}]"), "stand for more than 10,000 values"),
    "merges": (_levels("{k: v}", "{{<<: [{}]}}"), "stand for more than 10,000 values"),
    "a list in itself": ("a: &a [1, *a ]\n", "itself inside"),
    "a map in itself": ("a: &a {b: [{c: *a }]}\n", "itself inside"),
    "deep lists": ("a: " + "[" * 5000 + "]" * 5000, "nesting depth"),
    "base 60": ("a: 1" + ":1" * 5000, "a number of"),
    "base 60 with a fraction": ("a: 1" + ":1" * 5000 + ".5", "a number of"),
    "a long number": ("a: " + "1" * 5000, "a number of"),
    "no number": ("post_timeout: .nan\n", "no number of JSON"),
    "endless": ("post_timeout: .inf\n", "no number of JSON"),
    "a program": ("a: !!python/object/apply:os.system ['touch ran']\n", "constructor"),
}
#: other files
FILES: dict[str, tuple[dict[str, str], str]] = {
    "braces": ({".postlint.yaml": f"exclude: ['{'{a,b}' * 24}']"}, "no valid glob"),
    "long braces": ({".postlint.yaml": f"exclude: ['{{{','.join('ab' * 3000)}}}']"}, "exclude[0]"),
    "files that extend each other": (
        {".postlint.yaml": "extends: ./0.yaml", **{f"{i}.yaml": f"extends: ./{i + 1}.yaml" for i in range(500)}},
        "more than 20 files",
    ),
    "a name with a NUL": ({".postlint.yaml": 'baseline: "a\\0b"'}, "a\\x00b"),
    "unknown keys": ({".postlint.yaml": "".join(f"k{i}: v\n" for i in range(3000))}, "unknown key 'k0'"),
    "unknown rules": ({".postlint.yaml": f"select: [{', '.join(f'k{i}' for i in range(3000))}]"}, "unknown rule"),
    "options": (
        {".postlint.yaml": "rules:\n" + "".join(f"  long-title{i}: off\n" for i in range(3000))}, "unknown rule",
    ),
    "dotted keys of TOML": ({".postlint.toml": "a." * 5000 + "a = 1\n"}, "too many parts"),
    "lists of TOML": ({".postlint.toml": "a = " + "[" * 5000 + "]" * 5000}, "nested too deeply"),
    "keys of TOML": ({".postlint.toml": "".join(f"k{i} = 1\n" for i in range(3000))}, "unknown key 'k0'"),
    "no number of TOML": ({".postlint.toml": "post_timeout = nan\n"}, "no number of JSON"),
    "a long number of TOML": ({".postlint.toml": f"a = {'1' * 5000}\n"}, "invalid TOML"),
    "a long number of JSON": (
        {".postlint.yaml": "schemas: {'*.md': a.json}", "a.json": f"[{'1' * 5000}]"}, "a number is too long",
    ),
    "deep lists of JSON": (
        {".postlint.yaml": "schemas: {'*.md': a.json}", "a.json": "[" * 100_000}, "nested too deeply",
    ),
    "a repetition of repetitions": ({".postlint.yaml": "ignore_patterns: ['a{1,1000}{1,1000}']"}, "regular expression"),
    "deep groups": ({".postlint.yaml": f"ignore_patterns: ['{'(' * 5000 + ')' * 5000}']"}, "regular expression"),
    "a reference to itself": (
        {".postlint.yaml": "schemas: {'*.md': a.yaml}", "a.yaml": "$ref: '#/$defs/a'\n$defs: {a: {$ref: '#/$defs/a'}}"},
        "refers to itself",
    ),
}  # fmt: skip


def _places(text: str) -> dict[str, dict[str, str]]:
    return {
        "configuration": {".postlint.yaml": text},
        "card": {".postlint/rules/a.yaml": text},
        "schema": {".postlint.yaml": "schemas: {'*.md': a.yaml}", "a.yaml": text},
    }


CASES = {
    **{
        f"{name}: {place}": (files, said)
        for name, (text, said) in YAML.items()
        for place, files in _places(text).items()
    },
    **FILES,
}


@pytest.mark.parametrize("name", CASES)
def test_a_small_file_that_stands_for_much_is_one_sentence(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, said = CASES[name]
    monkeypatch.chdir(tmp_path)
    for path, text in {"post.md": POST, **files}.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text)
    done = CliRunner().invoke(cli, ["check", "--no-cache", "."])
    assert done.exit_code == 2, done.output
    assert said in done.output
    assert "a mistake in postlint" not in done.output
    lines = done.output.splitlines()
    assert len(lines) <= 101
    assert max(map(len, lines)) < 1100
    assert not Path("ran").exists()
