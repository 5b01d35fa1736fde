"""Finds which layouts of a site print a title as the main heading, whatever they include and extend.

Templates are read as text. A layout is only taken for one without a heading when all its parts are at hand, and
have none either.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from postlint.data.patterns import lazy_pattern
from postlint.generators.source_names import captured, compiled
from postlint.generators.title_headings import has_main_heading, has_other_heading, has_subheading
from postlint.records import NamedTuple

#: what is known of a layout: it prints no title as the main heading, does, or does with a heading below it
NONE, MAIN, WITH_SUBHEADING = 0, 1, 2
#: the files that Hugo and Hexo put around each layout
_AROUND = ("_default/baseof", "layouts/baseof", "layout/layout")
#: folders of the parts of layouts, as templates name them
_OF_PARTS = frozenset(("partials", "_partials", "_includes", "includes", "templates", "layouts", "_layouts", "layout"))
#: the tags and calls that take in another file, and the name of that file if it is written out
_TAKES = (
    r"\{%-?\s*+(?:include\w*|extends|import|from|render|layout|embed)\b(?:\s*+[\"']?([\w./-]+)[\"']?(?=[\s%,|-]))?",
    # the values that an include of Jekyll was given are no files: {{ include.title }}
    r"\{\{-?\s*+(?:(?:include|layout)(?![.\w\[])|>|#>)\s*+(?:[\"']?([\w./-]+)[\"']?)?",
    r"(?:partial|partialCached|template|\.Render|include)(?<!\w(?:include|partial))\s*\(?\s*+(?:[\"']([\w./-]+)[\"'])?",
    r"<%[-=]?\s*+render\b(?:\s*+[\"']([\w./-]+)[\"'])?",
    r"<%(?:inherit|namespace|include)\b[^<>]{0,200}?\bfile\s*=\s*[\"']([\w./-]+)[\"']",
)


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
    subheading: bool = False


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
    return outside._replace(
        parts=around,
        base=base,
        blocks=named["block"],
        macros=named["macro"],
        more=frozenset(more),
        subheading=has_subheading(text),
    )


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
    return Template(has_main_heading(text), parts, "" not in found, titled=has_other_heading(text))


#: a call of what may be a macro: ``macros::title(`` of Tera, ``macros.title(`` and ``{{ title(`` of Jinja
_CALL = r"(?:::|[\w)]\.|\{\{-?\s*+|\bcall\s++)([A-Za-z_]\w*+)\s*\("


def main_headings(templates: Mapping[str, Template]) -> dict[str, int | None]:
    """What is known of each layout, by its path without its ending; None where a part of it is elsewhere.

    `templates` has the paths of all templates. One of a theme gives way to one of the site at the same place.
    """
    templates = {path: one for path, one in templates.items() if _THEME.sub("", path) not in templates.keys() - {path}}
    by_name: dict[str, list[str]] = defaultdict(list)
    for path in templates:
        for name in _names(path):
            by_name[name].append(path)
    macros = _macros(templates.values())
    units = {path: _as_rendered(one, templates, by_name) for path, one in templates.items()} | macros
    taken_by: dict[str, list[str]] = defaultdict(list)
    open_ones = [path for path, one in units.items() if not one.whole]
    for path, template in units.items():
        for part in template.parts:
            found = [part] if part in macros else [] if part.startswith(_MACRO) else _fitting(part, by_name)
            for taken in found:
                taken_by[taken].append(path)
            if not found and not part.startswith(_MACRO) and bare(part) not in _BUILT_IN:
                open_ones.append(path)
    # what takes in a file with a main heading has one; so may what takes in one that is not at hand, but a page that
    # prints its title as another heading
    with_heading = _with_takers((path for path, one in units.items() if one.heading), taken_by)
    titled = _with_takers((path for path, one in units.items() if one.titled), taken_by)
    unknown = _with_takers(open_ones, taken_by) - titled - with_heading
    below = _with_takers((path for path, one in units.items() if one.subheading), taken_by)
    known: dict[str, int | None] = dict.fromkeys(templates, NONE)
    known |= dict.fromkeys(known.keys() & with_heading, MAIN)
    known |= dict.fromkeys(known.keys() & with_heading & below, WITH_SUBHEADING)
    known |= dict.fromkeys(known.keys() & unknown, None)
    # of several kinds of files with one name, that of pages counts: single.html, not single.rss.xml
    order = sorted(known, key=lambda path: (path.endswith(".html"), -path.count(".")))
    levels = _inside(known, by_name)
    return {bare(path): levels[path] for path in order}


#: the folder of a theme
_THEME = lazy_pattern(r"\Athemes/[^/]+/")


def _inside(known: Mapping[str, int | None], by_name: Mapping[str, list[str]]) -> Mapping[str, int | None]:
    """The same with the heading of the file around each layout, where there is one."""
    around = {known[path] for name in _AROUND for path in by_name.get(name, ())}
    if around <= {NONE}:
        return known
    outer = around.pop() if len(around) == 1 else None
    return {path: level or outer for path, level in known.items()}


def _fitting(part: str, by_name: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The templates that a name may mean: those that it leads to from a folder of parts, if there are any."""
    name = bare(part)
    found = by_name.get(name, ())
    inside = [path for path in found if bare(path)[: -len(name)].rstrip("/").rpartition("/")[2] in _OF_PARTS]
    return inside or found


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
            waiting += taken_by.get(path, ())
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
    found, chain = by_name.get(bare(template.base), ()), (*below, template)
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
        subheading=any(piece.subheading for piece in pieces),
    )


def _names(path: str) -> Iterator[str]:
    """The path without its ending, and each end of it."""
    parts = bare(path).split("/")
    return ("/".join(parts[at:]) for at in range(len(parts)))


def bare(name: str) -> str:
    """A name without the ending, and without ``./`` and the like before it."""
    plain = posixpath.normpath(name).lstrip("./")
    folder, _, last = plain.rpartition("/")
    stem = last.partition(".")[0] if not last.startswith(("[", "{")) else _OF_PROGRAM.sub("", last)
    return posixpath.join(folder, stem)


#: the ending of a route, whose name may have dots: ``[...slug].astro``
_OF_PROGRAM = lazy_pattern(r"\.(?:astro|vue|svelte|m?[jt]sx?)\Z")
