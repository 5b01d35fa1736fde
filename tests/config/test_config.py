"""The configuration: what holds for a path, and a place for every mistake."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from postlint import lint_text
from postlint.config.config import ALWAYS, Config, ConfigError, load_preset
from postlint.config.load_config import load_config
from postlint.config.origins import option_origin, origin
from postlint.config.settings import ActiveRule, Settings
from postlint.engine.cache_keys import settings_key
from postlint.engine.lint import lint_bytes, lint_source
from postlint.parse.source import Source
from postlint.results.findings import FileReport, Finding, Report
from postlint.results.hits import Severity
from postlint.results.verdict import Verdict

CARD = """\
name: {name}
summary: A rule of our own.
kind: existence
with: {{words: [synergy]}}
message: "Not '{{match}}'."
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An empty repository."""
    (tmp_path / ".git").mkdir()
    return tmp_path


def config_of(site: Path, text: str, name: str = ".postlint.yaml", **options: object) -> Config:
    (site / name).write_text(text, encoding="utf-8")
    return load_config(cwd=site, **options)  # type: ignore[arg-type]


def chosen(settings: Settings) -> list[ActiveRule]:
    """The rules that are on, but for those that always are (that a file cannot be read)."""
    return [active for active in settings.rules if ALWAYS not in active.rule.tags]


def names(settings: Settings) -> set[str]:
    return {active.rule.name for active in chosen(settings)}


def mistakes(site: Path, text: str, name: str = ".postlint.yaml") -> list[str]:
    with pytest.raises(ConfigError) as raised:
        config_of(site, text, name)
    return str(raised.value).splitlines()


# -- finding ---------------------------------------------------------------------------------------------


def test_without_a_file_the_recommended_rules_are_on(site: Path) -> None:
    config = load_config(cwd=site)
    assert config.path is None and config.root == site
    active = config.settings_for("post.md").rules
    assert active and all("recommended" in rule.rule.tags for rule in active)
    assert active[0].origin == "default (recommended)"


def test_the_nearest_file_upwards_holds_and_the_repository_is_the_end(site: Path) -> None:
    inner = site / "a" / "b"
    inner.mkdir(parents=True)
    (site / ".postlint.yaml").write_text("language: de\n")
    assert load_config(cwd=inner).root == site
    (inner / ".git").mkdir()
    assert load_config(cwd=inner).path is None
    (inner / ".postlint.yml").write_text("language: fr\n")
    assert load_config(cwd=inner).settings_for("x.md").language == "fr"
    assert load_config(cwd=inner, isolated=True).path is None
    assert load_config(Path("../../.postlint.yaml"), cwd=inner).settings_for("x.md").language == "de"


def test_pyproject(site: Path) -> None:
    (site / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert load_config(cwd=site).path is None
    config = config_of(site, '[tool.postlint]\nselect = ["links"]\nrules = {h1-in-body = true}\n', "pyproject.toml")
    groups = {active.rule.group for active in chosen(config.settings_for("x.md"))}
    assert groups == {"links", "headings"}


def test_two_files_in_one_folder_are_a_mistake(site: Path) -> None:
    (site / ".postlint.yml").write_text("{}")
    assert "two configurations (.postlint.yaml and .postlint.yml)" in mistakes(site, "{}")[0]


def test_empty_file_is_the_defaults(site: Path) -> None:
    config_of(site, "rules:\n  # bare-url: off\n")
    assert names(config_of(site, "").settings_for("x.md")) == names(load_config(cwd=site).settings_for("x.md"))


# -- what holds ------------------------------------------------------------------------------------------


def test_selection(site: Path) -> None:
    config = config_of(
        site, "select: [headings, bare-url]\nextend_select: [links]\nignore: [MD001]\nrules: {no-images: on}"
    )
    active = names(config.settings_for("x.md"))
    assert {"h1-in-body", "bare-url", "insecure-link", "no-images"} <= active
    assert "heading-increment" not in active and "image-without-alt" not in active
    assert len(config_of(site, "select: [all]").settings_for("x.md").rules) == len(config.catalogue)


def test_rule_settings(site: Path) -> None:
    text = """\
select: []
ignore_patterns: ['\\{\\{.*?\\}\\}']
rules:
  heading-increment: {max_step: 2, severity: error, ignore_patterns: [Appendix]}
  no-images: info
  h1-in-body: off
"""
    settings = config_of(site, text).settings_for("x.md")
    increment, images = chosen(settings)
    assert increment.rule.name == "heading-increment" and increment.options == {"max_step": 2}
    assert increment.severity is Severity.ERROR and increment.ignore_patterns == ("Appendix",)
    assert images.severity is Severity.INFO and images.options == images.rule.defaults
    assert settings.ignore_patterns == (r"\{\{.*?\}\}",)


def test_overrides_hold_for_their_files_and_the_later_wins(site: Path) -> None:
    text = """\
select: [headings]
language: en
rules: {heading-increment: {max_step: 2}}
overrides:
  - files: ["content/notes/**", "!content/notes/long.md"]
    rules: {heading-increment: {severity: error}, h1-in-body: off}
    language: de
  - files: ["*.draft.md"]
    select: [bare-url]
    preset: generic
"""
    config = config_of(site, text)
    post, note = config.settings_for("content/a.md"), config.settings_for(site / "content" / "notes" / "b.md")
    assert post.language == "en" and note.language == "de"
    assert names(post) - names(note) == {"h1-in-body"}
    (step,) = [active for active in note.rules if active.rule.name == "heading-increment"]
    assert step.options == {"max_step": 2} and step.severity is Severity.ERROR
    assert config.settings_for("content/notes/long.md") is post
    assert names(config.settings_for("content/notes/x.draft.md")) == {"bare-url"}
    assert option_origin(config, "content/notes/b.md", "heading-increment", "severity") == ".postlint.yaml:6:33"
    assert option_origin(config, "content/notes/b.md", "heading-increment", "max_step") == ".postlint.yaml:3:29"
    assert option_origin(config, "x.md", "heading-increment", "severity") == "default"


def test_the_command_line_has_the_last_word(site: Path) -> None:
    text = "select: [headings]\nrules: {heading-increment: off, bare-url: on}\n"
    assert "heading-increment" not in names(config_of(site, text).settings_for("x.md"))
    active = names(config_of(site, text, select=["headings,no-images"], ignore=["h1-in-body"]).settings_for("x.md"))
    assert {"no-images", "empty-heading"} <= active
    assert not {"bare-url", "h1-in-body", "heading-increment"} & active
    assert names(config_of(site, text, select=["MD001"]).settings_for("x.md")) == {"heading-increment"}
    assert "no-images" in names(config_of(site, text, extend_select=["no-images"]).settings_for("x.md"))
    with pytest.raises(ConfigError, match=r"^select: unknown rule, group or tag 'heading', did you mean 'headings'"):
        config_of(site, text, select=["heading"])


def test_site_values(site: Path) -> None:
    text = """\
site_url: https://www.example.com/blog/
site_hosts: [example.com]
content: ["posts/**/*.md"]
exclude: [drafts]
fail_on: error
max_warnings: 3
today: 2026-01-31
"""
    config = config_of(site, text)
    assert config.settings_for("x.md").site_hosts == ("www.example.com", "example.com")
    assert config.settings_for("x.md").today is not None
    assert (config.content, config.exclude) == (("posts/**/*.md",), ("drafts",))
    assert config.verdict == Verdict(Severity.ERROR, 3)
    assert origin(config, "max_warnings") == ".postlint.yaml:6:1" and origin(config, "language") == "default"
    assert config_of(site, "fail_on: never").verdict.fail_on is None


@pytest.mark.parametrize(
    ("files", "preset"),
    [
        ({"astro.config.mjs": ""}, "astro"),
        ({"hugo.toml": ""}, "hugo"),
        ({"config.toml": "baseURL = 'https://example.com'", "layouts/x.html": ""}, "hugo"),
        ({"config.toml": "baseURL = 'https://example.com'"}, "generic"),
        ({"config.toml": "x = 1", "layouts/x.html": ""}, "generic"),
        ({"_config.yml": ""}, "jekyll"),
        ({"docs/astro.config.ts": "", "_config.yml": ""}, "astro"),
        ({}, "generic"),
    ],
)
def test_the_nearest_sign_of_a_generator_decides(site: Path, files: dict[str, str], preset: str) -> None:
    for name, text in files.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(text)
    assert load_config(cwd=site).settings_for("docs/posts/a.md").preset == preset


def test_a_preset_that_is_given_is_not_detected(site: Path) -> None:
    (site / "hugo.toml").touch()
    text = "preset: jekyll\noverrides: [{files: [docs], preset: auto}]"
    config = config_of(site, text)
    assert [config.settings_for(path).preset for path in ("a.md", "docs/a.md")] == ["jekyll", "hugo"]


def test_settings_are_sent_to_workers_and_told_apart(site: Path) -> None:
    first = config_of(site, "rules: {heading-increment: {max_step: 2}}").settings_for("x.md")
    again = pickle.loads(pickle.dumps(first))
    assert again.key == first.key and names(again) == names(first)
    other = config_of(site, "rules: {heading-increment: {max_step: 3}}").settings_for("x.md")
    assert other.key != first.key
    assert {"MD001", "heading-increment"} <= first.aliases.keys() and first.aliases["MD001"] == "heading-increment"


# -- local cards and schemas ------------------------------------------------------------------------------


def test_local_cards(site: Path) -> None:
    cards = site / ".postlint" / "rules"
    (cards / "brand").mkdir(parents=True)
    (cards / "no-synergy.yaml").write_text(CARD.format(name="no-synergy"))
    (cards / "brand" / "no-hype.yaml").write_text(CARD.format(name="no-hype"))
    config = config_of(site, "select: [local]\nrules: {no-hype: {words: [hype], in: [headings, title]}}")
    (hype, synergy) = chosen(config.settings_for("x.md"))
    assert (hype.rule.group, synergy.rule.group) == ("brand", "local")
    assert synergy.options["words"] == ["synergy"] and synergy.rule.url == ""
    assert hype.options["words"] == ["hype"] and hype.rule.arguments(hype.options)["in_"] == ["headings", "title"]


@pytest.mark.parametrize(
    ("card", "mistake"),
    [
        (CARD.format(name="other"), "1:7: name: the file of this card must be called other.yaml"),
        (
            CARD.format(name="own").replace("existence", "existance"),
            "unknown kind 'existance', did you mean 'existence'",
        ),
        (CARD.format(name="own").replace("words", "word"), "4:8: with: unknown blank 'word', did you mean 'words'?"),
        (CARD.format(name="own").replace("[synergy]", "synergy"), "4:15: with.words: must be a list, but is text"),
        (CARD.format(name="own").replace("summary", "sumary"), "2:1: unknown key 'sumary', did you mean 'summary'?"),
        (
            CARD.format(name="own").replace("{match}", "{mach}"),
            "5:10: message: unknown value {mach}, did you mean",
        ),
        (CARD.format(name="own").replace("message: ", "messages: {defalt: ").rstrip() + "}", "has no message 'defalt'"),
        (CARD.format(name="own") + "tags: [recomended]\n", "unknown tag 'recomended', did you mean 'recommended'?"),
        ("name: own\nsummary: Runs Python.\ncheck: os:system\nmessage: x\n", "3:1: a local card may only use a kind"),
        ("name: own\nsummary: [\n", "3:1: invalid YAML"),
        ("- a\n", "1:1: must be a map, but is a list"),
        ("", "1:1: must be a map, but is empty"),
    ],
)
def test_mistakes_in_local_cards(site: Path, card: str, mistake: str) -> None:
    (site / "cards").mkdir()
    (site / "cards" / "own.yaml").write_text(card)
    found = mistakes(site, "local_rules: cards")
    assert any(line.startswith("cards/own.yaml:") and mistake in line for line in found), found


def test_a_name_belongs_to_one_rule(site: Path) -> None:
    (site / "cards").mkdir()
    (site / "cards" / "bare-url.yaml").write_text(CARD.format(name="bare-url"))
    (found,) = mistakes(site, "local_rules: cards")
    assert found == "cards/bare-url.yaml:1:1: 'bare-url' is the name of rules/links/bare-url.yaml; choose another"


def test_front_matter_schema_of_the_user(site: Path) -> None:
    (site / "post.schema.json").write_text('{"required": ["hero"], "x-postlint": {"fields": {"image": ["hero"]}}}')
    config = config_of(site, 'schemas: {"posts/**": post.schema.json}')
    settings = config.settings_for("posts/a.md")
    assert config.settings_for("a.md").schema_file is None
    preset = load_preset(settings.preset, settings.schema)
    assert preset.schema["required"] == ["hero"] and preset.fields["image"][0] == "hero"
    (site / "post.schema.json").write_text('{"required": "hero"}')
    assert mistakes(site, 'schemas: {"posts/**": post.schema.json}') == [
        "post.schema.json:1:14: required: must be a list, but is text ('hero')"
    ]


def test_the_files_of_a_schema_travel_to_workers(site: Path) -> None:
    (site / "parts").mkdir()
    (site / "post.json").write_text(
        '{"properties": {"author": {"$ref": "parts/people.json#/$defs/name"}, "tags": {"$ref": "#/$defs/tags"}},'
        ' "$defs": {"tags": {"type": "array", "items": {"$ref": "parts/people.json#/$defs/name"}}}}'
    )
    (site / "parts" / "people.json").write_text(
        '{"$defs": {"name": {"$ref": "#/$defs/short"}, "short": {"type": "string", "$ref": "../limits.yaml"}}}'
    )
    (site / "limits.yaml").write_text("maxLength: 5\n")
    settings = config_of(site, 'schemas: {"**": post.json}').settings_for("a.md")
    first_key = settings.key
    sent = pickle.dumps(settings)
    (site / "limits.yaml").write_text("maxLength: 50\n")
    assert config_of(site, 'schemas: {"**": post.json}').settings_for("a.md").key != first_key
    for file in ("post.json", "limits.yaml", "parts/people.json"):
        (site / file).unlink()
    post = "---\nauthor: Annabella\ntags: [rye, sourdough]\n---\n\nText.\n"
    report = lint_bytes(pickle.loads(sent), "a.md", post.encode()).report
    found = {(finding.line, finding.column) for finding in report.findings if finding.rule == "front-matter-schema"}
    assert found == {(2, 9), (3, 13)}


def test_plugins_are_loaded_by_name_only(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = site / "lib" / "acme_rules"
    (package / "rules" / "brand").mkdir(parents=True)
    (package / "__init__.py").write_text(
        "from postlint import Hit, Span\n\n\ndef shout(doc):\n    yield Hit(Span(0, 1), {})\n"
    )
    (package / "rules" / "brand" / "shout.yaml").write_text(
        "name: shout\nsummary: No shouting here.\nseverity: info\ncheck: acme_rules:shout\nmessage: Hush.\n"
    )
    info = site / "lib" / "acme_rules-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-rules\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[postlint.rules]\nacme = acme_rules\n")
    monkeypatch.syspath_prepend(str(site / "lib"))
    assert "acme/shout" not in load_config(cwd=site).catalogue
    rule = config_of(site, "plugins: [acme]\nrules: {acme/shout: on}").catalogue["acme/shout"]
    assert (rule.group, rule.origin, rule.resolve().__name__) == ("brand", "acme", "shout")
    settings = config_of(site, "plugins: [acme]\nrules: {acme/shout: on}").settings_for("a.md")
    key = settings_key(settings)
    os.utime(package / "__init__.py", (2_000_000_000, 2_000_000_000))
    assert settings_key(settings) != key  # its code has changed, and what it found before is forgotten
    (found,) = mistakes(site, "plugins: [acmee]")
    assert found.startswith(".postlint.yaml:1:11: plugins[0]: 'acmee' is not installed, did you mean 'acme'?")


# -- mistakes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("selct: [all]", "1:1: unknown key 'selct', did you mean 'select'?"),
        ("select: all", "1:9: select: must be a list, but is text ('all')"),
        (
            "select: [recomended]",
            "1:10: select[0]: unknown rule, group or tag 'recomended', did you mean 'recommended'",
        ),
        ("rules:\n  bear-url: off", "2:3: rules: unknown rule 'bear-url', did you mean 'bare-url'?"),
        (
            "rules:\n  bare-url: warn",
            "2:13: rules.bare-url: 'warn' is not allowed; use off, on, info, warning",
        ),
        ("rules:\n  bare-url: 3", "2:13: rules.bare-url: must be true or false, text or a map"),
        (
            "rules:\n  heading-increment: {maxstep: 2}",
            "2:23: rules.heading-increment: unknown option 'maxstep', did you mean 'max_step'? (known: max_step)",
        ),
        (
            "rules:\n  heading-increment:\n    max_step: two",
            "3:15: rules.heading-increment.max_step: must be a whole",
        ),
        ("preset: hugoo", "1:9: preset: unknown preset 'hugoo'"),
        ("preset: generic\ngenerator: generic", "2:1: 'generator' is another name for 'preset'"),
        ("overrides:\n  - rules: {}", "2:5: overrides[0]: key 'files' is missing"),
        ("overrides:\n  - {files: ['a/***/b', '!'], rules: {}}", "2:25: overrides[0].files[1]: '!' is no valid glob"),
        ("ignore_patterns: ['(']", "1:19: ignore_patterns[0]: '(' is no valid regular expression"),
        ("language: english please", "1:11: language: 'english please' is no code of a language"),
        ("site_url: example.com", "1:11: site_url: 'example.com' is no valid URL"),
        ("local_rules: cards", "1:14: local_rules: there is no folder"),
        ("schemas: {'**': gone.json}", "1:17: schemas.**: there is no file gone.json"),
        ("today: tomorrow", "1:8: today: 'tomorrow' is no valid date"),
        ("max_warnings: -1", "1:15: max_warnings: must be at least 0, is -1"),
        ("fail_on: info\nfail_on: error", "2:1: 'fail_on' is given twice"),
        ("rules: {a", "invalid YAML"),
        ("- a", "1:1: must be a map, but is a list"),
    ],
)
def test_mistake(site: Path, text: str, mistake: str) -> None:
    found = mistakes(site, text)
    assert len(found) == 1, found
    assert found[0].startswith(".postlint.yaml:") and mistake in found[0]


def test_all_mistakes_are_told_at_once(site: Path) -> None:
    assert len(mistakes(site, "selct: []\nmax_warnings: -1\nrules: {x: 3}")) == 3
    assert len(mistakes(site, "select: [xxxx]\nrules: {yyyy: off, bare-url: {zzzz: 1}}")) == 3


def test_mistakes_in_pyproject(site: Path) -> None:
    text = '[project]\nname = "x"\n\n[tool.postlint]\nselect = ["al"]\n\n[tool.postlint.rules]\nbear-url = false\n'
    assert mistakes(site, text, "pyproject.toml") == [
        "pyproject.toml:5:1: tool.postlint.select[0]: unknown rule, group or tag 'al', did you mean 'all'?",
        "pyproject.toml:8:1: tool.postlint.rules: unknown rule 'bear-url', did you mean 'bare-url'?",
    ]


def test_unreadable_configuration(site: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone\.yaml: cannot be read: No such file"):
        load_config(Path("gone.yaml"), cwd=site)
    (site / ".postlint.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="is not UTF-8"):
        load_config(cwd=site)


# -- levels and the verdict -------------------------------------------------------------------------------

LEVELS = """\
select: [text-too-short, too-many-links, long-sentence]
rules:
  text-too-short: {min: 40, undated: true, severity: warning, levels: {error: {min: 20}}}
  too-many-links: {max_internal: 1, severity: info, levels: {error: {max_internal: 4}, warning: {max_internal: 2}}}
  long-sentence: {max: 3, levels: {warning: {max: 5}}}
"""


def severities(site: Path, text: str, rule: str) -> list[tuple[int, str]]:
    """Line and severity of the findings of a rule under LEVELS."""
    report = lint_source(config_of(site, LEVELS).settings_for("a.md"), Source.from_text(text, "a.md"))
    return [(finding.line, finding.severity.label) for finding in report.findings if finding.rule == rule]


@pytest.mark.parametrize(("words", "expected"), [(40, []), (39, [(1, "warning")]), (19, [(1, "error")])])
def test_a_level_gives_its_severity(site: Path, words: int, expected: list[tuple[int, str]]) -> None:
    assert severities(site, "word " * words + "\n", "text-too-short") == expected


@pytest.mark.parametrize(("links", "severity"), [(2, "info"), (3, "warning"), (4, "warning"), (5, "error")])
def test_a_level_leaves_place_and_message_as_they_are(site: Path, links: int, severity: str) -> None:
    text = "".join(f"[tea](/{number}/)\n" for number in range(links))
    assert severities(site, text, "too-many-links") == [(2, severity)]


def test_each_finding_has_its_own_level(site: Path) -> None:
    text = "One two three.\n\nOne two three four.\n\nOne two three four five six.\n"
    assert severities(site, text, "long-sentence") == [(3, "info"), (5, "warning")]


@pytest.mark.parametrize(
    ("levels", "mistake"),
    [
        ("text-too-short: {levels: {grave: {min: 1}}}", "rules.text-too-short.levels"),
        ("text-too-short: {levels: {error: {mni: 1}}}", "did you mean 'min'?"),
        ("duplicate-title: {levels: {error: {}}}", "only rules that look at single posts have levels"),
    ],
)
def test_mistakes_in_levels_are_named(site: Path, levels: str, mistake: str) -> None:
    with pytest.raises(ConfigError, match=mistake.replace("?", "[?]")):
        config_of(site, f"rules:\n  {levels}\n")


def run_of(*posts: str) -> Report:
    """A report with the findings of posts, a letter for each severity."""
    files = [FileReport(f"{number}.md", tuple(map(_finding, letters))) for number, letters in enumerate(posts)]
    return Report(tuple(files))


def _finding(letter: str) -> Finding:
    severity = {"i": Severity.INFO, "w": Severity.WARNING, "e": Severity.ERROR}[letter]
    return Finding("a.md", "rule", "group", severity, "So.", 0, 0, 1, 1, 1, 1)


@pytest.mark.parametrize(
    ("verdict", "posts", "reasons"),
    [
        (Verdict(), ["i"], []),
        (Verdict(), ["iw", "ew"], ["1 error", "2 warnings"]),
        (Verdict(None, 0), ["eww"], []),
        (Verdict(Severity.ERROR), ["www"], []),
        (Verdict(Severity.ERROR, 3), ["wwwi"], []),
        (Verdict(Severity.ERROR, 3), ["ww", "ww"], ["4 warnings (3 allowed)"]),
        (Verdict(Severity.ERROR, None, 3), ["www", "www"], []),
        (Verdict(Severity.ERROR, None, 3), ["w", "wwwwe"], ["1 error", "4 warnings in a post (3 allowed)"]),
        (Verdict(Severity.INFO, 1), ["wi"], ["1 info"]),
    ],
)
def test_verdict_says_why(verdict: Verdict, posts: list[str], reasons: list[str]) -> None:
    assert verdict.reasons(run_of(*posts)) == reasons


def test_patterns_to_ignore_stand_by_themselves() -> None:
    """Each has flags, groups and names of its own."""
    config = {"select": ["repeated-word"], "ignore_patterns": ["(?i)AND AND", r"(t)he \1he", "(?P<a>x)", "(?P<a>y)"]}
    text = "And and tea, the the leaves, in in a cup.\n"
    assert [text[one.start : one.end] for one in lint_text(text, config=config)] == ["in in"]
