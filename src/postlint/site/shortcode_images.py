"""Finds the images that shortcodes of Hugo show: ``{{< figure src="crumb.png" >}}``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.site.packed import Target
from postlint.spans import merge_spans

_NAME = lazy_pattern(r"\{\{[<%]\s*([\w-]+)\s")
_ATTRIBUTE = lazy_pattern(r"(?<![\w-])([\w-]++)\s*+=\s*(?:\"([^\"]*)\"|`([^`]*)`|([^\s\"`<>%]+))")


def shortcode_images(doc: Document) -> Iterator[Target]:
    """The images of the shortcodes whose attributes the preset names, at the places of their addresses.

    A shortcode of the site or its theme may look for files elsewhere: the preset then names no attributes for it. An
    attribute that the generator's own does not have (``library="true"``) is that of another, too. What is in a comment
    or in code shows no image.
    """
    known = doc.preset.data.get("shortcode_images", {})
    hidden = merge_spans([*(one.span for one in doc.comments), *(one.span for one in doc.code)]) if known else []
    for mask in doc.masks if known else ():
        name = _NAME.match(mask.text) if mask.kind == "shortcode" else None
        if name is None or not known.get(name[1]):
            continue
        around = bisect_right(hidden, (mask.span.start, len(doc.text))) - 1
        if around >= 0 and mask.span.end <= hidden[around].end:
            continue
        found = {match[1]: match for match in _ATTRIBUTE.finditer(mask.text, name.end())}
        source = found.get(known[name[1]][0])
        if source is not None and found.keys() <= {*known[name[1]]}:
            group = next(number for number in (2, 3, 4) if source[number] is not None)
            start, end = source.span(group)
            yield Target(source[group], mask.span.start + start, mask.span.start + end, "shortcode")
