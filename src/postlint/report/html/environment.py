"""The templates, styles and script of the pages, and how values get into them: escaped, unless they are `Markup`.

Jinja2 is imported when the first template is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postlint.data.patterns import lazy_pattern
from postlint.report.html.lists import link_items, outline_rows, web_address
from postlint.report.html.rows import attribute, escaped_text
from postlint.report.terminal import escaped

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment

_FOLDER = Path(__file__).parent / "templates"


class MissingPackageError(Exception):
    """A package of an extra is not installed; the message is a sentence for the user."""


@cache
def asset(name: str) -> str:
    """The text of a style or script."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def template(name: str) -> Any:
    """A template. Raises MissingPackageError without Jinja2."""
    return environment().get_template(name)


@cache
def environment() -> Environment:
    """The templates, with escaping of all values that are no `Markup`. Raises MissingPackageError without Jinja2."""
    try:
        from jinja2 import Environment, StrictUndefined
        from markupsafe import Markup
    except ModuleNotFoundError:
        raise MissingPackageError(
            "The report as a page needs a further package: pip install 'postlint[report]'."
        ) from None
    made = Environment(
        loader=_loader(),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalizer(),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., Any]] = {
        "grouped": lambda number: f"{number:,}",
        "asset": Markup,  # only for our own styles and script
        "away": web_address,
        "attribute": lambda value, name: Markup(attribute(value or "", name)),
        "outline_rows": outline_rows,
        "link_items": link_items,
    }
    made.filters.update(filters)
    return made


def _loader() -> BaseLoader:
    from jinja2 import FunctionLoader

    return FunctionLoader(lambda name: asset(name) if name == "base.html" else _small(asset(name)))


#: what Jinja would escape, and what `escaped` makes visible of printable ASCII: other values are as they are
_SPECIAL = lazy_pattern("""[&<>'"#]""")
#: a value that needs no quotes, and end tags that may be left out wherever the templates have them
_QUOTED = lazy_pattern(r"""(?<= )([\w-]+)="([\w.-]+)"(?=[ >])""")
_NEEDLESS = lazy_pattern("</(?:p|li|dt|dd|option|t[rhd]|thead|tbody)>")


def _small(source: str) -> str:
    """A template without needless markup: a report repeats it for each of its posts."""
    return _NEEDLESS.sub("", _QUOTED.sub(r"\1=\2", source))


def _finalizer() -> Callable[[Any], Any]:
    """Returns the function that all values pass: it is called a hundred times a post, so it imports nothing itself."""
    from markupsafe import Markup

    special = _SPECIAL.search

    def shown(value: Any) -> Any:
        """A value as markup; its control characters are visible escapes, and markup of our own stays.

        It may stand in a text and between double quotes.
        """
        if type(value) is str:
            if value.isascii() and value.isprintable() and not special(value):
                return value
        elif isinstance(value, (int, float)) or hasattr(value, "__html__"):
            return value
        return Markup(escaped_text(escaped(str(value))).replace('"', "&#34;"))

    return shown
