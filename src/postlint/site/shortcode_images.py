"""Finds the images that shortcodes of Hugo show: ``{{< figure src="crumb.png" >}}``."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.site.packed import Target

_NAME = lazy_pattern(r"\{\{[<%]\s*([\w-]+)\s")
_ATTRIBUTE = lazy_pattern(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|`([^`]*)`|([^\s\"`<>%]+))")


def shortcode_images(doc: Document) -> Iterator[Target]:
    """The images of the shortcodes whose attributes the preset names, at the places of their addresses.

    An attribute that the generator's own shortcode does not have is that of another, which may look for files elsewhere
    (``library="true"``): its image is not known.
    """
    known = doc.preset.data.get("shortcode_images", {})
    for mask in doc.masks if known else ():
        name = _NAME.match(mask.text) if mask.kind == "shortcode" else None
        if name is None or name[1] not in known:
            continue
        found = {match[1]: match for match in _ATTRIBUTE.finditer(mask.text, name.end())}
        source = found.get(known[name[1]][0])
        if source is not None and found.keys() <= {*known[name[1]]}:
            group = next(number for number in (2, 3, 4) if source[number] is not None)
            start, end = source.span(group)
            yield Target(source[group], mask.span.start + start, mask.span.start + end, "shortcode")
