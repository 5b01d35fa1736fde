"""`postlint server`: the language server for editors."""

from __future__ import annotations

import click


@click.command()
@click.option("--stdio", is_flag=True, help="Use standard input and output; there is no other way.")
@click.pass_context
def server(ctx: click.Context, stdio: bool) -> None:
    """Serve an editor by the Language Server Protocol, on standard input and output."""
    from postlint.server.protocol import serve

    ctx.exit(serve())
