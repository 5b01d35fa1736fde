"""What cards cannot show: widths, the dates that generators read, places on a real post, and headers of any kind."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import postlint
from postlint.checks.front_matter.header_schema import preset_formats
from postlint.checks.front_matter.near_keys import near_key
from postlint.checks.front_matter.titles import description_too_long
from postlint.config.load_config import load_config
from postlint.document.document import Document
from postlint.document.text_width import text_width
from postlint.generators.presets import load_preset
from postlint.parse.dates import FORMS, DateText, parse_date
from postlint.parse.front_matter import HeaderStyle, read_front_matter
from support.sites import write_files

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "seed-astro" / "best-ai-certifications.md"


@pytest.mark.skipif(not SEED.is_file(), reason="the corpus is not here")
def test_the_surplus_of_a_real_description() -> None:
    doc = Document.from_text(SEED.read_text(encoding="utf-8"))
    (hit,) = description_too_long(doc, max=160, tolerance=5)
    assert hit.values["surplus"] == hit.span.end - hit.span.start == 9


@pytest.mark.parametrize(
    ("text", "pixels"),
    [
        ("", 0), ("W", 18.88), ("iiii", 17.76), ("Rye bread", 92.26), ("é", 11.12), ("e\u0301", 11.12), ("面包", 40),
        ("\u200b", 0), ("País", 40.02), ("Хліб із жита", 110.46), ("Ψωμί", 48.28),
    ],
)  # fmt: skip
def test_widths_are_those_of_arial(text: str, pixels: float) -> None:
    assert text_width(text) == pytest.approx(pixels, abs=0.01)


# -- dates --------------------------------------------------------------------------------------------------

#: which of `DATES` a generator reads in quotes; unquoted, YAML's own dates always are
DATES = ("2024-01-05", "2024-01-05T10:00:00Z", "2024-01-05 10:00", "Jul 08 2022", "Git Created", "2024-02-30")
READ = {
    "hugo": (True, True, False, False, False, False),
    "jekyll": (True, True, True, True, False, False),
    "astro": (True, True, True, True, False, False),
    "docusaurus": (True, True, True, True, False, False),
    "zola": (True, True, False, False, False, False),
    "eleventy": (True, True, False, False, False, False),
    "lume": (True, True, True, False, True, False),
    "hexo": (True, True, True, True, False, False),
    "pelican": (True, True, True, True, False, False),
    "nikola": (True, True, True, True, False, False),
}


@pytest.mark.parametrize("preset", READ)
def test_dates_that_a_generator_reads(preset: str) -> None:
    is_date = preset_formats(load_preset(preset))["post-date"]
    assert tuple(map(is_date, DATES)) == READ[preset]
    assert is_date(DateText("2024-01-05 10:00:00"))


@pytest.mark.parametrize(("form", "example"), [(form, example) for form, (example, _) in FORMS.items()])
def test_every_form_reads_its_example(form: str, example: str) -> None:
    date = parse_date(example, [form])
    assert date is not None
    assert date.year == 2026


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2014-07-28 1:58:20 -0400", datetime.datetime(2014, 7, 28, 5, 58, 20, tzinfo=datetime.UTC)),
        ("Sept 3 2020", datetime.date(2020, 9, 3)),
        ("July 4th, 2020", datetime.date(2020, 7, 4)),
        ("2017-02-29", None),
        ("2024-01-05T25:00:00Z", None),
        ("5", None),
        ("Blursday 5 2020", None),
        ("2024-01-05" * 50, None),
    ],
)
def test_dates(text: str, date: datetime.date | None) -> None:
    assert parse_date(text) == date


# -- keys ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "known", "meant"),
    [
        ("descripton", "description", True), ("decsription", "description", True), ("titel", "title", True),
        ("pubdate", "pubDate", True), ("pub_date", "pubDate", True), ("category", "categories", True),
        ("publish", "published", False), ("image2", "image1", False), ("data", "date", False),
        ("output", "layout", False), ("descriptive-name", "description", False),
        ("noSummary", "summary", False), ("no_summary", "summary", False), ("sumary", "summary", True),
        ("xxpermalink", "permalink", False), ("oldtitle", "title", False), ("ttitle", "title", True),
        ("stitle", "title", True), ("xpermalink", "permalink", False),
    ],
)  # fmt: skip
def test_near_keys(key: str, known: str, meant: bool) -> None:
    assert near_key(key, [known]) == (known if meant else "")


# -- headers of any kind --------------------------------------------------------------------------------------

TEXT = st.text(st.sampled_from("ab \n\t:#'\"\\-[]{}&*!|>äé🎉\u2028,%@`0.=+;"), max_size=60)


@given(st.sampled_from(["---\n", "+++\n", "{", ";;;\n", "<!--\n.. ", ""]), TEXT, st.booleans())
def test_no_header_raises(opening: str, text: str, bare: bool) -> None:
    for whole in (opening + text, opening + text + "\n" + opening + "\nBody"):
        header = read_front_matter(whole, HeaderStyle(bare=("yaml", "json", "meta") if bare else ()))
        assert 0 <= header.span.end <= len(whole)
        header.as_data()
        for field in header.fields.values():
            assert header.span.start <= field.span.start <= field.span.end <= header.span.end
        for problem in header.problems:
            assert 0 <= problem.span.start <= problem.span.end <= len(whole)


@given(
    st.text(st.sampled_from("ab \n:#'\"\\äé🎉"), min_size=1, max_size=40),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.booleans(),
)
def test_parts_of_any_yaml_text(value: str, style: str | None, unicode: bool) -> None:
    """Every character of a value stands where `part` says: itself, an escape of it, or the break that it folds."""
    text = f"---\n{yaml.dump({'k': value}, default_style=style, width=20, allow_unicode=unicode)}---\n"
    key = '"k"' if style == '"' else "k"
    field = read_front_matter(text).field("k")
    assert field is not None, key
    assert field.value == value
    shown = field.as_text()
    for at, char in enumerate(shown):
        start, end = field.part(at, at + 1)
        part = text[start:end]
        assert part, (at, char)
        assert part == char or part.startswith("\\") or part == "''" or char.isspace()


@pytest.mark.parametrize(
    ("keys", "tags", "found"),
    [("title, tags", "{flours: [rye]}", 0), ("title, tags", "{}", 0), ("title", "{flours: [rye]}", 1)],
)
def test_a_map_that_the_schema_of_a_collection_defines(keys: str, tags: str, found: int, tmp_path: Path) -> None:
    values = ", ".join(f"{key}: z.custom()" for key in keys.split(", "))
    schema = f"const bread = defineCollection({{schema: z.object({{{values}}})}})"
    post = "src/content/bread/rye.md"
    header = f"---\ntitle: Rye\ntags: {tags}\n---\n\nRye.\n"
    write_files({"astro.config.mjs": "", "src/content.config.ts": schema, post: header}, tmp_path)
    report = postlint.lint_paths([str(tmp_path / post)], load_config(cwd=tmp_path))
    assert sum(one.rule == "front-matter-schema" for one in report.findings) == found


@pytest.mark.parametrize(
    ("schema", "header", "found"),
    [
        ("z.object({title: z.string()})", "draft: $draft", []),
        ("z.object({title: z.string()}).passthrough()", "draft: $draft", ["draft-misread"]),
        ("z.object({title: z.string(), draft: z.boolean()})", "draft: $draft", ["draft-misread"]),
        ("z.object({title: z.string(), baked: z.date().nullable()})", "baked:", []),
        ("z.object({title: z.string(), baked: z.date().nullable()})", "mood: calm", ["front-matter-schema"]),
        ("z.object({title: z.string(), baked: z.date()})", "baked:", ["front-matter-schema"]),
        ("z.object({title: z.string(), description: z.coerce.string()})", "description: 42", []),
        ("z.object({title: z.string(), description: z.union([z.string(), z.number()])})", "description: 42", []),
        ("z.object({title: z.string(), description: z.string()})", "description: 42", ["front-matter-schema"]),
    ],
)
def test_what_the_schema_of_a_collection_does_with_a_key(
    schema: str, header: str, found: list[str], tmp_path: Path
) -> None:
    post = "src/content/bread/rye.md"
    files = {
        "astro.config.mjs": "",
        "src/content.config.ts": f"const bread = defineCollection({{schema: {schema}}})",
        post: f"---\ntitle: Rye\n{header}\n---\n\nRye.\n",
    }
    write_files(files, tmp_path)
    report = postlint.lint_paths([str(tmp_path / post)], load_config(cwd=tmp_path))
    rules = ("front-matter-schema", "draft-misread")
    assert [one.rule for one in report.findings if one.rule in rules] == found


@pytest.mark.parametrize("cwd", [".", "shows", "shows/blog", "shows/blog/content"])
@pytest.mark.parametrize(("folder", "found"), [("posts", 1), ("shows", 0)])
def test_folders_around_the_site_make_no_event(
    folder: str, found: int, cwd: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = datetime.date.today() + datetime.timedelta(days=40)
    post = f"shows/blog/content/{folder}/rye.md"
    write_files({"shows/blog/hugo.toml": "title = 'Rye'\n", post: f"---\ndate: {day}\n---\n\nRye.\n"}, tmp_path)
    monkeypatch.chdir(tmp_path / cwd)
    config = load_config(cwd=Path.cwd())
    report = postlint.lint_paths([os.path.relpath(tmp_path / post)], config)
    assert sum(one.rule == "date-in-future" for one in report.findings) == found
