"""Finds the layouts of a site that print no title as the main heading, whatever they include and extend.

Templates are read as text. A layout is only taken for one without a heading when all its parts are at hand, and
have none either.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from postlint.generators.source_names import captured, compiled
from postlint.records import NamedTuple

#: files that a generator puts around each layout of their kind: Hugo's and Hexo's
_AROUND = ("baseof", "layout")
#: the tags and calls that take in another file, and the name of that file if it is written out
_TAKES = (
    r"\{%-?\s*+(?:include\w*|extends|import|from|render|layout|embed)\b(?:\s*+[\"']?([\w./-]+)[\"']?(?=[\s%,|-]))?",
    # the values that an include of Jekyll was given are no files: {{ include.title }}
    r"\{\{-?\s*+(?:(?:include|layout)(?![.\w\[])|>|#>)\s*+(?:[\"']?([\w./-]+)[\"']?)?",
    r"(?:partial|partialCached|template|\.Render|include)(?<!\w(?:include|partial))\s*\(?\s*+(?:[\"']([\w./-]+)[\"'])?",
    r"<%[-=]?\s*+render\b(?:\s*+[\"']([\w./-]+)[\"'])?",
    r"<%(?:inherit|namespace|include)\b[^<>]{0,200}?\bfile\s*=\s*[\"']([\w./-]+)[\"']",
)


#: a page of code: in a folder of pages, any; in one of routes, those with a name for it
_ROUTE = (
    r"(?:^|/)(?:pages/(?:[^/]+/)*[^/_][^/]*|(?:app|routes)/(?:[^/]+/)*\+?(?:page|index|_index))"
    r"\.(?:[jt]sx?|astro|vue|svelte)$"
)
#: a name in a route that stands for a post, and not for a tag or the number of a list
_FOR_POSTS = r"\{|\[(?!\[?(?:\.\.\.)?(?:tag|categor|author|topic|page|year|term|series)\w*\])"
#: how code prints the text of a post
_POST_TEXT = r"\bchildren\b|<slot\b|Content\b|Component\b|Mdx|MDX|__html|@html|\bbody\b(?!\s*[>{])|\bhtml\b"


def is_page_of_lists(path: str, text: str) -> bool:
    """Whether a source, by its path in the site, is a page without a post: ``pages/tags.tsx``, ``app/page.tsx``."""
    if not compiled(_ROUTE).search(path) or compiled(_FOR_POSTS).search(path):
        return False
    return not compiled(_POST_TEXT).search(text)


#: a tag that is an H1 or another heading: ``<{% if post %}h1{% else %}h2{% endif %} class="title">``
_EITHER = r"<\{[{%][^<>\n]{0,200}?\bh1\b[^<>\n]{0,200}?[%}]\}"


def has_main_heading(text: str) -> bool:
    """Whether a source has an H1 with a title, or with what a component was given; that of the site does not count."""
    if "h1" not in text:
        return False
    text = compiled(_EITHER).sub("<h1 ", text)
    if any(
        True for _ in captured(r"\b(?:as|tag|component|element|variant|heading)\s*[=:]\s*+\{?\s*+([\"'`]h1\b)", text)
    ):
        return True
    inside = captured(r"(?s)<h1\b((?:(?!</h1\b|<h1\b).){1,2000})", text)
    # Pug and Haml have the tag at the start of its line
    lines = captured(r"(?m)^[ \t]*%?h1\b([.#(= ][^\n]*(?:\n[^\n]+)?)", text)
    given = compiled(r"(?i)title|headline|heading|slot|children|caller|\bname\b")
    value = compiled(r"\{\{-?\s*\.\s*(?:\||-?\}\})")  # what ``with`` of Hugo was given
    return any(given.search(_own(part)) or value.search(part) for parts in (inside, lines) for part in parts)


def _has_other_heading(text: str) -> bool:
    """Whether a template prints a title as a heading of a lower level."""
    inside = captured(r"(?s)<h[2-6]\b((?:(?!</h[2-6]\b|<h[1-6]\b).){1,2000})", text)
    return "<h" in text and any(compiled(r"(?i)title").search(_own(part)) for part in inside)


def has_subheading(text: str) -> bool:
    """Whether a layout has a heading of level 2 between the title and the text of a page: its date, its lead."""
    if "<h2" not in text or "<h1" not in text:
        return False
    for content in compiled(_CONTENT).finditer(text):
        title = text.rfind("<h1", max(0, content.start() - _HEAD), content.start())
        between = text[title : content.start()] if title >= 0 else ""
        if "<h2" in between and not compiled(_EACH).search(between):
            return True
    return False


#: where a layout prints the text of a page, what begins a list of pages before that, and the most characters there
_CONTENT = (
    # as it is, or handed on: {{ partial "body.html" .Content }}
    r"\{\{\{?-?\s*(?:(?:page|this)?\.)?[Cc]ontent\b|\{\{-?[^{}\n]{0,100}[\s(]\.Content\b|<%-?\s*page\.content\b|<slot\b"
    r"|<Content\b|\{\s*children\s*\}|\{@html\b"
)
_EACH = r"\{%-?\s*for\b|\{\{-?\s*(?:range\b|#each\b)|\.map\(|\{#each\b|v-for\b|<%-?\s*[\w.]+\.(?:each|forEach)\b"
_HEAD = 5_000


def prints_elements(text: str) -> bool:
    """Whether a source prints elements of a page."""
    return any(True for _ in captured(r"<(body|main|article|div|section|header|h[1-6])\b", text))


def _own(heading: str) -> str:
    """A heading without the attributes of its tags and the names of the site."""
    attributes = r"\b(?:class|className|id|style|itemprop|data-\w+)\s*=\s*(?:\"[^\"]*\"|'[^']*')"
    # a name without end could be divided in very many ways
    name = r"(?:site|config|siteMetadata|theme)\w{0,30}[._?\[\"']{1,4}(?:\w{1,30}\.)?(?:title|name)"
    site = rf"(?i)\b{name}|site_?(?:name|title)"
    return compiled(site).sub("", compiled(attributes).sub("", heading))


class Template(NamedTuple):
    """What a template says: whether it prints a main heading of the page, and the names of the files it takes in.

    `whole` says whether all of these names are known. `base` is the template that it extends; of that one, its own
    `blocks` replace those of the same names. `macros` print nothing where they are defined. `more` are the blocks that
    have those of the base as well.
    """

    heading: bool
    parts: tuple[str, ...] = ()
    whole: bool = True
    base: str = ""
    blocks: Mapping[str, Template] = MappingProxyType({})
    macros: Mapping[str, Template] = MappingProxyType({})
    more: frozenset[str] = frozenset()
    titled: bool = False


def read_template(text: str) -> Template:
    """Read the text of a template."""
    pieces = _pieces(text)
    outside = _read_piece(pieces.pop(_OUTSIDE))
    named: dict[str, dict[str, Template]] = {"block": {}, "macro": {}}
    for (kind, name), piece in pieces.items():
        named[kind][name] = _read_piece(piece)
    more = {name for (_, name), piece in pieces.items() if compiled(r"\b(?:super|parent)\s*\(").search(piece)}
    bases = {base for pattern in _EXTENDS for base in captured(pattern, text)}
    base = bases.pop() if len(bases) == 1 else ""
    around = tuple(part for part in outside.parts if part != base)
    return outside._replace(parts=around, base=base, blocks=named["block"], macros=named["macro"], more=frozenset(more))


#: how a template of Jinja and the like, and one of Mako, extends another
_EXTENDS = (
    r"\{%-?\s*extends\s+[\"']([\w./-]+)[\"']",
    r"<%inherit\b[^<>]{0,200}?\bfile\s*=\s*[\"']([\w./-]+)[\"']",
)
_OUTSIDE = ("", "")
#: the name under which a macro is taken in
_MACRO = "macro "


def _pieces(text: str) -> dict[tuple[str, str], str]:
    """The text of each block and macro, by its kind and name, without those in it, and what is outside of all."""
    found: dict[tuple[str, str], list[str]] = {_OUTSIDE: []}
    around, at = [_OUTSIDE], 0
    for tag in compiled(_PIECE).finditer(text):
        found[around[-1]].append(text[at : tag.start()])
        at = tag.start()
        if not (tag[1] or tag[4]):
            around.append(("block" if "block" in (tag[2], tag[5]) else "macro", tag[3] or tag[6] or ""))
            found.setdefault(around[-1], [])
        elif len(around) > 1:
            around.pop()
    found[around[-1]].append(text[at:])
    return {name: "".join(parts) for name, parts in found.items()}


#: the tags around a block or a macro of Jinja and the like, and of Mako
_PIECE = (
    r"\{%-?\s*(end)?(block|macro)\b\s*([\w-]*)"
    r"|<(/)?%(block|def)\b(?:[^<>]{0,200}?\bname\s*=\s*[\"'](\w+))?"
)


def _read_piece(text: str) -> Template:
    """Read a template without its blocks and macros, or one of these."""
    found = [name for pattern in _TAKES for name in captured(pattern, text)]
    head = compiled(r"(?s)\A---\s*\n(.*?)\n---").match(text)
    around = captured(r"(?m)^layout:[ \t]*[\"']?([\w./-]+)", head[1]) if head is not None else ()
    called = (_MACRO + name for name in captured(_CALL, text)) if "(" in text else ()
    parts = (*filter(None, found), *around, *called)
    return Template(has_main_heading(text), parts, "" not in found, titled=_has_other_heading(text))


#: a call of what may be a macro: ``macros::title(`` of Tera, ``macros.title(`` and ``{{ title(`` of Jinja
_CALL = r"(?:::|[\w)]\.|\{\{-?\s*+|\bcall\s++)([A-Za-z_]\w*+)\s*\("


def plain_layouts(templates: Mapping[str, Template]) -> tuple[str, ...]:
    """The names of layouts without a main heading: paths without endings, and all their ends that fit no other layout.

    `templates` has the paths of all templates.
    """
    by_name: dict[str, list[str]] = defaultdict(list)
    taken_by: dict[str, list[str]] = defaultdict(list)
    for path in templates:
        for name in _names(path):
            by_name[name].append(path)
    macros = _macros(templates.values())
    units = {path: _as_rendered(one, templates, by_name) for path, one in templates.items()} | macros
    by_name |= {name: [name] for name in macros}
    for path, template in units.items():
        for part in template.parts:
            if not part.startswith(_MACRO):
                taken_by[_bare(part)].append(path)
            elif part in macros:
                taken_by[part].append(path)
    # what takes in a file with a main heading has one; so may what takes in one that is not at hand, but a page that
    # prints its title as another heading
    with_heading = _with_takers((path for path, one in units.items() if one.heading), taken_by)
    absent = [path for name, paths in taken_by.items() if name not in by_name.keys() | _BUILT_IN for path in paths]
    open_ones = _with_takers([*absent, *(path for path, one in units.items() if not one.whole)], taken_by)
    titled = _with_takers((path for path, one in units.items() if one.titled), taken_by)
    plain = units.keys() - with_heading - (open_ones - titled)
    if not all(path in plain for name in _AROUND for path in by_name.get(name, ())):
        return ()
    return tuple(sorted(name for name, paths in by_name.items() if name not in macros and plain.issuperset(paths)))


#: the templates that Hugo itself has, none of which prints the title
_BUILT_IN = frozenset(
    f"{folder}{name}"
    for name in ("disqus", "google_analytics", "google_analytics_async", "opengraph", "pagination", "schema",
                 "twitter_cards")
    for folder in ("_internal/", "")
)  # fmt: skip


def _with_takers(paths: Iterable[str], taken_by: Mapping[str, Sequence[str]]) -> set[str]:
    """Some templates, and all that take them in."""
    found, waiting = set[str](), [*paths]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += (taker for name in _names(path) for taker in taken_by.get(name, ()))
    return found


def _macros(templates: Iterable[Template]) -> dict[str, Template]:
    """The macros of all templates by the names under which they are taken in, those of one name as one."""
    found: dict[str, Template] = {}
    for template in templates:
        for name, macro in template.macros.items():
            known = found.get(_MACRO + name)
            found[_MACRO + name] = _joined([macro] if known is None else [known, macro])
    return found


def _as_rendered(
    template: Template,
    templates: Mapping[str, Template],
    by_name: Mapping[str, list[str]],
    replaced: frozenset[str] = frozenset(),
    below: tuple[Template, ...] = (),
) -> Template:
    """A template with what it has from the one that it extends: its text, and its blocks that nothing below replaces.

    Where several templates have the name of that one, it is any of them.
    """
    pieces = [piece for name, piece in template.blocks.items() if name not in replaced]
    if not template.base:
        return _joined([template, *pieces])
    # of the text outside of its blocks only the imports count
    pieces += [template._replace(heading=False)]
    found, chain = by_name.get(_bare(template.base), ()), (*below, template)
    if not found or len(found) > _SAME_NAME or len(chain) > _DEEPEST:
        return _joined([*pieces, Template(heading=False, whole=False)])
    replaced |= _replaced(template)
    bases = (base for base in (templates[path] for path in found) if base not in chain)
    return _joined([*pieces, *(_as_rendered(base, templates, by_name, replaced, chain) for base in bases)])


#: more templates of one name, or a longer row of templates that extend each other, are not followed
_SAME_NAME, _DEEPEST = 3, 5


def _replaced(template: Template) -> frozenset[str]:
    return frozenset(template.blocks) - template.more


def _joined(pieces: Sequence[Template]) -> Template:
    """Pieces of templates as one."""
    parts = dict.fromkeys(part for piece in pieces for part in piece.parts)
    return Template(
        any(piece.heading for piece in pieces),
        tuple(parts),
        all(piece.whole for piece in pieces),
        titled=any(piece.titled for piece in pieces),
    )


def _names(path: str) -> Iterator[str]:
    """The path without its ending, and each end of it."""
    parts = _bare(path).split("/")
    return ("/".join(parts[at:]) for at in range(len(parts)))


def _bare(name: str) -> str:
    """A name without the ending, and without ``./`` and the like before it."""
    plain = posixpath.normpath(name).lstrip("./")
    folder, _, last = plain.rpartition("/")
    return posixpath.join(folder, last.partition(".")[0])


def layouts_named(values: Iterable[object]) -> Iterator[str]:
    """The layouts that values of a front matter name, as `plain_layouts` writes them."""
    return (_bare(value) for value in values if isinstance(value, str) and value.strip("./ "))
