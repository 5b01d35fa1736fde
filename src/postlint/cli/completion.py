"""`postlint completion`: the shell scripts that complete commands, options, rules, groups and formats."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_HOW = {
    "bash": '# eval "$(postlint completion bash)"   in ~/.bashrc',
    "zsh": '# eval "$(postlint completion zsh)"   in ~/.zshrc, after compinit',
    "fish": "# postlint completion fish > ~/.config/fish/completions/postlint.fish",
}


@click.command()
@click.argument("shell", type=click.Choice(tuple(_HOW)))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script for a shell."""
    found = get_completion_class(shell)
    assert found is not None
    script = found(ctx.find_root().command, {}, "postlint", "_POSTLINT_COMPLETE")
    click.echo(f"{_HOW[shell]}\n{script.source()}")
