"""How the layout of a page prints its title, generator by generator."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from postlint.checks.headings.h1 import h1_in_body
from postlint.checks.headings.outline import printed_title
from postlint.document.document import Document
from postlint.generators.detect import site_at
from postlint.generators.layouts import MAIN, NONE, WITH_SUBHEADING
from postlint.generators.overlay import site_pages
from postlint.generators.presets import load_preset
from support.sites import write_files

H1, H2 = "<h1>{{ page.title }}</h1>{{ content }}", "<h2>{{ page.title }}</h2>{{ content }}"
HUGO = {"hugo.toml": "", "layouts/_default/single.html": "<h1>{{ .Title }}</h1>", "layouts/_default/list.html": "<h2>"}
JEKYLL = {"_config.yml": "title: Bread\n", "_layouts/post.html": H1, "_layouts/bare.html": H2}
ZOLA = {"config.toml": "base_url = ''\n", "templates/page.html": H1, "templates/bare.html": H2}
HEXO = {
    "_config.yml": "theme: x\npermalink: :title/\nnew_post_name: a\n",
    "source/x.md": "",
    "themes/x/layout/post.ejs": "<h1><%= page.title %></h1>",
    "themes/x/layout/page.ejs": "<p>",
}
ASTRO = {
    "astro.config.mjs": "",
    "src/layouts/Post.astro": "<h1>{title}</h1><slot />",
    "src/layouts/Bare.astro": "<h2>{title}</h2><slot />",
    "src/content/config.ts": "export const collections = { blog: defineCollection({}), notes: defineCollection({}) }",
    "src/pages/blog/[...slug].astro": """---
import Post from "../../layouts/Post.astro"; const posts = await getCollection("blog");
---
<Post title={post.data.title}><Content /></Post>""",
    "src/pages/notes/[...slug].astro": """---
import Bare from "@/layouts/Bare.astro"; const notes = await getCollection("notes");
---
<Bare><Content /></Bare>""",
}
ELEVENTY = {
    "eleventy.config.js": "",
    "_includes/post.njk": "<h1>{{ title | e | safe }}</h1>{{ content }}",
    "_includes/bare.njk": "{{ content }}",
    "notes/notes.json": '{"layout": "post.njk"}',
    "notes/old/old.json": '{"layout": "bare.njk"}',
}

QUARTZ = {"quartz.config.ts": "", "quartz.layout.ts": "beforeBody: [Component.ArticleTitle()]", "content/x.md": ""}

#: what it is about, the files of a site, the path of a page, more of its header, how its title is printed
PAGES = [
    ("of Quartz", QUARTZ, "content/rye.md", "", MAIN),
    ("of Quartz without titles", {**QUARTZ, "quartz.layout.ts": "beforeBody: [\n  // Component.ArticleTitle(),\n]"},
     "content/rye.md", "", NONE),
    ("of a folder of Eleventy", ELEVENTY, "notes/rye.md", "", MAIN),
    ("of one inside", ELEVENTY, "notes/old/rye.md", "", NONE),
    ("that a page of Eleventy names", ELEVENTY, "notes/old/rye.md", "layout: post\n", MAIN),
    ("none that is known", ELEVENTY, "rye.md", "", NONE),
    ("the layout for all", HUGO, "content/blog/rye.md", "", MAIN),
    ("of the section", {**HUGO, "layouts/blog/single.html": "<h2>{{ .Title }}"}, "content/blog/rye.md", "", NONE),
    ("of another section", {**HUGO, "layouts/blog/single.html": "<h2>{{ .Title }}"}, "content/news/rye.md", "", MAIN),
    ("of the type", {**HUGO, "layouts/news/single.html": "<h2>{{ .Title }}"}, "content/a/rye.md", "type: news\n", NONE),
    ("that is named", {**HUGO, "layouts/_default/wide.html": "<p>"}, "content/a/rye.md", "layout: wide\n", NONE),
    ("that is named and not there", HUGO, "content/a/rye.md", "layout: wide\n", MAIN),
    ("of a page beside the sections", {**HUGO, "layouts/page/single.html": "<p>"}, "content/rye.md", "", NONE),
    ("and of one with a folder", {**HUGO, "layouts/page/single.html": "<p>"}, "content/rye/index.md", "", NONE),
    ("of a list", HUGO, "content/blog/_index.md", "", NONE),
    ("of a language with a folder", {**HUGO, "layouts/blog/single.html": "<p>", "content/de/x.md": "",
     "hugo.toml": '[Languages.de]\ncontentDir = "content/de"\n'}, "content/de/blog/rye.md", "", NONE),
    ("that a section hands down", {**HUGO, "layouts/news/single.html": "<p>", "content/a/_index.md":
     "---\ncascade: {type: news}\n---\n"}, "content/a/rye.md", "", NONE),
    ("a page that hides its title", HUGO, "content/a/rye.md", "noTitle: true\n", NONE),
    ("one that does not show it", HUGO, "content/a/rye.md", "params: {show_title: false}\n", NONE),
    ("one that does not hide it", HUGO, "content/a/rye.md", "hide_title: false\n", MAIN),
    ("with a heading below the title", {**HUGO, "layouts/blog/single.html": "<h1>{{ .Title }}</h1><h2>Rye</h2>"
     "{{ .Content }}"}, "content/blog/rye.md", "", WITH_SUBHEADING),
    ("of a theme", {"hugo.toml": 'theme = "x"', "themes/x/layouts/_default/single.html": "<h1>{{ .Title }}"},
     "content/rye.md", "", MAIN),
    ("of a theme that is elsewhere", {"hugo.toml": 'theme = "x"', "layouts/partials/a.html": "<h1>{{ .Title }}"},
     "content/rye.md", "", None),
    ("of one that is known", {"hugo.toml": 'theme = "PaperMod"', "layouts/partials/a.html": "<h1>{{ .Title }}"},
     "content/rye.md", "", MAIN),
    ("of one that is a module", {"hugo.toml": '[[module.imports]]\npath = "github.com/nunocoracao/blowfish/v2"\n'},
     "content/rye.md", "", MAIN),
    ("around the others", {**HUGO, "layouts/_default/baseof.html": "<h1>{{ .Title }}", "layouts/blog/single.html":
     "<p>"}, "content/blog/rye.md", "", MAIN),
    ("that a post names", JEKYLL, "_posts/2026-01-02-rye.md", "layout: post\n", MAIN),
    ("one without a heading", JEKYLL, "_posts/2026-01-02-rye.md", "layout: bare\n", NONE),
    ("none", JEKYLL, "_posts/2026-01-02-rye.md", "layout: null\n", NONE),
    ("none by its word", JEKYLL, "_posts/2026-01-02-rye.md", "layout: none\n", NONE),
    ("a key of Hugo without a value", HUGO, "content/a/rye.md", "layout:\n", MAIN),
    ("a name of Hugo that is not there", HUGO, "content/a/rye.md", "layout: none\n", MAIN),
    ("a key of Hexo without a value", HEXO, "source/_posts/rye.md", "layout:\n", MAIN),
    ("no layout of Hexo", HEXO, "source/_posts/rye.md", "layout: false\n", NONE),
    ("unknown", JEKYLL, "_posts/2026-01-02-rye.md", "", None),
    ("by its type", {**JEKYLL, "_config.yml": "defaults:\n- {scope: {path: ''}, values: {layout: post}}\n"
     "- {scope: {path: '', type: posts}, values: {layout: bare}}\n"}, "_posts/2026-01-02-rye.md", "", NONE),
    ("of pages", {**JEKYLL, "_config.yml": "defaults:\n- {scope: {path: ''}, values: {layout: post}}\n"
     "- {scope: {path: '', type: pages}, values: {layout: bare}}\n"}, "_posts/2026-01-02-rye.md", "", MAIN),
    ("by its folder", {**JEKYLL, "_config.yml": "defaults:\n- {scope: {path: news}, values: {layout: bare}}\n"
     "- {scope: {path: ''}, values: {layout: post}}\n"}, "news/rye.md", "", NONE),
    ("of a known theme", {"_config.yml": "remote_theme: mmistakes/minimal-mistakes@4.26.2\n"}, "rye.md",
     "layout: single\n", MAIN),
    ("another of its layouts", {"_config.yml": "remote_theme: mmistakes/minimal-mistakes\n"}, "rye.md",
     "layout: splash\n", None),
    ("the usual one", ZOLA, "content/rye.md", "", MAIN),
    ("of a template", ZOLA, "content/rye.md", "template: bare.html\n", NONE),
    ("of a section", {**ZOLA, "content/a/_index.md": '+++\npage_template = "bare.html"\n+++\n'}, "content/a/rye.md",
     "", NONE),
    ("of a page of Docusaurus", {"docusaurus.config.js": ""}, "src/pages/rye.md", "", NONE),
    ("of a post of its blog", {"docusaurus.config.js": ""}, "blog/2026-01-02-rye.md", "", MAIN),
    ("of a post of Hexo", HEXO, "source/_posts/rye.md", "", MAIN),
    ("of a page of Pelican", {"pelicanconf.py": "THEME = 'x'\nPATH = 'content'\n", "x/templates/page.html": "<p>",
     "x/templates/article.html": "<h1>{{ article.title }}"}, "content/pages/rye.md", "", NONE),
    ("the route of a collection", ASTRO, "src/content/blog/rye.md", "", MAIN),
    ("and of another", ASTRO, "src/content/notes/rye.md", "", NONE),
    ("a page without a layout", ASTRO, "src/pages/rye.md", "", NONE),
    ("a page with one", ASTRO, "src/pages/rye.md", "layout: ../layouts/Post.astro\n", MAIN),
    ("a collection that no route names", ASTRO, "src/content/talks/rye.md", "", None),
    ("of Starlight", {"astro.config.mjs": "starlight({})"}, "src/content/docs/rye.md", "", MAIN),
    ("a template of Gatsby", {"gatsby-config.js": "", "src/templates/post.js": "import Title from '../components/title'"
     "\n<Title>{post.title}</Title><div dangerouslySetInnerHTML={{ __html: post.html }} />",
     "src/components/title.js": "<h1>{children}</h1>"}, "content/blog/rye.md", "", MAIN),
    ("a component that is only imported", {"gatsby-config.js": "", "src/templates/post.js": "import Head from "
     "'../components/head'\n<HeadLine>{post.title}</HeadLine><div dangerouslySetInnerHTML={{ __html: post.html }} />",
     "src/components/head.js": "<h1>{children}</h1>"}, "content/blog/rye.md", "", NONE),
    ("two that differ", {"gatsby-config.js": "", "src/templates/post.js": "<h1>{title}</h1><p>{children}</p>",
     "src/templates/note.js": "<h2>{title}</h2><p>{children}</p>"}, "content/blog/rye.md", "", None),
    ("a layout by its name", {"contentlayer.config.ts": "", "app/blog/[slug]/page.tsx":
     "import Wide from '@/layouts/Wide'"
     "\nimport Bare from '@/layouts/Bare'\nconst layouts = { Wide, Bare }\n<Layout><MDX code={code} /></Layout>",
     "layouts/Wide.tsx": "<h1>{title}</h1>", "layouts/Bare.tsx": "<p></p>"}, "data/blog/rye.mdx", "layout: Bare\n",
     NONE),
]  # fmt: skip


@pytest.mark.parametrize(("what", "files", "path", "header", "level"), PAGES, ids=[one[0] for one in PAGES])
def test_how_the_title_of_a_page_is_printed(
    tmp_path: Path, what: str, files: dict[str, str], path: str, header: str, level: int | None
) -> None:
    write_files(files, tmp_path)
    site = site_at(tmp_path)
    assert site is not None
    overlay = json.dumps({"x-postlint": site_pages(site.preset, tmp_path)})
    text = f"---\ntitle: Rye\n{header}---\n\nText.\n"
    assert printed_title(Document.from_text(text, path, load_preset(site.preset, overlay=overlay))) == level


@pytest.mark.parametrize(("path", "messages"), [("rye.md", ["layout"]), ("notes/old/rye.md", ["several"])])
def test_a_layout_that_may_print_the_title(tmp_path: Path, path: str, messages: list[str]) -> None:
    text = "# Flour\n\nWheat.\n\n# Water\n\nWarm.\n"
    write_files({**ELEVENTY, path: text}, tmp_path)
    overlay = json.dumps({"x-postlint": site_pages("eleventy", tmp_path)})
    doc = Document.from_text(text, path, load_preset("eleventy", overlay=overlay))
    assert [hit.message for hit in h1_in_body(doc, title_is_h1="auto")] == messages
