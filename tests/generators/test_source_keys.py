"""Which keys the sources of a site name, generator by generator."""

from __future__ import annotations

import json
import os
from pathlib import Path, PurePosixPath

import pytest

from postlint.engine.known_sources import KnownSources
from postlint.generators.layouts import NONE
from postlint.generators.overlay import site_overlay, site_pages
from postlint.generators.page_layouts import title_heading
from postlint.generators.presets import load_preset
from postlint.generators.source_keys import SourceKeys, makes_description, source_keys
from postlint.generators.source_names import names_in
from postlint.generators.source_signs import (
    changes_targets,
    renders_itself,
    sets_heading_ids,
    slugs_a_tag,
    titles_by_name,
)
from postlint.generators.title_headings import has_main_heading, has_subheading
from support.sites import write_files

#: preset, a source and its text, names that are found, names that are not
NAMED = [
    ("hugo", "layouts/single.html", "<p class=teaser>{{ with .Params.subtitle }}", "subtitle", "teaser"),
    ("hugo", "themes/mine/layouts/a.html", '{{ isset .Params "hero" }}{{ index .Params "my-key" }}', "hero my-key", ""),
    ("hugo", "archetypes/default.md", "---\ntitle: x\nmood: calm\n---\n{{ .Params.other }}\n", "mood", "other"),
    ("hugo", "static/app.js", "page.subtitle", "", "subtitle"),
    ("hugo", "content/a.html", "{{ .Params.subtitle }}", "", "subtitle"),
    ("jekyll", "_layouts/post.html", "{% if page.toc %}{{ post['lead'] }}{% endif %} page.no", "toc lead", "no"),
    ("jekyll", "_plugins/x.rb", "post.data['minutes'] = 3", "minutes", ""),
    ("astro", "src/content.config.ts", "({title: z.string(), // name\n 'sub-t': z\n.any()", "title sub-t", "name"),
    ("astro", "src/pages/a.astro", "<i>{post.data.spoiler}</i><style>.mood{}</style>", "spoiler", "mood"),
    ("astro", "src/layouts/a.astro", "const { heroAlt = '', tags: all } = Astro.props", "heroAlt tags", ""),
    ("eleventy", "_includes/post.njk", "{{ spoiler }}{% if hidden %}", "spoiler hidden", ""),
    ("hexo", "themes/x/layout/a.ejs", "<% if (page.banner) { %>", "banner", ""),
    ("hexo", "scaffolds/post.md", "title: {{ title }}\nmood:\n---\n", "", "banner"),
    ("zola", "templates/page.html", "{{ page.extra.subtitle }}", "subtitle", ""),
    ("vitepress", "docs/.vitepress/theme/x.vue", "{ frontmatter } = useData(); frontmatter.value.cover", "cover", ""),
    ("gatsby", "src/templates/a.js", "graphql`{ frontmatter { title spoiler image { url } } }`", "spoiler", ""),
    ("contentlayer", "contentlayer.config.ts", "fields: { lead: { type: 'string' }, }", "lead", ""),
    ("docusaurus", "src/theme/x.tsx", "function A({frontMatter: {mood}}) {}; const {cover} = metadata;", "cover", ""),
    ("nikola", "templates/post.tmpl", "% if post.meta('mood'):\n${post.meta('lead')}", "mood lead", ""),
    ("pelican", "theme/templates/article.html", "{{ article.subtitle }}", "subtitle", ""),
]  # fmt: skip


@pytest.mark.parametrize(("preset", "file", "text", "found", "absent"), NAMED)
def test_names(tmp_path: Path, preset: str, file: str, text: str, found: str, absent: str) -> None:
    write_files({file: text}, tmp_path)
    names = source_keys(tmp_path, load_preset(preset).data).names
    assert names.issuperset(found.split())
    assert names.isdisjoint(absent.split())


def test_what_a_description_is_made_of(tmp_path: Path) -> None:
    write_files(
        {
            "src/a.astro": "<Base title={post.data.title} description={post.data.spoiler} />",
            "src/b.tsx": '<meta name="description" content={page.summary} />',
        },
        tmp_path,
    )
    assert source_keys(tmp_path, load_preset("astro").data).descriptions == ("spoiler", "summary")


@pytest.mark.parametrize(
    ("text", "sets"),
    [
        ("doc.querySelectorAll('h2').forEach(el => { el.id = slug(el) })", True),
        ("heading.setAttribute('id', name)", True),
        ("visit(tree, 'heading', (node) => { node.properties.id = name })", True),
        ("doc.css('h2').each { |h| h['id'] = name }", True),
        ("<h2 id={heading.id}>", False),
        ("headings.map(heading => ({ id: heading.id, own: heading.id === id }))", False),
        ("user.id = 3", False),
        ("const Heading = ({ children }) => <a id={slugify(children)}>", True),
        ("function Heading(props) { const id = kebab(props.children)", True),
        ("<Heading id={id}>{children}</Heading>", False),
        ("ENV = { showdown: { prefixHeaderId: 'part-' } }", True),
        ("marked.setOptions({ headerPrefix: 'h-' })", True),
        ("marked.setOptions({ headerPrefix: '' })", False),
        ("rehypePlugins: [[rehypeSlug, { prefix: 'user-' }]]", True),
        ("use(gfmHeadingId({ prefix: 'h-' }))", True),
        ("link(rehypeSlug, name, { prefix: 'x' })", False),
    ],
)
def test_sources_that_give_headings_ids(text: str, sets: bool) -> None:
    assert sets_heading_ids(text) is sets


@pytest.mark.parametrize(
    ("text", "itself"),
    [
        ("class A < Redcarpet::Render::HTML\n  def link(link, title, content)", True),
        ("class A < Kramdown::Converter::Html\n  def convert_a(el, indent)", True),
        ("class A(mistune.HTMLRenderer):\n    def heading(self, text, level):", True),
        ("class A extends Parsedown { protected function inlineLink($excerpt)", True),
        ("renderer.heading = ({tokens, depth}) => '<h2>'", True),
        ("render(link)", False),
        ("module Kramdown\n module Converter\n  class Html\n   def convert_header(el, indent)", True),
        ("class Renderer < Docs::Markdown::Renderer\n  def link(link, title, content)", True),
        ("def link(name)  # of a menu", False),
        ("class A < Liquid::Tag\n  def render(context)\n    link(@text)\n  end\n  def link(text)", False),
        ("class Renderer:\n    def a(self):", False),
    ],
)
def test_sources_that_make_links_or_headings_themselves(text: str, itself: bool) -> None:
    assert renders_itself(text) is itself


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("const one = slug(tag)", True),
        ("<a href={`/tags/${slugify(post.tag)}`}>", True),
        ("<a href='/tags/{{ tag | slugify }}/'>", True),
        ("<a href='/tags/{{ tag }}/'>{{ title | slug }}", False),
    ],
)
def test_sources_that_make_addresses_of_tags(text: str, slugs: bool) -> None:
    assert slugs_a_tag(text) is slugs


@pytest.mark.parametrize(
    ("text", "prints"),
    [
        ('<h1 class="post-title">{{ page.title }}</h1>', True),
        ("<h1>{{ .Title | markdownify }}</h1>", True),
        ("<h1>\n  {post.data.title}\n</h1>", True),
        ("<h1><slot /></h1>", True),
        ('<Heading as="h1">{title}</Heading>', True),
        ("article\n  h1.big= page.title", True),
        ('<h1 class="title">404</h1>', False),
        ('{% for loaf in loaves %}<a><h1 class="t">{{ loaf.data.title }}</h1></a>{% endfor %}', False),
        ("{% for loaf in loaves %}{{ loaf }}{% endfor %}<h1>{{ loaf.title }}</h1>", True),
        ("{% for loaf in loaves %}<h1>{{ title }}: {{ loaf.title }}</h1>{% endfor %}", True),
        ('<h1><a href="/">{{ site.title }}</a></h1> <h2>{{ page.title }}</h2>', False),
        ("<h1>{{ .Site.Title }}</h1>", False),
        ("<h2>{{ page.title }}</h2>", False),
        (
            "<{% if list %}h2{% else %}h1{% endif %} class=t>{{ post.title }}</{% if list %}h2{% else %}h1{% endif %}>",
            True,
        ),
        ('<{{ if .IsPage }}h1{{ else }}h2{{ end }} class="title">{{ .Title }}', True),
        ("<{% if list %}h3{% else %}h2{% endif %}>{{ post.title }}", False),
        ("<{% if home %}h1{% else %}p{% endif %}><a>{{ site.title }}</a></h1>", False),
    ],
)
def test_main_heading_in_layouts(text: str, *, prints: bool) -> None:
    assert has_main_heading(text) is prints


#: a source and its text, and whether the title of posts is printed as the main heading, as far as it says
PAGES_OF_CODE = [
    ("pages/tags.tsx", "<h1>{title}</h1>", False),
    ("src/pages/index.js", "<h1>{pageTitle}</h1><ul>{posts.map(Item)}</ul>", False),
    ("app/blog/page.tsx", "<h1>Title: {title}</h1>", False),
    ("src/pages/tags/[tag].astro", "<h1>{title}</h1>", False),
    ("src/routes/+page.svelte", "<h1>{title}</h1>", False),
    ("pages/[slug].tsx", "<h1>{title}</h1>", True),
    ("pages/blog/index.js", "<h1>{title}</h1><div dangerouslySetInnerHTML={{__html: text}}/>", True),
    ("app/components/header.tsx", "<h1>{title}</h1>", True),
    ("src/pages/{mdx.slug}.js", "<h1>{title}</h1>", True),
    ("app/layout.tsx", "<h1>{title}</h1>{children}", True),
    ("components/PostHeader.tsx", "<h1>{title}</h1>", True),
]


@pytest.mark.parametrize(("file", "text", "prints"), PAGES_OF_CODE)
def test_pages_of_lists_say_nothing_of_posts(tmp_path: Path, file: str, text: str, *, prints: bool) -> None:
    write_files({file: text}, tmp_path)
    assert bool(source_keys(tmp_path, load_preset("contentlayer").data).main_heading) is prints


PLAIN = [
    ("a layout that extends one", "zola", {"templates/bare.html": '{% extends "base.html" %}'}, "bare", True),
    ("and one that is elsewhere", "zola", {"templates/bare.html": '{% extends "other.html" %}'}, "bare", False),
    ("a parent with a heading", "zola", {"templates/bare.html": '{% extends "page.html" %}'}, "bare.html", False),
    ("the name of the site", "zola", {"templates/bare.html": "<h1>{{ config.title }}</h1>"}, "bare", True),
    ("a heading of another kind", "zola", {"templates/bare.html": "<h1>{{ page.extra.headline }}</h1>"}, "bare", False),
    ("a file that only the build knows", "zola", {"templates/bare.html": "{% include page.part %}"}, "bare", False),
    ("layouts that take each other in", "zola", {"templates/bare.html": '{% include "bare.html" %}'}, "bare", True),
    ("one of Jekyll's", "jekyll", {"_layouts/bare.html": "---\nlayout: base\n---\n{% include b.html %}{{ content }}",
     "_layouts/base.html": "<body>{{ content }}", "_layouts/post.html": "<h1>{{ page.title }}",
     "_includes/b.html": "<p>"}, "bare", True),
    ("whose include gets the title", "jekyll", {"_layouts/bare.html": "{% include b.html title=page.title %}",
     "_layouts/post.html": "<h1>{{ page.title }}", "_includes/b.html": "<h3>{{ include.title }}</h3>"}, "bare", True),
    ("whose include has one", "jekyll", {"_layouts/bare.html": "{% include b.html %}{{ content }}",
     "_layouts/post.html": "<h1>{{ page.title }}", "_includes/b.html": "<h1>{{ page.title }}"}, "bare", False),
    ("the usual layout of Hexo", "hexo", {"themes/x/layout/post.ejs": "<%- partial('a/b', {x: 1}) %>",
     "themes/x/layout/a/b.ejs": "<h2><%= page.title %></h2>", "themes/x/layout/page.ejs": "<h1><%= page.title %></h1>"},
     None, True),
    ("and what is around it", "hexo", {"themes/x/layout/post.ejs": "<p>", "themes/x/layout/page.ejs": "<p>",
     "themes/x/layout/layout.ejs": "<h1><%= page.title %></h1>"}, None, False),
    ("partials of Hugo", "hugo", {"layouts/_default/single.html": '{{- partial "a.html" . -}}',
     "layouts/partials/a.html": "<h2>{{ .Title }}", "layouts/_default/list.html": "<h1>{{ .Title }}"}, None, True),
    ("a macro that it calls", "zola", {"templates/bare.html": '{% import "m.html" as m %}{{ m::title(page=page) }}',
     "templates/m.html": "{% macro title(page) %}<h1>{{ page.title }}</h1>{% endmacro title %}"}, "bare", False),
    ("and one that it does not call", "zola", {"templates/bare.html":
     '{% import "m.html" as m %}{{ m::lead(page=page) }}', "templates/m.html":
     "{% macro title(page) %}<h1>{{ page.title }}</h1>{% endmacro %}{% macro lead(page) %}<p>{% endmacro lead %}"},
     "bare", True),
    ("a macro that calls one", "zola", {"templates/bare.html": '{% import "m.html" as m %}{{ m::lead(page=page) }}',
     "templates/m.html": "{% macro title(page) %}<h1>{{ page.title }}</h1>{% endmacro %}{% macro lead(page) %}"
     "{{ self::title(page=page) }}{% endmacro lead %}"}, "bare", False),
    ("a macro of a theme that is elsewhere", "zola", {"templates/bare.html":
     '{% import "theme/m.html" as m %}{{ m::lead(page=page) }}'}, "bare", False),
    ("a block that it replaces", "zola", {"templates/bare.html":
     '{% extends "hero.html" %}{% block content %}<p>{% endblock content %}',
     "templates/hero.html": "{% block content %}<h1>{{ section.title }}</h1>{% endblock content %}"}, "bare", True),
    ("a block that it adds to", "zola", {"templates/bare.html":
     '{% extends "hero.html" %}{% block content %}{{ super() }}<p>{% endblock content %}',
     "templates/hero.html": "{% block content %}<h1>{{ section.title }}</h1>{% endblock content %}"}, "bare", False),
    ("a block that it leaves", "zola", {"templates/bare.html":
     '{% extends "hero.html" %}{% block foot %}<p>{% endblock foot %}',
     "templates/hero.html": "{% block content %}<h1>{{ section.title }}</h1>{% endblock content %}{% block foot %}"
     "{% endblock %}"}, "bare", False),
    ("a block that one between them replaces", "zola", {"templates/bare.html": '{% extends "mid.html" %}',
     "templates/mid.html": '{% extends "hero.html" %}{% block content %}<p>{% endblock content %}',
     "templates/hero.html": "{% block content %}<h1>{{ section.title }}</h1>{% endblock content %}"}, "bare", True),
    ("a heading in comments", "zola", {"templates/bare.html":
     "{#<h1>{{ page.title }}</h1>#}<!-- <h1>{{ page.title }}</h1> --><p>{# open <p>"}, "bare", True),
    ("in a comment of Hugo", "hugo", {"layouts/_default/single.html": "{{- /* <h1>{{ .Title }}</h1> */ -}}<p>",
     "layouts/index.html": "<h1>{{ .Title }}</h1>"}, None, True),
    ("a value of Hugo", "hugo", {"layouts/_default/single.html":
     "{{ with .Params.lead -}}<h1>\n{{- . | safeHTML }}\n</h1>{{ end }}"}, None, False),
    ("in one of Jekyll", "jekyll", {"_layouts/bare.html": "{%- comment -%}<h1>{{ page.title }}</h1>{%- endcomment -%}",
     "_layouts/post.html": "<h1>{{ page.title }}</h1>"}, "bare", True),
    ("in one of Hexo", "hexo", {"themes/x/layout/post.ejs": "<%# <h1> page.title </h1> %><p>",
     "themes/x/layout/page.ejs": "<h1><%= page.title %></h1>"}, None, True),
    ("a macro that is told the element", "zola", {"templates/bare.html":
     '{% import "m.html" as m %}{{ m::title(page=page, heading="h1") }}',
     "templates/m.html": "{% macro title(page, heading) %}<{{ heading }}>{{ page.title }}</{{ heading }}>"
     "{% endmacro title %}"}, "bare", False),
    ("a heading around its blocks", "zola", {"templates/bare.html":
     '{% extends "hero.html" %}{% block content %}<p>{% endblock content %}',
     "templates/hero.html": "<h1>{{ page.title }}</h1>{% block content %}{% endblock content %}"}, "bare", False),
    ("templates that extend each other", "zola", {"templates/bare.html": '{% extends "hero.html" %}',
     "templates/hero.html": '{% extends "bare.html" %}'}, "bare", True),
    ("another heading, and macros of a theme that is elsewhere", "nikola", {"themes/x/templates/post.tmpl":
     "{% import 'h.tmpl' as h %}{% import 'comments.tmpl' as c %}{% extends 'base.tmpl' %}"
     "{% block content %}{{ h.title() }}{{ c.form() }}{% endblock %}",
     "themes/x/templates/h.tmpl": "{% macro title() %}<h2>{{ post.title() }}</h2>{% endmacro %}",
     "themes/x/templates/index.tmpl": "<h1>{{ title }}</h1>"}, None, True),
    ("no heading, and macros of a theme that is elsewhere", "nikola", {"themes/x/templates/post.tmpl":
     "{% import 'h.tmpl' as h %}{% extends 'base.tmpl' %}{% block content %}{{ h.title() }}{% endblock %}",
     "themes/x/templates/index.tmpl": "<h1>{{ title }}</h1>"}, None, False),
    ("a macro of Mako", "nikola", {"themes/x/templates/post.tmpl":
     '<%namespace name="h" file="h.tmpl"/><%inherit file="base.tmpl"/><%block name="content">${h.title()}</%block>',
     "themes/x/templates/h.tmpl": '<%def name="title()"><h2>${post.title()}</h2></%def>'
     '<%def name="other()"><h1>${post.title()}</h1></%def>', "themes/x/templates/base.tmpl":
     '<%block name="content"><h1>${title}</h1></%block>'}, None, True),
    ("one with a main heading", "nikola", {"themes/x/templates/post.tmpl":
     '<%namespace name="h" file="h.tmpl"/><%block name="content">${h.title()}</%block>',
     "themes/x/templates/h.tmpl": '<%def name="title()"><h1>${post.title()}</h1></%def>'}, None, False),
    ("templates that Hugo has", "hugo", {"layouts/_default/single.html":
     '<h2>{{ .Title }}</h2>{{ template "_internal/disqus.html" . }}{{ partial "pagination.html" . }}',
     "layouts/index.html": "<h1>{{ .Title }}</h1>"}, None, True),
    ("two of one name", "hugo", {"layouts/_default/single.html": "<p>", "layouts/blog/single.html": "<h1>{{ .Title }}"},
     None, True),
    ("what the site has instead of the theme", "hugo", {"layouts/partials/a.html": "<p>",
     "themes/x/layouts/partials/a.html": "<h1>{{ .Title }}", "themes/x/layouts/_default/single.html":
     '{{ partial "a.html" . }}', "layouts/index.html": "<h1>{{ .Title }}"}, None, True),
    ("a part of the same name elsewhere", "hugo", {"layouts/_default/single.html": '{{ partial "a.html" . }}',
     "layouts/partials/a.html": "<p>", "layouts/partials/b/a.html": "<h1>{{ .Title }}"}, None, True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("layout", "has"),
    [
        ("<h1>{{ page.title }}</h1><h2>{{ page.date }}</h2>{{ page.content | safe }}", True),
        ("<h1>{post.title}</h1><h2>{post.lead}</h2><Content />", True),
        ('<h1>{{ .Title }}</h1><h2>Flour</h2>{{- partial "anchors.html" .Content -}}', True),
        ("<h1>{{ page.title }}</h1>{{ page.content | safe }}<h2>More</h2>", False),
        ("<h2>{{ site.title }}</h2><h1>{{ .Title }}</h1>{{ .Content }}", False),
        ("<h1>{{ page.title }}</h1><h2>{{ page.date }}</h2>", False),
        ("<h1>{{ page.title }}</h1>{% for post in posts %}<h2>{{ post.title }}</h2>{{ content }}{% endfor %}", False),
        ("<h1>{{ page.title }}</h1><h2>{{ post.title }}</h2>{{ post.content }}", False),
    ],
)
def test_headings_between_the_title_and_the_text(layout: str, *, has: bool) -> None:
    assert has_subheading(layout) is has


@pytest.mark.parametrize(("what", "preset", "files", "layout", "plain"), PLAIN, ids=[one[0] for one in PLAIN])
def test_layouts_without_a_main_heading(
    tmp_path: Path, what: str, preset: str, files: dict[str, str], layout: str | None, *, plain: bool
) -> None:
    usual = {"zola": {"templates/base.html": "<body>", "templates/page.html": "<h1>{{ page.title }}</h1>"}}
    write_files({**usual.get(preset, {}), **files}, tmp_path)
    data = load_preset(preset).data
    data = {**data, "layouts": dict(source_keys(tmp_path, data).layouts)}
    header = {"template" if preset in ("zola", "nikola") else "layout": layout} if layout else {}
    path = PurePosixPath("_posts/rye.md" if preset == "hexo" else "content/rye.md")
    assert (title_heading(data, header, path) == NONE) is plain


#: the setting of a site, the layout of its posts, and how that prints the title
SWITCHED = [
    ("hexo", {"themes/mill/_config.yml": "seo: true"}, "<{% if theme.seo %}h2{% else %}h1{% endif %}>", False),
    ("hexo", {"themes/mill/_config.yml": "seo: false"}, "<{% if theme.seo %}h2{% else %}h1{% endif %}>", True),
    ("hexo", {"themes/mill/_config.yml": "logo: true"}, "<{% if theme.seo %}h2{% else %}h1{% endif %}>", True),
    ("hexo", {"themes/mill/_config.yml": "seo: false", "_config.mill.yml": "seo: true"},
     "<{%- if theme.seo -%}h2{%- else -%}h1{%- endif -%} class='a'>", False),
    ("hexo", {"themes/mill/_config.yml": "head: {big: true}"}, "<<%= theme.head.big ? 'h1' : 'h2' %>>", True),
    ("hexo", {"themes/mill/_config.yml": "head: 1"}, "<<%= theme.head.big ? 'h1' : 'h2' %>>", False),
    ("jekyll", {}, "<{% if not site.seo %}h1{% else %}h2{% endif %}>", False),
    ("jekyll", {}, "<{% if page.seo %}h1{% else %}h2{% endif %}>", True),
]  # fmt: skip


@pytest.mark.parametrize(("preset", "files", "tag", "printed"), SWITCHED)
def test_settings_choose_the_heading_of_the_title(
    tmp_path: Path, preset: str, files: dict[str, str], tag: str, *, printed: bool
) -> None:
    layout = "themes/mill/layout/post.swig" if preset == "hexo" else "_layouts/post.html"
    titled = f"{tag}{{{{ page.title }}}}</h1><h1>{{{{ config.subtitle }}}}</h1>"
    write_files({"_config.yml": "theme: mill\nseo: true\n", layout: titled, **files}, tmp_path)
    assert ("title_is_h1" not in site_pages(preset, tmp_path)) is printed


@pytest.mark.parametrize(("setting", "known"), [("", True), ("seo: true", False), ("seo: false", True)])
def test_a_known_theme_that_is_elsewhere_may_have_an_option(tmp_path: Path, setting: str, *, known: bool) -> None:
    write_files({"_config.yml": "theme: next\n", "_config.next.yml": f"{setting}\n"}, tmp_path)
    assert site_pages("hexo", tmp_path).get("has_title_theme", False) is known


@pytest.mark.parametrize(
    ("theme", "layout", "printed"),
    [("", "<h1>{{ page.title }}</h1>", True), ("", "{{ content }}", None), ("theme: minima", "{{ content }}", True)],
)
def test_the_title_is_the_main_heading_where_a_layout_has_one(
    tmp_path: Path, theme: str, layout: str, *, printed: bool | None
) -> None:
    write_files({"_config.yml": f"title: Bread\n{theme}\n", "_layouts/post.html": layout}, tmp_path)
    overlay = json.dumps({"x-postlint": site_pages("jekyll", tmp_path)})
    assert load_preset("jekyll", overlay=overlay).title_is_h1 is printed


@pytest.mark.parametrize(
    ("preset", "config", "folder", "beside", "printed"),
    [
        ("hugo", 'hugo.toml: theme = "mine"', "layouts/_default/single.html", "", None),
        ("hugo", 'hugo.toml: theme = ["old"]', "layouts/_default/single.html", "", True),
        ("zola", 'config.toml: theme = "mine"', "templates/page.html", "", None),
        ("hexo", "_config.yml: theme: mine", "layout/post.ejs", "", None),
        ("pelican", "pelicanconf.py: THEME = './themes/mine'", "templates/article.html", "", None),
        ("hexo", "_config.yml: theme: mine", "layout/post.ejs", "mine.theme", True),
    ],
)
def test_only_the_theme_that_is_used_is_read(
    tmp_path: Path, preset: str, config: str, folder: str, beside: str, *, printed: bool | None
) -> None:
    name, _, line = config.partition(": ")
    write_files({name: f"{line}\n", f"themes/mine/{folder}": "<h2>{{ page.title }}</h2>"}, tmp_path)
    write_files({f"themes/old/{folder}": "<h1>{{ page.title }}</h1>"}, tmp_path)
    if beside:  # it has a parent, which may be any of the others
        write_files({f"themes/mine/{beside}": "[Theme]\nparent = old\n"}, tmp_path)
    overlay = json.dumps({"x-postlint": site_pages(preset, tmp_path)})
    assert (load_preset(preset, overlay=overlay).title_is_h1 or None) is printed


@pytest.mark.parametrize(
    "opening", ["{{", "{%", "<%", "${", "<style", "{a", "{ {a}", "frontmatter {", "}:", "({", "open_graph("]
)
def test_sources_full_of_openings_are_read_quickly(opening: str) -> None:
    """A way back to the start from each of them would take hours."""
    names_in(opening * 20_000, ".astro")
    names_in(opening * 20_000, ".html")
    for read in (sets_heading_ids, slugs_a_tag, titles_by_name, makes_description, changes_targets, renders_itself):
        read(f"h2 id {opening}" * 4_000)


class Notes(dict[str, tuple[str, SourceKeys]]):
    """A memory that keeps what it is given."""

    def recall(self, site: str, key: str) -> SourceKeys | None:
        known = self.get(site, ("", SourceKeys()))
        return known[1] if known[0] == key else None

    def keep(self, site: str, key: str, found: SourceKeys) -> None:
        self[site] = key, found


def test_sources_are_read_again_when_one_has_changed(tmp_path: Path) -> None:
    source, memory = tmp_path / "a.html", Notes()
    source.write_text("{{ page.first }}", encoding="utf-8")
    assert source_keys(tmp_path, {}, memory).names == {"first"}
    assert not memory, "it may change again without another time"
    os.utime(source, (1, 1))
    source_keys(tmp_path, {}, memory)
    source.write_text("{{ page.other }}", encoding="utf-8")
    assert source_keys(tmp_path, {}, memory).names == {"other"}
    os.utime(source, (1, 1))
    assert source_keys(tmp_path, {}, memory).names == {"first"}, "the memory was not used"


def test_what_was_found_is_kept_in_the_cache(tmp_path: Path) -> None:
    found = SourceKeys(frozenset("ab"), ("a",), anchors=("x-*",), references=("^ref",), main_heading=True)
    memory = KnownSources(tmp_path / "cache")
    assert memory.recall("site", "key") is None
    memory.keep("site", "key", found)
    assert memory.recall("site", "key") == found
    assert memory.recall("site", "other") is None


@pytest.mark.parametrize(
    ("text", "makes"),
    [
        ("description: (data) => headDescription(data),", True),
        ("description: function(data) { return summary(data.page) }", True),
        ("{% set aDescription %}{% summary page %}{% endset %}", True),
        ("{%- set ownDescription = here.templateContent | excerpt | striptags -%}", True),
        ("{%- set ownDescription = settings.about | striptags -%}", False),
        ("mills: [{ name: 'Rye', description: () => translated('rye') }]", False),
        ("description: data => data.description || site.description,", False),
        ("description: (data) => { if (data.x) return data.description }", False),
        ("description: z.string().max(160)", False),
        ("{% set description %}{% if lead %}{{ lead }}{% endif %}{% endset %}", False),
    ],
)
def test_functions_of_a_site_make_descriptions(text: str, *, makes: bool) -> None:
    assert makes_description(text) is makes


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("const title = given || post?.frontmatter?.title || nameOf(post.slug);\n<title>{title}</title>", True),
        ("<title>{{ title or page.fileSlug | capitalize }}</title>", True),
        ("<title>{{ page.title | default: page.slug }} - {{ site.title }}</title>", True),
        ("<meta property='og:title' content={data.title ?? fileName} />", True),
        ("<title>{{ title or site.title }}</title>", False),
        ("<h2>{page.title || page.slug}</h2>", False),
    ],
)
def test_layouts_make_titles_of_names(text: str, *, titles: bool, tmp_path: Path) -> None:
    assert titles_by_name(text) is titles
    (tmp_path / "head.html").write_text(text, encoding="utf-8")
    assert site_pages("generic", tmp_path).get("title_optional", False) is titles


STYLES = "export const PostTitle = styled.h1`\n  margin: 0;\n`\n"
POST = "<article><PostTitle>{post.title}</PostTitle>{children}</article>"
LAYOUT = "const { title } = useStaticQuery(graphql`\n query { site { siteMetadata { title } } }`).site.siteMetadata\n"
HEADER = "const Header = ({ title }) => <header><h1 className={S.title}>{title}</h1></header>"
#: the sources of a site, and whether one of them prints the title of a post as the main heading
COMPONENTS = [
    ({"src/styles.ts": STYLES, "src/templates/post.tsx": POST}, True),
    ({"src/styles.ts": STYLES, "src/templates/post.tsx": POST.replace("PostTitle", "S.PostTitle")}, True),
    ({"src/styles.ts": STYLES.replace("h1", "h2"), "src/templates/post.tsx": POST}, False),
    ({"src/styles.ts": 'const PostTitle = styled("h1")({})', "src/templates/post.tsx": POST}, True),
    ({"src/styles.ts": STYLES, "src/list.ts": STYLES.replace("h1", "h2"), "src/templates/post.tsx": POST}, False),
    ({"src/templates/post.tsx": "<motion.h1>{post.title}</motion.h1>{children}"}, True),
    ({"src/layout.js": LAYOUT + "<Header dark title={title} />{children}", "src/Header.js": HEADER}, False),
    ({"src/layout.js": "<Header title={data.site.siteMetadata.title} />{children}", "src/Header.js": HEADER}, False),
    ({"src/layout.js": "<Header title={SITE.title} />{children}", "src/Header.js": HEADER}, False),
    ({"src/layout.js": LAYOUT + "<h1>{title}</h1>{children}"}, False),
    ({"src/layout.js": LAYOUT + "<Header title={title} />", "src/lost.js": "<Header title={'404'} />",
      "src/Header.js": HEADER}, False),
    ({"src/layout.js": LAYOUT + "<Header title={title} />", "src/templates/post.js":
      "<Header style={{margin: 0}} {...post} />", "src/Header.js": HEADER}, True),
    ({"src/layout.js": "<Header title={post.title} />{children}", "src/Header.js": HEADER}, True),
    ({"src/layout.js": LAYOUT + "<Header title={title} />", "src/templates/post.js":
      "<Header title={post.title} />", "src/Header.js": HEADER}, True),
]  # fmt: skip


@pytest.mark.parametrize(("files", "prints"), COMPONENTS)
def test_headings_of_components(tmp_path: Path, files: dict[str, str], *, prints: bool) -> None:
    write_files(files, tmp_path)
    assert source_keys(tmp_path, load_preset("gatsby").data).main_heading is prints


def test_the_template_of_a_folder_prints_values_below_the_text(tmp_path: Path) -> None:
    template = "$if(toc)$$toc$$endif$ $body$ $if(slides)$<a href='$slides$'>$endif$ $for(include-after)$$endfor$"
    write_files({"_quarto.yml": "project: {type: website}\n", "talks/talk.html": template}, tmp_path)
    write_files({"talks/_metadata.yml": "format: {html: {template: talk.html}}\n", "talks/rye.md": "# Rye\n"}, tmp_path)
    parts = site_overlay("quarto", tmp_path, tmp_path / "talks/rye.md", {})
    assert parts["x-postlint"]["printed_below"] == ["slides"]
    assert "x-postlint" not in site_overlay("quarto", tmp_path, tmp_path / "rye.md", {})


@pytest.mark.parametrize(("version", "ignored"), [("^2.13.4", True), ("^3.0.0", False)])
def test_nuxt_content_2_ignores_names_with_a_dash_before(tmp_path: Path, version: str, *, ignored: bool) -> None:
    write_files({"package.json": json.dumps({"dependencies": {"@nuxt/content": version}})}, tmp_path)
    assert ("-*" in site_pages("nuxt", tmp_path)["site"].get("unrendered", ())) is ignored
