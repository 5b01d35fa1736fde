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
    """Run the examples on cards: of files, of folders of cards (.postlint/rules), of a style, of a site.

    In the folder of a site, the cards and the styles that its configuration names are tested.
    """
    from postlint.config.file import LOCAL_RULES
    from postlint.report.terminal import escaped
    from postlint.testing import card_files, run_examples

    for path in paths or (Path(LOCAL_RULES),):
        if not path.exists():
            raise Refusal(f"The path {str(path)!r} does not exist.")
    sources = [source for path in paths or (Path(LOCAL_RULES),) for source in _sources(path)]
    files = [file for source in sources for file in card_files(source)]
    if not files:
        raise Refusal("There is no card (.yaml) to test.")
    failures = run_examples(*sources)
    for failure in failures:
        click.echo("\n".join(map(escaped, str(failure).split("\n"))))
    failed = len({failure.rule for failure in failures})
    click.echo(f"{len(files)} card{'' if len(files) == 1 else 's'}, {failed} with failures.")
    ctx.exit(FAILED if failures else 0)


def _sources(path: Path) -> list[Path]:
    """A file or folder of cards; of a folder with a configuration, the cards and styles in it that this loads."""
    from postlint.config.find import NAMES
    from postlint.config.read_config import read_config

    for name in NAMES:
        if (path / name).is_file():
            file = read_config(path / name, Path.cwd())
            return [*file.local_dirs(), *(style.folder for style in file.all_styles() if "/" in style.origin)]
    return [path]
