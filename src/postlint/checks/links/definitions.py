"""Checks on definitions of labels that nothing refers to, and on second ones of one label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from postlint.checks.links.references import label_key, undefined_reference
from postlint.data.patterns import lazy_pattern
from postlint.document.damaged_targets import links_to_labels
from postlint.document.document import Document
from postlint.document.removal import neighbours, whole_lines
from postlint.parse.nodes import Block, Definition
from postlint.results.hits import Edit, Fix, Hit, Related, Severity, of_one_cause
from postlint.spans import Span, merge_spans

#: more unused definitions of a post have one cause: they are copied from a list for several posts
_MANY = 4


#: a word with the end of a sentence, which is no address: ``[Ada, 14:39]: Thanks!``
_SAID = lazy_pattern(r"[^\W\d_]+[.!?…]+")


def unused_definition(doc: Document) -> Iterator[Hit]:
    """Look for definitions that nothing refers to; many links of a post are one finding.

    A fix removes the definition of a link with its line.
    """
    yield from of_one_cause(list(_unused(doc)), _MANY, of="default")


def _unused(doc: Document) -> Iterator[Hit]:
    """Look for definitions that nothing refers to.

    Passed over is a definition that an undefined reference may mean: translators change a label in the text alone, and
    where `undefined_reference` suggests it, it is told there. So is one whose label stands in brackets in a template,
    in HTML or in code: templates and options of cells may be read as Markdown, and a stray fence makes code of text.
    A file of definitions only is included by others; what a post includes may use its definitions.
    """
    unused = [one for one in doc.definitions if not (one.used or one.duplicate or _is_comment(one))]
    if not unused or not doc.word_count or doc.includes_text:
        return
    blocks = _definition_blocks(doc)
    elsewhere = _in_other_brackets(doc)
    by_word: dict[str, set[frozenset[str]]] = {}
    undefined = (one.label for one in doc.references if not one.defined)
    for words in {frozenset(label_key(label).split()) for label in undefined}:
        for word in words:
            by_word.setdefault(word, set()).add(words)
    told = {(False, link.url) for link in links_to_labels(doc)}  # reported by malformed-link
    if by_word:
        told |= {(one.message.startswith("footnote"), one.values.get("close", "")) for one in undefined_reference(doc)}
    for definition in unused:
        if (definition.footnote, definition.label.removeprefix("^")) in told:
            continue
        if not definition.footnote and _SAID.fullmatch(definition.url):
            yield Hit(definition.span, {"label": definition.label, "text": definition.url}, "said", Severity.WARNING)
            continue
        if label_key(definition.label) in elsewhere:
            continue
        message = "footnote" if definition.footnote else "default"
        near = {words for word in label_key(definition.key).split() if len(word) > 3 for words in by_word.get(word, ())}
        meant = any(_alike(definition.key, words) for words in near)
        fix = _without(definition, doc, blocks) if not meant and _is_leftover(definition, blocks) else None
        yield Hit(definition.span, {"label": definition.label, "text": f"[{definition.label}]"}, message, fix=fix)


_BRACKETS = lazy_pattern(r"\[([^\[\]]{1,200})\]")


def _in_other_brackets(doc: Document) -> set[str]:
    """The texts in brackets in what is no Markdown here, as keys of labels."""
    html = [block.span for block in doc.blocks if block.kind == "html" or "html" in block.attrs]
    stretches = merge_spans([*(mask.span for mask in doc.masks), *html, *(code.span for code in doc.code)])
    return {label_key(m[1]) for start, end in stretches for m in _BRACKETS.finditer(doc.text, start, end)}


def duplicate_definition(doc: Document) -> Iterator[Hit]:
    """Look for a second definition of a label: Markdown ignores one of them.

    With the same target it is harmless, and as long as no link uses the label.
    """
    blocks = _definition_blocks(doc)
    used = {(one.key, one.footnote) for one in doc.definitions if one.used}
    firsts: dict[tuple[str, bool], Definition] = {}
    for definition in doc.definitions:
        firsts.setdefault((definition.key, definition.footnote), definition)
    for definition in doc.definitions:
        if not definition.duplicate or _is_comment(definition):
            continue
        kind = definition.footnote
        first = firsts.get((definition.key, kind))
        related = (Related(first.span, "the other definition"),) if first else ()
        harmless = first is not None and not kind and first.url.rstrip("/") == definition.url.rstrip("/")
        message = "same" if harmless else "footnote" if kind else "default"
        unused = (definition.key, kind) not in used and not doc.includes_text
        severity = Severity.INFO if harmless or unused else None
        # of two targets either may be meant
        fix = _without(definition, doc, blocks) if harmless else None
        if fix is not None and first is not None:
            # some generators use the last definition of a label, with its title
            fix = fix._replace(safe=_written(doc, first) == _written(doc, definition))
        yield Hit(definition.span, {"label": definition.label}, message, severity, fix=fix, related=related)


def _written(doc: Document, definition: Definition) -> str:
    """What a definition says of its label: the target, and the title."""
    return doc.slice(definition.span).partition("]:")[2].strip()


def _is_comment(definition: Definition) -> bool:
    """Whether it is a comment: ``[//]: # (text)``."""
    return not definition.footnote and (definition.label in ("//", "comment") or definition.url in ("#", "<>", ""))


def _is_leftover(definition: Definition, blocks: Mapping[Span, Block]) -> bool:
    """Whether a definition stands among others; alone in a text it may be meant as a link, and shows nothing.

    A label of several words is the text of that link.
    """
    block = blocks.get(definition.span)
    among_others = block is not None and "definition" in neighbours(block)
    return among_others and len(definition.label.split()) <= _LABEL_WORDS


_LABEL_WORDS = 2


def _without(definition: Definition, doc: Document, blocks: Mapping[Span, Block]) -> Fix | None:
    """Remove a link definition with its line; not a footnote, whose text the writer may want to keep."""
    block = blocks.get(definition.span)
    lines = whole_lines(doc, block) if block is not None and not definition.footnote else None
    return Fix((Edit(lines, ""),)) if lines is not None else None


def _alike(key: str, words: frozenset[str]) -> bool:
    """Whether at least half of the words of a label are in `words`."""
    own = set(label_key(key).split())
    return 2 * len(own & words) >= min(len(own), len(words)) > 0 and any(len(word) > 3 for word in own & words)


def _definition_blocks(doc: Document) -> dict[Span, Block]:
    return {block.span: block for block in doc.blocks if block.kind == "definition"}
