"""Commands for a beginning: a configuration to start from, and the test of cards that one writes."""

from __future__ import annotations

from pathlib import Path

import click

from postlint.cli.front import FAILED, Refusal
from postlint.cli.options import debug_option


@click.command()
@debug_option
def init() -> None:
    """Write a commented .postlint.yaml for the site in this folder."""
    from postlint.config_file import NAMES
    from postlint.engine.discover import folders_with_posts
    from postlint.presets import find_site, load_preset
    from postlint.report.starter import render

    for name in (*NAMES, "pyproject.toml"):
        file = Path(name)
        if file.is_file() and (name in NAMES or "[tool.postlint" in file.read_text(encoding="utf-8")):
            raise Refusal(f"There is a configuration already: {name}. It stays as it is.")
    site = find_site(Path.cwd() / "post.md")
    globs = [glob for glob in load_preset(site.preset).data.get("content", ()) if any(Path().glob(glob))]
    globs = globs or [f"{folder}/**/*.md" for folder in folders_with_posts(Path())] or ["**/*.md"]
    file = Path(NAMES[0])
    file.write_text(render(site.preset, globs), encoding="utf-8", newline="\n")
    found = f"a site made with {site.preset} (because of {site.sign})" if site.sign else "no generator that is known"
    click.echo(f"Found {found}. Wrote {file}: look through it and change what does not fit.")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@debug_option
@click.pass_context
def test(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Run the examples on cards: of files, of all cards in folders (.postlint/rules), of the folder of a site."""
    from postlint.config_file import LOCAL_RULES
    from postlint.report.screen import visible
    from postlint.testing import run_examples

    for path in paths or (Path(LOCAL_RULES),):
        if not path.exists():
            raise Refusal(f"The path {str(path)!r} does not exist.")
    files = [file for path in paths or (Path(LOCAL_RULES),) for file in _cards(path)]
    if not files:
        raise Refusal("There is no card (.yaml) to test.")
    failures = run_examples(*files)
    for failure in failures:
        click.echo(visible(str(failure)))
    failed = len({failure.rule for failure in failures})
    click.echo(f"{len(files)} card{'' if len(files) == 1 else 's'}, {failed} with failures.")
    ctx.exit(FAILED if failures else 0)


def _cards(path: Path) -> list[Path]:
    """The cards at or below a path; of a folder with a configuration, those that this one loads."""
    from postlint.config_file import NAMES, read_config
    from postlint.testing import card_files

    for name in NAMES:
        if (path / name).is_file():
            folders = read_config(path / name, Path.cwd()).local_dirs()
            return [file for folder in folders for file in card_files(folder)]
    return card_files(path)
