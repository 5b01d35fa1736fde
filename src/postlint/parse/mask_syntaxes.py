"""The syntaxes of what is no prose: shortcodes, template tags, directives, math, attribute lists.

Each is a pair of delimiters or a pattern; `masks` searches a text for them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from postlint.data.patterns import lazy_pattern
from postlint.parse.attributes import ATTRIBUTE_LIST

#: the syntaxes that a generator expands before it reads Markdown
TEMPLATE_SYNTAXES = ("hugo", "liquid", "nunjucks")
#: those of plugins, which only their generator has
PLUGIN_SYNTAXES = ("percent-brackets",)
#: every syntax that is removed from the prose
ALL_SYNTAXES = (*TEMPLATE_SYNTAXES, "directive", "math", "attributes", "snippets", "plantuml")

#: the possible beginnings of a mask; searched first, so that posts without any cost little. Each begins with a written
#: character: `re` searches for the set of these, and tries the alternatives only there
OPENER = lazy_pattern(
    r"@start(?=[a-z])|\\(?:[(\[]|begin\{)|\[%|\{(?:[{%#:./]| [#.])|\$|:::|-8<-|\{(?<=[)\]`]\{)(?=[\w\s])"
    r"|:(?=[a-z][\w-]*\[)|%(?<![^\n]%)|\+\+\+(?<![^\n]\+{3})|\((?<![^\n]\()(?=[^()\n]+\)=)|\{(?=[a-z][\w:+-]*\}`)"
)

#: delimiters of each template syntax: opener, closer, kind, whether it will show something in the text
DELIMITERS: dict[str, tuple[tuple[str, str, str, bool], ...]] = {
    "hugo": (("{{<", ">}}", "shortcode", True), ("{{%", "%}}", "shortcode", True)),
    "liquid": (("{%", "%}", "template", True), ("{{", "}}", "template", True)),
    "nunjucks": (
        ("{%", "%}", "template", True),
        ("{{", "}}", "template", True),
        ("{# ", "#}", "comment", False),
        ("{#-", "#}", "comment", False),
    ),
    # of the plugin pelican-shortcodes
    "percent-brackets": (("[%", "%]", "shortcode", True),),
    "math": (("$$", "$$", "math", True),),
}
#: a character of a formula, and not the one before the bracket that ends it
_TEX = r"(?:[^\\\n]|\\(?![)\]]))"
#: the same in a formula of several lines, without an empty one and without another formula
_TEX_LINES = r"(?:[^\\\n]|\\{2}(?!\])|\n(?![ \t]*\n)|\\(?![()\[\]\\]))"
#: the environments of TeX that hold formulas; others hold prose
_FORMULAS = (
    r"(?:equation|align(?:ed|at)?|gather(?:ed)?|multline|eqnarray|split|cases|array|(?:small|[bBpvV])?matrix"
    r"|(?:display)?math|tikz(?:picture|cd)|subequations)\*?"
)
#: syntaxes that are found by a pattern, not by a pair of delimiters; most stay within their line
_PATTERNS: dict[str, tuple[tuple[str, bool, str], ...]] = {
    "directive": (("directive", False, r":{3,}[ \t]*[\w-]*(?:\{[^}\n]*\})?"),),
    # dollar signs are math when they touch their content, as in Pandoc, and the content looks like it: "between $100
    # and $200" does not, nor does what has a link in it: the signs are those of two addresses
    "math": (
        (
            "math",
            True,
            r"\$(?=[^\s$])(?=[^$\n]{0,999}[\\^_={}]|[A-Za-z]\$)(?![^$\n]{0,999}\]\((?:https?:|/))"
            r"[^$\n]{0,999}(?<=[^\s\\])\$(?![\d$])",
        ),
        # the delimiters of TeX; brackets that are only escaped have no formula between them
        (
            "math",
            True,
            rf"\\{{1,2}}(?:\(|(?P<display>\[))(?={_TEX}{{0,299}}?(?:\\[A-Za-z]|\^|_\{{))"
            rf"{_TEX}{{1,299}}\\(?(display)\]|\))",
        ),
        # on several lines: the bracket ends its line, or no other backslash is before it ("\\[2pt]" ends a line of one)
        (
            "math",
            True,
            rf"\\\[(?:[ \t]*\n|(?<!\\\\\[)(?={_TEX_LINES}{{0,299}}?(?:\\[A-Za-z]|\^|_\{{)))"
            rf"{_TEX_LINES}{{1,1999}}+\\{{1,2}}\]",
        ),
        ("math", True, rf"\\begin\{{({_FORMULAS})\}}[\s\S]{{0,4999}}?\\end\{{\1\}}"),
    ),
    # `:badge[New]{variant=tip}` of remark-directive; names with capitals are marks of chat programs
    "text-directives": (("directive", False, r"(?<![\w:\\]):[a-z][a-z0-9_-]*\[[^\]\n]*\](?:\{[^}\n]*\})?"),),
    # MyST: comments, breaks between blocks and labels, each a line; the name of a role before its content
    "myst": (
        ("comment", False, r"(?<![^\n])(?:%|\+{3})[^\n]*"),
        ("label", False, r"(?<![^\n])\([^()\n]+\)=[ \t]*(?=\n|$)"),
        ("role", False, r"\{[a-z][\w:+-]*\}(?=`)"),
    ),
    # inclusions of pymdownx.snippets: `--8<-- "file.md"`, or a list of files between two such marks
    "snippets": (("template", True, r"-8<-+(?:[ \t]+[\"'][^\"'\n]+[\"']|[ \t]*\n(?:[^\n]*\n){1,200}?;?-+8<-+)"),),
    # diagrams of PlantUML, which a plugin draws: from `@startuml` to `@enduml`
    "plantuml": (("diagram", True, r"(?<![^\n])@start([a-z]+)\b[^\n]*\n(?:[^\n]*\n){0,999}?@end\1\b"),),
    # kramdown and goldmark attribute lists: {: .class}, {#id}, {.class}, also behind an emoji of Material
    # (":oven:{.lg}"); and {/*id*/} of MDX, which .md files have too; {#if …} is a block of Svelte that a text names
    "attributes": (
        (
            "attributes",
            False,
            r"\{:[^{}\n]*\}"
            r"|(?<=[\s)\]`*_])\{ ?(?!#(?:if|each|await|snippet) )[#.][\w.:# =\"'\u0080-\U0010ffff-]*\}"
            r"|(?<=[\s)\]`*_])\{ ?#\w[\w.:/\u0080-\U0010ffff-]* ?\}"
            rf"|(?:(?<=[)\]`])|(?<=\w:)){ATTRIBUTE_LIST}"
            r"|\{/\*[^{}\n]{0,999}\*/\}",
        ),
    ),
}

#: tags whose content is code or is never shown: opening name -> closing name
OPAQUE_PAIRS = {
    # in Zola, "end" closes any
    "highlight": ("endhighlight", "/highlight", "end"),
    "codeblock": ("endcodeblock",),
    "code": ("endcode", "/code", "end"),
    "comment": ("endcomment", "/comment"),
    "mermaid": ("/mermaid", "endmermaid", "end"),
    "plantuml": ("/plantuml", "endplantuml", "end"),
    "graphviz": ("/graphviz", "endgraphviz", "end"),
    "math": ("/math", "end"),
    "katex": ("/katex", "endkatex", "end"),
    "raw-html": ("/raw-html",),
    "rawhtml": ("/rawhtml",),
    "mathjax": ("endmathjax",),
    "javascript": ("endjavascript",),
    # a text for a variable: where it is shown, and as what, cannot be known from here
    "set": ("endset",),
    "capture": ("endcapture",),
}
#: tags between which templates are text
RAW = frozenset({"raw", "verbatim"})
END_RAW = lazy_pattern(r"\{%-?\s*end(?:raw|verbatim)\b")
TAG_NAME = lazy_pattern(r"\{[{%][<%-]?\s*(/?[\w.-]+(?:/[\w.-]+)*)")


@lru_cache(maxsize=32)
def compiled(syntax: str) -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    return tuple((kind, visible, re.compile(pattern)) for kind, visible, pattern in _PATTERNS.get(syntax, ()))
