"""The body of a shortcode of Hugo or Zola is Markdown only where its layout makes it so."""

from __future__ import annotations

from pathlib import Path

import pytest

from postlint.config.load_config import load_config
from postlint.document.document import Document
from postlint.engine.lint import document_of
from postlint.generators.presets import load_preset
from postlint.parse.source import Source
from support.sites import write_files

#: the layout of a shortcode, how a post uses it, whether its body is Markdown
BODIES = [
    ("<div>{{ .Inner }}</div>", "{{< box >}}[a](b.md){{< /box >}}", False),
    ("<div>{{ .Inner | safeHTML }}</div>", "{{< box >}}\n\n[a](b.md)\n\n{{< /box >}}", False),
    ("<div>{{ .Inner | markdownify }}</div>", "{{< box >}}[a](b.md){{< /box >}}", True),
    ("<div>{{ .Inner | .Page.RenderString }}</div>", "{{< box >}}[a](b.md){{< /box >}}", True),
    ("<div>{{ .Inner }}</div>", "{{% box %}}[a](b.md){{% /box %}}", True),
    ("<div>{{ .Inner }}</div>", "{{< box >}} [a](b.md)", True),
    ("<div>{{ .Inner }}</div>", "{{< box >}}{{< box a=1 >}}x{{< /box >}} [a](b.md) {{< /box >}}", False),
    ('{{ partial "box" .Inner }}', "{{< box >}}[a](b.md){{< /box >}}", True),
    ("<hr>", "{{< box >}}[a](b.md)", True),
]


@pytest.mark.parametrize(("layout", "text", "markdown"), BODIES)
def test_bodies(tmp_path: Path, layout: str, text: str, markdown: bool) -> None:
    write_files({"hugo.toml": "", "layouts/shortcodes/box.html": layout}, tmp_path)
    settings = load_config(cwd=tmp_path).settings_for("content/a.md")
    doc = document_of(settings, Source.from_text(f"{text}\n\n[after](c.md)\n", "content/a.md"))
    assert [link.url for link in doc.links] == (["b.md", "c.md"] if markdown else ["c.md"])


#: the template of a shortcode of Zola, with its name, how a post uses it, whether its body is Markdown
ZOLA = [
    ("box.html", "<p>{{ body }}</p>", "{% box(a=1) %}\n[a](b.md)\n===\n{% end %}", False),
    (
        "box.html",
        "<p>{{ body | safe }}</p>",
        "{% box() %}\n{% in(b='%') %}\nx\n{% end %}\n[a](b.md)\n{%- end -%}",
        False,
    ),
    ("box.html", "<p>{{ body | markdown | safe }}</p>", "{% box() %}\n[a](b.md)\n{% end %}", True),
    ("box.html", "{% filter markdown %}{{ body }}{% endfilter %}", "{% box() %}\n[a](b.md)\n{% end %}", True),
    ("box.html", "{{ parts::box(text=body) }}", "{% box() %}\n[a](b.md)\n{% end %}", True),
    ("box.md", "> {{ body }}", "{% box() %}\n[a](b.md)\n{% end %}", True),
    ("box.html", "<p>{{ body }}</p>", "{% box() %}\n[a](b.md)\n", True),
    ("box.html", "<hr>", "{{ box() }}\n[a](b.md)\n", True),
    ("other.html", "{{ body }}", "{% box() %}\n[a](b.md)\n{% end %}", True),
]


@pytest.mark.parametrize(("name", "template", "text", "markdown"), ZOLA)
def test_bodies_in_zola(tmp_path: Path, name: str, template: str, text: str, markdown: bool) -> None:
    write_files({"zola.toml": "", f"templates/shortcodes/{name}": template}, tmp_path)
    settings = load_config(cwd=tmp_path).settings_for("content/a.md")
    doc = document_of(settings, Source.from_text(f"{text}\n\n[after](c.md)\n", "content/a.md"))
    assert [link.url for link in doc.links] == (["b.md", "c.md"] if markdown else ["c.md"])
    assert [heading.text for heading in doc.headings] == []


def test_the_layout_of_the_site_beats_that_of_the_theme(tmp_path: Path) -> None:
    files = {
        "themes/x/layouts/shortcodes/box.html": "{{ .Inner }}",
        "layouts/shortcodes/box.html": "{{ .Inner | markdownify }}",
    }
    write_files({"hugo.toml": "", **files}, tmp_path)
    settings = load_config(cwd=tmp_path).settings_for("content/a.md")
    assert "opaque_shortcodes" not in settings.overlay


def test_what_stands_between_highlight_is_code_however_it_is_closed() -> None:
    text = "{{< highlight html >}}\n<h1>Tea</h1>\n{{< / highlight >}}\n\n# Pots\n"
    doc = Document.from_text(text, "content/a.md", load_preset("hugo"))
    assert [heading.text for heading in doc.headings] == ["Pots"]
