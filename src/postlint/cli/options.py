"""Options that several commands share: for the configuration, and the selection of rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from postlint.config.config import Config

F = TypeVar("F", bound=Callable[..., Any])


def _remember_debug(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    ctx.meta["debug"] = value


def _remember_outside(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    ctx.meta["outside"] = value


def allows_outside() -> bool:
    """Whether the user lets configurations name files outside of their repository."""
    return bool(click.get_current_context().meta.get("outside"))


def together(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Several options as one decorator."""

    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


class RuleNames(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """Names of rules, groups and tags as written by the user; they are resolved with the configuration."""

    name = "names"

    def __init__(self, *, groups: bool = True) -> None:
        self._groups = groups

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Built-in rules, groups and tags that complete the last of a comma-separated list."""
        from click.shell_completion import CompletionItem

        from postlint.catalog.load import builtin_rules

        rules = builtin_rules()
        names = {name: rule.summary for name, rule in rules.items()}
        if self._groups:
            words = {word for rule in rules.values() for word in (rule.group, *rule.tags)}
            names |= dict.fromkeys(sorted(words), "several rules") | {"all": "all rules"}
        before, comma, last = incomplete.rpartition(",")
        return [
            CompletionItem(f"{before}{comma}{name}", help=about)
            for name, about in names.items()
            if name.startswith(last)
        ]


debug_option = click.option(
    "--debug", is_flag=True, expose_value=False, callback=_remember_debug, help="Show tracebacks."
)
format_option = click.option("--format", "kind", type=click.Choice(("text", "json")), default="text")
config_options = together(
    click.option("--config", "config_file", type=click.Path(path_type=Path), help="Use this configuration file."),
    click.option("--isolated", is_flag=True, help="Ignore configuration files."),
    click.option(
        "--allow-outside",
        is_flag=True,
        expose_value=False,
        callback=_remember_outside,
        help="Let the configuration name files outside of the repository.",
    ),
    debug_option,
)
selection_options = together(
    click.option("--select", multiple=True, type=RuleNames(), metavar="NAMES", help="Only these rules, groups, tags."),
    click.option("--ignore", multiple=True, type=RuleNames(), metavar="NAMES", help="Turn these off."),
    click.option("--extend-select", multiple=True, type=RuleNames(), metavar="NAMES", help="Turn these on as well."),
)


def load(config_file: Path | None, isolated: bool, **selection: Sequence[str]) -> Config:
    """The configuration of the working directory."""
    from postlint.config.load_config import load_config

    return load_config(config_file, cwd=Path.cwd(), isolated=isolated, anywhere=allows_outside(), **selection)


def print_lines(text: str) -> None:
    """Print lines that may have names and words of the tree, for people."""
    from postlint.report.terminal import escaped

    print_text("\n".join(map(escaped, text.split("\n"))))


def print_text(text: str) -> None:
    """Print lines of a report for people, in which names and words are escaped already."""
    from postlint.report.terminal import without_commands

    click.echo(without_commands(text))


def print_json(data: Any) -> None:
    """Print data as JSON, in UTF-8 whatever the encoding of the terminal."""
    from postlint.report.formats.json import dump

    click.echo(dump(data).encode("utf-8"), nl=False)
