"""`postlint test`: run the examples on cards."""

from __future__ import annotations

from pathlib import Path

import click

from postlint.cli.command_group import FAILED, Refusal
from postlint.cli.options import debug_option


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@debug_option
@click.pass_context
def test(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Run the examples on cards: of files, of all cards in folders (.postlint/rules), of the folder of a site."""
    from postlint.config.file import LOCAL_RULES
    from postlint.report.terminal import escaped
    from postlint.testing import run_examples

    for path in paths or (Path(LOCAL_RULES),):
        if not path.exists():
            raise Refusal(f"The path {str(path)!r} does not exist.")
    files = [file for path in paths or (Path(LOCAL_RULES),) for file in _cards(path)]
    if not files:
        raise Refusal("There is no card (.yaml) to test.")
    failures = run_examples(*files)
    for failure in failures:
        click.echo("\n".join(map(escaped, str(failure).split("\n"))))
    failed = len({failure.rule for failure in failures})
    click.echo(f"{len(files)} card{'' if len(files) == 1 else 's'}, {failed} with failures.")
    ctx.exit(FAILED if failures else 0)


def _cards(path: Path) -> list[Path]:
    """The cards at or below a path; for a folder with a configuration, those that this loads."""
    from postlint.config.file import read_config
    from postlint.config.find import NAMES
    from postlint.testing import card_files

    for name in NAMES:
        if (path / name).is_file():
            folders = read_config(path / name, Path.cwd()).local_dirs()
            return [file for folder in folders for file in card_files(folder)]
    return card_files(path)
