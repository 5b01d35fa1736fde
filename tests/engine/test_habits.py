"""What most posts of a site lack is said once, whatever is reported on and however the run is made."""

from __future__ import annotations

from pathlib import Path

import pytest

import postlint
from postlint.config.config import Config
from postlint.config.load_config import load_config
from postlint.engine.cache import Cache
from postlint.engine.plan import plan_run
from postlint.engine.shards import merge_shards, write_share
from postlint.engine.wanted import Share
from support.likely import sentence_likely
from support.sites import write_files

POSTS = {
    "content/barley.md": "---\ntitle: Barley\naliasses: [/beer]\n---\n",
    "content/oats.md": "---\ntitle: Oats\ndescription: For horses and Scots.\n---\n",
    "content/rye.md": "---\ntitle: Rye\n---\n",
    "content/spelt.md": "---\ntitle: Spelt\n---\n",
}
CONFIG = "content: [content/*.md]\npreset: hugo\nselect: [description-missing, front-matter-unknown-key]\n"
ONCE = [("content/barley.md", "description-missing"), ("content/barley.md", "front-matter-unknown-key")]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    write_files({**POSTS, ".postlint.yaml": CONFIG}, tmp_path)
    monkeypatch.chdir(tmp_path)
    return load_config(cwd=tmp_path)


def found(report: postlint.Report) -> list[tuple[str, str]]:
    return sorted((finding.path, finding.rule) for finding in report.findings)


def test_a_habit_is_reported_once(config: Config) -> None:
    report = postlint.lint_paths(["content"], config)
    assert found(report) == ONCE
    (finding,) = (one for one in report.findings if one.rule == "description-missing")
    assert finding.message.startswith("3 of 4 posts of the site have no description")


@pytest.mark.parametrize("path", POSTS)
def test_a_post_alone_is_judged_as_one_of_many(path: str, config: Config) -> None:
    assert found(postlint.lint_paths([path], config)) == [one for one in ONCE if one[0] == path]


@pytest.mark.parametrize("path", ["content/barley.md", "content/rye.md"])
def test_what_a_change_touched_is_reported_in_its_post(path: str, config: Config) -> None:
    for cache in (None, Cache(config.root / ".postlint_cache")):
        run = plan_run(config, POSTS, all_content=True, cache=cache, touched=lambda one: one.path == path)
        report = run.finish()
        assert found(report) == sorted({*ONCE, (path, "description-missing")})


def test_messages_of_one_kind_are_a_habit(config: Config, tmp_path: Path) -> None:
    headers = {"barley": "tags: 1", "oats": "tags: {a: b}", "rye": "tags: 22", "spelt": "tags: 303"}
    posts = {f"content/{name}.md": f"---\ntitle: A\n{header}\n---\n" for name, header in headers.items()}
    write_files(
        {**posts, ".postlint.yaml": "content: [content/*.md]\npreset: hugo\nselect: [front-matter-schema]\n"}, tmp_path
    )
    barley, oats = postlint.lint_paths(["content"], load_config(cwd=tmp_path)).findings
    assert barley.message.endswith(
        "read as 1; put it in quotes. So it is in 3 of 4 posts of the site (reported here once for all of them)."
    )
    assert (oats.path, oats.severity.label) == ("content/oats.md", "warning")


def test_a_value_with_an_apostrophe_is_of_the_same_kind(config: Config, tmp_path: Path) -> None:
    headers = {"barley": "baker's rye", "oats": "of d'oats, don't", "rye": "rye bread", "spelt": "spelt"}
    posts = {f"content/{name}.md": f'---\ntitle: A\nkeywords: "{value}"\n---\n' for name, value in headers.items()}
    write_files(
        {**posts, ".postlint.yaml": "content: [content/*.md]\npreset: hugo\nselect: [front-matter-schema]\n"}, tmp_path
    )
    (once,) = postlint.lint_paths(["content"], load_config(cwd=tmp_path)).findings
    assert "So it is in 3 of 4 posts of the site" in once.message


@pytest.mark.parametrize("setting", ["{habit: false}", "{severity: warning}", "warning"])
def test_the_user_may_turn_habits_off(setting: str, config: Config, tmp_path: Path) -> None:
    text = f"{CONFIG}rules: {{description-missing: {setting}}}\n"
    (tmp_path / ".postlint.yaml").write_text(text, encoding="utf-8")
    report = postlint.lint_paths(["content"], load_config(cwd=tmp_path))
    paths = [path for path, rule in found(report) if rule == "description-missing"]
    assert paths == ["content/barley.md", "content/rye.md", "content/spelt.md"]


def test_posts_of_no_known_site_are_judged_alone(config: Config, tmp_path: Path) -> None:
    (tmp_path / ".postlint.yaml").unlink()
    write_files({path: f"{text}![](loaf.png)\n" for path, text in POSTS.items()}, tmp_path)
    config = load_config(cwd=tmp_path, select=["image-without-alt"])
    assert found(postlint.lint_paths(["content/rye.md"], config)) == [("content/rye.md", "image-without-alt")]


def test_a_key_that_posts_share_is_no_slip(config: Config, tmp_path: Path) -> None:
    for name in ("barley", "rye", "spelt"):
        (tmp_path / f"content/{name}.md").write_text("---\ntitle: A\naliasses: [/b]\n---\n", encoding="utf-8")
    assert "front-matter-unknown-key" not in dict(map(reversed, found(postlint.lint_paths(["content"], config))))


def test_the_cache_knows_habits(config: Config, tmp_path: Path) -> None:
    for _ in range(2):
        run = plan_run(config, POSTS, all_content=True, cache=Cache(tmp_path / ".cache"))
        assert found(run.finish(jobs=1)) == ONCE


def test_shards_know_habits(config: Config, tmp_path: Path) -> None:
    files = [tmp_path / f"{part}.json" for part in (1, 2)]
    for part, file in enumerate(files, start=1):
        run = plan_run(config, POSTS, all_content=True, share=Share(part, 2, file))
        run.finish(jobs=1)
        write_share(run)
    assert found(merge_shards(config, files)) == ONCE


def test_a_folder_may_have_a_habit_of_its_own(config: Config, tmp_path: Path) -> None:
    """It is reported for the largest folder that has it, and slips elsewhere one by one."""
    told = {f"content/{name}.md": f"---\ntitle: {name}\ndescription: B.\n---\n" for name in "abcdefghijklmnopqrstuv"}
    talks = {f"content/talks/{name}.md": f"---\ntitle: {name}\n---\n" for name in "wxyz"}
    write_files({**told, **talks, "content/rye.md": "---\ntitle: Rye\n---\n"}, tmp_path)
    config_text = CONFIG.replace("content/*.md", "content/**/*.md").replace("hugo", "eleventy")
    (tmp_path / ".postlint.yaml").write_text(config_text, encoding="utf-8")
    for name in ("barley", "spelt"):
        (tmp_path / f"content/{name}.md").unlink()
    report = postlint.lint_paths(["content"], load_config(cwd=tmp_path))
    assert [
        (one.path, one.severity.label, one.message.partition(" have")[0].partition(";")[0]) for one in report.findings
    ] == [
        (
            "content/rye.md",
            "info",
            "The post has no description for search results",
        ),
        ("content/talks/w.md", "info", "4 of 4 posts in content/talks"),
    ]


def test_errors_are_no_habit(config: Config, tmp_path: Path) -> None:
    (tmp_path / ".postlint.yaml").write_text(CONFIG + "rules: {description-missing: error}\n", encoding="utf-8")
    report = postlint.lint_paths(["content"], load_config(cwd=tmp_path))
    paths = [one.path for one in report.findings if one.rule == "description-missing"]
    assert paths == ["content/barley.md", "content/rye.md", "content/spelt.md"]


@pytest.mark.parametrize(
    ("schemas", "expected"), [("", [("content/a.md", "warning")]), ("schemas: {content/*.md: own.json}\n", None)]
)
def test_an_error_of_most_posts_stopped_no_build(
    schemas: str, expected: list[tuple[str, str]] | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The generator did not stop at it, and old posts do not yet meet a schema of the user's own."""
    posts = {f"content/{name}.md": "---\ntitle: Rye\ndate: Jul 08 2022\n---\n" for name in "abcde"}
    schema = '{"properties": {"date": {"format": "date"}}}'
    config = f"content: [content/*.md]\npreset: hugo\nselect: [front-matter-schema]\n{schemas}"
    files = {**posts, "content/f.md": "---\ntitle: Oats\n---\n", "own.json": schema, ".postlint.yaml": config}
    write_files({**files, "hugo.toml": "", "package.json": '{"devDependencies": {"hugo-bin": "0.140.0"}}'}, tmp_path)
    monkeypatch.chdir(tmp_path)
    report = postlint.lint_paths(["content"], load_config(cwd=tmp_path))
    found = [(one.path, one.severity.label) for one in report.findings]
    assert found == (expected or [(path, "error") for path in posts])


def test_a_header_that_cannot_be_read_is_told_of_each_post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    posts = {f"content/{name}.md": f'---\ntitle: "Rye {name}\n---\n' for name in "abcde"}
    write_files(
        {**posts, ".postlint.yaml": "content: [content/*.md]\npreset: hugo\nselect: [front-matter-syntax]\n"}, tmp_path
    )
    monkeypatch.chdir(tmp_path)
    assert [one.severity.label for one in postlint.lint_paths(["content"], load_config(cwd=tmp_path)).findings] == [
        "error"
    ] * 5


@pytest.mark.parametrize("keywords", [("bread", "bread", "Bread"), ("bread", "bread", "rye")])
def test_a_keyword_of_many_posts_is_their_topic(config: Config, tmp_path: Path, keywords: tuple[str, ...]) -> None:
    posts = {
        f"content/{name}.md": f"---\ntitle: Dough\nfocus_keyword: {keyword}\n---\n"
        for name, keyword in zip(("barley", "oats", "rye"), keywords, strict=True)
    }
    selected = "content: [content/*.md]\nselect: [keyword-not-in-title, keyword-cannibalization]\n"
    write_files({**posts, ".postlint.yaml": selected}, tmp_path)
    rules = {rule for _, rule in found(postlint.lint_paths([*posts], load_config(cwd=tmp_path)))}
    own = keywords[0] != keywords[2].lower()
    assert rules == {"keyword-cannibalization"} | ({"keyword-not-in-title"} if own else set())


@pytest.mark.parametrize(("keyword", "judged"), [("sourdough bread", False), ("Sauerteigbrot", True)])
def test_a_keyword_that_was_not_translated_is_not_asked_for(
    config: Config, tmp_path: Path, keyword: str, *, judged: bool
) -> None:
    posts = {
        "content/a.en.md": "---\ntitle: Sourdough bread\nfocus_keyword: sourdough bread\n---\n",
        "content/a.de.md": f"---\ntitle: Ein Laib\nfocus_keyword: {keyword}\n---\n",
        "content/b.en.md": "---\ntitle: Rye\n---\n",
    }
    selected = "content: [content/*.md]\nselect: [keyword-not-in-title, keyword-cannibalization]\n"
    write_files({**posts, "hugo.toml": "", ".postlint.yaml": selected}, tmp_path)
    report = postlint.lint_paths([*posts], load_config(cwd=tmp_path))
    assert found(report) == ([("content/a.de.md", "keyword-not-in-title")] if judged else [])


@pytest.mark.parametrize(
    ("other", "severity"),
    [
        (0.5, "info"),
        (0.85, "warning"),
    ],
    ids=["doubtful", "sure"],
)
@pytest.mark.parametrize("named", ["posts", "posts/00.md"])
def test_claims_are_doubtful_where_most_are(
    other: float, severity: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever posts are reported on."""
    posts = {f"posts/{n:02}.md": f"{sentence_likely(other, other + 0.1)}\n" for n in range(1, 12)}
    posts["posts/00.md"] = f"{sentence_likely(0.88, 0.93)}\n"
    write_files({**posts, ".postlint.yaml": "content: [posts/*.md]\nselect: [claims]\n"}, tmp_path)
    monkeypatch.chdir(tmp_path)
    findings = postlint.lint_paths([named], load_config(cwd=tmp_path)).findings
    assert [one.severity.label for one in findings if one.path.endswith("00.md")] == [severity]


@pytest.mark.parametrize(("own", "other"), ["ab", "ba"])
@pytest.mark.parametrize(("setting", "severity"), [("error", "error"), ("{habit: false}", "info")])
def test_posts_whose_settings_want_each_finding_get_it_and_no_others(
    setting: str, severity: str, own: str, other: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = {f"{folder}/{number}.md": "---\ntitle: Rye\n---\n" for folder in "ab" for number in range(5)}
    overrides = f"overrides:\n  - files: [{own}/**]\n    rules: {{description-missing: {setting}}}\n"
    lines = "content: ['*/*.md']\npreset: hugo\nselect: [description-missing]\n"
    write_files({**posts, ".postlint.yaml": lines + overrides}, tmp_path)
    monkeypatch.chdir(tmp_path)
    report = postlint.lint_paths(["."], load_config(cwd=tmp_path))
    found = [(one.path, one.severity.label) for one in report.findings if one.path.startswith(own)]
    assert found == [(f"{own}/{number}.md", severity) for number in range(5)]
    (once,) = (one for one in report.findings if one.path.startswith(other))
    assert once.message.startswith("5 of 10 posts of the site have no description")
