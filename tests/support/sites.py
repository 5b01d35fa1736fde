"""Made-up sites as files, for tests of several rooms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

SITES = sorted((Path(__file__).parents[1] / "site").glob("*.yaml"))


def read_site(file: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    site: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)
    return site


def write_files(files: dict[str, str], folder: Path) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def write_site(site: dict[str, Any], folder: Path) -> None:
    write_files(site["files"], folder)
    settings = {key: site[key] for key in ("site_url", "preset", "content") if key in site}
    (folder / ".postlint.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
