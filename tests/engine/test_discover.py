"""Which files a path, a folder or a glob stands for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from postlint.config.load_config import load_config
from postlint.engine.discover import NothingToLintError, discover_content, discover_paths
from support.sites import write_files

Tree = dict[str, str]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def grow(root: Path, *names: str, **texts: str) -> None:
    """Make files, empty unless `texts` says what is in them (``__`` is a slash, dotted names have their dot)."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("")
    for name, text in texts.items():
        file = root / name.replace("__", "/").replace("gitignore", ".gitignore").replace("postlint", ".postlint.yaml")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def files(*paths: str) -> list[str]:
    return discover_paths(paths).files


def test_a_folder_has_posts_of_four_endings(site: Path) -> None:
    grow(site, "a/x.md", "a/y.mdx", "a/b/z.markdown", "a/b/w.QMD", "a/n.txt", "a/md", "c.md")
    assert files("a") == ["a/b/w.QMD", "a/b/z.markdown", "a/x.md", "a/y.mdx"]
    assert files(".") == ["a/b/w.QMD", "a/b/z.markdown", "a/x.md", "a/y.mdx", "c.md"]


def test_a_named_file_is_taken_whatever_it_is_called(site: Path) -> None:
    grow(site, "notes.txt", "node_modules/x.md", ".hidden/y.md", "drafts/z.md", gitignore="drafts/\n")
    named = ["notes.txt", "node_modules/x.md", ".hidden/y.md", "drafts/z.md"]
    assert files(*named) == sorted(named)


def test_a_file_is_taken_once(site: Path) -> None:
    grow(site, "a/x.md")
    assert files("a", "a/x.md", "./a/x.md", "a/") == ["a/x.md"]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (("composer.json", "vendor/a/README.md", "x.md"), ["x.md"]),
        (("vendor/bundle/a.md", "vendor/b.md", "x.md"), ["x.md"]),
        (("vendor/acme.md", "x.md"), ["vendor/acme.md", "x.md"]),
        (("bower_components/a.md", "env/pyvenv.cfg", "env/lib/b.md", "x.md"), ["x.md"]),
        (("env/staging.md", "docs/third_party/a.md", "x.md"), ["docs/third_party/a.md", "env/staging.md", "x.md"]),
    ],
)
def test_folders_of_package_managers_are_left_out(site: Path, files: tuple[str, ...], found: list[str]) -> None:
    grow(site, *files)
    assert discover_paths(["."]).files == found


def test_hidden_files_and_node_modules_are_left_out(site: Path) -> None:
    grow(site, "x.md", ".git/x.md", ".vitepress/x.md", "node_modules/p/README.md", "._x.md", "a/node_modules/x.md")
    assert files(".") == ["x.md"]


IGNORED = {
    "a name": ("*.draft.md\n", ["a.md", "b/c.md"]),
    "a folder": ("b/\n", ["a.draft.md", "a.md"]),
    "an anchored folder": ("/b\n", ["a.draft.md", "a.md"]),
    "all but one": ("*.md\n!c.md\n", ["b/c.md"]),
    "all files, no folder": ("*\n!*/\n!*.md\n*.draft.md\n", ["a.md", "b/c.md"]),
    "all folders again": ("*\n!/**/\n!c.*\n", ["b/c.md"]),
    "what is in a folder": ("b/**\n!b/c.md\n", ["a.draft.md", "a.md", "b/c.md"]),
    "a file below a folder that is left out": ("b\n!b/c.md\n", ["a.draft.md", "a.md"]),
    "a comment": ("# a.md\n\n", ["a.draft.md", "a.md", "b/c.md"]),
    "a name that is not UTF-8": ("\udcff.md\n", ["a.draft.md", "a.md", "b/c.md"]),
}


@pytest.mark.parametrize("name", IGNORED)
def test_gitignore(site: Path, name: str) -> None:
    text, expected = IGNORED[name]
    grow(site, "a.md", "a.draft.md", "b/c.md")
    (site / ".gitignore").write_bytes(os.fsencode(text))
    assert files(".") == expected


def test_the_nearest_gitignore_decides(site: Path) -> None:
    grow(site, "a/x.md", "a/y.md", "b/x.md", gitignore="x.md\n", a__gitignore="!x.md\ny.md\n")
    assert files(".") == ["a/x.md"]


def test_gitignore_of_the_repository_holds_in_its_folders(site: Path) -> None:
    (site / ".git").mkdir()
    grow(site, "content/a.md", "content/drafts/b.md", gitignore="content/drafts/\n")
    assert files("content") == ["content/a.md"]


def test_gitignore_outside_of_the_repository_does_not_hold(site: Path) -> None:
    (site / "blog/.git").mkdir(parents=True)
    grow(site, "blog/content/a.md", gitignore="content/\n")
    assert files("blog/content") == ["blog/content/a.md"]


def test_a_named_folder_is_searched_even_if_it_is_ignored(site: Path) -> None:
    (site / ".git").mkdir()
    grow(site, "public/a.md", "public/b/c.md", gitignore="public/\n")
    assert files("public") == ["public/a.md", "public/b/c.md"]


def test_a_loop_of_links_ends(site: Path) -> None:
    grow(site, "a/x.md")
    (site / "a/again").symlink_to(site / "a")
    (site / "a/up").symlink_to(site)
    assert files("a") == ["a/x.md"]


def test_a_folder_is_named_as_it_is_and_not_as_a_link(site: Path) -> None:
    grow(site, "z/x.md", "elsewhere/y.md")
    (site / "posts").mkdir()
    (site / "posts/b").symlink_to(site / "elsewhere")
    (site / "a").symlink_to(site / "z")
    assert files(".") == ["elsewhere/y.md", "z/x.md"]
    assert files("posts") == ["posts/b/y.md"]


def test_a_link_that_leads_nowhere_is_a_file_that_cannot_be_read(site: Path) -> None:
    (site / "lost.md").symlink_to(site / "nowhere.md")
    (site / "self.md").symlink_to(site / "self.md")
    assert files(".") == ["lost.md", "self.md"]
    assert files("self.md") == ["self.md"]


def test_a_link_into_a_submodule_that_is_not_checked_out_is_left_out(site: Path) -> None:
    grow(site, "a.md")
    (site / "module").mkdir()
    (site / "b.md").symlink_to("module/docs/b.md")
    (site / "c.md").symlink_to("none/c.md")
    assert files(".") == ["a.md", "c.md"]


def test_pipes_are_not_opened(site: Path) -> None:
    grow(site, "x.md")
    os.mkfifo(site / "pipe.md")
    assert files(".") == ["x.md"]


@pytest.mark.parametrize("name", ["with space.md", "new\nline.md", "café.md", "[a]*?.md", "-x.md", "\udcff.md"])
def test_odd_names(site: Path, name: str) -> None:
    Path(os.fsdecode(os.fsencode(name))).write_text("")
    assert files(".") == [name]
    assert files(name) == [name]


GLOBS = {
    "*.md": ["a.md"],
    "b/*.md": ["b/c.md"],
    "**/*.md": ["a.md", "b/c.md", "b/d/e.md"],
    "b/**/*.md": ["b/c.md", "b/d/e.md"],
    "b/*.txt": ["b/n.txt"],
    "./b/d/*": ["b/d/e.md"],
}


@pytest.mark.parametrize("glob", GLOBS)
def test_globs(site: Path, glob: str) -> None:
    grow(site, "a.md", "b/c.md", "b/d/e.md", "b/n.txt", "node_modules/x.md", "b/.h/y.md", "b/f.md/i.html")
    assert files(glob) == GLOBS[glob]


def test_absolute_glob(site: Path) -> None:
    grow(site, "b/c.md")
    assert discover_paths([f"{site}/b/*.md"]).files == ["b/c.md"]


def test_content_globs_start_at_the_configuration(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grow(site, "content/a.md", "content/img/a.png", "content/b/c.mdx", "other/d.md", "pages/e.md")
    globs = ["content/", "pages/*.md"]
    assert discover_content(globs, site).files == ["content/a.md", "content/b/c.mdx", "pages/e.md"]
    assert discover_content(["content/**/*.{md,mdx}"], site).files == ["content/a.md", "content/b/c.mdx"]
    monkeypatch.chdir(site / "content")
    assert discover_content(globs, site).files == ["../pages/e.md", "a.md", "b/c.mdx"]


def test_files_that_are_no_posts_are_left_out_with_a_note_if_named(site: Path) -> None:
    grow(site, "a/x.md", "a/notes/y.md", postlint="exclude: [a/notes/]\n")
    why = load_config(Path(".postlint.yaml"), cwd=site).why_no_post
    assert discover_paths(["a"], why).files == ["a/x.md"]
    found = discover_paths(["a/x.md", "a/notes/y.md"], why)
    assert (found.files, list(found.skipped)) == (["a/x.md"], ["a/notes/y.md"])
    assert found.notes == ["a/notes/y.md is skipped: 'exclude' of the configuration matches it."]
    assert discover_content(["a/**"], site, why).files == ["a/x.md"]


def test_nothing_is_left_of_what_was_named(site: Path) -> None:
    """Under pre-commit that is no mistake."""
    grow(site, "README.md")
    assert discover_paths(["README.md"], load_config(cwd=site).why_no_post).files == []


#: files of a site, its posts, and what else lies there
RENDERED = {
    "jekyll": ("_config.yml", "exclude: [drafts, /x.md]\ncollections: {notes: {}}\n",
               "a.md _posts/b.md blog/_posts/b.md _notes/n.md drafts.md",
               "_includes/i.md drafts/d.md x.md _site.md README.md"),
    "jekyll folders": ("_config.yml", "include: [_pages]\ncollections_dir: all\ncollections: {notes: {}}\n",
                       "_pages/a.md all/_notes/b.md all/_posts/c.md all/x/_drafts/d.md",
                       "_notes/b.md _other/e.md all/_posts/_f.md all/_notes/_parts/g.md"),
    "bridgetown": ("bridgetown.config.yml", "collections: {docs: {output: true}}",
                   "src/_posts/2026/a.md src/_docs/b.md src/_pages/c.md src/d.md src/e/f.md",
                   "src/_partials/g.md src/_data/h.md README.md notes/i.md"),
    "hugo": ("hugo.toml", "", "content/a.md content/p/index.md content/s/_index.md content/s/b.md content/p.de.md",
             "archetypes/default.md content/p/part.md content/p/deep/part.md docs/a.md content/README.md"),
    "hugo languages": ("hugo.yaml", "{languages: {de: {}, zh-CN: {}}, defaultContentLanguage: de}",
                       "content/p/index.de.md content/p/index.zh-cn.md content/q/index.md content/a.it.md",
                       "content/p/index.md content/q/index.it.md"),
    "hugo without languages": ("hugo.yaml", "title: A", "content/p/index.md content/q/index.en.md",
                               "content/p/index.it.md x.md"),
    "hugo mounts": ("hugo.yaml", "module: {mounts: [{source: text, target: content/blog}]}", "text/a.md content/b.md",
                    "notes/a.md"),
    "docusaurus": ("docusaurus.config.js", "x({blog: {}})", "blog/a.md docs/b.mdx src/pages/c.md",
                   "blog/_part.md docs/_parts/c.mdx notes.md CONTRIBUTING.md"),
    "docusaurus no blog": ("docusaurus.config.ts", "presets: [['classic', {docs: {}, blog: false}]]", "docs/b.md",
                           "blog/a.md"),
    "docusaurus other blog": ("docusaurus.config.ts", "presets: [['classic', {docs: false, blog: false}]], "
                              "plugins: [['@docusaurus/plugin-content-blog', {path: 'news'}]]",
                              "news/b.md", "blog/a.md docs/c.md"),
    "docusaurus search": ("docusaurus.config.ts", "plugins: [['own-search', {docs: true, blog: false}]], "
                          "presets: [['classic', {docs: {}}]]", "blog/a.md docs/b.md", "notes.md"),
    "docusaurus blog": ("docusaurus.config.ts", "presets: [['classic', {blog: {path: 'blog'}}]], x = {blog: false}",
                        "blog/a.md", "notes.md"),
    "quarto": ("_quarto.yml", "project: {render: ['*.qmd', 'posts/**', '!posts/no.qmd']}",
               "a.qmd docs/a.qmd posts/p/b.md posts/p/notice.md posts/p/authors.md",
               "_inc.qmd posts/_inc/x.qmd posts/no.qmd other.md posts/README.md posts/NOTICE.md posts/ChangeLog.md"),
    "eleventy": ("eleventy.config.js", "c.ignores.add('./old/**'); x = {includes: 'parts'}", "a.md posts/b.md",
                 "parts/x.md _data/y.md old/z.md secret.md"),
    "eleventy in development": ("eleventy.config.js", "if (process.env.NODE_ENV === 'production') { copy() } else { "
                                "c.ignores.add('posts/old/**') }; c.ignores.add('parts/**')", "a.md posts/old/b.md",
                                "parts/x.md"),
    "eleventy output": ("eleventy.config.js", "x = {dir: {output: 'docs'}}", "a.md", "docs/a.md"),
    "eleventy input": (".eleventy.js", "x = {dir: {input: 'src'}}", "src/a.md src/posts/b.md", "docs/a.md notes/b.md"),
    "eleventy module": ("eleventy.config.js", "const c = require('./own.js'); x = {dir: {input: c.dir.text}}",
                        "src/a.md", "docs/a.md"),
    "eleventy option": ("package.json", '{"scripts": {"build": "npx eleventy --input=src --config=e.js"}}', "src/a.md",
                        "docs/a.md"),
    "eleventy no input": ("eleventy.config.js", "c.addPlugin(css, {input: 'main.scss'})", "a.md posts/b.md",
                          "_includes/x.md"),
    "mkdocs": ("mkdocs.yml", "exclude_docs: |\n  *.py.md\n  /drafts/\n", "docs/a.md docs/blog/posts/b.md",
               "docs/x.py.md docs/drafts/d.md notes.md docs/README.md"),
    "mkdocs snippets": ("mkdocs.yml", "markdown_extensions: [{pymdownx.snippets: {base_path: [docs/parts, docs, x]}}]",
                        "docs/a.md", "docs/parts/b.md"),
    "zola": ("zola.toml", "ignored_content = ['*.draft.md']", "content/a.md content/b/_index.md",
             "content/a.draft.md notes.md"),
    "quartz": ("quartz.config.ts", 'x = {ignorePatterns: ["private", "templates"]}',
               "content/a.md content/b/private.md", "docs/a.md content/private/b.md content/templates/c.md"),
    "myst": ("myst.yml", "project: {exclude: [drafts/**]}", "a.md blog/b.md", "drafts/c.md README.md"),
    "sphinx": ("conf.py", "extensions = ['myst_parser']\nexclude_patterns = ['_build', 'notes']", "a.md blog/b.md",
               "notes/c.md README.md"),
    "hexo": ("_config.yml", "new_post_name: x\nskip_render: [old/*]", "source/_posts/a.md source/about/index.md",
             "source/_data/x.md source/old/a.md scaffolds/post.md"),
    "lume": ("_config.ts", "site.add('posts', '.')", "posts/a.md b.md", "_includes/x.md posts/_b.md"),
    "vitepress": (".vitepress/config.ts", "export default {srcExclude: ['parts/**']}", "a.md guide/b.md", "parts/c.md"),
    "pelican": ("pelicanconf.py", "PATH = 'text'\nIGNORE_FILES = ['*.part.md']",
                "text/a.md", "text/x.part.md docs/a.md"),
    "pelican articles": ("pelicanconf.py", "ARTICLE_PATHS = ['oven', 'mill']", "oven/a/README.md mill/b.md",
                         "README.md notes/c.md"),
    "pelican articles below": ("pelicanconf.py", "PATH = 'text'\nARTICLE_PATHS = ['blog']", "text/blog/a.md",
                               "text/b.md"),
    "pelican articles deep": ("pelicanconf.py", "ARTICLE_PATHS = ['content/blog', 'mill']\nPATH = '.'",
                              "content/blog/a.md mill/b.md", "content/c.md"),
    "pelican articles elsewhere": ("pelicanconf.py", "ARTICLE_PATHS = ['content']", "content/a.md content/b/c.md",
                                   "README.md d.md"),
    "pelican articles usual": ("pelicanconf.py", "ARTICLE_PATHS = ['blog', 'mill']",
                               "content/blog/a.md content/mill/b.md", "content/c.md c.md"),
    "contentlayer": ("contentlayer.config.ts", "makeSource({ contentDirPath: 'data' })", "data/blog/a.mdx",
                     "backup/b.mdx faq/c.md"),
    "contentlayer types": ("contentlayer.config.ts", "defineDocumentType(() => ({filePathPattern: 'blog/*.mdx'})); "
                           "defineDocumentType(() => ({filePathPattern: 'me.md'})); makeSource({contentDirPath: '.'})",
                           "blog/a.mdx me.md docs/b.md", "README.md"),
    "contentlayer imports": ("contentlayer.config.ts", "import {Post} from './p'; const Page = defineDocumentType(() "
                             "=> ({filePathPattern: 'pages/*'})); makeSource({contentDirPath: 'content', "
                             "documentTypes: [Page, Post]})", "content/pages/a.mdx content/posts/b.mdx", "docs/c.md"),
    "contentlayer names": ("contentlayer.config.ts", "export const Page = defineDocumentType(() => ({filePathPattern: "
                           "'pages/*'})); makeSource({contentDirPath: 'content', documentTypes: [Page]})",
                           "content/pages/a.mdx", "content/b.mdx"),
    "nuxt layers": ("nuxt.config.ts", "defineNuxtConfig({extends: ['./parts/blog', 'github:a/b']})",
                    "content/a.md parts/blog/content/b.md layers/c/content/d.md", "docs/e.md"),
    "contentlayer folders": ("contentlayer.config.ts", "defineDocumentType(() => ({filePathPattern: 'blog/*.mdx'}))",
                             "blog/a.mdx", "docs/b.md faq.md"),
    "velite": ("velite.config.ts", "x = defineCollection({pattern: 'posts/**/*.mdx', schema: s.object({})})",
               "content/posts/a.mdx", "content/notes/a.md docs/b.md"),
    "content collections": ("content-collections.ts", "defineCollection({directory: 'text', include: '*.md'})",
                            "text/a.md", "docs/b.md"),
    "astro": ("src/content.config.ts", "const posts = defineCollection({loader: glob({base: './data/posts'})})",
              "data/posts/a.md src/pages/b.mdx", "docs/c.md data/authors/d.md src/content/drafts/e.md"),
    "gatsby": ("gatsby-config.js", "x = [{resolve: 'gatsby-source-filesystem', options: {name: 'a', "
               "path: `${__dirname}/text/posts`}}, {resolve: `gatsby-source-filesystem`, options: {path: "
               "path.join(__dirname, 'text', 'notes')}}]", "text/posts/a.md text/notes/b.md src/pages/c.mdx",
               "docs/d.md text/e.md"),
    "gatsby theme": ("gatsby-config.js", "x = ['gatsby-theme-blog', {resolve: 'gatsby-source-filesystem', options: "
                     "{path: 'src/images'}}]", "content/posts/a.md", "README.md"),
    "gatsby code": ("gatsby-config.ts", "x = [{resolve: 'gatsby-source-filesystem', options: {path: folder}}]",
                    "text/a.md", "README.md"),
    "gatsby outside": ("gatsby-config.js", "x = [{resolve: 'gatsby-source-filesystem', options: "
                       "{path: path.join(__dirname, '..', 'text')}}]", "notes/a.md", "README.md"),
    "obsidian": ("vault/.obsidian/templates.json", '{"folder": "Templates"}', "Templates/a.md vault/b.md",
                 "vault/Templates/c.md vault/Templates/d/e.md"),
    "obsidian templater": (".obsidian/plugins/templater-obsidian/data.json", '{"templates_folder": "/x/Models/"}',
                           "a.md x/b.md", "x/Models/c.md"),
    "obsidian without a folder": (".obsidian/templates.json", '{"folder": "/"}', "a.md", "README.md"),
    "generic": ("x.txt", "", "a.md contributing.md SQL.md notes/A_PLAN.md notes/BIG_PLAN.md",
                "README.md TODO.md docs/readme.md LICENSE.md CODE_OF_CONDUCT.md CLAUDE-style.md notes/AGENTS.md "
                "BIG_PLAN.md"),
}  # fmt: skip


@pytest.mark.parametrize("name", RENDERED)
def test_what_the_generator_does_not_render_is_no_post(site: Path, name: str) -> None:
    file, text, posts, others = RENDERED[name]
    grow(site, file, *posts.split(), *others.split(), ".eleventyignore")
    (site / file).parent.mkdir(parents=True, exist_ok=True)
    (site / file).write_text(text)
    if name == "astro":
        (site / "astro.config.mjs").touch()
    (site / "own.js").write_text("module.exports = {dir: {text: 'src'}}")
    (site / ".eleventyignore").write_text("# no\nsecret.md\n")
    why = load_config(cwd=site).why_no_post
    assert discover_paths(["."], why).files == sorted(posts.split())
    assert discover_paths(others.split(), why).files == []


#: of a repository without a known generator: files with their texts that are posts, and that are none
UNKNOWN = {
    "folders whose names say so": (
        {"content/a.mkd": "", "content/test/b.md": "", "old/c.md": "", "ignore/d.md": ""},
        {"tests/pages/a.md": "", "test/b.md": "", "x/__tests__/c.md": "", "_ignore/d.md": "", "tmp-site/e.md": "",
         "_layouts/f.md": "", "content/_templates/g.md": ""},
    ),
    "plugins and themes of others": (
        {"docs/plugins/oven.md": "", "plugins/own/a.md": "", "plugins/LICENSE": "", "docs/plugins/rye/license.md": ""},
        {"user/plugins/admin/pages/b.md": "", "user/plugins/admin/LICENSE": "", "themes/rye/docs/c.md": "",
         "themes/rye/package.json": "{}"},
    ),
    "forms for new posts": (
        {"templates/a.md": "---\ntitle: A\n---\n", "b-template.md": "Bread.", "c.md": "---\ntitle:\n---\n",
         "templates/b.md": "---\ntitle: '{{ x }} in templates'\n---\n", "rye-templates.md": "---\ntitle:\n---\n"},
        {"templates/d.md": "---\ntitle:\n---\n", "e/post-template.md": "---\ntitle: E\ndate: \"YYYY-MM-DD\"\n---\n",
         "e/_template.md": "---\ntitle: <% tp.file.title %>\n---\n", "template/f.md": "+++\ntitle = \"\"\n+++\n"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_no_site_publishes_is_no_post(site: Path, name: str) -> None:
    posts, others = UNKNOWN[name]
    (site / ".git").mkdir()
    write_files(posts | others, site)
    why = load_config(cwd=site).why_no_post
    assert discover_paths(["."], why).files == sorted(file for file in posts if "." in file)
    named = discover_paths(sorted(file for file in others if file.endswith(".md")), why)
    assert named.files == []
    (site / ".postlint.yaml").write_text("content: ['**/*.md']\n")
    mine = load_config(cwd=site).why_no_post
    assert [file for file in others if file.endswith(".md") and mine(file)] == []


#: a program and what stands in it, the posts of an application, and what else lies there
READ = [
    ("lib/posts.ts", 'matter(path.join(process.cwd(), "content", "posts"))', "content/posts/a.md", "docs/b.md PLAN.md"),
    ("src/a.js", "const dir = `${process.cwd()}/text`; remark()", "text/a.mdx text/b/c.md", "public/a.md docs/b.md"),
    ("src/posts/index.ts", 'import.meta.glob("./*.md")', "src/posts/a.md", "docs/b.md"),
    ("src/main.tsx", 'import.meta.glob<Post>(["../oven/**/*.{md,mdx}"])', "oven/a.md", "notes/b.md dist/c.md"),
    ("src/lib/a.ts", "import(`$lib/posts/${slug}.mdx`)", "src/lib/posts/a.mdx", "docs/b.md"),
    ("main.go", 'dir := path.Join(root, "content", "posts") // *.md', "content/posts/a.md", "docs/b.md"),
    ("app.py", 'POSTS_DIR = "posts"  # Markdown', "posts/a.md", "docs/b.md"),
    ("public/admin/config.yml", "collections:\n  - name: a\n    folder: data/blog\n", "data/blog/a.md", "docs/b.md"),
    ("keystatic.config.ts", "path: 'posts/*', format: {contentField: 'mdx'}", "posts/a.mdx", "docs/b.md"),
    # pages that a framework finds by itself, and what another program may read
    ("lib/a.js", 'readdirSync("posts"); marked(); load("notes")', "posts/a.md app/b/page.mdx notes/c.md", "docs/d.md"),
    # no folder is known to be read
    ("lib/a.js", 'marked(readFileSync(path.join(root, folder)))', "posts/a.md docs/b.md c.md", "README.md"),
    ("lib/a.js", 'path.join(process.cwd(), "posts")', "posts/a.md docs/b.md", "README.md"),
    ("e2e/a.js", 'fs.readdirSync("e2e/fixtures") // *.md', "e2e/fixtures/a.md docs/b.md", "README.md"),
    ("lib/a.js", 'fs.readFileSync("public/rye.json"); marked()', "public/a.md docs/b.md", "README.md"),
]  # fmt: skip


@pytest.mark.parametrize(("program", "text", "posts", "others"), READ)
@pytest.mark.parametrize("inside", ["", "apps/web/"])
def test_what_no_program_of_an_application_reads_is_no_post(
    site: Path, program: str, text: str, posts: str, others: str, inside: str
) -> None:
    files, left = ([f"{inside}{name}" for name in names.split()] for names in (posts, others))
    (site / ".git").mkdir()
    write_files({f"{inside}package.json": "{}", f"{inside}{program}": text} | dict.fromkeys([*files, *left], ""), site)
    why = load_config(cwd=site).why_no_post
    assert discover_paths(["."], why).files == sorted(files)
    assert discover_paths(left, why).files == []


def test_folders_with_headers_may_be_read_by_other_means(site: Path) -> None:
    header = "---\ntitle: Rye\n---\n"
    write_files({"package.json": "{}", "lib/a.ts": 'matter(readFileSync("posts/a.md"))', "posts/a.md": header}, site)
    write_files({"notes/b.md": header, "notes/c.md": "", "notes/d.md": header, "public/e.md": header, "f.md": ""}, site)
    write_files({"publications/g.md": header, "old/public/h.md": header, ".git/HEAD": ""}, site)
    assert discover_paths(["."], load_config(cwd=site).why_no_post).files == [
        "notes/b.md", "notes/c.md", "notes/d.md", "posts/a.md", "publications/g.md"
    ]  # fmt: skip
    (site / "f.md").write_text(header)
    assert len(discover_paths(["."], load_config(cwd=site).why_no_post).files) == 8


def test_without_a_repository_no_application_is_around_posts(site: Path) -> None:
    write_files({"package.json": "{}", "lib/a.ts": 'matter(readFileSync("posts/a.md"))', "blog/a.md": ""}, site)
    assert discover_paths(["blog"], load_config(cwd=site).why_no_post).files == ["blog/a.md"]


def test_the_example_of_a_theme_is_no_post(site: Path) -> None:
    inside = "themes/mine/exampleSite"
    grow(site, "hugo.toml", "content/a.md", "themes/mine/hugo.toml", f"{inside}/hugo.toml", f"{inside}/content/b.md")
    assert discover_paths(["."], load_config(cwd=site).why_no_post).files == ["content/a.md"]


def test_a_test_site_that_the_site_around_it_leaves_out_is_none(site: Path) -> None:
    grow(site, "_posts/2026-01-02-a.md", "test/_config.yml", "test/_posts/2026-01-03-b.md", "shop/hugo.toml")
    write_files({"_config.yml": "exclude: [/test, shop]\n", "shop/content/c.md": "# C\n"}, site)
    found = discover_paths(["."], load_config(cwd=site).why_no_post).files
    assert found == ["_posts/2026-01-02-a.md", "shop/content/c.md"]


def test_a_site_among_the_files_that_another_serves_is_none(site: Path) -> None:
    inside = "static/assets/picker/docs"
    grow(site, "hugo.toml", "content/a.md", f"{inside}/mkdocs.yml", f"{inside}/docs/b.md", "help/docs/c.md")
    write_files({"help/mkdocs.yml": "site_name: Help\n"}, site)
    found = discover_paths(["."], load_config(cwd=site).why_no_post).files
    assert found == ["content/a.md", "help/docs/c.md"]


def test_vendored_plugins_and_the_configuration_of_franklin_are_no_posts(site: Path) -> None:
    grow(site, "pelicanconf.py", "content/a.md", "pelican-plugins/x/pelicanconf.py", "pelican-plugins/x/content/b.md")
    assert discover_paths(["."], load_config(cwd=site).why_no_post).files == ["content/a.md"]
    (site / "pelicanconf.py").unlink()
    grow(site, "config.md", "utils.jl", "posts/config.md")
    assert "config.md" not in discover_paths(["."], load_config(cwd=site).why_no_post).files


def test_a_content_folder_that_is_not_there_is_named(site: Path) -> None:
    write_files({"pelicanconf.py": "PATH = 'content'\n", "docs/a.md": "", "docs/b.md": ""}, site)
    with pytest.raises(NothingToLintError) as error:
        discover_paths(["."], load_config(cwd=site).why_no_post)
    assert str(error.value).endswith("(docs/a.md: Pelican makes pages of what is in content, which is not there).")


def test_content_may_name_what_would_be_no_post(site: Path) -> None:
    grow(site, "hugo.toml", "README.md", "notes/a.md", "notes/README.md", postlint="content: [README.md, notes/**]\n")
    config = load_config(Path(".postlint.yaml"), cwd=site)
    assert discover_content(config.content, site, config.why_no_post).files == ["README.md", "notes/a.md"]


@pytest.mark.parametrize(
    ("glob", "files"),
    [
        ("notes/*.*", "a.md"),
        ("notes/*.t*", "b.txt"),
        ("notes/*.[th]*", "b.txt c.html"),
        ("notes/*.{md,txt}", "a.md b.txt"),
    ],
)
def test_an_ending_in_a_glob_may_name_other_files(glob: str, files: str, site: Path) -> None:
    grow(site, "notes/a.md", "notes/b.txt", "notes/c.html", "notes/d")
    assert discover_content([glob], site, lambda _: "").files == [f"notes/{name}" for name in files.split()]


NOTHING = {
    "nowhere": "The path 'nowhere' does not exist.",
    "empty": "There is no post (.md, .mdx, .markdown, .qmd, .mkd, .mkdn, .mkdown, .mdown) in 'empty'.",
    "*.markdown": "No file matches '*.markdown'.",
    "ignored": (
        "There is no post (.md, .mdx, .markdown, .qmd, .mkd, .mkdn, .mkdown, .mdown) in 'ignored'. "
        "(1 post there is excluded; name a file to lint it all the same.)"
    ),
}


@pytest.mark.parametrize("path", NOTHING)
def test_nothing_to_lint(site: Path, path: str) -> None:
    grow(site, "empty/a.txt", "ignored/x.md", ignored__gitignore="*.md\n")
    with pytest.raises(NothingToLintError) as raised:
        discover_paths([path])
    assert str(raised.value) == NOTHING[path]


def test_an_empty_folder_among_others_is_noted(site: Path) -> None:
    grow(site, "a/x.md", "empty/a.txt")
    found = discover_paths(["a", "empty"])
    assert (found.files, found.notes) == (["a/x.md"], ["There is no post in 'empty'."])


def test_a_folder_that_may_not_be_read(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grow(site, "a/x.md", "a/locked/y.md")
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = discover_paths(["a"])
    assert (found.files, found.unreadable) == (["a/x.md"], {"a/locked": "cannot be read: Permission denied"})
