"""`postlint style`: list the styles that there are, or make a new one."""

from __future__ import annotations

from pathlib import Path

import click

from postlint.cli.command_group import Refusal
from postlint.cli.options import debug_option, format_option, print_json, print_lines


@click.group()
def style() -> None:
    """List styles (sets of rules that a configuration turns on with `extends`), or make one."""


@style.command("list")
@format_option
@debug_option
def list_styles(kind: str) -> None:
    """List the styles that come with postlint, and those of installed packages."""
    from postlint.catalog.load import builtin_rules, style_rules
    from postlint.catalog.styles import find_styles

    mistakes: list[str] = []
    rows = []
    for one in find_styles(mistakes):
        own = [rule.name for rule in style_rules(one, mistakes)]
        other = [name for name in one.data.data.get("rules", {}) if name in builtin_rules()]
        summary = one.data.data["summary"]
        rows.append({"style": one.reference, "summary": summary, "cards": own, "other_rules": other})
    if kind == "json":
        print_json({"styles": rows, "mistakes": mistakes})
        return
    width = max((len(row["style"]) for row in rows), default=0)
    lines = [
        f"{row['style']:<{width}}  {row['summary']} ({len([*row['cards'], *row['other_rules']])} rules)" for row in rows
    ]
    print_lines("\n".join([*lines, *mistakes, "", *_ENDING]))


_ENDING = (
    "Choose one in the configuration, extends: [postlint:plain-english],",
    "and run postlint with --level info: most findings of a style are infos.",
)


@style.command()
@click.argument("name")
@debug_option
def new(name: str) -> None:
    """Make the folder of a style: NAME is that of the style, or a path that ends with it."""
    from postlint.catalog.new_style import new_style

    folder = Path(name)
    try:
        made = new_style(folder)
    except ValueError as error:
        raise Refusal(str(error)) from None
    shown = folder.as_posix() if folder.is_absolute() else f"./{folder.as_posix()}"
    print_lines("\n".join(map(str, made)))
    print_lines(f"\nTest it:   postlint test {folder.as_posix()}\nChoose it: extends: [{shown}]")
