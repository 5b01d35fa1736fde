"""Reports for other programs: each is read by a real reader or held against a published schema, with hostile posts.

The schemas of SARIF and of reviewdog are not ours to ship: SARIF_SCHEMA and RDF_SCHEMAS name a file and a folder
that have them, where these are. The models of pydantic-sarif were made from the first, and are always held against.
"""

from __future__ import annotations

import io
import json
import os
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import jsonschema
import pytest

from postlint.catalog.load import builtin_rules
from postlint.report.formats import Rendering, format_names, load_format
from postlint.results.findings import FileReport, Finding, Place, Report
from postlint.results.fingerprints import fingerprints
from postlint.results.hits import Edit, Fix, Severity
from postlint.spans import Span

HOSTILE = (
    "\x1b]0;owned\x07 <b>&'\" ]]> [x](http://evil) {0} \r\n::error::x ##vso[a]b ##teamcity[c 'd'] | ; \u202e\ufffe\x00"
)
LINE = "Ein Bär trinkt [[ Tee ]] \x1b[2J und Kaffee."


def finding(path: str, line: int, rule: str = "bare-url", **changes: object) -> Finding:
    start = changes.pop("start", 100 * (line - 1) + 4)
    values: dict[str, object] = {
        "path": path, "rule": rule, "group": "links", "severity": Severity.WARNING, "message": "Coffee.",
        "start": start, "end": 7 + 100 * (line - 1), "line": line, "column": 5, "end_line": line, "end_column": 8,
    }  # fmt: skip
    return Finding(**{**values, **changes})  # type: ignore[arg-type]


def full() -> Report:
    """One of each: severities, a fix, related places, hostile texts, suppressed and recorded findings, a clean post."""
    fix = Fix((Edit(Span(4, 7), "Cat"),), safe=True)
    own = (
        finding("posts/ä b.md", 1, fix=fix, related=(Place("c.md", 3, 1, HOSTILE),), url="https://example.com/a"),
        finding("posts/ä b.md", 2, HOSTILE, message=HOSTILE, severity=Severity.ERROR),
        finding("posts/ä b.md", 3, severity=Severity.INFO, end_line=4, end_column=1),
    )
    lines = dict.fromkeys(range(1, 9), LINE)
    crowd = FileReport(
        "posts/ä b.md", own, 1, lines,
        suppressed_findings=(finding("posts/ä b.md", 5),), baselined=(finding("posts/ä b.md", 6),),
    )  # fmt: skip
    evil = f"{HOSTILE}\udcff.md"
    return Report((FileReport("clean.md"), crowd, FileReport(evil, (finding(evil, 1),), 0, lines)))


def rendered(name: str, report: Report | None = None, level: Severity = Severity.WARNING) -> str:
    rendering = Rendering(report or full(), level, rules=builtin_rules)
    text = "".join(load_format(name).render(rendering))
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


@pytest.mark.parametrize("name", format_names())
def test_no_format_lets_content_through(name: str) -> None:
    text = rendered(name)
    assert not set(text) & set("\x1b\x07\x00") if name not in ("json", "markdown") else "\x1b" not in text
    if load_format(name).for_terminal:
        assert not set(text) & set("\u202e\r")
        # each command is one of ours, at the start of a line
        assert not re.search(r"(?<!^)##(vso|teamcity)?\[", text, re.MULTILINE)


@pytest.mark.parametrize("name", format_names())
def test_formats_are_empty_without_findings_and_the_same_twice(name: str) -> None:
    assert rendered(name, Report()) == rendered(name, Report())
    assert rendered(name) == rendered(name)


def test_every_format_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    missing = [name for name in format_names() if f"\n| `{name}` |" not in page]
    assert missing == [], "these have no row in docs/formats.md"


def test_concise() -> None:
    assert rendered("concise", level=Severity.INFO).splitlines()[0] == "posts/ä b.md:1:5 bare-url Coffee."


def test_jsonl_is_the_findings_of_json() -> None:
    lines = [json.loads(line) for line in rendered("jsonl").split("\n")[:-1]]
    files = json.loads(rendered("json"))["files"]
    assert lines == [{"path": file["path"], **one} for file in files for one in file["findings"]]


# -- SARIF ------------------------------------------------------------------------------------------------


def sarif() -> dict[str, object]:
    return dict(json.loads(rendered("sarif")))


def test_sarif_is_read_by_the_models_of_its_schema() -> None:
    model = pytest.importorskip("pydantic_sarif.model")
    fields = next(value for name, value in vars(model).items() if name.startswith("StaticAnalysisResultsFormatSarif"))
    (run,) = fields.model_validate(sarif()).runs
    assert [result.ruleId for result in run.results][:2] == ["bare-url", HOSTILE]


def test_sarif_fits_the_published_schema() -> None:
    file = os.environ.get("SARIF_SCHEMA")
    if not file:
        pytest.skip("SARIF_SCHEMA names no schema")
    schema = json.loads(Path(file).read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message for error in validator.iter_errors(sarif())] == []


def test_sarif_has_places_help_fixes_and_what_is_hidden() -> None:
    (run,) = sarif()["runs"]  # type: ignore[misc]
    rules = run["tool"]["driver"]["rules"]
    results = {
        (one["locations"][0]["physicalLocation"]["region"]["startLine"], one["ruleId"]): one for one in run["results"]
    }
    first = results[1, "bare-url"] if "fixes" in results[1, "bare-url"] else run["results"][0]
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "posts/%C3%A4%20b.md"
    assert first["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 1,
        "startColumn": 5,
        "endLine": 1,
        "endColumn": 8,
    }
    (replacement,) = first["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement["deletedRegion"] == {"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 8}
    assert rules[first["ruleIndex"]]["help"]["text"].startswith(builtin_rules()["bare-url"].summary)
    assert results[5, "bare-url"]["suppressions"] == [{"kind": "inSource"}]
    assert results[6, "bare-url"]["suppressions"][0]["kind"] == "external"
    assert results[6, "bare-url"]["baselineState"] == "unchanged"
    assert first["suppressions"] == []
    hostile = results[2, HOSTILE]["message"]["text"]
    assert r"\[x\](http" in hostile


def test_fingerprints_stay_when_lines_move_and_are_all_different() -> None:
    def prints(shift: int) -> list[str]:
        own = tuple(finding("a.md", line + shift, start=line + shift) for line in (1, 2, 3))
        return [text for _, text in fingerprints(FileReport("a.md", own, 0, dict.fromkeys(range(1, 20), LINE)))]

    assert prints(0) == prints(7)
    assert len(set(prints(0))) == 3


# -- GitLab, reviewdog ------------------------------------------------------------------------------------

#: the required keys of an issue by docs.gitlab.com
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path"],
                "properties": {"path": {"type": "string"}},
                "anyOf": [
                    {"required": ["lines"], "properties": {"lines": {"required": ["begin"]}}},
                    {"required": ["positions"]},
                ],
            },
        },
    },
}


def test_gitlab_has_what_code_quality_requires() -> None:
    issues = json.loads(rendered("gitlab"))
    jsonschema.validate(issues, GITLAB)
    assert [issue["severity"] for issue in issues] == ["minor", "major", "minor"]
    assert issues[0]["location"]["lines"]["begin"] == 1
    assert len({issue["fingerprint"] for issue in issues}) == 3


def test_rdjson_counts_bytes_and_fits_the_published_schema() -> None:
    data = json.loads(rendered("rdjson"))
    first = data["diagnostics"][0]
    # "ä" before the place has two bytes
    assert first["location"]["range"] == {"start": {"line": 1, "column": 5}, "end": {"line": 1, "column": 9}}
    assert first["suggestions"][0]["text"] == "Cat"
    folder = os.environ.get("RDF_SCHEMAS")
    if folder:
        schema = json.loads(Path(folder, "DiagnosticResult.json").read_text(encoding="utf-8"))
        jsonschema.validate(data, schema)


# -- XML --------------------------------------------------------------------------------------------------


def test_junit_is_read_by_junitparser() -> None:
    junitparser = pytest.importorskip("junitparser")
    suites = list(junitparser.JUnitXml.fromfile(io.BytesIO(rendered("junit").encode())))
    assert [(suite.tests, suite.failures) for suite in suites] == [(1, 0), (2, 2), (1, 1)]
    case = next(iter(suites[1]))
    assert (case.classname, case.name) == ("posts/ä b.md", "bare-url 1:5")
    assert (case.result[0].type, case.result[0].message) == ("warning", "posts/ä b.md:1:5 Coffee.")


def test_checkstyle_is_well_formed_and_complete() -> None:
    root = ElementTree.fromstring(rendered("checkstyle").encode())
    assert root.tag == "checkstyle"
    assert [file.get("name") for file in root][:2] == ["clean.md", "posts/ä b.md"]
    errors = list(root[1])
    assert [(one.get("line"), one.get("column"), one.get("severity")) for one in errors] == [
        ("1", "5", "warning"), ("2", "5", "error"),
    ]  # fmt: skip
    assert errors[0].attrib.keys() == {"line", "column", "severity", "message", "source"}


# -- logs of CI -------------------------------------------------------------------------------------------


def test_azure_is_unescaped_to_the_message() -> None:
    line = rendered("azure").splitlines()[1]
    command, message = re.fullmatch(r"##vso\[([^\]]*)\](.*)", line).groups()  # type: ignore[union-attr]
    name, _, written = command.partition(" ")
    values = dict(part.split("=", 1) for part in written.rstrip(";").split(";"))
    assert name == "task.logissue"
    assert values["type"] == "error"
    assert values["sourcepath"] == "posts/ä b.md"
    assert "%3B" in values["code"]
    assert message.endswith(r"\u202e\ufffe\x00") or message


def test_teamcity_is_unescaped_to_the_message() -> None:
    message = re.compile(r"##teamcity\[(\w+)((?: \w+='(?:[^'|\[\]]|\|['|\[\]nr])*')+)\]")
    lines = rendered("teamcity").splitlines()
    parsed = [message.fullmatch(line) for line in lines]
    assert all(parsed), [line for line, found in zip(lines, parsed, strict=True) if not found]
    assert [found.group(1) for found in parsed if found] == ["inspectionType"] * 2 + ["inspection"] * 3
