"""The site's own host and its language are read from its generator's configuration, as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from postlint.config.config import preset_of
from postlint.config.load_config import load_config
from postlint.document.document import Document
from postlint.generators.overlay import site_config


@pytest.mark.parametrize(
    ("preset", "name", "text", "address"),
    [
        ("hugo", "hugo.toml", 'title = "Tea"\nbaseURL = "https://tea.example/"\n', "https://tea.example/"),
        ("hugo", "config/_default/hugo.yml", "baseurl: https://tea.example/\n", "https://tea.example/"),
        ("hugo", "config/_default/hugo.yaml", "baseurl: https://tea.example/\n", "https://tea.example/"),
        ("jekyll", "_config.yml", 'title: Tea\nurl: "https://tea.example" # the host\n', "https://tea.example"),
        ("astro", "astro.config.mjs", "export default {\n  site: 'https://tea.example',\n}\n", "https://tea.example"),
        ("docusaurus", "docusaurus.config.js", 'module.exports = {\n  url: "https://tea.example",\n}\n', "https://tea.example"),
        ("mkdocs-material", "mkdocs.yml", "site_url: https://tea.example/blog/\n", "https://tea.example/blog/"),
        ("zola", "config.toml", 'base_url = "https://tea.example"\n', "https://tea.example"),
        ("pelican", "pelicanconf.py", "SITEURL = 'https://tea.example'\n", "https://tea.example"),
        ("lume", "_config.ts", "  location: new URL('https://tea.example/'),\n", "https://tea.example/"),
        ("astro", "astro.config.mjs", "  // site: 'https://tea.example',\n", ""),
        ("astro", "astro.config.mjs", "  site: process.env.SITE,\n", ""),
        ("hugo", "hugo.toml", 'baseURL = "/"\n', ""),
        ("vuepress", ".vuepress/theme.ts", "export default theme({\n  hostname: 'https://tea.example',\n})\n", "https://tea.example"),
        ("generic", "site.yml", "url: https://tea.example\n", ""),
        ("jekyll", "_config.yml", "author:\n  url: https://a.example\n  links:\n    - url: https://tea.example\n", ""),
        ("hexo", "_config.yml", "social: {url: https://ada.example}\nurl: https://tea.example\n", "https://tea.example"),
        ("quarto", "_quarto.yml", "website:\n  site-url: https://tea.example\n", "https://tea.example"),
        ("mkdocs-material", "zensical.toml", '[project]\nsite_url = "https://tea.example"\n', "https://tea.example"),
    ],
)  # fmt: skip
def test_address(tmp_path: Path, preset: str, name: str, text: str, address: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    assert site_config(preset, tmp_path).address == address


@pytest.mark.parametrize(
    ("preset", "name", "text", "language"),
    [
        ("hugo", "hugo.toml", 'languageCode = "en-us"\ndefaultContentLanguage = "de"\n', "de"),
        ("hugo", "hugo.yaml", "languageCode: pt-BR\n", "pt"),
        ("jekyll", "_config.yml", "lang: fr_FR # French\n", "fr"),
        ("hexo", "_config.yml", "language:\n  - zh-CN\n  - en\n", "zh"),
        ("astro", "astro.config.mjs", "  i18n: { locales: ['es', 'en'], defaultLocale: 'es' },\n", "es"),
        ("docusaurus", "docusaurus.config.js", '  i18n: {\n    defaultLocale: "ru",\n  },\n', "ru"),
        ("mkdocs-material", "mkdocs.yml", "theme:\n  name: material\n  language: it\n", "it"),
        ("pelican", "pelicanconf.py", "DEFAULT_LANG = 'nl'\n", "nl"),
        ("zola", "config.toml", 'default_language = "pl"\n', "pl"),
        ("quarto", "_quarto.yml", "lang: de\n", "de"),
        ("jekyll", "_config.yml", "# lang: fr\nlanguages: [fr]\n", ""),
        ("gatsby", "gatsby-config.js", "  language: process.env.LANGUAGE,\n  language: `javascript`,\n", ""),
        ("generic", "site.yml", "lang: de\n", ""),
    ],
)  # fmt: skip
def test_language(tmp_path: Path, preset: str, name: str, text: str, language: str) -> None:
    (tmp_path / name).write_text(text)
    assert site_config(preset, tmp_path).language == language


@pytest.mark.parametrize(
    ("preset", "name", "text", "titles"),
    [
        ("hugo", "hugo.toml", 'title = "The Larch"\n[params]\nauthor = "Ada Ruiz"\n', ("The Larch", "Ada Ruiz")),
        ("jekyll", "_config.yml", "title: Larch\nauthor:\n  name: Ada Ruiz\n", ("Larch", "Ada Ruiz")),
        ("mkdocs-material", "mkdocs.yml", "site_name: Larch\n", ("Larch",)),
        ("pelican", "pelicanconf.py", "SITENAME = 'Larch'\nAUTHOR = 'Ada Ruiz'\n", ("Larch", "Ada Ruiz")),
        ("docusaurus", "docusaurus.config.js", "module.exports = {\n  title: 'Larch',\n}\n", ("Larch",)),
        ("jekyll", "_config.yml", f"title: {'Larch ' * 20}\nauthor: [Ada]\n", ()),
    ],
)
def test_names(tmp_path: Path, preset: str, name: str, text: str, titles: tuple[str, ...]) -> None:
    (tmp_path / name).write_text(text)
    assert site_config(preset, tmp_path).titles == titles


def test_a_post_that_is_too_short_to_tell_has_the_language_of_its_site(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text('defaultContentLanguage = "de"\n')
    (tmp_path / "content").mkdir()
    post = tmp_path / "content" / "tee.md"
    post.write_text("Tee.\n")
    preset = preset_of(load_config(cwd=tmp_path, isolated=True).settings_for(post))
    assert Document.from_text("Tee.\n", str(post), preset).language == "de"


def test_the_address_makes_links_internal_unless_the_configuration_has_another(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text('baseURL = "https://tea.example/"\n')
    (tmp_path / "content").mkdir()
    post = tmp_path / "content" / "green.md"
    post.write_text("Tea.\n")
    assert load_config(cwd=tmp_path, isolated=True).settings_for(post).site_hosts == ("tea.example",)
    (tmp_path / ".postlint.yaml").write_text("site_url: https://leaf.example\n")
    assert load_config(cwd=tmp_path).settings_for(post).site_hosts == ("leaf.example",)


@pytest.mark.parametrize(
    ("settings", "hosts"),
    [
        ("url: https://tea.example\nroot: /\n", ("tea.example",)),
        ("url: https://code.example/ada\nroot: /\n", ()),
        ("url: https://ada.example/tea\nroot: /tea/\n", ("ada.example",)),
        ("url: https://ada.example/tea\n", ("ada.example",)),
    ],
)
def test_a_host_is_of_others_where_the_site_does_not_begin_at_its_address(
    tmp_path: Path, settings: str, hosts: tuple[str, ...]
) -> None:
    (tmp_path / "_config.yml").write_text(f"new_post_name: x\n{settings}")
    post = tmp_path / "source" / "_posts" / "green.md"
    post.parent.mkdir(parents=True)
    post.write_text("Tea.\n")
    assert load_config(cwd=tmp_path, isolated=True).settings_for(post).site_hosts == hosts
