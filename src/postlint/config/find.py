"""Which configuration file holds in a folder: that of the nearest folder upwards."""

from __future__ import annotations

from pathlib import Path

from postlint.data.user_file import ConfigError, read_text

NAMES = (".postlint.yaml", ".postlint.yml", "postlint.yaml", "postlint.yml", ".postlint.toml", "postlint.toml")
#: endings of files that may be, or be read by, a configuration: postlint's own, schemas, cards, those of generators
CONFIGURING = (".yaml", ".yml", ".toml", ".json", ".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".py")
#: names that look as if they were read
_UNREAD = (".postlint.json", "postlint.json", ".postlintrc", ".postlintrc.yaml", ".postlintrc.json", ".postlintrc.toml")


def find_config(folder: Path) -> Path | None:
    """The configuration file of the nearest folder upwards from `folder`, at most to the top of a repository.

    Raises ConfigError when a folder has two.
    """
    for here in (folder, *folder.parents):
        found = [here / name for name in NAMES if (here / name).is_file()]
        project = here / "pyproject.toml"
        if project.is_file() and "[tool.postlint" in read_text(project, project.name):
            found.append(project)
        if len(found) > 1:
            names = " and ".join(file.name for file in found)
            raise ConfigError(f"{found[0]}:1:1: {here} has two configurations ({names}); keep one")
        if found:
            return found[0]
        if unread := next((name for name in _UNREAD if (here / name).is_file()), None):
            sentence = f"a configuration of this name is not read; call it {NAMES[0]} (JSON is YAML, too)"
            raise ConfigError(f"{here / unread}:1:1: {sentence}")
        if (here / ".git").exists():
            return None
    return None
