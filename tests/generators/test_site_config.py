"""Which generator a site is made with, what its configuration adds, schemas of one's own, schemas that are inferred."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import postlint
from postlint.cli import cli
from postlint.config.config import ConfigError
from postlint.config.load_config import load_config
from postlint.data.json_schema import problems, schema_problems
from postlint.data.schema_infer import infer_schema
from postlint.engine.lint import lint_bytes, lint_source
from postlint.generators.collections import collection_folders, folders_of_names
from postlint.generators.detect import Detected, find_site
from postlint.generators.generator import Generator
from postlint.generators.overlay import site_data, site_overlay, site_pages
from postlint.generators.presets import load_preset, preset_names
from postlint.generators.rendered import Rendered
from postlint.parse.front_matter import read_front_matter
from postlint.parse.source import Source
from postlint.site.addresses import addresses
from postlint.site.facts import Facts
from postlint.site.packed import Text

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def findings(root: Path, post: str, *rules: str) -> list[str]:
    """What the rules find in a post of the site in `root`: "rule severity: text"."""
    names = rules or ("front-matter",)
    settings = load_config(cwd=root, select=names).settings_for(post)
    text = (root / post).read_text(encoding="utf-8")
    report = lint_source(settings, Source.from_text(text, post), debug=True)
    return [f"{f.rule} {f.severity.label}: {text[f.start : f.end]}" for f in report.findings]


# -- which generator ------------------------------------------------------------------------------------------

SIGNS: list[tuple[str, dict[str, str], str]] = [
    ("astro", {"astro.config.mjs": ""}, "src/content/blog/a.md"),
    ("hugo", {"hugo.toml": ""}, "content/posts/a.md"),
    ("hugo", {"config/_default/params.toml": ""}, "content/posts/a.md"),
    ("hugo", {"config.yaml.in": "", "archetypes/default.md": "", "content/a.md": ""}, "content/a.md"),
    ("hugo", {"config.toml": 'baseURL = "https://a.example"', "content/x.md": ""}, "content/posts/a.md"),
    ("zola", {"config.toml": 'base_url = "https://a.example"\ntheme = "x"', "content/x.md": ""}, "content/a.md"),
    ("zola", {"zola.toml": ""}, "content/a.md"),
    ("jekyll", {"_config.yml": "title: A"}, "_posts/2024-01-05-a.md"),
    ("bridgetown", {"bridgetown.config.yml": "url: https://a.example"}, "src/_posts/2026-02-03-a.md"),
    ("bridgetown", {"config/initializers.rb": "Bridgetown.configure do |config|\nend\n"}, "src/_posts/2026-02-03-a.md"),
    ("hexo", {"_config.yml": "new_post_name: :title.md\n"}, "source/_posts/a.md"),
    ("hexo", {"_config.yml": "title: A", "package.json": '{"dependencies": {"hexo": "^7"}}'}, "source/_posts/a.md"),
    # left behind by a site that moved away
    ("generic", {"package.json": '{"hexo": {"version": "3.8.0"}, "devDependencies": {"saber": "1"}}'}, "pages/a.md"),
    ("docusaurus", {"docusaurus.config.js": ""}, "blog/a.md"),
    ("mkdocs-material", {"mkdocs.yml": "plugins:\n  - search\n  - blog\n"}, "docs/blog/posts/a.md"),
    ("mkdocs-material", {"mkdocs.yml": "plugins:\n  - material/blog:\n      x: 1\n"}, "docs/blog/posts/a.md"),
    ("mkdocs-material", {"mkdocs.yml": "plugins:\n  - search\n"}, "docs/a.md"),
    ("eleventy", {".eleventy.js": ""}, "posts/a.md"),
    ("eleventy", {"eleventy.config.mjs": "", "_config.yml": ""}, "posts/a.md"),
    ("eleventy", {"package.json": '{"devDependencies": {"@11ty/eleventy": "^3"}}'}, "blog/a.md"),
    ("eleventy", {"package.json": '{"scripts": {"build": "npx eleventy --config=build/e.js"}}'}, "blog/a.md"),
    ("astro", {"package.json": '{"dependencies": {"astro": "^5"}}', "src/pages/index.astro": ""}, "src/content/a.md"),
    ("nuxt", {"package.json": '{"dependencies": {"@nuxt/content": "^3"}}', "content/a.md": ""}, "content/a.md"),
    ("vitepress", {"docs/.vitepress/config.ts": ""}, "docs/blog/a.md"),
    ("pelican", {"pelicanconf.py": ""}, "content/a.md"),
    ("nikola", {"conf.py": 'BLOG_TITLE = "A"'}, "posts/a.md"),
    ("generic", {"conf.py": "extensions = []"}, "docs/a.md"),
    ("myst", {"docs/conf.py": "extensions = [\n    'myst_nb',\n]"}, "docs/blog/a.md"),
    ("myst", {"myst.yml": "version: 1\nproject:\n  title: A"}, "blog/a.md"),
    ("generic", {"myst.yml": "version: 1"}, "blog/a.md"),
    ("lume", {"_config.ts": ""}, "posts/a.md"),
    ("quarto", {"_quarto.yml": ""}, "posts/a/index.qmd"),
    ("quartz", {"quartz.config.ts": ""}, "content/a.md"),
    ("contentlayer", {"contentlayer.config.ts": ""}, "content/a.mdx"),
    ("gatsby", {"gatsby-config.js": ""}, "content/blog/a/index.md"),
    ("devto", {"package.json": '{"devDependencies": {"@sinedied/devto-cli": "1"}}'}, "posts/a.md"),
    ("ghost", {"package.json": '{"dependencies": {"@tryghost/admin-api": "1"}}'}, "posts/a.md"),
    ("jekyll", {"_posts/2026-02-03-a.md": "", "_layouts/post.html": ""}, "_posts/2026-02-03-a.md"),
    ("generic", {"_posts/a.md": "", "next.config.js": ""}, "_posts/a.md"),
    (
        "eleventy",
        {"package.json": '{"dependencies": {"@11ty/eleventy": "3"}}', "src/_posts/a.md": "", "src/_layouts/x.html": ""},
        "src/_posts/a.md",
    ),
    (
        "jekyll",
        {"package.json": "{}", "src/_posts/a.md": "", "src/_layouts/x.html": "", "src/Gemfile": ""},
        "src/_posts/a.md",
    ),
    ("bridgetown", {"bridgetown.config.yml": "", "src/_posts/a.md": "", "src/_layouts/x.erb": ""}, "src/_posts/a.md"),
    ("nuxt", {"nuxt.config.ts": "", "content/blog/a.md": ""}, "content/blog/a.md"),
    ("generic", {"nuxt.config.ts": ""}, "docs/a.md"),
    ("vuepress", {".vuepress/config.js": ""}, "blog/a.md"),
    ("vuepress", {"docs/.vuepress/config.ts": ""}, "docs/blog/README.md"),
    ("pelican", {"Makefile": "run:\n\tpelican -t theme -s settings.py -o out content\n"}, "content/a.md"),
    ("generic", {"Makefile": "run:\n\techo pelican\n"}, "content/a.md"),
    ("generic", {"README.md": ""}, "a.md"),
    ("pelican", {"_config.yml": "plugins: [x]", "pelicanconf.py": ""}, "content/a.md"),
    ("jekyll", {"_config.yml": "", "_layouts/a.html": "", "zola.toml": ""}, "_posts/2026-02-03-a.md"),
    ("bridgetown", {"Gemfile": 'gem "bridgetown", "~> 2"'}, "src/_posts/a.md"),
    (
        "bridgetown",
        {
            "config/initializers.rb": "Bridgetown.configure do |config|\nend\n",
            "src/_posts/a.md": "",
            "src/_layouts/x.erb": "",
        },
        "src/_posts/a.md",
    ),
    ("generic", {"_cobalt.yml": "", "_posts/a.md": "", "_layouts/a.liquid": ""}, "_posts/a.md"),
]


@pytest.mark.parametrize(("preset", "files", "post"), SIGNS)
def test_the_generator_is_detected(tmp_path: Path, preset: str, files: dict[str, str], post: str) -> None:
    write(tmp_path, {".git/HEAD": "", **files})
    assert find_site(tmp_path / post).preset == preset


def test_every_generator_with_a_sign_is_tried() -> None:
    tried = {preset for preset, _, _ in SIGNS} | {"hashnode"}
    assert [name for name in preset_names() if name not in tried] == [], "these have no row in SIGNS"


def test_several_sites_in_one_repository(tmp_path: Path) -> None:
    write(tmp_path, {".git/HEAD": "", "hugo.toml": "", "docs/mkdocs.yml": "plugins: [blog]\n- blog\n  - blog\n"})
    write(tmp_path, {"docs/mkdocs.yml": "plugins:\n  - blog\n"})
    assert find_site(tmp_path / "content" / "a.md").preset == "hugo"
    site = find_site(tmp_path / "docs" / "docs" / "blog" / "a.md")
    assert (site.preset, site.folder, site.sign) == ("mkdocs-material", tmp_path / "docs", "mkdocs.yml")


def test_the_search_ends_at_the_top_of_the_repository(tmp_path: Path) -> None:
    write(tmp_path, {"hugo.toml": "", "inner/.git/HEAD": ""})
    assert find_site(tmp_path / "inner" / "a.md").preset == "generic"


def test_config_shows_which_preset_and_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"site/hugo.toml": "", "site/content/a.md": ""})
    monkeypatch.chdir(tmp_path)
    out = CliRunner().invoke(cli, ["config", "--for", "site/content/a.md", "--isolated"]).output
    line = next(line for line in out.splitlines() if line.startswith("preset:"))
    assert '"hugo"' in line
    assert "because of hugo.toml" in line


# -- what the configuration of a site adds ----------------------------------------------------------------------


def test_hugo_taxonomies_are_known_keys(tmp_path: Path) -> None:
    post = "---\ntitle: Rye\ncategory: [a]\n---\n"
    write(tmp_path, {"hugo.toml": "", "content/a.md": post})
    assert findings(tmp_path, "content/a.md", "front-matter-unknown-key") == [
        "front-matter-unknown-key warning: category"
    ]
    write(tmp_path, {"hugo.toml": 'theme = "mine"\n'})
    assert findings(tmp_path, "content/a.md", "front-matter-unknown-key") == [], "the theme is elsewhere"
    write(tmp_path, {"hugo.toml": '[taxonomies]\ncategory = "category"\n'})
    assert findings(tmp_path, "content/a.md", "front-matter-unknown-key") == []


@pytest.mark.parametrize(
    ("name", "text", "severity"),
    [
        ("netlify.toml", '[build.environment]\nHUGO_VERSION = "0.140.1"\n', "error"),
        ("netlify.toml", '[build.environment]\nHUGO_VERSION = "0.120.1"\n', "warning"),
        (".github/workflows/site.yml", "with:\n  hugo-version: 'latest'\n", "error"),
        (".github/workflows/site.yml", "with:\n  # hugo-version: 'latest'\n  hugo-version: '0.110.0'\n", "warning"),
        ("package.json", '{"devDependencies": {"hugo-theme-bread": "0.150.1"}}', "warning"),
        ("package.json", '{"devDependencies": {"hugo-bin": "^0.150.1"}}', "error"),
        ("hugo.toml", '[module.hugoVersion]\nmin = "0.140.0"\n', "error"),
        ("package.json", '{"dependencies": {"hugo-extended": "^0.147.1"}}', "error"),
        (".tool-versions", "hugo extended_0.135.0\n", "error"),
        (".hvm", "v0.134.0/extended\n", "warning"),
        ("Makefile", "IMAGE := mill/hugo:0.150.1-alpine\n", "error"),
        ("Dockerfile", "FROM mill/hugo:0.110\n", "warning"),
        ("README.md", "Hugo 0.150\n", "warning"),
    ],
)
def test_a_date_stops_the_build_of_new_versions_of_hugo(tmp_path: Path, name: str, text: str, severity: str) -> None:
    write(tmp_path, {"hugo.toml": "", "content/a.md": "---\ntitle: Rye\ndate: soon\n---\n", name: text})
    assert findings(tmp_path, "content/a.md", "front-matter-schema") == [f"front-matter-schema {severity}: soon"]


@pytest.mark.parametrize(
    ("file", "text", "severity"),
    [
        ("hugo.toml", "", "warning"),
        ("hugo.toml", "buildfuture = true\n", "info"),
        ("_config.yml", "future: true\n", "info"),
        ("_config.yml", "future: false\n", "warning"),
    ],
)
def test_posts_of_the_future_on_a_site_that_publishes_them(tmp_path: Path, file: str, text: str, severity: str) -> None:
    post = "content/a.md" if file == "hugo.toml" else "_posts/2026-01-02-a.md"
    write(tmp_path, {file: text, post: "---\ntitle: Rye\ndate: 2094-05-06\n---\nRye.\n"})
    assert findings(tmp_path, post, "date-in-future") == [f"date-in-future {severity}: 2094-05-06"]


@pytest.mark.parametrize(
    ("version", "found"),
    [
        ("0.117.0", ["front-matter-syntax warning: title"]),
        ("0.152.2", ["draft-misread error: yes", "front-matter-syntax error: title"]),
        ("latest", ["draft-misread error: yes", "front-matter-syntax error: title"]),
        ("", ["draft-misread error: yes", "front-matter-syntax warning: title"]),
    ],
)
def test_old_versions_of_hugo_read_old_yaml(tmp_path: Path, version: str, found: list[str]) -> None:
    post = "---\ntitle: Rye\ntitle: Oats\ndraft: yes\n---\n"
    write(tmp_path, {"hugo.toml": "", "netlify.toml": f'HUGO_VERSION = "{version}"\n', "content/a.md": post})
    rules = ("draft-misread", "front-matter-syntax")
    assert [one for rule in rules for one in findings(tmp_path, "content/a.md", rule)] == found


@pytest.mark.parametrize(("url", "found"), [("14943", 0), ("/rye/", 0), ("https://rye.example/", 1)])
def test_an_address_in_a_header_of_hugo(tmp_path: Path, url: str, found: int) -> None:
    write(tmp_path, {"hugo.toml": "", "content/a.md": f"---\ntitle: Rye\nurl: {url}\n---\n"})
    assert len(findings(tmp_path, "content/a.md", "front-matter-schema")) == found


@pytest.mark.parametrize(
    ("needs", "count"),
    [("hakyll == 4.7.*", 0), ("hakyll >= 4.5 && < 4.7", 0), ("hakyll == 4.13.*", 1), ("hakyll >= 4.7 && < 4.16", 1)],
)
def test_old_versions_of_hakyll_read_lines(tmp_path: Path, needs: str, count: int) -> None:
    write(tmp_path, {"site.cabal": f"build-depends: base\n  , {needs}\n", "posts/a.md": "---\ntitle: Rye: dark\n---\n"})
    assert len(findings(tmp_path, "posts/a.md", "front-matter-syntax")) == count


@pytest.mark.parametrize("gem", ["github-pages", "jekyll"])
def test_jekyll_copies_other_files_without_front_matter(tmp_path: Path, gem: str) -> None:
    files = dict.fromkeys(("index.md", "_posts/2026-02-03-rye.md"), "# Rye\n\nText.\n")
    write(tmp_path, {"_config.yml": "title: Rye\n", "Gemfile": f"gem '{gem}'\n", **files})
    found = [findings(tmp_path, file, "front-matter-missing") for file in files]
    assert found == [[], ["front-matter-missing warning: # Rye"]]
    post = "_posts/2026-01-31-rye.md"
    write(tmp_path, {post: "Text.\n"})
    assert findings(tmp_path, post, "front-matter-missing") == ["front-matter-missing warning: Text."]


POST = "---\ntitle: Rye & Oats\ndate: 2026-02-03\ncategories: [Bread Rolls]\ncode: 7d\n---\n"
ASTRO = {"astro.config.mjs": "", "src/content.config.ts": "export const collections = { blog: defineCollection({}) }"}
SHOWN = "const posts = await getCollection('blog')\nparams: { %s },\n<Content />"
#: preset, configuration, post, its address
ADDRESSES: list[tuple[str, dict[str, str], str, str]] = [
    ("hugo", {"hugo.toml": '[permalinks]\nposts = "/:year/:slug/"'}, "content/posts/a.md", "/2026/rye-oats"),
    ("hugo", {"hugo.yaml": "permalinks:\n  page:\n    posts: /:title/"}, "content/posts/a.md", "/rye-oats"),
    ("hugo", {"config/_default/hugo.toml": '[permalinks]\nposts = "/:year/:slug/"\nx = "/x/"',
              "config/production/permalinks.toml": 'posts = "/p/:slug/"'}, "content/posts/a.md", "/p/rye-oats"),
    ("hugo", {"hugo.yaml": "permalinks: {page: {posts: '/:sections[1:]/:slug'}}"}, "content/posts/a.md", ""),
    ("hugo", {"hugo.yaml": "permalinks: {posts: /:slugorcontentbasename/}"}, "content/posts/A  b.md", "/a-b"),
    ("hugo", {"hugo.toml": "[permalinks]\nposts = '/an oven`s/:slug/`'"}, "content/posts/a.md", "/an-ovens/rye-oats"),
    ("hugo", {"hugo.yaml": "contentDir: text\npermalinks: {posts: '/:filename/'}"}, "text/posts/b.md", "/b"),
    ("hugo", {"hugo.yaml": "disablePathToLower: true"}, "content/posts/B b.md", "/posts/B-b"),
    ("hugo", {"hugo.yaml": "removePathAccents: true\npermalinks: {posts: /é/:slug/}"}, "content/posts/a.md",
     "/e/rye-oats"),
    ("hugo", {"hugo.yaml": "removepathaccents: true"}, "content/posts/Käse Brötchen.md", "/posts/kase-brotchen"),
    ("hugo", {"hugo.yaml": "permalinks: {section: {posts: /journal/}}"}, "content/posts/_index.md", "/journal"),
    ("docusaurus", {"docusaurus.config.js": "plugins: [['@docusaurus/plugin-content-blog', {path: './news', "
                    "routeBasePath: 'news'}]], presets: [['classic', {blog: {routeBasePath: 'log'}}]]"},
     "blog/2026-02-03-a.md", "/log/2026/02/03/a"),
    ("astro", {**ASTRO, "src/pages/p/[...slug].astro": SHOWN % "slug: post.slug"}, "src/content/blog/in/A b.md",
     "/p/in/a-b"),
    ("astro", {**ASTRO, "src/pages/p/[id]/index.astro": SHOWN % "id: post.slug ?? post.id.replace(/\\.md$/, '')"},
     "src/content/blog/a.md", "/p/a"),
    ("astro", {**ASTRO, "src/pages/[slug].astro": SHOWN % "slug: one.id"}, "src/content/blog/a.md", "/a"),
    ("astro", {**ASTRO, "src/pages/p/[slug].astro": SHOWN % "slug: made(post.id)"}, "src/content/blog/a.md", ""),
    ("astro", {**ASTRO, "src/pages/[lang]/[slug].astro": SHOWN % "slug: post.id"}, "src/content/blog/a.md", ""),
    ("astro", {**ASTRO, **dict.fromkeys(("src/pages/p/[x].astro", "src/pages/q/[x].astro"), SHOWN % "x: post.id")},
     "src/content/blog/a.md", ""),
    ("astro", {**ASTRO, "src/pages/p/[tag].astro": "getCollection('blog') params: { tag: a.id }"},
     "src/content/blog/a.md", "/blog/a"),
    ("astro", {**ASTRO, "src/pages/p/[...page].astro": "({paginate}) " + SHOWN % "page: a.id"},
     "src/content/blog/a.md", "/blog/a"),
    ("astro", {"astro.config.mjs": "integrations: [starlight({ title: 'Bread' })]"}, "src/content/docs/fr/a/b.mdx",
     "/fr/a/b"),
    ("astro", {"astro.config.mjs": "integrations: [starlight()]"}, "src/content/docs/index.mdx", "/"),
    ("pelican", {"Makefile": "run:\n\tpelican content -s mine.py\n", "mine.py": "ARTICLE_URL = 'x/{slug}/'\n"},
     "content/a.md", "/x/rye-oats"),
    ("jekyll", {"_config.yml": "permalink: pretty"}, "_posts/2026-02-03-B b.md", "/bread rolls/2026/02/03/B-b"),
    ("jekyll", {"_config.yml": "permalink: /blog/:title/"}, "_posts/2026-02-03-a.md", "/blog/a"),
    ("jekyll", {"_config.yml": "permalink: /:y_day/:title/"}, "_posts/2026-02-03-a.md", ""),
    ("jekyll", {"_config.yml": "collections: {notes: {output: true, permalink: /n/:title}}"}, "_notes/a.md", "/n/a"),
    ("jekyll", {"_config.yml": "collections:\n  notes:\n    permalink: /n/:title"}, "_notes/a.md", ""),
    ("jekyll", {"_config.yml": "collections: {notes: {output: 'yes', permalink: /n/:title}}"}, "_notes/a.md", "/n/a"),
    ("jekyll", {"_config.yml": "collections: {n: {output: true, permalink: '/:collection/:path:output_ext'}}"},
     "_n/x/A b.md", "/n/x/A b"),
    ("jekyll", {"_config.yml": "defaults: [{scope: {path: '', type: posts}, values: {permalink: '/b/:slug'}}]"},
     "_posts/2026-02-03-A b.md", "/b/a-b"),
    ("jekyll", {"_config.yml": "collections_dir: all\npermalink: /:title"}, "all/_posts/2026-02-03-a.md", "/a"),
    ("bridgetown", {"bridgetown.config.yml": ""}, "src/_posts/x/2026-02-03-B b.md", "/bread-rolls/2026/02/03/b-b"),
    ("bridgetown", {"bridgetown.config.yml": "permalink: simple"}, "src/_posts/2026-02-03-a.md", "/bread-rolls/a"),
    ("bridgetown", {"config/initializers.rb": 'Bridgetown.configure do\n  permalink "/:year/:slug.*"'},
     "src/_posts/2026-02-03-a.md", "/2026/a"),
    ("bridgetown", {"bridgetown.config.yml": "", "src/_posts/_defaults.yml": "category: news"},
     "src/_posts/2026-02-03-a.md", ""),
    ("bridgetown", {"bridgetown.config.yml": "permalink: /:locale/:slug/"}, "src/_posts/2026-02-03-a.md", ""),
    ("bridgetown", {"bridgetown.config.yml": "collections: {docs: {output: true, permalink: '/:collection/:path.*'}}"},
     "src/_docs/x/a.md", "/docs/x/a"),
    ("bridgetown", {"bridgetown.config.yml": "collections: {tips: {output: true}}\npermalink: simple"},
     "src/_tips/a.md", "/tips/bread-rolls/a"),
    ("bridgetown", {"bridgetown.config.yml": "collections: {tips: {output: false}}"}, "src/_tips/a.md", ""),
    ("jekyll", {"_config.yml": "source: source\npermalink: /b/:title/", "source/_includes/a.html": ""},
     "source/_posts/2026-02-03-a.md", "source:/b/a"),
    ("jekyll", {"_config.yml": "source: other\npermalink: /b/:title/", "source/_includes/a.html": ""},
     "source/_posts/2026-02-03-a.md", "source:/bread rolls/2026/02/03/a"),
    ("jekyll", {"_config.yml": "permalink: pretty\ncollections: {posts: {permalink: '/news/:title/'}}"},
     "_posts/2026-02-03-a.md", "/news/a"),
    ("hexo", {"_config.yml": "new_post_name: :title.md\npermalink: :year/:title/"}, "source/_posts/x/2026-02-03-a.md",
     "/2026/x/2026-02-03-a"),
    ("hexo", {"_config.yml": "new_post_name: :year-:month-:day-:title.md\npermalink: :name.html"},
     "source/_posts/2026-02-03-a.md", "/a"),
    ("hexo", {"_config.yml": "new_post_name: x\npermalink: :category/:post_title/"}, "source/_posts/a.md",
     "/Bread-Rolls/rye-oats"),
    ("hexo", {"_config.yml": "new_post_name: x\npermalink: :id/"}, "source/_posts/a.md", ""),
    ("hexo", {"_config.yml": "new_post_name: ':year/:title.md'\npermalink: ':title/'"}, "source/_posts/2026/a.md",
     "/a"),
    ("hexo", {"_config.yml": "new_post_name: ':year/:title.md'\npermalink: ':title/'"}, "source/_posts/x/a_b.md",
     "/x-a-b"),
    ("hexo", {"_config.yml": "new_post_name: ':lang/:title.md'\npermalink: ':title/'"}, "source/_posts/de/a/b.md",
     "/a/b"),
    ("hexo", {"_config.yml": "new_post_name: ':id.md'\npermalink: ':title/'"}, "source/_posts/a_b.md", "/a-b"),
    ("hexo", {"_config.yml": "permalink: :year/:code.html\nnew_post_name: :title.md"}, "source/_posts/a.md",
     "/2026/7d"),
    ("hexo", {"_config.yml": "permalink: :none/\nnew_post_name: :title.md"}, "source/_posts/a.md", ""),
    ("hexo", {"_config.yml": "permalink: :category/:title/\ncategory_map: {a: b}\nnew_post_name: :title.md"},
     "source/_posts/a.md", ""),
    ("pelican", {"pelicanconf.py": "ARTICLE_URL = 'p/{code}/'"}, "content/a.md", "/p/7d"),
    ("eleventy", {".eleventy.js": "", "posts/posts.json": '{"permalink": "/{{ code }}/"}'}, "posts/a.md", "/7d"),
    ("eleventy", {".eleventy.js": "", "posts/posts.json": '{"permalink": "/{{ none }}/"}'}, "posts/a.md", ""),
    ("hexo", {"_config.yml": "new_post_name: x\nsource_dir: text"}, "text/about/index.md", "/about"),
    ("mkdocs-material", {"mkdocs.yml": "plugins:\n- blog: {post_url_format: '{slug}', blog_dir: .}"}, "docs/posts/a.md",
     "/rye--oats"),
    ("mkdocs-material", {"mkdocs.yml": "docs_dir: d\nuse_directory_urls: false\nplugins:\n- blog: {blog_dir: news, "
     "post_dir: '{blog}/all', post_url_date_format: yyyy-M, post_url_format: '{categories}/{date}/{file}'}"},
     "d/news/all/a.md", "/news/bread-rolls/2026-2/a"),
    ("mkdocs-material", {"properdocs.yml": "docs_dir: d"}, "d/x/a.md", "/x/a"),
    ("mkdocs-material", {"mkdocs.yml": "docs_dir: !ENV [DOCS, ./d]"}, "d/x/a.md", "/x/a"),
    ("mkdocs-material", {"mkdocs.yml": "docs_dir: d\nnav: [!ENV [HOME, Home]: a.md]"}, "d/x/a.md", "/x/a"),
    ("mkdocs-material", {"zensical.toml": "[project]\ndocs_dir = 'd'\n[project.plugins.blog]\nblog_dir = 'news'\n"},
     "d/news/posts/a.md", "/news/2026/02/03/rye--oats"),
    ("mkdocs-material", {"mkdocs.yml": "plugins:\n- blog: {post_url_date_format: MMM}"}, "docs/blog/posts/a.md", ""),
    ("mkdocs-material", {"mkdocs.yml": "plugins:\n- blog: {post_slugify: !!python/name:mine.slug }"},
     "docs/blog/posts/a.md", ""),
    ("pelican", {"pelicanconf.py": "PATH = 'text'\nARTICLE_URL = 'p/{date:%Y}/{slug}/'"}, "text/x/a.md",
     "/p/2026/rye-oats"),
    ("pelican", {"pelicanconf.py": "FILENAME_METADATA = '(?P<slug>.*)'\nARTICLE_URL = 'p/{slug}'"}, "content/A b.md",
     "/p/A b"),
    ("pelican", {"pelicanconf.py": "FILENAME_METADATA = r'(?P<date>\\d{4}-\\d{2}-\\d{2})-(?P<slug>.*)'"},
     "content/2026-02-03-a.md", "/a"),
    ("pelican", {"pelicanconf.py": "FILENAME_METADATA = r'(?P<slug>\\w+)-.*'"}, "content/a-b.md", ""),
    ("pelican", {"pelicanconf.py": "PATH = 'text'\nARTICLE_URL = make()"}, "text/a.md", ""),
    ("pelican", {"pelicanconf.py": "PATH = 'text'\nARTICLE_URL = '{date:%b}/{slug}'"}, "text/a.md", ""),
    ("pelican", {"pelicanconf.py": "PATH = 'text'\nSLUGIFY_SOURCE = 'basename'"}, "text/a b.md", "/a-b"),
    ("pelican", {"pelicanconf.py": "PAGE_PATHS = ['p']\nPAGE_URL = '{slug}/'"}, "content/p/a.md", "/rye-oats"),
    ("pelican", {"pelicanconf.py": "PLUGINS = ['pelican-page-hierarchy']"}, "content/pages/x/a.md", "/pages/x/a"),
    ("pelican", {"pelicanconf.py": "PLUGINS = ['page_hierarchy']\nPATH_METADATA = r'pages/(?P<path>.*)\\..*'"},
     "content/pages/x/a.md", "/x/a"),
    ("pelican", {"pelicanconf.py": "PATH_METADATA = r'(pages/)?(?P<slug>.*)\\..*'"}, "content/x/a.md", ""),
    ("pelican", {"pelicanconf.py": "PLUGIN_PATHS = ['own']\nPLUGINS = ['moves']",
                 "own/moves/__init__.py": "def f(post):\n    post.override_url = 'x'\n"}, "content/a.md", ""),
    ("nikola", {"conf.py": "BLOG_TITLE = 'x'\nPOSTS = (('text/*.md', 'b', 'post.tmpl'),)\nPRETTY_URLS = False"},
     "text/x/A b.md", "/b/x/a-b"),
    ("docusaurus", {"docusaurus.config.js": "x({blog: {routeBasePath: '/', path: './text'}})"}, "text/2026-02-03-a.md",
     "/2026/02/03/a"),
    ("docusaurus", {"docusaurus.config.js": "x({theme: {docs: {a: 1}}, docs: {routeBasePath: 'guide'}})"},
     "docs/02-x/01-a.md", "/guide/x/a"),
    ("docusaurus", {"docusaurus.config.js": "x({docs: {routeBasePath: base}})"}, "docs/a.md", ""),
    ("docusaurus", {"docusaurus.config.ts": "const own: Options = {routeBasePath: 'n'};\nx({blog: own, docs: own2})"},
     "blog/2026-02-03-a.md", "/n/2026/02/03/a"),
    ("docusaurus", {"docusaurus.config.js": "x(['plugin-content-blog', {path: 'news', routeBasePath: 'n'}])"},
     "news/2026/02-03-a/index.md", "/n/2026/02/03/a"),
    ("docusaurus", {"docusaurus.config.js": "p({blog: false}, ['./own/blog-x.js', "
                    "{path: './log', routeBasePath: 'b'}])"},
     "log/2026-02-03-a.md", "/b/2026/02/03/a"),
    ("docusaurus", {"docusaurus.config.js": "x([require.resolve('./own/blog'), {path: 'log', routeBasePath: 'b'}])"},
     "log/2026-02-03-a.md", "/b/2026/02/03/a"),
    ("nuxt", {"nuxt.config.ts": ""}, "content/2.blog/1.2023-march.md", "/blog/2023-march"),
    ("nuxt", {"nuxt.config.ts": ""}, "content/blog/1.2.md", "/blog/1.2"),
    ("eleventy", {".eleventy.js": "", "posts/posts.json": '{"permalink": "/b/{{ page.fileSlug }}/"}'},
     "posts/2026-02-03-a.md", "/b/a"),
    ("eleventy", {".eleventy.js": "", "posts/posts.11tydata.js": "module.exports = {permalink: (x) => x}"},
     "posts/a.md", ""),
    ("eleventy", {".eleventy.js": "", "posts/posts.json": '{"permalink": "/{{ title | slug }}/"}'}, "posts/a.md", ""),
    ("eleventy", {".eleventy.js": "", "posts/posts.11tydata.js": "export default {permalink: '/b/{{page.fileSlug}}'}"},
     "posts/a.md", "/b/a"),
    ("eleventy", {".eleventy.js": "", "posts/posts.11tydata.json": '{"eleventyComputed": {"permalink": "/x/"}}'},
     "posts/a.md", ""),
    ("eleventy", {".eleventy.js": "", "posts/a.11tydata.json": '{"permalink": "/rye/"}', "posts/a.md": "",
                  "posts/posts.json": '{"permalink": "/b/{{page.fileSlug}}/"}'}, "posts/a.md", "/rye"),
    ("eleventy", {".eleventy.js": "", "posts/posts.yaml": "permalink: /b/{{ page.fileSlug }}/"},
     "posts/a.md", "/b/a"),
    ("eleventy", {".eleventy.js": "", "_data/eleventyComputed.js": "module.exports = {permalink: (data) => data.x}"},
     "posts/a.md", ""),
    ("eleventy", {".eleventy.js": "c.addGlobalData('permalink', () => url)"}, "posts/a.md", ""),
    ("eleventy", {".eleventy.js": "", "posts/posts.json": '{"permalink": "b/{{ page.fileSlug }}/index.html"}'},
     "posts/x/2026-02-03-index.md", "/b/x"),
    ("zola", {"zola.toml": "[slugify]\npaths = 'off'"}, "content/blog/A b.md", "/blog/A b"),
    ("quarto", {"_quarto.yml": "project: {type: website}"}, "posts/2024-10-15-a/index.qmd", "/posts/2024-10-15-a"),
    ("quarto", {"_quarto.yml": ""}, "posts/2024-10-15-a.qmd", "/posts/2024-10-15-a"),
    ("mkdocs-material", {"mkdocs.yml": "site_name: x"}, "docs/guide/a.md", "/guide/a"),
    ("docusaurus", {"docusaurus.config.js": "x({trailingSlash: true, blog: {}})"}, "blog/2026-02-03-a.md",
     "/blog/2026/02/03/a"),
    ("myst", {"myst.yml": "project: {}"}, "blog/a.md", ""),
    ("vitepress", {".vitepress/config.ts": "export default {srcDir: './src'}"}, "src/guide/a.md", "/guide/a"),
]  # fmt: skip


@pytest.mark.parametrize(("preset", "files", "post", "address"), ADDRESSES)
def test_addresses(tmp_path: Path, preset: str, files: dict[str, str], post: str, address: str) -> None:
    write(tmp_path, {**files, post: POST})
    settings = load_config(cwd=tmp_path).settings_for(post)
    assert settings.preset == preset
    facts = lint_bytes(settings, post, POST.encode(), with_facts=True).facts
    assert facts is not None
    generator = Generator.from_data(preset, load_preset(preset, "", settings.overlay).data)
    folder, colon, inner = address.partition(":")  # the folder of the site, where it is not the top
    post, address = (post.removeprefix(f"{folder}/"), inner) if colon else (post, address)
    assert addresses(facts, post, generator)[:1] == ([address] if address else [])


@pytest.mark.parametrize(
    ("settings", "post", "address"),
    [
        ("", "content/a.md", "/rye-fr"),
        ("DEFAULT_LANG = 'fr'", "content/a.md", "/rye"),
        ("ARTICLE_LANG_URL = make()", "content/a.md", ""),
        ("PAGE_LANG_URL = '{lang}/{slug}/'", "content/pages/a.md", "/fr/rye"),
        ("PLUGINS = ['i18n_subsites']", "content/a.md", ""),
    ],
)
def test_addresses_of_translations_in_pelican(tmp_path: Path, settings: str, post: str, address: str) -> None:
    text = "Title: Rye\nDate: 2026-02-03\nLang: fr\n\nRye.\n"
    write(tmp_path, {"pelicanconf.py": settings, post: text})
    found = load_config(cwd=tmp_path).settings_for(post)
    facts = lint_bytes(found, post, text.encode(), with_facts=True).facts
    assert facts is not None
    generator = Generator.from_data("pelican", load_preset("pelican", "", found.overlay).data)
    assert addresses(facts, post, generator)[:1] == ([address] if address else [])


@pytest.mark.parametrize(
    ("header", "version", "address"),
    [
        ("categories: [A b, C]", "7", "/A-b/C/a"),
        ("categories: [[A b, C]]", "7", "/A-b/C/a"),
        ("categories: [[A b, C], [D]]", "7", ""),
        ("permalink: own/name", "7", "/own/name"),
        ("permalink: own/name\ncategories: D", "4.2", "/D/own/name"),
        ("categories: D", "4.2", "/D/a"),
    ],
)
def test_categories_and_permalinks_of_hexo(tmp_path: Path, header: str, version: str, address: str) -> None:
    package = f'{{"hexo": {{"version": "{version}"}}, "dependencies": {{"hexo": "^{version}"}}}}'
    files = {"_config.yml": "permalink: :category/:title/\nnew_post_name: :title.md", "package.json": package}
    write(tmp_path, files)
    settings = load_config(cwd=tmp_path).settings_for("source/_posts/a.md")
    linted = lint_bytes(settings, "source/_posts/a.md", f"---\ntitle: A\n{header}\n---\n".encode(), with_facts=True)
    assert linted.facts is not None
    generator = Generator.from_data("hexo", load_preset("hexo", "", settings.overlay).data)
    assert addresses(linted.facts, "source/_posts/a.md", generator)[:1] == ([address] if address else [])
    assert version == "7" or not [one.rule for one in linted.report.findings if "permalink" in one.message]


def test_a_reader_of_yaml_that_a_site_of_eleventy_brings_may_go_on(tmp_path: Path) -> None:
    script = "module.exports = (c) => { c.setFrontMatterParsingOptions({ engines: { yaml: (t) => load(t) } }); };"
    write(tmp_path, {".eleventy.js": script, "posts/a.md": "---\ntitle: @rye\n---\nText.\n"})
    report = postlint.lint_paths([str(tmp_path)], load_config(cwd=tmp_path, select=("front-matter-syntax",)))
    assert [found.severity.name for found in report.findings] == ["WARNING"]


def test_the_last_folders_of_eleventy_count(tmp_path: Path) -> None:
    inner = "c.addShortcode('a', () => { return {dir: {input: '.', output: 'x'}} });"
    script = f"module.exports = (c) => {{ {inner} return {{dir: {{input: 'src', output: 'public'}}}} }}"
    write(tmp_path, {".eleventy.js": script, "src/posts/a.md": ""})
    site = site_pages("eleventy", tmp_path)["site"]
    assert (site["roots"], site["output"]) == (["src"], "public")


@pytest.mark.parametrize("preset", ["eleventy", "vitepress"])
def test_a_slug_key_without_a_permalink_means_nothing(preset: str) -> None:
    data = load_preset(preset).data
    facts = Facts("posts/a.md", permalink=data["permalink"], slug=Text("fat", 0, 3))
    assert addresses(facts, "posts/a.md", Generator.from_data(preset, data)) in (["/posts/a"], [])


@pytest.mark.parametrize(
    ("path", "slug", "address"),
    [
        ("posts/a/index.md", "fat", "/posts/a/fat"),
        ("posts/a/index.md", "", "/posts/a"),
        ("posts/b.md", "fat", "/posts/fat"),
    ],
)
def test_nikola_puts_the_slug_of_an_index_file_below_its_folder(path: str, slug: str, address: str) -> None:
    data = load_preset("nikola").data
    facts = Facts(path, permalink=data["permalink"], slug=Text(slug, 0, 3) if slug else None)
    assert addresses(facts, path, Generator.from_data("nikola", data))[:1] == [address]


@pytest.mark.parametrize(
    ("files", "base"),
    [
        ({"hugo.toml": "baseURL = 'https://a.example/sub/'"}, "/sub"),
        ({"_config.yml": "baseurl: /sub"}, "/sub"),
        ({"_config.yml": "# A\n--- # B\nbaseurl: /sub\n---\nbaseurl: /no\n"}, "/sub"),
        ({"_config.yml": "new_post_name: x\nroot: /sub/"}, "/sub"),
        ({"mkdocs.yml": "plugins:\n- blog\nsite_url: https://a.example/sub/x"}, "/sub/x"),
        ({"pelicanconf.py": "SITEURL = 'https://a.example'"}, ""),
        ({"docusaurus.config.js": "x({baseUrl: '/sub/'}) // baseUrl: '/no/'"}, "/sub"),
        ({"astro.config.mjs": "// base: '/no'\nx({base: '/sub'})"}, "/sub"),
        ({"astro.config.mjs": "x({base: process.env.BASE})"}, ""),
    ],
)
def test_what_addresses_begin_with(tmp_path: Path, files: dict[str, str], base: str) -> None:
    write(tmp_path, files)
    site = find_site(tmp_path / "content" / "a.md")
    assert site.folder is not None
    overlay = site_overlay(
        site.preset, site.folder, tmp_path / "content" / "a.md", site_pages(site.preset, site.folder)
    )
    assert overlay["x-postlint"]["site"].get("base", "") == base


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "/", ".", "..", ":title", "{slug}", "a/b"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from([*"ab", "page", "posts"]), inner),
    max_leaves=4,
)
KEYS = {
    "hugo": ("permalinks", "languages", "contentDir", "baseURL", "frontmatter", "taxonomies"),
    "jekyll": ("permalink", "collections", "defaults", "collections_dir", "baseurl"),
    "bridgetown": ("permalink", "collections", "source", "collections_dir", "base_path"),
    "hexo": ("permalink", "new_post_name", "source_dir", "root", "default_category"),
    "mkdocs-material": ("plugins", "docs_dir", "site_url", "use_directory_urls"),
    "zola": ("slugify", "base_url"),
    "pelican": ("PATH", "ARTICLE_URL", "PAGE_PATHS", "PAGE_URL", "SITEURL", "DEFAULT_CATEGORY"),
    "nikola": ("POSTS", "PAGES", "PRETTY_URLS", "SITE_URL"),
    "myst": ("project", "exclude"),
}
FILES = {"hugo": "hugo.json", "jekyll": "_config.yml", "bridgetown": "bridgetown.config.yml", "hexo": "_config.yml",
         "mkdocs-material": "mkdocs.yml",
         "zola": "zola.toml", "pelican": "pelicanconf.py", "nikola": "conf.py", "myst": "myst.yml"}  # fmt: skip


@settings(max_examples=12)
@given(st.data())
@pytest.mark.parametrize("preset", sorted(KEYS))
def test_no_configuration_is_too_strange(
    tmp_path_factory: pytest.TempPathFactory, preset: str, data: st.DataObject
) -> None:
    values = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS[preset], VALUES)))
    folder = tmp_path_factory.mktemp("site")
    text = "".join(f"{key} = {value!r}\n" for key, value in values.items())
    (folder / FILES[preset]).write_text(text if FILES[preset].endswith(".py") else json.dumps(values), encoding="utf-8")
    overlay = site_overlay(preset, folder, folder / "content" / "posts" / "a.md", site_pages(preset, folder))
    generator = Generator.from_data(preset, load_preset(preset, "", json.dumps(overlay)).data)
    addresses(Facts("content/posts/a.md"), "content/posts/a.md", generator)


def test_a_module_of_a_generator_needs_no_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = SimpleNamespace(keys=lambda config, post: {"flour": {"type": "string"}})
    monkeypatch.setattr("postlint.generators.overlay._module", lambda preset: module)
    assert site_pages("zola", tmp_path).keys() <= {"title_is_h1"}
    assert site_data(Detected("zola", tmp_path)) == load_preset("zola").data
    found = site_overlay("zola", tmp_path, tmp_path / "content" / "a.md", {})
    assert found == {"properties": {"flour": {"type": "string"}}}


def test_mkdocs_categories_and_authors(tmp_path: Path) -> None:
    config = (
        "plugins:\n  - blog:\n      categories_allowed: [bread, cake]\n"
        "markdown_extensions:\n  - x:\n      y: !!python/name:z.y\n"
    )
    post = "docs/blog/posts/a.md"
    write(
        tmp_path,
        {
            "mkdocs.yml": config,
            "docs/blog/.authors.yml": "authors:\n  ada:\n    name: Ada\n",
            post: "---\ndate: 2024-01-05\ncategories: [bread, pie]\nauthors: [ada, bob]\n---\n",
        },
    )
    assert findings(tmp_path, post, "front-matter-schema") == [
        "front-matter-schema error: pie",
        "front-matter-schema error: bob",
    ]
    # nobody reads the dates of other pages, or a key for drafts there
    write(tmp_path, {"docs/notes/b.md": "---\ndate: 2024-01-05:12:00\npublished: false\n---\n"})
    assert findings(tmp_path, "docs/notes/b.md", "front-matter-schema") == []
    settings = load_config(cwd=tmp_path, select=["draft-misread"]).settings_for("docs/notes/b.md")
    source = Source.from_text("---\npublished: false\n---\n", "docs/notes/b.md")
    assert [finding.fix for finding in lint_source(settings, source).findings] == [None]


def test_pelican_has_a_date_for_articles_without_one(tmp_path: Path) -> None:
    write(tmp_path, {"pelicanconf.py": "PATH = 'text'\n", "text/a.md": "Title: Rye\n\nText.\n"})
    assert findings(tmp_path, "text/a.md", "front-matter-schema") != []
    write(tmp_path, {"text/2026-01-31_b.md": "Title: Rye\n\nText.\n"})
    assert findings(tmp_path, "text/2026-01-31_b.md", "front-matter-schema") == []
    write(tmp_path, {"pelicanconf.py": "PATH = 'text'\nFILENAME_METADATA = '(?P<slug>.*)'\n"})
    assert findings(tmp_path, "text/2026-01-31_b.md", "front-matter-schema") != []
    write(tmp_path, {"pelicanconf.py": "PATH = 'text'\nDEFAULT_DATE = 'fs'\n"})
    assert findings(tmp_path, "text/a.md", "front-matter-schema") == []


def test_docusaurus_authors_and_tags(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "docusaurus.config.js": "",
            "blog/authors.yml": "ada:\n  name: Ada\n",
            "blog/tags.yml": "rye:\n  label: Rye\n",
            "blog/a.md": "---\nauthors: [ada, bob, {name: Cy}]\ntags: [rye, pie]\n---\n",
            "blog/b.md": "---\nauthors: bob\n---\n",
        },
    )
    assert findings(tmp_path, "blog/a.md", "front-matter-schema") == [
        "front-matter-schema error: bob",
        "front-matter-schema warning: pie",
    ]
    assert findings(tmp_path, "blog/b.md", "front-matter-schema") == ["front-matter-schema error: bob"]


@pytest.mark.parametrize("text", ["", "[", "a: *x", "- 1", "\0", "plugins: 3", "plugins:\n  - blog: 3\n  - 4"])
def test_a_strange_configuration_changes_nothing(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"_config.yml": text, "mkdocs.yml": text, "hugo.yaml": text, "a.md": "---\ntitle: A\n---\n"})
    load_config(cwd=tmp_path).settings_for("a.md")


# -- schemas of one's own ---------------------------------------------------------------------------------------


def test_a_schema_of_ones_own_by_glob(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            ".postlint.yaml": "preset: hugo\nschemas:\n  notes/**: schema.yaml\n",
            "schema.yaml": "required: [mood]\nproperties:\n  mood: {$ref: parts.json#/$defs/mood}\n",
            "parts.json": '{"$defs": {"mood": {"enum": ["good", "bad"]}}}',
            "notes/a.md": "---\nmood: god\n---\n",
            "notes/b.md": "---\ntitle: x\n---\n",
            "posts/a.md": "---\nmood: god\n---\n",
        },
    )
    assert findings(tmp_path, "notes/a.md", "front-matter-schema") == ["front-matter-schema error: god"]
    assert findings(tmp_path, "notes/b.md", "front-matter-schema") == ["front-matter-schema error: ---"]
    assert findings(tmp_path, "posts/a.md", "front-matter-schema") == []


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("https://schemas.example/post.json", "is on the network, where postlint does not go"),
        ("nowhere.json#/x", "there is no file 'nowhere.json' beside the schema"),
    ],
)
def test_references_that_lead_nowhere_are_refused(tmp_path: Path, target: str, sentence: str) -> None:
    schema = f"properties:\n  title:\n    $ref: {target}\n"
    write(tmp_path, {".postlint.yaml": "schemas:\n  '**': schema.yaml\n", "schema.yaml": schema})
    with pytest.raises(ConfigError, match=sentence) as caught:
        load_config(cwd=tmp_path)
    assert "schema.yaml:3:11" in str(caught.value)


#: the program that defines collections, in the forms that sites use
COLLECTIONS = {
    "inline": """
import { defineCollection, z } from "astro:content"; // the glob "**/*.md" begins no comment
const blog = defineCollection({
  loader: glob({ pattern: "**/*.md", base: "./src/content/blog" }),
  schema: ({ image }) => z.object({
    title: z.string().max(60), // shown
    pubDate: z.coerce.date(),
    mood: z.enum(["good", "bad"]).optional(),
    cover: z.object({ src: image(), alt: z.string() }).optional(),
    draft: z.boolean().default(false),
  }),
});
export const collections = { blog };
""",
    "named": """
const moods = z.enum(["good", "bad"]).optional();
const schema = z.object({title: z.string(), pubDate: z.coerce.date(), mood: moods, cover: z.any()});
const posts = defineCollection({ type: "content", schema });
export const collections = { 'blog': posts };
""",
    "imported": """
import { post } from "../schemas/post";
export const collections = { blog: defineCollection({ schema: post.extend({ mood: z.string().nullish() }) }) };
""",
}
POST_SCHEMA = "export const post = z.object({ title: z.string(), pubDate: z.date(), cover: z.string().optional() })\n"


@pytest.mark.parametrize("form", COLLECTIONS)
def test_the_schema_of_an_astro_collection(tmp_path: Path, form: str) -> None:
    write(
        tmp_path,
        {
            "astro.config.mjs": "",
            "src/content/config.ts": COLLECTIONS[form],
            "src/schemas/post.ts": POST_SCHEMA,
            "src/content/blog/a.md": "---\ntitle: Rye\npubDate: 2024-01-05\nmood: good\nflour: rye\n---\n",
            "src/content/blog/b.md": "---\ntitle: Rye\n---\n",
            "src/content/blog/c.md": "---\ntitle: Rye\npubDat: 2024-01-05\n---\n",
            "src/content/notes/a.md": "---\nmod: good\n---\n",
        },
    )
    rules = ("front-matter-schema", "front-matter-unknown-key")
    missing = [] if form == "imported" else ["front-matter-schema error: ---"]
    assert findings(tmp_path, "src/content/blog/a.md", *rules) == []
    assert findings(tmp_path, "src/content/blog/b.md", *rules) == missing
    slip = f"front-matter-unknown-key {'error' if missing else 'warning'}: pubDat"
    assert findings(tmp_path, "src/content/blog/c.md", *rules) == [slip]
    assert findings(tmp_path, "src/content/notes/a.md", *rules) == []


CONTENTLAYER = """
const Authors = defineDocumentType(() => ({
  name: 'Authors', filePathPattern: 'authors/**/*.mdx', contentType: 'mdx',
  fields: { name: { type: 'string', required: true }, avatar: { type: 'string' } },
}))
export const Blog = defineDocumentType(() => ({
  name: 'Blog', filePathPattern: 'blog/**/*.mdx',
  fields: { title: { type: 'string', required: true }, tags: { type: 'list', of: { type: 'string' }, default: [] } },
}))
export default makeSource({ contentDirPath: 'data', documentTypes: [Blog, Authors] })
"""


def test_the_document_types_of_contentlayer(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "contentlayer.config.ts": CONTENTLAYER,
            "data/authors/ada.mdx": "---\nname: Ada\n---\nText.\n",
            "data/authors/bob.mdx": "---\nname:\n---\nText.\n",
            "data/blog/rye.mdx": "---\ntags: [rye]\n---\nText.\n",
            "data/notes/a.mdx": "---\ntags: [rye]\n---\nText.\n",
        },
    )
    rules = ("front-matter-schema", "title-missing")
    assert findings(tmp_path, "data/authors/ada.mdx", *rules) == []
    assert findings(tmp_path, "data/authors/bob.mdx", *rules) == ["front-matter-schema error: name"]
    assert findings(tmp_path, "data/blog/rye.mdx", *rules) == ["front-matter-schema error: ---"]
    assert findings(tmp_path, "data/notes/a.mdx", *rules) == ["title-missing warning: ---"]


def test_the_collections_of_content_collections(tmp_path: Path) -> None:
    schema = "z.object({ title: z.string(), date: z.string(), content: z.string(), weather: z.string().optional() })"
    program = (
        f"const posts = defineCollection({{ name: 'p', directory: 'posts', include: '**/*.mdx', schema: {schema} }})"
    )
    write(tmp_path, {"content-collections.ts": program, "posts/a.mdx": "---\ntitle: Rye\nwether: x\n---\n"})
    rules = ("front-matter-schema", "front-matter-unknown-key")
    assert findings(tmp_path, "posts/a.mdx", *rules) == [
        "front-matter-schema error: ---", "front-matter-unknown-key warning: wether"
    ]  # fmt: skip


def test_what_a_schema_of_astro_does_not_have_is_not_missing(tmp_path: Path) -> None:
    program = """const legal = defineCollection({ schema: z.object({ heading: z.string() }) });
    const plain = defineCollection({ loader: glob({ base: 'src/content/plain' }) });
    export const collections = { legal, plain };"""
    text = "---\nheading: Terms\n---\nText.\n"
    write(tmp_path, {"astro.config.mjs": "", "src/content.config.ts": program})
    write(tmp_path, {"src/content/legal/a.md": text, "src/content/plain/a.md": "Text.\n"})
    rules = ("title-missing", "description-missing", "front-matter-missing")
    assert findings(tmp_path, "src/content/legal/a.md", *rules) == []
    assert findings(tmp_path, "src/content/plain/a.md", "front-matter-missing") == []


@pytest.mark.parametrize(
    ("loader", "missing"),
    [("glob({ base: './src/content/blog', pattern: '*.md' })", 1), ("withSlug({ base: './src/content/blog' })", 0)],
)
def test_a_loader_of_the_site_may_fill_in_keys(loader: str, missing: int, tmp_path: Path) -> None:
    schema = "z.object({ title: z.string(), slug: z.string() })"
    program = f"export const collections = {{ blog: defineCollection({{ loader: {loader}, schema: {schema} }}) }};"
    write(tmp_path, {"astro.config.mjs": "", "src/content.config.ts": program})
    write(tmp_path, {"src/content/blog/a.md": "---\ntitle: Rye\n---\nText.\n"})
    assert len(findings(tmp_path, "src/content/blog/a.md", "front-matter-schema")) == missing


def test_what_a_loader_leaves_out_is_no_post(tmp_path: Path) -> None:
    loader = "glob({ pattern: ['**/*.{md,mdx}', '!later/**'], base: './src/content/blog' })"
    program = f"export const collections = {{ blog: defineCollection({{ loader: {loader} }}) }};"
    write(tmp_path, {"astro.config.mjs": "", "src/content.config.ts": program})
    write(tmp_path, {"src/content/blog/a.md": "Text.\n", "src/content/blog/later/b.md": "Text.\n"})
    report = postlint.lint_paths([tmp_path], load_config(cwd=tmp_path))
    assert [Path(file.path).name for file in report.files] == ["a.md"]


def test_data_files_of_folders_make_drafts(tmp_path: Path) -> None:
    post = "---\ntitle: Rye\n---\nRead [more]().\n"
    write(tmp_path, {".eleventy.js": "", "blog/later/later.json": '{"draft": true}'})
    write(tmp_path, {"blog/later/a.md": post, "blog/a.md": post})
    assert findings(tmp_path, "blog/later/a.md", "link-without-target") == ["link-without-target warning: [more]()"]
    assert findings(tmp_path, "blog/a.md", "link-without-target") == ["link-without-target error: [more]()"]


@pytest.mark.parametrize(
    ("layout", "missing"),
    [
        ('<meta name="description" content="All about bread.">', False),
        ('<meta name="description" content="{{ site.about }}">', False),
        ('<meta name="description" content="{{ description }}">', True),
        ('<meta name="description" content="Bread">{{ page.description }}', True),
    ],
)
def test_a_description_for_all_pages(tmp_path: Path, layout: str, missing: bool) -> None:
    write(tmp_path, {".eleventy.js": "", "_includes/head.njk": layout, "blog/a.md": "---\ntitle: Rye\n---\nText.\n"})
    assert bool(findings(tmp_path, "blog/a.md", "description-missing")) is missing


def test_keys_that_nothing_reads_are_no_slips(tmp_path: Path) -> None:
    write(tmp_path, {".eleventy.js": "", "blog/a.md": "---\ntitle: Rye\nupdate: 2026-02-03\nlayot: post\n---\n"})
    slip = "front-matter-unknown-key warning: "
    rule = "front-matter-unknown-key"
    # "updated" is a key of layouts, not of Eleventy: without layouts, none may read it
    assert findings(tmp_path, "blog/a.md", rule) == [f"{slip}layot"]
    write(tmp_path, {"_includes/post.njk": "{{ page.author }}"})
    assert findings(tmp_path, "blog/a.md", rule) == [f"{slip}layot"]
    write(tmp_path, {"_includes/post.njk": "{{ page.updated }}"})
    assert findings(tmp_path, "blog/a.md", rule) == [f"{slip}update", f"{slip}layot"]


def test_pages_need_no_description(tmp_path: Path) -> None:
    page = "---\ntitle: Rye\n---\nText.\n"
    posts = ["_posts/2026-02-03-a.md", "notes/dated.md", "about.md", "team/ada.md", "_posts/404.md"]
    write(tmp_path, {"_config.yml": "title: A", "_layouts/a.html": "{{ page.description }}"})
    write(tmp_path, {**dict.fromkeys(posts, page), "notes/dated.md": "---\ntitle: Rye\ndate: 2026-02-03\n---\nText.\n"})
    found = {post for post in posts if findings(tmp_path, post, "description-missing")}
    assert found == {"_posts/2026-02-03-a.md", "notes/dated.md"}


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("z.string()", True),
        ("z.coerce.date()", True),
        ("z.string().min(3).transform((text) => text.trim())", True),
        ("z.array(z.string())", True),
        ("z.enum(['a', 'b'])", True),
        # not understood: anything, also nothing
        ("z.coerce.string()", False),
        ("z.string().or(z.undefined())", False),
        ("z.union([z.string(), z.date()])", False),
        ("z.preprocess((value) => value ?? '', z.string())", False),
        ("z.nullish(z.string())", False),
        ("z.optional(z.string())", False),
        ("reference('authors')", False),
        ("image()", False),
        ("dateOf()", False),
        ("z.custom()", False),
        ("z.object({ src: z.string() })", False),
    ],
)
def test_what_a_schema_of_astro_requires(tmp_path: Path, value: str, wanted: bool) -> None:
    program = f"const blog = defineCollection({{ schema: z.object({{ title: z.string(), cover: {value} }}) }});"
    write(
        tmp_path,
        {"astro.config.mjs": "", "src/content.config.ts": f"{program}\nexport const collections = {{ blog }};"},
    )
    write(tmp_path, {"src/content/blog/a.md": "---\ntitle: Rye\n---\n"})
    found = findings(tmp_path, "src/content/blog/a.md", "front-matter-schema")
    assert found == (["front-matter-schema error: ---"] if wanted else [])


#: schemas of which not all is known, so that no key is asked for, and none is a slip of one that may not be there
@pytest.mark.parametrize(
    "schema",
    [
        "z.union([z.object({ title: z.string() }), z.object({ link: z.string() })])",
        "z.discriminatedUnion('kind', [z.object({ kind: z.literal('a'), title: z.string() })])",
        "blogSchema",
        "makeSchema({ title: z.string() })",
        "z.object({ title: z.string() }).partial()",
        "z.object({ title: z.string() }).or(z.object({ link: z.string() }))",
        "z.preprocess((data) => ({ title: 'x', ...data }), z.object({ title: z.string() }))",
        "({ image }) => z.object({ ...shared({ image }), title: z.string() })",
        "z.object({ title: z.string() }).transform((data) => data).or(z.any())",
        "z.intersection(z.object({ title: z.string() }), z.object({ link: z.string() }))",
        "docsSchema({ extend: z.object({ title: z.string() }) })",
    ],
)
def test_a_schema_of_astro_that_is_not_understood_requires_nothing(tmp_path: Path, schema: str) -> None:
    program = f"const blog = defineCollection({{ schema: {schema} }});\nexport const collections = {{ blog }};"
    write(tmp_path, {"astro.config.mjs": "", "src/content.config.ts": program})
    write(tmp_path, {"src/content/blog/a.md": "---\nmood: good\n---\n"})
    assert findings(tmp_path, "src/content/blog/a.md", "front-matter-schema") == []


def test_what_astro_generated_on_one_machine_changes_nothing(tmp_path: Path) -> None:
    schema = {"type": "object", "required": ["mood"]}
    write(tmp_path, {"astro.config.mjs": "", ".astro/collections/blog.schema.json": json.dumps(schema)})
    write(tmp_path, {"src/content/blog/a.md": "---\ntitle: Rye\n---\n"})
    assert findings(tmp_path, "src/content/blog/a.md", "front-matter-schema") == []


# -- schemas that are inferred ----------------------------------------------------------------------------------


def test_an_inferred_schema_has_what_posts_have_in_common() -> None:
    moods = ["good", "bad", "good", "bad", "good", "good"]
    headers = [{"title": f"T{n}", "date": "2024-01-05", "mood": mood, "n": n} for n, mood in enumerate(moods)]
    headers[0]["series"] = "x"
    schema = infer_schema(headers)
    assert schema["required"] == ["title", "date", "mood", "n"]
    assert schema["properties"]["date"]["format"] == "date"
    assert schema["properties"]["mood"]["enum"] == ["bad", "good"]
    assert schema["properties"]["mood"]["description"] == "In 6 of 6 posts. How often: 'good' 4, 'bad' 2."
    assert "enum" not in schema["properties"]["title"]
    assert schema["properties"]["series"]["description"] == "In 1 of 6 posts."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=25)
@given(st.lists(st.dictionaries(st.sampled_from(["a", "b", "c"]), JSON), min_size=1, max_size=6))
def test_an_inferred_schema_accepts_what_it_was_made_from(headers: list[dict[str, Any]]) -> None:
    schema = infer_schema(headers)
    assert schema_problems(schema) == []
    assert [problems(header, schema) for header in headers] == [[] for _ in headers]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_an_inferred_schema_accepts_every_real_post() -> None:
    for site in sorted(folder for folder in CORPUS.iterdir() if folder.is_dir() and folder.name != "LICENSES"):
        headers = [
            read_front_matter(Source.from_bytes(Path(folder, name).read_bytes()).text).as_data()
            for folder, _, names in os.walk(site)
            for name in names
            if name.endswith((".md", ".mdx", ".qmd", ".markdown"))
        ]
        schema = infer_schema(headers)
        assert [problems(header, schema) for header in headers] == [[] for _ in headers], site.name


def test_the_command_prints_a_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.md": "---\ntitle: Rye\n---\n", "b.md": "---\ntitle: [\n---\n"})
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["schema", "infer", ".", "--isolated"])
    assert json.loads(result.stdout)["required"] == ["title"]
    assert "b.md: its front matter cannot be read" in result.stderr
    assert json.loads(CliRunner().invoke(cli, ["schema", "show", "hugo"]).stdout)["title"].startswith(
        "Front matter of a Hugo"
    )


# -- what sources of a site say about keys -----------------------------------------------------------------------

CONSTANT = '<meta name="description" content="{{ site.description }}">'
#: preset, files of the site, post; the findings about its description
DESCRIPTIONS: list[tuple[str, dict[str, str], str, str]] = [
    ("jekyll", {}, "title: Rye", ""),  # its layouts are those of a theme
    ("jekyll", {"_layouts/post.html": "<p>{{ page.description }}"}, "title: Rye", "info"),
    ("jekyll", {"_layouts/post.html": "<main id='metadata'>", "feed.xml": "<description>{{ site.description }}"},
     "title: Rye", ""),
    ("jekyll", {"_layouts/post.html": '<meta name="description" content="{{ page.excerpt }}">'}, "title: Rye", ""),
    ("hugo", {"layouts/a.html": '<meta name="description" content="{{ .Summary }}">'}, "title: Rye", ""),
    ("hugo", {"layouts/a.html": '<meta name="description" content="{{ .Params.teaser }}">'}, "teaser: Rye", ""),
    ("astro", {"src/layouts/A.astro": "<SEO description={post.data.spoiler} />"}, "spoiler: Rye", ""),
    ("astro", {"src/layouts/A.astro": "<SEO description={post.data.spoiler} />"}, "title: Rye", "info"),
    ("quarto", {}, "title: Rye", "info"),
    ("jekyll", {"_includes/head.html": "{%- seo -%}"}, "title: Rye", ""),
    ("hexo", {"themes/a/layout/head.ejs": "<%- open_graph({image: page.cover}) %>"}, "title: Rye", ""),
    ("hexo", {"themes/a/layout/head.ejs": "<%- open_graph({description: config.about}) %>"}, "title: Rye", "info"),
    ("hexo", {"_config.yml": "new_post_name: x\ntheme: next", "source/app/a.html": "<p>"}, "title: Rye", ""),
    ("eleventy", {"_includes/a.njk": '<meta name="description" content="{{ description or (excerpt | md) }}">'},
     "title: Rye", ""),
    ("jekyll", {"_includes/head.html": CONSTANT, "_layouts/page.html": "<p>{{ page.description }}</p>"},
     "title: Rye", ""),  # shown on the page, but not in search results
    ("jekyll", {"404.html": CONSTANT, "_includes/head.html": '<meta name="description" content="{{ text }}">'},
     "title: Rye", "info"),
    ("astro", {"src/a.ts": "description: one.data.about || one.body?.substring(0, 100),"}, "title: Rye", ""),
    ("eleventy", {"_includes/a.njk": '<meta name="Description" content="{{ metadata.description }}">'},
     "title: Rye", ""),
    ("eleventy", {"_includes/a.njk": '<meta name="description" content="{{ teaser or site.about }}">'},
     "teaser: Rye", ""),
    ("jekyll", {"_includes/a.html": 'property="og:description"\ncontent="{{ content | strip_html | truncate: 9 }}"'},
     "title: Rye", ""),
    ("docusaurus", {"src/a.js": "x.description"}, "title: Rye", ""),
    ("eleventy", {"_includes/a.njk": "<head><title>{{ title }}</title></head>{{ content | safe }}"}, "title: Rye", ""),
    ("zola", {"templates/a.html": '<!-- OpenGraph --><meta name="description" content="{{ section.description }}">'},
     "title: Rye", ""),
    ("hugo", {"layouts/_partials/page-description.html": "{{- with or .Description (.Summary | truncate 9) -}}{{ . }}",
              "layouts/a.html": '<head><meta name="description" content="{{ partial "page-description" . }}"></head>'},
     "title: Rye", ""),
    ("zola", {"templates/a.html": "{% set description = page.description\n  | default(value=page.summary) %}"
              '<head><meta name="description" content="{{ description }}"></head>'}, "title: Rye", ""),
    ("jekyll", {"_config.yml": "plugins: [jekyll-seo-tag]\nremote_theme: a/b", "_layouts/p.html": "<p>{{ page.lead }}"},
     "title: Rye", ""),
    ("hugo", {"layouts/a.html": '<head><meta name="description" content="{{ .Site.Params.description }}"></head>'},
     "title: Rye", ""),
    ("jekyll", {"_includes/head.html": CONSTANT, "data/a.json": '{"a": "x.description"}'}, "title: Rye", ""),
    ("eleventy", {"_includes/a.njk": "{%- set description = content | striptags(true) | truncate(150) %}"
                  '<head><meta name="description" content="{{ description }}"></head>'}, "title: Rye", ""),
    ("vuepress", {"package.json": '{"dependencies": {"vuepress-theme-hope": "2"}}'}, "title: Rye", ""),
    ("vuepress", {"package.json": '{"dependencies": {"vuepress": "2"}}'}, "title: Rye", "info"),
]  # fmt: skip
ONE_SIGN = {
    "jekyll": "_config.yml", "hugo": "hugo.toml", "astro": "astro.config.mjs", "quarto": "_quarto.yml",
    "hexo": "_config.yml", "eleventy": ".eleventy.js", "docusaurus": "docusaurus.config.js",
    "zola": "zola.toml", "vuepress": ".vuepress/config.js",
}  # fmt: skip


@pytest.mark.parametrize("header", ["", "permalink: false\n", "permalink: /oats/\n"])
def test_posts_of_a_folder_without_pages_need_no_description(tmp_path: Path, header: str) -> None:
    text = f"---\ntitle: Oats\n{header}---\nOats are warm.\n"
    write(tmp_path, {"eleventy.config.js": "", "notes/notes.json": '{"permalink": false}', "notes/a.md": text})
    assert bool(findings(tmp_path, "notes/a.md", "description-missing")) is ("/oats/" in header)


@pytest.mark.parametrize(("preset", "files", "header", "severity"), DESCRIPTIONS)
def test_what_layouts_make_descriptions_of(
    tmp_path: Path, preset: str, files: dict[str, str], header: str, severity: str
) -> None:
    post = {"jekyll": "_posts/2026-01-02-a.md", "hexo": "source/_posts/a.md"}.get(preset, "posts/a.md")
    sign = "new_post_name: x" if preset == "hexo" else ""
    write(tmp_path, {ONE_SIGN[preset]: sign, **files, post: f"---\n{header}\n---\n"})
    found = [one.split(":")[0].split()[1] for one in findings(tmp_path, post, "description-missing")]
    assert found == ([severity] if severity else [])


def test_text_that_no_collection_of_astro_reads_needs_no_title(tmp_path: Path) -> None:
    loader = "defineCollection({ loader: glob({ base: './src/content/blog', pattern: '*.md' }) })"
    write(
        tmp_path,
        {
            "astro.config.mjs": "",
            "src/content.config.ts": f"export const collections = {{ blog: {loader} }};",
            **dict.fromkeys(("src/content/blog/a.md", "src/content/info/b.md"), "Bread.\n"),
        },
    )
    assert findings(tmp_path, "src/content/blog/a.md", "title-missing") != []
    assert findings(tmp_path, "src/content/info/b.md", "title-missing") == []


def test_only_a_collection_of_astro_wants_a_title_in_quotes(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"astro.config.mjs": "", **dict.fromkeys(("src/pages/404.md", "src/content/a.md"), "---\ntitle: 404\n---\n")},
    )
    assert findings(tmp_path, "src/pages/404.md", "front-matter-schema") == []
    assert findings(tmp_path, "src/content/a.md", "front-matter-schema") == ["front-matter-schema warning: 404"]


def test_a_draft_key_that_a_plugin_reads(tmp_path: Path) -> None:
    write(tmp_path, {"_config.yml": "", "_posts/2026-01-02-a.md": "---\ntitle: Rye\ndraft: true\n---\n"})
    assert len(findings(tmp_path, "_posts/2026-01-02-a.md", "draft-misread")) == 1
    write(tmp_path, {"_plugins/drafts.rb": "site.posts.docs.reject! { |post| post.data['draft'] }\n"})
    assert findings(tmp_path, "_posts/2026-01-02-a.md", "draft-misread") == []


def test_pages_of_pelican_need_no_date(tmp_path: Path) -> None:
    text = "---\nTitle: Part 1: Rye\nDate: 2026-01-02\n---\n"
    files = {
        "content/a.md": text,
        "content/pages/b.md": "Title: About\n\nText.\n",
        "content/c.md": "Title: C\n\nText.\n",
    }
    write(tmp_path, {"pelicanconf.py": "", **files})
    rules = ("front-matter-schema", "front-matter-syntax", "title-missing")
    assert findings(tmp_path, "content/a.md", *rules) == []
    assert findings(tmp_path, "content/pages/b.md", *rules) == []
    assert len(findings(tmp_path, "content/c.md", *rules)) == 1


def test_pages_of_nikola_need_no_date(tmp_path: Path) -> None:
    config = "BLOG_TITLE = 'a'\nPOSTS = (('posts/*.md', 'b', 'post.tmpl'),)\nPAGES = (('own/*.md', '', 'page.tmpl'),)\n"
    head = "<!--\n.. title: Rye\n-->\n\nText.\n"
    write(tmp_path, {"conf.py": config, "own/a.md": head, "posts/b.md": head})
    assert findings(tmp_path, "own/a.md", "front-matter-schema") == []
    assert len(findings(tmp_path, "posts/b.md", "front-matter-schema")) == 1


#: what a configuration says of the ids of headings
HEADING_IDS = [
    ("pelican", "pelicanconf.py", "SITENAME = 'a'", "none"),
    ("pelican", "pelicanconf.py", "MARKDOWN = {'extension_configs': {'markdown.extensions.toc': {}}}", "mkdocs"),
    ("pelican", "pelicanconf.py", "MARKDOWN = {'extensions': ['own.ids']}", "any"),
    ("pelican", "pelicanconf.py", "MARKDOWN = {'extension_configs': {'toc': {'slugify': own}}}", "unknown"),
    ("pelican", "pelicanconf.py", "PLUGINS = ['extract_toc']", "any"),
    ("pelican", "pelicanconf.py", "PLUGINS = ['sitemap']", "none"),
    ("nikola", "conf.py", "POSTS = ()", "none"),
    ("nikola", "conf.py", "MARKDOWN_EXTENSIONS = ['markdown.extensions.extra', 'markdown.extensions.toc']", "mkdocs"),
    ("nikola", "conf.py", "MARKDOWN_EXTENSIONS = OWN", "any"),
    ("nikola", "conf.py", "FILTERS = {'.html': ['filters.add_header_permalinks']}", "any"),
    ("jekyll", "_config.yml", "kramdown: {auto_ids: false}", "none"),
    ("jekyll", "_config.yml", "kramdown: {auto_ids: true}", "kramdown"),
]


@pytest.mark.parametrize(("preset", "file", "text", "slugger"), HEADING_IDS)
def test_the_configuration_says_whether_headings_have_ids(
    tmp_path: Path, preset: str, file: str, text: str, slugger: str
) -> None:
    write(tmp_path, {file: f"{text}\n"})
    data = load_preset(
        preset, "", json.dumps(site_overlay(preset, tmp_path, tmp_path / "a.md", site_pages(preset, tmp_path)))
    ).data
    assert data["site"].get("anchors", "any") == slugger


@pytest.mark.parametrize(
    ("config", "post", "header", "found"),
    [
        ("docusaurus.config.js", "docs/a.md", "author: null\ndate: soon", []),
        ("docusaurus.config.js", "blog/a.md", "author: null", ["front-matter-schema error: null"]),
        ("docusaurus.config.js", "blog/a.md", "author: 7\nkeywords: [rye, 1984]\nhide_table_of_contents: 'true'", []),
        ("docusaurus.config.js", "blog/a.md", "draft: 'false'", []),
        ("docusaurus.config.js", "blog/a.md", "draft: 'no'", ["draft-misread error: no"]),
        ("mkdocs.yml", "docs/lab/a.md", "categories: rye\nslug: 7", []),
        ("mkdocs.yml", "docs/blog/posts/a.md", "date: 2026-01-02\ncategories: [rye, rye]", []),
        ("mkdocs.yml", "docs/blog/posts/a.md", "date: 2026-01-02\ncategories: rye", ["front-matter-schema error: rye"]),
    ],
)
def test_keys_of_posts_are_not_checked_in_pages(
    tmp_path: Path, config: str, post: str, header: str, found: list[str]
) -> None:
    plugins = "theme: {name: material}\nplugins:\n  - blog\n" if config == "mkdocs.yml" else "export default {}"
    write(tmp_path, {config: plugins, post: f"---\ntitle: Rye\n{header}\n---\n\nBread.\n"})
    assert findings(tmp_path, post, "front-matter-schema", "draft-misread") == found


@pytest.mark.parametrize(
    ("config", "settings"),
    [("hugo.toml", "[taxonomies]\nbaker = 'bakers'\n"), ("zola.toml", "taxonomies = [{name = 'bakers'}]\n")],
)
def test_terms_have_pages_without_a_file(tmp_path: Path, config: str, settings: str) -> None:
    text = "---\ntitle: Ada\n---\n[Bea](/bakers/bea/) and [rye](/posts/rye/) and ![ada](ada.png)\n"
    files = {"content/bakers/ada/index.md": text, "content/bakers/_index.md": text, "content/posts/oats.md": text}
    write(tmp_path, {config: f"base_url = 'https://bread.example'\n{settings}", **files})
    report = postlint.lint_paths([str(tmp_path)], load_config(cwd=tmp_path, select=("broken-link", "broken-image")))
    assert {found.message.split("'")[1] for found in report.findings} == {"/posts/rye/", "ada.png"}


def test_entries_with_names_and_dates_are_posts(tmp_path: Path) -> None:
    keys = {"people": "name: z.string()", "stories": "name: z.string(), date: z.date()"}
    blocks = ", ".join(f"{name}: defineCollection({{ schema: z.object({{ {key} }}) }})" for name, key in keys.items())
    write(tmp_path, {"src/content/config.ts": f"export const collections = {{ {blocks} }};"})
    assert folders_of_names(tmp_path) == ["src/content/people"]


@pytest.mark.parametrize(
    ("cascade", "rendered"),
    [
        ("{build: {render: never}}", False),
        ("[{target: {path: '/tests/**'}, build: {render: never}}]", False),
        ("[{target: {path: '{/a,/tests}/**'}, build: {render: never}}]", False),
        ("[{target: {path: '/{a,tests}/**'}, build: {render: never}}]", False),
        ("[{target: {path: '/a/**'}, build: {render: never}}]", True),
        ("[{target: {environment: production}, build: {render: never}}]", False),
        ("[{target: {environment: staging}, build: {render: never}}]", True),
        ("[{target: {path: /tests/a}, build: {render: never}}]", True),
    ],
)
def test_folders_that_hugo_never_renders(tmp_path: Path, cascade: str, *, rendered: bool) -> None:
    page = f"---\ncascade: {cascade}\n---\n"
    write(tmp_path, {"hugo.toml": "", "content/tests/_index.md": page})
    assert ("content/tests" not in site_pages("hugo", tmp_path)["site"]["patterns"]) is rendered
    configured = tmp_path / "configured"
    write(configured, {"hugo.yaml": f"cascade: {cascade}\n", "content/tests/a/rye.md": ""})
    top = {"content", "content/tests"} & set(site_pages("hugo", configured)["site"]["patterns"])
    assert bool(top) is not rendered


def test_cascades_of_deep_sections_of_hugo(tmp_path: Path) -> None:
    page = "---\ncascade: {build: {render: never}}\n---\n"
    write(tmp_path, {"hugo.toml": "", "content/a/b/c/d/_index.md": page})
    assert site_pages("hugo", tmp_path)["site"]["parts"] == ["content/a/b/c/d"]


@pytest.mark.parametrize(
    ("version", "found"),
    [("2.4.3", 0), ("^2.0.0-beta.18", 0), ("~2.4", 0), ("^3.1.0", 2), (">=2.0.0 <4", 2), ("2.x || 3.x", 2)],
)
def test_the_first_version_of_mdx_reads_angle_brackets(tmp_path: Path, version: str, found: int) -> None:
    package = f'{{"dependencies": {{"@docusaurus/core": "{version}"}}}}'
    files = {
        "docusaurus.config.js": "",
        "package.json": package,
        "blog/a.md": "See <https://bread.example/>, <__pan>.\n",
    }
    write(tmp_path, files)
    assert len(findings(tmp_path, "blog/a.md", "mdx-syntax")) == found


@pytest.mark.parametrize(
    ("preset", "package", "read"),
    [
        ("gatsby", "gatsby-plugin-mdx", {"^2.14.0": True, "3.20.0": True, "^4.0.0": False, "^5.1.0": False}),
        ("astro", "@mdx-js/react", {"^1.6.22": True, "^2.3.0": False, "^3.0.0": False}),
        ("contentlayer", "next-mdx-remote", {"^3.0.8": True, "^4.1.0": False}),
    ],
)
def test_packages_with_the_first_version_of_mdx(
    tmp_path: Path, preset: str, package: str, read: dict[str, bool]
) -> None:
    for version, first in read.items():
        write(tmp_path, {"package.json": f'{{"dependencies": {{"{package}": "{version}"}}}}'})
        pages = site_pages(preset, tmp_path)
        assert pages.get("mdx_1", False) is pages.get("html_comments", False) is first


@pytest.mark.parametrize(
    ("package", "found"),
    [
        ('{"dependencies": {"next-mdx-remote": "1.0.1"}}', 0),
        ('{"dependencies": {"next-mdx-remote": "^4.0.0"}}', 1),
        ('{"dependencies": {"remark": "^15.0.0"}}', 0),
    ],
    ids=["first version", "a later one", "a reader of its own"],
)
def test_html_comments_in_mdx_without_a_known_generator(tmp_path: Path, package: str, found: int) -> None:
    write(tmp_path, {"package.json": package, "pages/a.mdx": "Rye.\n\n<!-- to do -->\n"})
    assert len(findings(tmp_path, "pages/a.mdx", "mdx-syntax")) == found


@pytest.mark.parametrize(
    ("preset", "files", "tight"),
    [
        ("gatsby", {"package.json": '{"dependencies": {"gatsby-transformer-remark": "^2.6.9"}}'}, True),
        ("gatsby", {"package.json": '{"dependencies": {"gatsby-transformer-remark": "1.7.0"}}'}, True),
        ("gatsby", {"package.json": '{"dependencies": {"gatsby-transformer-remark": "^5.0.0"}}'}, False),
        (
            "gatsby",
            {
                "gatsby-config.js": "options: { pedantic: false }",
                "package.json": '{"dependencies": {"gatsby-transformer-remark": "^2.6.9"}}',
            },
            False,
        ),
        ("jekyll", {"Gemfile.lock": "GEM\n  specs:\n    jekyll (0.11.2)\n    maruku (0.6.1)\n"}, True),
        ("jekyll", {"Gemfile.lock": "GEM\n  specs:\n    jekyll (4.3.2)\n    kramdown (2.4.0)\n"}, False),
        ("jekyll", {"_config.yml": "markdown: kramdown\n", "Gemfile.lock": "    jekyll (1.5.1)\n"}, False),
    ],
)
def test_old_readers_of_markdown_want_no_space_in_headings(
    tmp_path: Path, preset: str, files: dict[str, str], *, tight: bool
) -> None:
    write(tmp_path, files)
    assert ("tight-headings" in site_pages(preset, tmp_path).get("markdown", ())) is tight


@pytest.mark.parametrize(
    ("title", "found"),
    [("title: ", ["title-missing warning: title"]), ("tags: rye", ["front-matter-schema error: tags: rye"])],
)
def test_an_empty_title_of_pelican_is_one(tmp_path: Path, title: str, found: list[str]) -> None:
    write(tmp_path, {"pelicanconf.py": "", "content/a.md": f"{title}\ndate: 2026-01-02\n\nBread.\n"})
    said = findings(tmp_path, "content/a.md", "front-matter-schema", "title-missing")
    assert [one.split("\n")[0] for one in said] == found


def test_fields_that_the_user_names(tmp_path: Path) -> None:
    settings = (
        "fields: {description: spoiler, focus_keyword: [seo.phrase]}\nselect: [description-missing, keyword-missing]\n"
    )
    write(tmp_path, {".postlint.yaml": settings, "a.md": "---\nspoiler: Rye.\nseo: {phrase: rye}\n---\n"})
    config = load_config(cwd=tmp_path)
    assert postlint.lint_paths([str(tmp_path / "a.md")], config).findings == ()


@pytest.mark.parametrize(
    ("loader", "folders"),
    [
        ("", ["src/content/blog"]),
        ("loader: glob({ base: './posts', pattern: '*.md' }),", ["posts"]),
        ("loader: x,", []),
        ("loader: glob({ base: `./${FOLDER}`, pattern: '*.md' }),", ["data/posts"]),
        ("loader: glob({ base: FOLDER, pattern: '*.md' }),", ["data/posts"]),
        ("loader: glob({ base: process.env.POSTS ?? 'posts', pattern: '*.md' }),", ["posts"]),
        ("loader: glob({ base: `${ELSE}/posts`, pattern: '*.md' }),", []),
        (
            "loader: glob({ base: 'posts' }) }); const people = defineCollection({ loader: file('people.json'),",
            ["posts"],
        ),
    ],
)
def test_the_folders_of_astro_collections(tmp_path: Path, loader: str, folders: list[str]) -> None:
    """A key of the schema that has the name of an option of a loader is none."""
    schema = "schema: z.object({ kind: z.enum(['base', 'pattern']) })"
    program = f"const blog = defineCollection({{ {loader} {schema} }});\nexport const collections = {{ blog }};"
    program = f"export const FOLDER = 'data/posts';\n{program}"
    write(tmp_path, {"src/content.config.ts": program})
    assert collection_folders(tmp_path) == folders


def test_another_site_of_the_host_in_the_navigation_of_mkdocs(tmp_path: Path) -> None:
    nav = "nav: [index.md, {Others: [{Notes: /notes/}, {Blog: /blog/}, {Home: /}]}, {Mill: 'https://mill.example/'}]\n"
    write(tmp_path, {"mkdocs.yml": nav, "docs/index.md": "# A\n", "docs/blog/a.md": "# B\n"})
    assert site_pages("mkdocs-material", tmp_path)["site"]["redirects"] == ["/notes/*"]


@pytest.mark.parametrize(
    ("settings", "syntax", "read"),
    [
        ("", "markdown-in-html", False),
        ("kramdown: {parse_block_html: true}", "markdown-in-html", True),
        ("markdown: CommonMarkGhPages", "markdown-attribute", False),
        ("markdown: CommonMarkGhPages", "spaces-in-targets", False),
        ("", "definitions-in-text", False),
        ("markdown: redcarpet", "definitions-in-text", True),
        ("markdown: Pandoc", "definitions-in-text", False),
        ("", "hard-wraps", False),
        ("kramdown: {hard_wrap: true}", "hard-wraps", True),
    ],
)
def test_the_reader_of_markdown_in_jekyll(tmp_path: Path, settings: str, syntax: str, *, read: bool) -> None:
    write(tmp_path, {"_config.yml": f"title: Bread\n{settings}\n"})
    assert (syntax in site_pages("jekyll", tmp_path)["markdown"]) is read


@pytest.mark.parametrize(
    ("preset", "files", "path"),
    [
        ("jekyll", {"_config.yml": "collections: {news: {}, mills: {output: true}}"}, "_news/a.md"),
        ("bridgetown", {"bridgetown.config.yml": "collections: {news: {}, mills: {output: true}}"}, "src/_news/a.md"),
        ("hugo", {"hugo.toml": "", "content/news/_index.md": "---\ncascade: {build: {render: never}}\n---\n"},
         "content/news/a.md"),
    ],
)  # fmt: skip
def test_parts_of_pages_need_no_title(tmp_path: Path, preset: str, files: dict[str, str], path: str) -> None:
    other = path.replace("news", "mills")
    write(tmp_path, {**files, **dict.fromkeys((path, other), "---\ndate: 2026-02-03\n---\nWe bake today.\n")})
    assert [len(findings(tmp_path, one, "title-missing")) for one in (path, other)] == [0, 1]


@pytest.mark.parametrize(
    ("plugins", "settings", "syntaxes", "lenient"),
    [
        ("", "", ["wide-headings", "hard-wraps"], True),
        ('"hexo-renderer-marked": "^6.0.0"', "marked: {breaks: false}", ["wide-headings"], True),
        ('"hexo-renderer-marked": "^0.3.2"', "", ["spaces-in-targets", "hard-wraps"], True),
        ('"hexo-renderer-kramed": "^0.1.4"', "", ["spaces-in-targets", "hard-wraps"], True),
        ('"hexo-renderer-markdown-it": "^7.1.0"', "markdown: {render: {breaks: false}}", [], False),
        ('"hexo-renderer-markdown-it": "^7.1.0"', "", ["hard-wraps"], False),
        ('"hexo-renderer-pandoc": "^0.4.0"', "", [], False),
    ],
)
def test_the_reader_of_markdown_in_hexo(
    tmp_path: Path, plugins: str, settings: str, syntaxes: list[str], *, lenient: bool
) -> None:
    write(
        tmp_path, {"_config.yml": f"title: Bread\n{settings}\n", "package.json": f'{{"dependencies": {{{plugins}}}}}'}
    )
    found = site_pages("hexo", tmp_path)
    assert (found["markdown"], found["lenient_definitions"]) == (["fences-past-quotes", *syntaxes], lenient)


@pytest.mark.parametrize(
    ("preset", "files", "lowered"),
    [
        ("nikola", {"conf.py": "BLOG_TITLE = 'Bread'\n"}, True),
        ("nikola", {"conf.py": "DEMOTE_HEADERS = 0\n"}, False),
        ("jekyll", {"_config.yml": "kramdown: {header_offset: 1}\n"}, True),
        ("jekyll", {"_config.yml": "kramdown: {header_offset: 0}\n"}, False),
        ("quarto", {"_quarto.yml": "format: {html: {shift-heading-level-by: 1}}\n"}, True),
        ("quarto", {"_quarto.yml": "shift-heading-level-by: -1\n"}, False),
    ],
)
def test_settings_that_lower_all_headings(tmp_path: Path, preset: str, files: dict[str, str], *, lowered: bool) -> None:
    write(tmp_path, files)
    assert site_pages(preset, tmp_path).get("lowers_headings", False) is lowered


@pytest.mark.parametrize(("offset", "found"), [(1, 0), (0, 2)])
def test_a_heading_that_the_site_lowers_is_not_beside_the_title(tmp_path: Path, offset: int, found: int) -> None:
    post = "---\nlayout: post\ntitle: Bread\n---\n\n{} Rye\n\nDark.\n"
    files = {
        "_config.yml": f"kramdown: {{header_offset: {offset}}}\n",
        "_layouts/post.html": "<h1>{{ page.title }}</h1>{{ content }}",
        "_posts/2024-01-05-a.md": post.format("#"),
        "_posts/2024-01-06-a.md": post.format("###"),
    }
    write(tmp_path, files)
    lines = findings(tmp_path, "_posts/2024-01-05-a.md", "h1-in-body")
    lines += findings(tmp_path, "_posts/2024-01-06-a.md", "heading-increment")
    assert len(lines) == found


@pytest.mark.parametrize(
    ("setting", "read"), [("hardWraps: true", True), ("hardwraps: true", True), ("hardWraps: false", False)]
)
def test_hugo_breaks_lines_where_it_is_told_to(tmp_path: Path, setting: str, *, read: bool) -> None:
    write(tmp_path, {"hugo.yaml": f"markup: {{goldmark: {{renderer: {{{setting}}}}}}}\n"})
    assert ("hard-wraps" in site_pages("hugo", tmp_path).get("markdown", ())) is read


@pytest.mark.parametrize(
    ("rewrites", "by_header"),
    [
        ("rewrites: { 'a/:page': ':page', ...ownAddresses }", True),
        ("rewrites: byHeader(pages)", True),
        ("rewrites", True),
        ("rewrites: { 'a/:page': ':page' }", False),
    ],
)
def test_rewrites_of_vitepress_that_are_computed_may_follow_headers(
    tmp_path: Path, rewrites: str, *, by_header: bool
) -> None:
    write(tmp_path, {".vitepress/config.ts": 'export { default } from "./config/index";\n'})
    write(tmp_path, {".vitepress/config/index.mts": f"export default defineConfig({{ {rewrites}, }})\n"})
    site = site_pages("vitepress", tmp_path)["site"]
    assert (site["certain"], "aliases" in site) == (False, by_header)


_HOOKS = "markup: {{goldmark: {{renderHooks: {{link: {{{}}}}}}}}}\n"
_TONGUES = "languages: {en: {weight: 1}, de: {weight: 2}}\n"


@pytest.mark.parametrize(
    ("config", "hook", "looks_up"),
    [
        ("", False, False),
        (_HOOKS.format("useEmbedded: always"), True, True),
        (_HOOKS.format("useEmbedded: fallback"), False, True),
        (_HOOKS.format("useEmbedded: fallback"), True, False),
        (_HOOKS.format("useEmbedded: auto"), False, False),
        (_HOOKS.format("enableDefault: true"), False, True),
        (_HOOKS.format("useEmbedded: never") + _TONGUES, False, False),
        (_TONGUES, False, True),
        (_TONGUES, True, False),
        ("languages: {en: {baseURL: 'https://a.example'}, de: {baseURL: 'https://b.example'}}\n", False, False),
        (_TONGUES + "markup: {goldmark: {duplicateResourceFiles: true}}\n", False, False),
    ],
)
def test_hugo_looks_up_pages_by_its_own_layout_for_links(
    tmp_path: Path, config: str, *, hook: bool, looks_up: bool
) -> None:
    write(tmp_path, {"hugo.yaml": config})
    if hook:
        write(tmp_path, {"layouts/_default/_markup/render-link.html": "<a href='{{ .Destination }}'>x</a>"})
    assert site_pages("hugo", tmp_path)["site"].get("looks_up_links", False) is looks_up


_RAW = (
    "---\ntitle: Rye\n{}---\n<img src='rye.png'> {{{{< box >}}}}<img src='oats.png'>{{{{< /box >}}}} ![](emmer.png)\n"
)


@pytest.mark.parametrize(
    ("files", "header", "found"),
    [
        ({}, "", ["oats", "emmer"]),
        ({}, "markup: pandoc\n", ["rye", "oats", "emmer"]),
        ({"hugo.yaml": "title: Bread\n"}, "", ["rye", "oats", "emmer"]),
        ({"config/staging/markup.yaml": "goldmark: {renderer: {unsafe: true}}\n"}, "", ["rye", "oats", "emmer"]),
        ({"netlify.toml": "HUGO_VERSION = '0.55.6'\n"}, "", ["rye", "oats", "emmer"]),
        ({"hugo.yaml": "baseURL: /\nmarkup: {_merge: deep}\n"}, "", ["rye", "oats", "emmer"]),
        ({"hugo.yaml": "baseURL: /\nmarkup: {goldmark: {renderer: {unsafe: true}}}\n"}, "", ["rye", "oats", "emmer"]),
    ],
)
def test_hugo_drops_html_unless_it_is_told_not_to(
    tmp_path: Path, files: dict[str, str], header: str, found: list[str]
) -> None:
    box = {"layouts/shortcodes/box.html": "<div>{{ .Inner | markdownify }}</div>"}
    write(tmp_path, {"hugo.yaml": "baseURL: /\n", "content/a.md": _RAW.format(header), **box, **files})
    lines = findings(tmp_path, "content/a.md", "image-without-alt")
    assert [name for name in ("rye", "oats", "emmer") if any(name in line for line in lines)] == found
    write(tmp_path, {"content/b.md": "---\ntitle: Oats\n---\n[<img src='oats.png'>](https://mill.example/)\n"})
    assert findings(tmp_path, "content/b.md", "link-without-text") == []


def test_what_a_generator_renders_follows_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "content/a"
    folder.mkdir(parents=True)
    rendered = Rendered(tmp_path, {"name": "Hugo", "site": {"leaf_bundles": True}})
    assert rendered.why_not("content/a/tea.md") == ""
    (folder / "index.md").write_text("# Tea\n", encoding="utf-8")
    os.utime(folder, (1, 1))  # clocks of file systems are coarse
    assert "a part of the page" in rendered.why_not("content/a/tea.md")


def test_a_page_of_hugo_with_a_language_in_its_name_takes_the_files_beside_it(tmp_path: Path) -> None:
    write(tmp_path, {"content/a/index.en.md": "# Tea\n", "content/a/list.md": "Rye.\n", "content/b/index.xy.md": ""})
    site = {"leaf_bundles": True, "suffix_languages": ["en", "es"], "default_language": "en"}
    rendered = Rendered(tmp_path, {"name": "Hugo", "site": site})
    assert "a part of the page" in rendered.why_not("content/a/list.md")
    assert [rendered.why_not(f"content/{one}.md") for one in ("a/index.en", "a/index.es", "b/list")] == ["", "", ""]


def test_markdown_that_a_build_of_quarto_made_is_no_post(tmp_path: Path) -> None:
    write(tmp_path, {"posts/tea/index.qmd": "# Tea\n", "posts/tea/index.md": "# Tea\n", "posts/rye.md": "# Rye\n"})
    rendered = Rendered(tmp_path, load_preset("quarto").data)
    assert rendered.why_not("posts/tea/index.md") == "it is made of index.qmd beside it"
    assert [rendered.why_not(f"posts/{one}") for one in ("tea/index.qmd", "rye.md")] == ["", ""]


def test_the_listings_of_quarto_name_the_folders_of_posts(tmp_path: Path) -> None:
    write(tmp_path, {
        "_quarto.yml": "project: {type: website}\n",
        "posts/a.qmd": "---\ntitle: Rye\n---\n", "shorts/b.qmd": "Oats.\n", "index.qmd": "Text.\n",
        "blog.qmd": "---\nlisting: {contents: posts}\n---\n",
        "shorts.qmd": "---\nlisting:\n- contents:\n  - shorts/*.qmd\n  - '!shorts/_metadata.yml'\n  - gone\n---\n",
    })  # fmt: skip
    found = site_pages("quarto", tmp_path)["content"]
    assert found == ["posts/**/*.qmd", "posts/**/*.md", "shorts/**/*.qmd", "shorts/**/*.md"]


@pytest.mark.parametrize(
    ("preset", "name", "text", "read"),
    [
        ("eleventy", "eleventy.config.js", "c.setLibrary('md', markdownIt({html: true, breaks: true}))", True),
        ("eleventy", "eleventy.config.js", "c.setLibrary('md', markdownIt({breaks: false}))", False),
        ("astro", "astro.config.mjs", "import breaks from 'remark-breaks'; x = {remarkPlugins: [breaks]}", True),
        ("docusaurus", "docusaurus.config.js", "x = {remarkPlugins: [remarkBreaks]}", True),
        ("mkdocs-material", "mkdocs.yml", "markdown_extensions: [tables, nl2br]", True),
        ("pelican", "pelicanconf.py", "MARKDOWN = {'extension_configs': {'markdown.extensions.nl2br': {}}}", True),
        ("nikola", "conf.py", "MARKDOWN_EXTENSIONS = ['markdown.extensions.extra']", False),
    ],
)
def test_line_ends_that_readers_see(preset: str, name: str, text: str, tmp_path: Path, *, read: bool) -> None:
    write(tmp_path, {name: text})
    assert ("hard-wraps" in site_pages(preset, tmp_path).get("markdown", ())) is read


@pytest.mark.parametrize(("folder", "found"), [("user/pages", 0), ("notes", 1)])
def test_grav_takes_tabs_for_spaces(tmp_path: Path, folder: str, found: int) -> None:
    write(
        tmp_path,
        {".git/HEAD": "", f"{folder}/01.rye/item.md": "---\ntitle: Rye\ntaxonomy:\n\ttag: bread\n---\nText.\n"},
    )
    assert len(findings(tmp_path, f"{folder}/01.rye/item.md", "front-matter-syntax")) == found


def test_the_first_version_of_mdx_reads_indented_code_and_few_tags(tmp_path: Path) -> None:
    post = "---\ntitle: A\n---\n\nA map of <key,value>:\n\n\t<oven>\n\t<loaf>\n\nAn <oven> here.\n"
    for version, found in (("^1.6.22", 1), ("^3.0.0", 4)):
        package = f'{{"dependencies": {{"@mdx-js/react": "{version}"}}}}'
        write(tmp_path, {"docusaurus.config.js": "", "package.json": package, "blog/a.mdx": post})
        assert len(findings(tmp_path, "blog/a.mdx", "mdx-syntax")) == found
