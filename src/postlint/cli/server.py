"""`postlint server`: the language server for editors."""

from __future__ import annotations

import click

from postlint.cli.main import Refusal

#: the packages of the extra, which are not there without it
_EXTRA = frozenset({"pygls", "lsprotocol", "attrs", "attr", "cattrs"})


@click.command()
@click.option("--stdio", is_flag=True, help="Use standard input and output; there is no other way.")
@click.pass_context
def server(ctx: click.Context, stdio: bool) -> None:
    """Serve an editor by the Language Server Protocol, on standard input and output."""
    try:
        from postlint.server.protocol import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        raise Refusal("The language server needs further packages: pip install 'postlint[server]'.") from None
    ctx.exit(serve())
