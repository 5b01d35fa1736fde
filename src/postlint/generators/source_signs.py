"""What a source of a site does, by its text: gives headings ids, slugs tags, or has one description for all pages."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=32)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def sets_heading_ids(text: str) -> bool:
    """Whether a source gives headings ids of its own: a transform, a plugin, or a script of the page.

    One that only passes an id on, as to a list of contents, sets none.
    """
    lowered = text.lower()
    if not ("heading" in lowered or "header" in lowered or _compiled(r"\bh[1-6]\b").search(lowered)):
        return False
    given = (
        r"setAttribute\(\s*[\"']id[\"']|\.(?:attr|prop)\(\s*[\"']id[\"']\s*,|attrSet\(\s*[\"']id[\"']"
        r"|\b(?:h[1-6]?|el|elem|element|node|\w*[hH]ead(?:ing|er)\w*)\.(?:properties\.|attributes\.)?id(?:entifier)?\s*="
        r"(?![=>])"
        r"|\bh(?:eading|eader)?\[[\"']id[\"']\]\s*=(?!=)"
    )
    # what begins with letters is searched for quickly; then only the text before it is looked at
    ids = _compiled(r"id(?:entifier)?(?:[\"']|\s*=(?![=>]))").finditer(text)
    return any(_compiled(given).search(text, max(0, found.start() - _LONGEST), found.end() + 3) for found in ids)


#: of what stands before an id that is given; in code points
_LONGEST = 120


def slugs_a_tag(text: str) -> bool:
    """Whether a source makes an address of a tag: ``slug(tag)``, ``{{ tag | slugify }}``."""
    lowered = text.lower()
    if not any(function in lowered for function in ("slug", "urlize", "kebab")):
        return False
    tag = r"(?:\w+\.)?(?:tag|category|topic|term)(?:\.\w+)?"
    function = r"(?:slug|urlize|kebab)\w*"
    pattern = rf"(?i)\b\w*{function}\(\s*{tag}\s*[,)]|\b{tag}\s*\|\s*(?:lower|downcase)?\s*\|?\s*{function}\b"
    return _compiled(pattern).search(text) is not None


def has_constant_description(text: str) -> bool:
    """Whether a layout has the same description for all pages."""
    values = (
        match[1]
        for match in _compiled(
            r"<meta\s+name\s*=\s*[\"']description[\"']\s+content\s*=\s*(\"[^\"\n]*\"|'[^'\n]*')"
        ).finditer(text)
    )
    own = _compiled(r"\{\{-?\s*site\.\w+[^{}]*\}\}")
    return any(not {"{", "}", "<"} & set(own.sub("", value)) for value in values)


def reads_description(text: str) -> bool:
    """Whether a source may read the description of a page, also through a plugin."""
    lowered = text.lower()
    if not any(sign in lowered for sign in (".description", "seo", "opengraph", "twitter_cards", "metadata(")):
        return False
    read = r"(?<!site)\.[dD]escription\b|\{%-?\s*seo\b|(?i:opengraph|twitter_cards|metadata\()"
    return _compiled(read).search(text) is not None
