"""The command line: words, options, exit codes, and what each command prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from postlint import __version__
from postlint.cli import cli
from postlint.data.folders import data_dir
from postlint.data.json_schema import problems
from postlint.results.findings import Report
from postlint.results.hits import Severity
from support.sites import write_files

INFO = "heading-trailing-punctuation"
POSTS = {
    "clean.md": "# Tea\n\nLeaves.\n",
    "error.md": "# Tea\n\nA [leaf]().\n",
    "warning.md": "# Tea\n\n### Green\n\nOf China.\n",
    "info.md": "# Tea:\n\nLeaves.\n",
}
SELECT = f"heading-increment,link-without-target,{INFO}"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one post for each severity."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, text in POSTS.items():
        Path(name).write_text(text)
    return tmp_path


def run(*words: str, stdin: bytes | str | None = None) -> Result:
    return CliRunner().invoke(cli, words, input=stdin)


def check(*words: str, stdin: bytes | str | None = None) -> Result:
    return run("check", "--select", SELECT, *words, stdin=stdin)


EXIT_CODES = {
    "clean.md": 0,
    "info.md": 0,
    "warning.md": 1,
    "error.md": 1,
    ". --fail-on never": 0,
    "info.md --fail-on info": 1,
    "warning.md --fail-on error": 0,
    "error.md --fail-on error": 1,
    "warning.md --max-warnings 1": 0,
    "warning.md --max-warnings 0": 1,
    "warning.md --max-warnings 0 --fail-on error": 1,
    "error.md --max-warnings 9": 1,
    "info.md --max-warnings 0 --fail-on info": 1,
    "warning.md --max-warnings 0 --fail-on never": 0,
    "warning.md --level error": 1,
    "nowhere.md": 2,
    "clean.md nowhere.md": 2,
    ".": 1,
    "": 1,
    "clean.md --nonsense": 2,
    "clean.md --fail-on sometimes": 2,
    "clean.md --format yaml": 2,
    "clean.md --format json --format text": 2,
    "clean.md --select no-such-rule": 2,
    f"clean.md --ignore {SELECT},rule-crashed,unreadable-file": 2,
    "clean.md --config nowhere.yaml": 2,
}


@pytest.mark.parametrize("words", EXIT_CODES)
def test_exit_codes(site: Path, words: str) -> None:
    assert check(*words.split()).exit_code == EXIT_CODES[words]


def test_configuration_decides_what_fails(site: Path) -> None:
    Path(".postlint.yaml").write_text("fail_on: never\n")
    assert check("error.md").exit_code == 0
    assert check("error.md", "--fail-on", "error").exit_code == 1
    Path(".postlint.yaml").write_text("max_warnings: 1\n")
    assert check("warning.md").exit_code == 0
    assert check("warning.md", "--max-warnings", "0").exit_code == 1


REFUSALS = {
    "nowhere.md": "postlint: The path 'nowhere.md' does not exist.\n",
    "--select no-such-rule clean.md": "postlint: select: unknown rule, group or tag 'no-such-rule'",
    "--isolated --select links --ignore links clean.md": "postlint: No rule is on:",
    "explain heading-incremend": "postlint: There is no rule 'heading-incremend', did you mean 'heading-increment'?",
    "explain headings": "postlint: 'headings' is a group; its rules are ",
    "test nowhere": "postlint: The path 'nowhere' does not exist.\n",
    "inspect nowhere.md": "postlint: The path 'nowhere.md' does not exist.\n",
    "--format json:nowhere/report.json clean.md": "postlint: nowhere/report.json: No such file or directory\n",
}


@pytest.mark.parametrize("words", REFUSALS)
def test_a_refusal_is_one_sentence(site: Path, words: str) -> None:
    result = run(*words.split())
    assert result.exit_code == 2
    assert REFUSALS[words] in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_mistakes_in_the_configuration_have_places(site: Path) -> None:
    Path(".postlint.yaml").write_text("rules:\n  heading-increment:\n    max_stepp: 2\n")
    result = run("clean.md")
    assert result.exit_code == 2
    assert result.stderr.startswith("postlint: .postlint.yaml:3:5: ")
    assert "did you mean 'max_step'" in result.stderr


def test_the_first_word_is_a_command_or_a_path(site: Path) -> None:
    Path("rules").mkdir()
    Path("rules/warning.md").write_text(POSTS["warning.md"])
    assert "rules/warning.md:3:1" in run("./rules").stdout
    assert "heading-increment" in run("rules").stdout
    assert "rules/warning.md" not in run("rules").stdout
    assert run("--select", SELECT, "warning.md").exit_code == 1


def test_content_of_the_configuration_is_linted_without_paths(site: Path) -> None:
    Path(".postlint.yaml").write_text("content: ['*.md']\nexclude: [error.md]\n")
    shown = check("--level", "info").stdout
    assert "warning.md:3:1 warning heading-increment" in shown
    assert "3 files" in shown


def test_formats_and_files(site: Path) -> None:
    result = check("warning.md", "--format", "json:report.json", "--format", "github", "--format", "text:report.txt")
    assert result.stdout.startswith("::warning file=warning.md,line=3,col=1,")
    assert "warning.md:3:1 warning heading-increment" in Path("report.txt").read_text()
    data = json.loads(Path("report.json").read_text())
    assert data["summary"]["warnings"] == 1
    assert data["tool"] == {"name": "postlint", "version": __version__}


def test_json_holds_everything_whatever_the_level(site: Path) -> None:
    data = json.loads(check(".", "--format", "json", "--level", "error").stdout)
    schema = json.loads((data_dir("schemas") / "report.schema.json").read_text())
    assert problems(data, schema) == []
    assert [file["path"] for file in data["files"]] == sorted(POSTS)
    assert data["summary"] == {"files": 4, "errors": 1, "warnings": 1, "infos": 1, "fixable": 2, "suppressed": 0}


def test_two_runs_print_the_same(site: Path) -> None:
    assert check(".", "--format", "json").stdout_bytes == check(".", "--format", "json").stdout_bytes


def test_standard_input(site: Path) -> None:
    assert "<stdin>:3:1 warning" in check("-", stdin=POSTS["warning.md"]).stdout
    assert "new/post.md:3:1 warning" in check("-", "--stdin-filename", "new/post.md", stdin=POSTS["warning.md"]).stdout
    both = json.loads(check("clean.md", "-", "--format", "json", stdin="").stdout)
    assert [file["path"] for file in both["files"]] == ["<stdin>", "clean.md"]
    mdx = check("-", "--stdin-filename", "a.mdx", stdin=b"# A\n\n{/* postlint-disable-next-line */}\n### B\n\nC.\n")
    assert mdx.exit_code == 0


def test_colours(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in check("warning.md").stdout
    assert "\x1b[" in check("warning.md", "--color", "always").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in check("warning.md").stdout
    assert "\x1b[" not in check("warning.md", "--color", "never").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in check("warning.md").stdout


def test_timings_name_rules(site: Path) -> None:
    result = check("warning.md", "--timings")
    assert "heading-increment" in result.stderr
    assert " ms" in result.stderr


# -- the other commands -----------------------------------------------------------------------------------


def test_version() -> None:
    assert run("--version").stdout == f"postlint {__version__}\n"


def test_version_in_short() -> None:
    assert run("-V").stdout == f"postlint {__version__}\n"


def test_an_unknown_word_suggests_the_command(site: Path) -> None:
    result = run("explian")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "postlint: There is neither a path nor a command 'explian', did you mean 'explain'?\n"
    assert run("lint", ".").stderr.endswith(" 'lint', did you mean 'check'?\n")
    # flags may stand before the command; the value of an option is no command
    assert "No such option" in run("--no-cache", "init").stderr
    assert run("--debug", "explain", "broken-link").stdout.startswith("broken-link")
    assert "unknown rule, group or tag 'rules'" in run("--select", "rules", ".").stderr
    assert "does not exist" in run("explian.md").stderr
    Path("explian").mkdir()
    Path("explian/a.md").write_text(POSTS["clean.md"])
    assert run("explian", "--fail-on", "never").exit_code == 0


def test_standard_input_is_implied_by_its_name(site: Path) -> None:
    assert "new.md:3:1 warning" in check("--stdin-filename", "new.md", stdin=POSTS["warning.md"]).stdout


def test_exclude_and_force_exclude(site: Path) -> None:
    assert "warning.md" not in check(".", "--exclude", "warning.md", "--format", "concise").stdout
    Path(".postlint.yaml").write_text("content: ['e*.md']\n")
    assert "warning.md:3:1" in check("warning.md", "--format", "concise").stdout
    result = check("warning.md", "error.md", "--force-exclude", "--format", "concise")
    assert "warning.md:3:1" not in result.stdout
    assert "error.md:3:3" in result.stdout
    assert "leaves them out: warning.md." in result.stderr
    nothing = check("warning.md", "--force-exclude")
    assert (nothing.exit_code, nothing.stdout) == (0, "No errors or warnings in 0 files.\n")


def test_the_first_minute_of_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("hugo.toml").write_text("baseURL = 'https://example.org/'\n")
    Path("content/posts").mkdir(parents=True)
    Path("content/posts/tea.md").write_text("---\ntitle: Tea\n---\n\nThe the leaf.\n")
    Path("content/posts/rye.Rmd").write_text("---\ntitle: Rye\n---\n")
    Path("README.md").write_text("The the readme.\n")
    result = run("--select", "repeated-word", "--format", "concise")
    assert [line.partition(" ")[0] for line in result.stdout.splitlines()] == ["content/posts/tea.md:5:1"]
    assert "postlint: Hugo site, 1 post in content/posts; 'postlint init' writes this down.\n" in result.stderr
    assert "postlint: Not read: posts in other formats (1 in .Rmd).\n" in result.stderr
    missing = run("src/posts")
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert missing.stderr == "postlint: The path 'src/posts' does not exist. Posts are in content/posts.\n"


def test_output_file(site: Path) -> None:
    result = check("warning.md", "--format", "json", "-o", "report.json")
    assert result.stdout == ""
    assert json.loads(Path("report.json").read_text())["summary"]["warnings"] == 1
    check("warning.md", "--output-file", "report.txt")
    assert Path("report.txt").read_text().startswith("warning.md:3:1 warning")
    assert check("warning.md", "--format", "json:a.json", "-o", "b.json").exit_code == 2


def test_rules_can_be_filtered(site: Path) -> None:
    names = [rule["name"] for rule in json.loads(run("rules", "links", "--format", "json").stdout)["rules"]]
    assert "bare-url" in names
    assert "heading-increment" not in names
    listed = json.loads(run("rules", "--fixable", "--on", "--format", "json").stdout)["rules"]
    assert listed
    assert all(rule["fixable"] and rule["on"] for rule in listed)
    assert run("rules", "no-such").exit_code == 2


def test_explain_all(site: Path) -> None:
    shown = run("explain", "--all", "--isolated").stdout
    assert shown.count("To silence it") == len(json.loads(run("rules", "--format", "json").stdout)["rules"])
    assert run("explain").exit_code == 2
    Path(".postlint.yaml").write_text("rules: {bare-url: warning, no-headings: off}\n")
    heads = [run("explain", name).stdout.partition("\n")[0] for name in ("bare-url", "no-headings", "h1-in-body")]
    assert [head.partition(", ")[2] for head in heads] == [
        "info, off by default, on here)",
        "info, on by default, off here)",
        "warning, on by default)",
    ]


COMPLETIONS = {
    "postlint expl": "explain",
    "postlint --stat": "--statistics",
    "postlint --format sar": "sarif",
    "postlint check --select claims,unsup": "claims,unsupported-statistic",
    "postlint explain heading-inc": "heading-increment",
    "postlint rules clai": "claims",
    "postlint schema inf": "infer",
}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    assert "_POSTLINT_COMPLETE" in run("completion", shell).stdout


@pytest.mark.parametrize("line", COMPLETIONS)
def test_completion_knows_commands_options_rules_and_formats(line: str) -> None:
    words = line.split()
    environment = {"_POSTLINT_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    result = CliRunner(env=environment).invoke(cli, [], prog_name="postlint")
    assert COMPLETIONS[line] in [one.partition(",")[2] for one in result.stdout.splitlines()]


def test_the_schema_of_the_configuration_knows_all_rules(site: Path) -> None:
    schema = json.loads(run("schema", "config", "--isolated").stdout)
    good = {"rules": {"title-too-long": {"max": 65}, "bare-url": "off"}, "preset": "hugo", "select": ["recommended"]}
    assert problems(good, schema) == []
    for bad in ({"rules": {"titel": "off"}}, {"rules": {"title-too-long": {"maxx": 1}}}, {"select": ["no"]}):
        assert problems(bad, schema) != []


def test_help_has_commands_and_the_options_of_check() -> None:
    shown = run("--help").stdout
    for word in ("inspect", "explain", "--fail-on", "--max-warnings"):
        assert word in shown


def test_inspect(site: Path) -> None:
    post = "---\ntitle: Tea\ndate: 2024-02-03\nweight: .nan\n---\n\n# Tea\n\nA [leaf](https://example.com) is green.\n"
    Path("post.md").write_text(post)
    data = json.loads(run("inspect", "post.md", "clean.md", "--format", "json").stdout)
    schema = json.loads((data_dir("schemas") / "inspect.schema.json").read_text())
    assert problems(data, schema) == []
    clean, file = data["files"]
    assert clean["path"] == "clean.md"
    assert [post[x["start"] : x["end"]] for x in file["links"]] == ["[leaf](https://example.com)"]
    assert file["front_matter"]["fields"]["date"]["value"] == "2024-02-03"
    assert file["counts"]["words"] == 4
    shown = run("inspect", "post.md").stdout
    assert "# Tea" in shown
    assert "https://example.com" in shown


def test_rules(site: Path) -> None:
    shown = run("rules", "--isolated").stdout
    assert any(line.split()[:3] == ["heading-increment", "warning", "on"] for line in shown.splitlines())
    off = json.loads(run("rules", "--ignore", "headings", "--format", "json").stdout)["rules"]
    assert {rule["name"]: rule["on"] for rule in off}["heading-increment"] is False


def test_rules_show_the_severity_of_the_configuration(site: Path) -> None:
    Path(".postlint.yaml").write_text("rules: {heading-increment: error}\n")
    shown = run("rules").stdout
    assert any(line.split()[:3] == ["heading-increment", "error", "on"] for line in shown.splitlines())


@pytest.mark.parametrize("name", ["heading-increment", "MD001"])
def test_explain(name: str) -> None:
    shown = run("explain", "--isolated", name).stdout
    for part in ("heading-increment (headings, warning, on by default)", "Why\n", "max_step: ", "Bad:", "Good",
                 "<!-- postlint-disable-next-line heading-increment -- reason -->", "rules/headings/"):  # fmt: skip
        assert part in shown


def test_every_rule_can_be_explained() -> None:
    for rule in json.loads(run("rules", "--isolated", "--format", "json").stdout)["rules"]:
        assert run("explain", "--isolated", rule["name"]).exit_code == 0


def test_config_shows_where_values_come_from(site: Path) -> None:
    Path(".postlint.yaml").write_text(
        "language: de\nrules:\n  heading-increment: {max_step: 2}\n"
        "overrides:\n  - files: [notes/]\n    rules: {heading-increment: off}\n"
    )
    data = json.loads(run("config", "--format", "json").stdout)
    assert data["values"]["language"] == {"value": "de", "origin": ".postlint.yaml:1:1"}
    assert data["rules"]["heading-increment"]["options"]["max_step"] == {"value": 2, "origin": ".postlint.yaml:3:23"}
    assert data["values"]["fail_on"] == {"value": "warning", "origin": "default"}
    shown = run("config", "--for", "notes/a.md").stdout
    assert "# for: notes/a.md" in shown
    assert "heading-increment" not in shown


def test_init_writes_a_configuration_that_holds(site: Path) -> None:
    Path("content/posts").mkdir(parents=True)
    Path("content/posts/a.md").write_text(POSTS["warning.md"])
    result = run("init")
    assert result.exit_code == 0
    written = Path(".postlint.yaml").read_text()
    assert written.count("#") > 10
    assert "content/posts/a.md:3:1" in run().stdout
    assert run("init").exit_code == 2
    assert Path(".postlint.yaml").read_text() == written
    Path(".postlint.yaml").write_text(written.replace("  # bare-url: error", "  bare-url: error"))
    assert run("config").exit_code == 0  # a rule is set where its comment stands


#: files of a repository, the globs that init writes, part of its output
INITS = [
    ("_config.yml _posts/a.md blog/_posts/b.markdown about.md README.md",
     '["_posts/**/*.md", "blog/_posts/**/*.markdown"]',
     "a site made with Jekyll (because of _config.yml), and 2 of 4 Markdown files"),
    ("_quarto.yml posts/a/index.qmd about.qmd _inc.qmd", '["posts/**/*.qmd"]', "1 of 3 Markdown files"),
    ("astro.config.mjs src/content/blog/a.mdx src/content/blog/b.md", '["src/content/**/*.{md,mdx}"]', "2 of 2"),
    ("blog/hugo.toml blog/content/posts/a.md docs/x.md", '["blog/content/**/*.md"]', "blog/hugo.toml), and 1 of 2"),
    (
        "docusaurus.config.js blog/a.md i18n/de/docusaurus-plugin-content-blog/a.md"
        " i18n/de/docusaurus-plugin-content-docs/b.md",
        '["blog/**/*.md", "i18n/de/docusaurus-plugin-content-blog/**/*.md"]',
        "2 of 3",
    ),
    ("website/docusaurus.config.js website/blog/a.mdx website/docs/b.md", '["website/blog/**/*.mdx"]', "1 of 2"),
    ("apps/web/contentlayer.config.ts apps/web/content/a.mdx", '["apps/web/content/**/*.mdx"]', "Contentlayer"),
    (
        " ".join(
            f"{around}{name}"
            for around in ("", "old/2026-01-02/")
            for name in ("astro.config.mjs", *(f"src/content/blog/{post}.md" for post in "abc"))
        ),
        '["src/content/**/*.md"]',
        "Astro",
    ),
    ("hugo.toml content/a.md content/b.md exampleSite/hugo.toml exampleSite/content/c.md", '["content/**/*.md"]',
     "2 of 3"),
    ("mkdocs.yml docs/a.md notes.md", '["docs/**/*.md"]', "1 of 2"),
    (".eleventy.js posts/a.md posts/b.md content/index.md", '["content/**/*.md", "posts/**/*.md"]', "3 of 3"),
    ("docs/.vuepress/config.js docs/posts/rye/README.md docs/posts/a.md README.md", '["docs/posts/**/*.md"]', "2 of 3"),
    ("nuxt.config.ts content/blog/a.md docs/b.md", '["content/**/*.md"]', "Nuxt"),
    ("_layouts/a.html _posts/2026-02-03-a.md", '["_posts/**/*.md"]', "Jekyll"),
    ("hugo.toml content/a.md content/b.md test_site/hugo.toml test_site/content/c.md", '["content/**/*.md"]', "2 of 3"),
    (".eleventy.js posts/a.md index.md", '["posts/**/*.md"]', "1 of 2"),
    ("next.config.js app/blog/a/page.mdx src/notes.md", '["app/**/page.mdx"]', "1 of 2"),
    ("package.json app/page.mdx app/text/_articles/a.mdx app/text/_articles/b.mdx", '["app/**/*.mdx"]', "3 of 3"),
    ("_config.yml _posts/a.md _drafts/b.md", '["_posts/**/*.md"]', "1 of 2"),
    ("_config.yml a.md b.md c.md team/d.md", '["**/*.md"]', "4 of 4"),
    ("_config.yml a.md b.md c.md team/d.md _drafts/e.md", '["/*.md", "team/**/*.md"]', "4 of 5"),
    ("posts/a.md LICENSE.md", '["posts/**/*.md"]', "no known generator, and 1 of 2 Markdown files"),
    (".obsidian/app.json daily/a.md b.md", '["**/*.md"]', "Obsidian (because of .obsidian), and 2 of 2"),
    ("hugo.toml README.md content/posts/a.org", '["content/**/*.md"]', "Hugo (because of hugo.toml), and 0 of 1"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "content", "message"), INITS)
def test_init_describes_the_posts_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: str, content: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for file in map(Path, files.split()):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x = 1\n" if file.suffix == ".toml" else "")
    assert message in run("init").output
    written = Path(".postlint.yaml").read_text()
    assert f"content: {content}\n" in written
    assert "\npreset:" not in written


#: a configuration, the posts and other files; the globs that init writes
CONFIGURED = [
    ("website/docusaurus.config.js", "x({blog: {path: '../blog'}})", "website/src/pages/a.md blog/b.md notes/c.md",
     '["blog/**/*.md"]'),
    ("contentlayer.config.ts",
     "defineDocumentType(() => ({filePathPattern: 'data/authors/*.mdx', fields: {name: {}}}));"
     "defineDocumentType(() => ({filePathPattern: 'data/**/*.mdx'}))",
     "data/authors/a.mdx data/blog/deep/b.mdx data/c.mdx", '["data/*.mdx", "data/blog/**/*.mdx"]'),
    ("content-collections.ts", "defineCollection({directory: 'texts', include: '**/*.mdx'})", "texts/a.mdx b.mdx",
     '["texts/**/*.mdx"]'),
    ("src/content.config.ts", "const people = defineCollection({schema: z.object({name: z.string()})})",
     "astro.config.mjs src/content/people/a.md src/content/blog/b.md", '["src/content/blog/**/*.md"]'),
    ("src/content.config.ts", "const posts = defineCollection({loader: glob({base: './texts'})})",
     "astro.config.mjs texts/a.md texts/b.md src/pages/about.md", '["src/pages/**/*.md", "texts/**/*.md"]'),
    ("src/content.config.ts", "const posts = defineCollection({loader: glob({base: '.made/posts'})})",
     "astro.config.mjs src/content/posts/a.md docs/b.md", '["src/content/**/*.md"]'),
    # entries with dates beside the blog are posts; pages, each in a folder of its own, are none
    ("_config.yml", "new_post_name: x", "source/_posts/a.md source/notes/2026-01-02-b.md source/notes/2026-01-03-c.md "
     "source/notes/x/2026-01-04-d.md source/tea/e.md source/tea/f.md source/tea/g.md source/about/index.md",
     '["source/_posts/**/*.md", "source/notes/**/*.md"]'),
    ("_config.yml", "exclude: [/docs]", "_posts/a.md docs/_config.yml docs/_posts/b.md docs/_posts/c.md",
     '["_posts/**/*.md"]'),
]  # fmt: skip


@pytest.mark.parametrize(("file", "text", "others", "content"), CONFIGURED)
def test_init_reads_where_the_configuration_has_posts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, text: str, others: str, content: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files({**dict.fromkeys(others.split(), ""), file: text}, tmp_path)
    run("init")
    assert f"content: {content}\n" in Path(".postlint.yaml").read_text()


def test_a_bare_run_takes_the_posts_of_an_unknown_generator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("src/posts/a", "src/posts/b", "src/posts/more/c"):
        Path(f"{name}.md").parent.mkdir(parents=True, exist_ok=True)
        Path(f"{name}.md").write_text("---\ntitle: Rye\n---\n\nThe the loaf.\n")
    for name in ("docs/x", "docs/y", "src/notes"):
        Path(f"{name}.md").parent.mkdir(parents=True, exist_ok=True)
        Path(f"{name}.md").write_text("# Notes\n\nThe the build.\n")
    result = run("--format", "concise")
    assert "No known generator, 3 posts in src/posts" in result.stderr
    assert "Links to addresses" in result.stderr
    assert "docs/x.md" not in result.stdout
    assert "src/posts/more/c.md" in result.stdout
    run("init")
    assert 'content: ["src/posts/**/*.md"]\n' in Path(".postlint.yaml").read_text()


@pytest.mark.parametrize(("folder", "count"), [("_plans", 3), ("site/_work", 3), ("_posts", 7)])
def test_a_bare_run_leaves_out_marked_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, count: int
) -> None:
    monkeypatch.chdir(tmp_path)
    post = "---\ntitle: Rye\n---\n\nThe the loaf.\n"
    write_files(
        {f"{folder}/{name}.md": post for name in "abcd"} | {f"posts/{name}.md": post for name in "efg"}, tmp_path
    )
    assert f"No known generator, {count} posts in" in run("--format", "concise").stderr


def test_a_bare_run_without_front_matter_takes_what_is_in_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files({"raw/a.md": "# Rye\n\nThe the loaf.\n", "raw/b.mdx": "# Rye\n", "todo.md": "Bake.\n"}, tmp_path)
    result = run("--format", "concise")
    assert "No known generator, 2 posts in raw" in result.stderr
    assert "raw/a.md:3:1 repeated-word" in result.stdout


@pytest.mark.parametrize("files", [files for files, _, _ in INITS] + ["a.md b.md c.md d/e.md", "a.md", "b/c.md d.md"])
def test_a_bare_run_takes_what_init_describes(files: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(dict.fromkeys(files.split(), ""), tmp_path)
    Path(".git").mkdir()
    before = run("--format", "json")
    run("init")
    after = run("--format", "json")
    assert (before.exit_code, before.stdout) == (after.exit_code, after.stdout)


def test_a_bare_run_without_posts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_files({"README.md": "Tea"}, tmp_path)
    result = run()
    assert result.exit_code == 2
    assert "Error: Name a file or a folder, or describe the posts with 'content' in the conf" in result.stderr
    write_files({"hugo.toml": "title = 'Tea'\n"}, tmp_path)
    assert "Error: Found a site made with Hugo (because of hugo.toml), but no posts. Name a file" in run().stderr


def test_a_bare_run_says_that_posts_are_in_other_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_files({"pelicanconf.py": "PATH = 'content'\n", "content/a.rst": "Tea", "README.md": "Tea"}, tmp_path)
    assert "There are no Markdown posts here. Not read: posts in other formats (1 in .rst)." in run().stderr
    run("init")
    assert "README" not in run().stderr


def test_a_readme_is_a_post_where_the_configuration_spells_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("posts/rye").mkdir(parents=True)
    Path("posts/rye/README.md").write_text("---\ntitle: Rye\n---\n\nThe the loaf.\n")
    Path(".postlint.yaml").write_text('content: ["posts/*/README.md"]\n')
    assert "posts/rye/README.md" in run("--format", "concise").stdout


def test_pages_that_are_no_posts_of_the_blog_are_said_to_be_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pages = {f"site/docs/{name}.md": "# A\n" for name in "abc"} | {"site/src/pages/a.md": "# A\n"}
    write_files({"site/docusaurus.config.js": "x({blog: {}})", "site/blog/2026-01-02-a.md": "# A\n", **pages}, tmp_path)
    sentence = "Left out: 3 pages that are no posts of the blog, in site/docs."
    assert sentence in CliRunner().invoke(cli, ["check", "--fail-on", "never"]).stderr
    assert sentence in CliRunner().invoke(cli, ["init"]).stdout


def test_init_prints_the_next_step_and_asks_only_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("hugo.toml").write_text("baseURL = 'https://tea.example/'\n")
    Path("content/posts").mkdir(parents=True)
    for number in range(30):
        Path(f"content/posts/{number}.md").write_text("---\ntitle: Tea\n---\n\nThe the leaf.\n")
    result = run("init")
    assert result.exit_code == 0
    assert "30 of 30 Markdown files to lint" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("Next: 'postlint' lints them; 'postlint baseline' records")
    assert not Path(".postlint-baseline.json").exists()
    written = Path(".postlint.yaml").read_text()
    assert written.startswith("# yaml-language-server: $schema=https://")
    assert '# site_url: "https://tea.example' in written
    assert "generic" not in written


@pytest.mark.parametrize("folder", [".", "website"])
def test_init_shows_the_preset_that_was_found(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    posts = Path(folder, "src/content/blog")
    posts.mkdir(parents=True)
    Path(folder, "astro.config.mjs").write_text("export default {site: 'https://tea.example'};\n")
    Path(posts, "a.md").write_text("---\ntitle: Tea\n---\n\nThe leaf.\n")
    run("init")
    written = Path(".postlint.yaml").read_text()
    assert "\n# preset: astro\n" in written
    assert '# site_url: "https://tea.example"' in written


def test_init_leaves_pyproject_alone(site: Path) -> None:
    Path("pyproject.toml").write_text("[tool.postlint]\nlanguage = 'en'\n")
    assert run("init").exit_code == 2
    assert not Path(".postlint.yaml").exists()


CARD = """
name: no-coffee
summary: Say tea and not coffee.
why: This is a blog about tea.
severity: warning
kind: existence
with: {{words: [coffee]}}
message: "Say tea, not {{match}}."
examples:
  - bad: "I drink coffee.\\n"
    at: ["1:{column}"]
  - good: "I drink tea.\\n"
"""


def test_local_cards_and_their_examples(site: Path) -> None:
    folder = Path(".postlint/rules")
    folder.mkdir(parents=True)
    (folder / "no-coffee.yaml").write_text(CARD.format(column=9))
    assert run("test").stdout == "1 card, 0 with failures.\n"
    (folder / "no-coffee.yaml").write_text(CARD.format(column=8))
    result = run("test", ".postlint/rules")
    assert result.exit_code == 1
    assert "no-coffee, example 1" in result.stdout


# -- failures inside --------------------------------------------------------------------------------------


def broken(*arguments: object, **options: object) -> Report:
    raise ZeroDivisionError("by tea")


def test_a_mistake_in_postlint_is_a_sentence_and_with_debug_a_traceback(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postlint.engine.plan.plan_run", broken)
    result = check("clean.md")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "postlint: this is a mistake in postlint: ZeroDivisionError: by tea (--debug shows where)\n"
    )
    with pytest.raises(ZeroDivisionError):
        CliRunner().invoke(cli, ["--debug", "clean.md"], catch_exceptions=False)


def test_severities_are_those_of_the_contract() -> None:
    assert [severity.label for severity in Severity] == ["info", "warning", "error"]
