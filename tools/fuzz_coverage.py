"""Fuzzes the parsers, guided by the code that each input reaches; needs atheris, which is no dependency of postlint.

    python tools/fuzz_coverage.py [--parser yaml] [FOLDER] [-- OPTIONS OF LIBFUZZER]
    python tools/fuzz_coverage.py --parser markdown corpus -- -max_total_time=600 -timeout=30

Inputs that reach new code are kept in FOLDER, which may hold posts to begin with. It stops at the first exception, at a
place outside of the text, and at an input that takes longer than `-timeout`; libFuzzer writes that input to a file.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping

INSTALL = "This needs atheris (Linux, Python 3.11 to 3.13): pip install atheris"


def markdown(text: str, path: str = "post.md", preset: str = "generic") -> None:
    """Parse a post, and check that what it is made of is inside of it."""
    from postlint.document.document import Document  # when atheris is there to instrument it
    from postlint.generators.presets import load_preset

    doc = Document.from_text(text, path, load_preset(preset))
    places = [*doc.blocks, *doc.headings, *doc.links, *doc.images, *doc.code, *doc.comments, *doc.html_tags]
    for place in places:
        assert 0 <= place.span.start <= place.span.end <= len(doc.text), place
    for sentence in doc.sentences:
        span = sentence.passage.span(sentence.start, sentence.end)
        assert 0 <= span.start <= span.end <= len(doc.text), sentence


def _header(opening: str, closing: str, preset: str) -> Callable[[str], None]:
    """A function that parses a text as the header of a post."""
    return lambda text: markdown(f"{opening}\n{text}\n{closing}\n\nText.\n", "post.md", preset)


#: what is parsed, by name
PARSERS: Mapping[str, Callable[[str], None]] = {
    "markdown": markdown,
    "mdx": lambda text: markdown(text, "post.mdx", "astro"),
    "quarto": lambda text: markdown(text, "post.qmd", "quarto"),
    "hugo": lambda text: markdown(text, "post.md", "hugo"),
    "mkdocs": lambda text: markdown(text, "post.md", "mkdocs-material"),
    "yaml": _header("---", "---", "jekyll"),
    "toml": _header("+++", "+++", "hugo"),
    "json": _header("{", "}", "hugo"),
}


def main() -> int:
    """Read the arguments, and fuzz until libFuzzer stops."""
    words = sys.argv[1:]
    own, further = (words[: words.index("--")], words[words.index("--") + 1 :]) if "--" in words else (words, [])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parser", choices=sorted(PARSERS), default="markdown")
    parser.add_argument("folder", nargs="?", help="inputs to begin with, and those that reach new code")
    options = parser.parse_args(own)
    try:
        import atheris
    except ImportError:
        print(INSTALL, file=sys.stderr)
        return 2
    parse = PARSERS[options.parser]
    with atheris.instrument_imports(include=["postlint", "mistune"]):
        parse("# A\n\n- a: *b* [c](d) <b>\n")  # imports all that is needed
    atheris.Setup(
        [sys.argv[0], *further, *([options.folder] if options.folder else [])],
        lambda data: parse(data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")),
    )
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
