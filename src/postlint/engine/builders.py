"""What a build adds to a site, by the files that say so: `.gitignore`, submodules, scripts and workflows."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from postlint.data.globs import glob_of
from postlint.data.inside import from_folder
from postlint.data.walking import files_below
from postlint.generators.config_values import read_text
from postlint.generators.presets import preset_data

#: endings of programs that may add files to a site before or after it is built
_BUILDERS = (
    ".sh", "Makefile", "package.json", "netlify.toml", "justfile", "Justfile", "Taskfile.yml", ".nu", "Dockerfile",
    "azure-pipelines.yml", "bitbucket-pipelines.yml", "amplify.yml", "vercel.json",
)  # fmt: skip
#: the files of CI systems at the top of a repository, and their folders of workflows
_OF_CI = (".gitlab-ci.yml", ".travis.yml", ".circleci/config.yml", ".woodpecker.yml", ".build.yml", ".cirrus.yml")
_WORKFLOWS = (".github/workflows", ".gitea/workflows", ".forgejo/workflows")

#: a program with more characters is generated or data, and is not read
_LONGEST = 100_000


def ignore_files(folder: str, files: Sequence[str], preset: str) -> Iterator[tuple[str, str]]:
    """The texts of the `.gitignore` files in and around a site, with their folders relative to the site.

    Submodules that are not checked out count as ignored, and so does what a script or a workflow adds: missing folders
    that it fills, and files that it copies into others.
    """
    from postlint.site.unseen import submodules

    inner = {""}
    for path in files:
        above = path.rpartition("/")[0]
        while above and above not in inner:
            inner.add(above)
            above = above.rpartition("/")[0]
    around = [folder, *map(str, Path(folder).parents)]
    top = next((number for number, one in enumerate(around) if Path(one, ".git").exists()), 0)
    for name in (*("/".join([".."] * number) for number in range(top, 0, -1)), *sorted(inner)):
        if text := read_text(Path(folder, name, ".gitignore")):
            yield name, text
    yield from (("", f"/{one}") for one in _added(folder, files, inner, Path(around[top]), preset))
    for path in submodules(read_text(Path(around[top], ".gitmodules"))):
        inside = from_folder(Path(around[top], path), folder)
        if not inside.startswith("..") and inside not in inner:
            yield "", f"/{glob_of(inside)}/"


def _added(folder: str, files: Sequence[str], inner: Container[str], top: Path, preset: str) -> Iterator[str]:
    """Globs of what scripts and workflows add to the folders of a site (`inner`); `top` is that of the repository."""
    from postlint.site.copied import Folders, copied_files
    from postlint.site.unseen import filled_paths

    known, own = set(files), from_folder(folder, top).strip(".")
    tops = {path.partition("/")[0] for path in files if "/" in path}
    folders = Folders(files, inner, _built(preset))
    for program in _programs(folder, files, top):
        if len(text := read_text(program)) > _LONGEST:
            continue
        yield from (one for one in filled_paths(text, tops, own) if one not in inner and one not in known)
        yield from copied_files(text, folders, top=own, json=program.suffix == ".json")


def _programs(folder: str, files: Sequence[str], top: Path) -> Iterator[Path]:
    """The programs that may add files to a site: its own, and those of CI systems at the top of its repository."""
    yield from (Path(folder, path) for path in files if path.endswith(_BUILDERS))
    if top != Path(folder) and (top / "package.json").is_file():
        yield top / "package.json"
    yield from (top / name for name in _OF_CI if (top / name).is_file())
    for workflows in _WORKFLOWS:
        yield from files_below(top / workflows, "*.yml", "*.yaml")


def _built(preset: str) -> dict[str, list[str]]:
    """The folder of the built site, with those whose files get to its top."""
    about = preset_data(preset).get("site", {})
    output, static = str(about.get("output", "")), about.get("static", {})
    tops = [root.strip(".") for root, address in static.items() if address == "/"]
    return {output: tops} if output and output not in static else {}
