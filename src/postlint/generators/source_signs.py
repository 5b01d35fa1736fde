"""What a source of a site does, by its text: gives headings ids, slugs tags, or has one description for all pages."""

from __future__ import annotations

from postlint.data.patterns import lazy_pattern

_HEADING_TAG = lazy_pattern(r"\bh[1-6]\b")
#: how an id is given to a heading
_GIVEN_ID = lazy_pattern(
    r"setAttribute\(\s*[\"']id[\"']|\.(?:attr|prop)\(\s*[\"']id[\"']\s*,|attrSet\(\s*[\"']id[\"']"
    r"|\b(?:h[1-6]?|el|elem|element|node|\w*[hH]ead(?:ing|er)\w*)\.(?:properties\.|attributes\.)?id(?:entifier)?\s*="
    r"(?![=>])"
    r"|\bh(?:eading|eader)?\[[\"']id[\"']\]\s*=(?!=)"
)
#: how a component makes one of what is in the heading: ``const id = slugify(children)``, ``id={slug(props.children)}``
_ID_OF_CHILDREN = lazy_pattern(r"\bid\s*=\s*\{?\s*(?:[\w.]{1,60}\([^()\n]{0,80}\b)?(?:props\.)?children\b")
#: the end of the first, which is searched for quickly as it begins with letters
_ID = lazy_pattern(r"id(?:entifier)?(?:[\"']|\s*=(?![=>]))")
#: of what stands before an id that is given; in code points
_LONGEST = 120

_TAG = r"(?:\w+\.)?(?:tag|category|topic|term)(?:\.\w+)?"
_SLUG = r"(?:slug|urlize|kebab)\w{0,40}"
_SLUGGED_TAG = lazy_pattern(rf"(?i){_SLUG}\(\s*{_TAG}\s*[,)]|\b{_TAG}\s*\|\s*+(?:lower|downcase)?\s*+\|?\s*+{_SLUG}\b")

_META_DESCRIPTION = lazy_pattern(
    r"(?i)<meta\s+name\s*=\s*[\"']description[\"']\s+content\s*=\s*(\"[^\"\n]*\"|'[^'\n]*')"
)
#: a value of the whole site, by the names that generators and their starters have for its data
_OF_SITE = lazy_pattern(r"\{\{-?\s*(?:\$?\.Site\.|(?:site|metadata|config|settings|section)\.)\w[^{}]*\}\}")
_READ_DESCRIPTION = lazy_pattern(r"(?<!site)\.[dD]escription\b")
_DESCRIBING_PART = lazy_pattern(r"\{%-?\s*seo\b|(?i:opengraph(?=[\"'.:=(/_])|open_graph|twitter_cards|metadata\()")
_CONTENT = lazy_pattern(r"content\s*=\s*(\"[^\"\n]*\"|'[^'\n]*')")
#: the element of a description in any form, up to the end of its line
_ANY_META = lazy_pattern(r"(?i)<meta\b[^<>\n]{0,200}\bdescription\b[^\n]*")

#: helpers that describe a page by the start of its text: jekyll-seo-tag's; Hexo's, unless a description is given
_DESCRIBING_HELPER = lazy_pattern(r"\{%-?\s*seo\b|\bopen_graph\s*\((?:(?!description|open_graph)[^)]){0,2000}\)")

#: how a plugin gives a link another target: in the trees of remark and rehype, in the tokens of markdown-it
_NEW_TARGET = lazy_pattern(
    r"\bproperties\??(?:\.href|\[[\"']href[\"']\])\s*=(?![=>])|\b(?:node|link|child|n)\.url\s*=(?![=>])"
    r"|\battrSet\(\s*[\"']href[\"']|\battrs\[[^\]\n]{1,80}\]\[1\]\s*=(?![=>])"
)


def changes_targets(text: str) -> bool:
    """Whether a source gives links other targets when the site is built."""
    return ("href" in text or ".url" in text) and _NEW_TARGET.search(text) is not None


_MARKDOWN_ADDRESS = lazy_pattern(r"\bpermalink\b[^\n]{0,200}\.mdx?\b")


def makes_markdown(text: str) -> bool:
    """Whether a template is built into Markdown files: ``permalink: "{{ page.url }}index.md"``."""
    return "permalink" in text and _MARKDOWN_ADDRESS.search(text) is not None


_MADE_ID = lazy_pattern(r"\bid\s*=\s*[\"']?\s*\{\{(?![^{}\n]{0,200}\}\}[\w-])")


def makes_ids(text: str) -> bool:
    """Whether a layout gives elements ids that are, as a whole, from its data: ``<h2 id={{ .name | urlize }}>``."""
    return "id" in text and "{{" in text and _MADE_ID.search(text) is not None


_BASE = lazy_pattern(r"(?i)<base\s[^<>\n]{0,200}\bhref\s*=")


def has_base(text: str) -> bool:
    """Whether a layout has an element ``<base href>``."""
    return "base" in text and "href" in text and _BASE.search(text) is not None


#: settings that put something before the ids of headings, or let headings tell them: of showdown, marked, rehype-slug
_ID_SETTING = lazy_pattern(
    r"\b(?:prefixHeaderId|headerPrefix|customizedHeaderId)[\"']?\s*[:=]\s*(?:true\b|[\"'`][^\"'`])"
    r"|\b(?:gfmHeadingId\(\s*|rehype-?[sS]lug[\"']?\s*,\s*)\{[^{}]{0,200}\bprefix[\"']?\s*:\s*[\"'`][^\"'`]"
)


def sets_heading_ids(text: str) -> bool:
    """Whether a source gives headings ids of its own: a transform, a plugin, a setting, a component or a script.

    One that only passes an id on, as to a list of contents, sets none.
    """
    lowered = text.lower()
    if ("prefix" in lowered or "customizedheaderid" in lowered) and _ID_SETTING.search(text):
        return True
    if not ("heading" in lowered or "header" in lowered or _HEADING_TAG.search(lowered)):
        return False
    if "children" in text and _ID_OF_CHILDREN.search(text):
        return True
    # only the text before an id is looked at
    return any(
        _GIVEN_ID.search(text, max(0, found.start() - _LONGEST), found.end() + 3) for found in _ID.finditer(text)
    )


#: a class that renders Markdown, by what it is made of: a renderer of Redcarpet, kramdown (also one that is opened
#: again), mistune or Parsedown, or one that is named after Markdown
_RENDERER = lazy_pattern(
    r"\bclass\s+(?:(?:Kramdown::Converter::)?Html\b"
    r"|[\w:]+\s*(?:<|\(|extends\s)[^()\n]{0,200}(?:Redcarpet|Kramdown|mistune\.|Parsedown|H(?:TML|tml)Renderer|Markdown))"
)
#: its method for links or headings
_METHOD = lazy_pattern(r"\bdef (?:convert_)?(?:link|a|heading|header)\s*\(|\bfunction (?:inlineLink|blockHeader)\b")
#: a function for them that marked is given
_FUNCTION = lazy_pattern(r"\brenderer\.(?:link|heading)\s*=(?![=>])")


def renders_itself(text: str) -> bool:
    """Whether a source makes the HTML of links or headings in place of the renderer of Markdown."""
    if not ("ender" in text or "arsedown" in text or "onverter" in text):
        return False
    renderer = _RENDERER.search(text)
    method = renderer and _METHOD.search(text, renderer.end())
    return method is not None or _FUNCTION.search(text) is not None


def slugs_a_tag(text: str) -> bool:
    """Whether a source makes an address of a tag: ``slug(tag)``, ``{{ tag | slugify }}``."""
    lowered = text.lower()
    if not any(function in lowered for function in ("slug", "urlize", "kebab")):
        return False
    return _SLUGGED_TAG.search(text) is not None


def has_constant_description(text: str) -> bool:
    """Whether a layout has the same description for all pages."""
    return any(_is_constant(match[1]) for match in _META_DESCRIPTION.finditer(text))


def _is_constant(value: str) -> bool:
    return not {"{", "}", "<"} & set(without_site(value))


def without_site(value: str) -> str:
    """A value without what is printed of the whole site."""
    return _OF_SITE.sub("", value)


def reads_description(text: str, *, is_template: bool) -> bool:
    """Whether a source may read the description of a page for search results, also through a plugin.

    A template does in an element of the head, and may show the description elsewhere, too.
    """
    if _DESCRIBING_PART.search(text):
        return True
    if not is_template:
        return _READ_DESCRIPTION.search(text) is not None
    values = (_CONTENT.search(meta[0]) for meta in _ANY_META.finditer(text))
    return any(value is None or not _is_constant(value[1]) for value in values)


#: what stands in for a title that is not there, and is made of the name of the file or the address
_TITLE_OF_NAME = lazy_pattern(
    r"\btitle[\"'\])]*\s*(?:\|\||\?\?|\bor\b|\|\s*default\b\W)[^\n;,<]{0,80}?(?i:slug|file_?name|base_?name|stem\b)"
)


def titles_by_name(text: str) -> bool:
    """Whether a head of pages makes the title of one that has none: ``title || titleOf(slug)``."""
    return ("<title" in text or "og:title" in text) and _TITLE_OF_NAME.search(text) is not None


def has_describing_helper(text: str) -> bool:
    """Whether a layout has its generator's helper that makes the description of a page from its text."""
    return ("seo" in text or "open_graph" in text) and _DESCRIBING_HELPER.search(text) is not None
