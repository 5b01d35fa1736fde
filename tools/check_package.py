"""Builds the packages twice and checks them: same bytes, contents, size, metadata, no dead links in the description.

    python tools/check_package.py [--out FOLDER]

It runs in the environment of `requirements/docs.txt`, whose hatchling makes the packages.
"""

from __future__ import annotations

import argparse
import email
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from email.message import Message
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LARGEST_WHEEL = 1_700_000
#: what must be in the wheel, as ends of names
WANTED = (
    "postlint/_data/cards.json",
    "postlint/_data/rules/headings/heading-increment.yaml",
    "postlint/_data/schemas/config.schema.json",
    "postlint/_data/style-plain-english.json",
    "postlint/languages/en/language.yaml",
    "postlint/py.typed",
    ".dist-info/licenses/LICENSE",
    ".dist-info/licenses/src/postlint/languages/en/LICENSE-cmudict.txt",
)
#: what a wheel never has; the posts that test a style belong to it
UNWANTED = re.compile(
    r"^(?!postlint/_data/styles/)(.*/)?(tests?|benchmarks|__pycache__)/|\.pyc$|^(docs|examples|tools)/"
)
#: what installs with postlint; nothing else does without an extra
RUN_TIME = {
    "click", "imagesize", "jsonschema", "mistune", "pathspec", "python-frontmatter", "pyyaml", "textstat",
}  # fmt: skip


def build(source: Path, out: Path) -> tuple[Path, Path]:
    """The sdist of a folder, and the wheel that is made from this sdist alone."""
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if uv is None:
        raise SystemExit("uv is not installed")
    command = [uv, "build", "--quiet", "--no-build-isolation", "--python", sys.executable, "--out-dir", str(out)]
    subprocess.run([*command, "--sdist", str(source)], check=True)
    (sdist,) = out.glob("*.tar.gz")
    subprocess.run([*command, "--wheel", str(sdist)], check=True)
    (wheel,) = out.glob("*.whl")
    return sdist, wheel


def mistakes_in(sdist: Path, wheel: Path) -> list[str]:
    """What is wrong with two packages, a sentence for each."""
    found = []
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        about = email.message_from_bytes(archive.read(next(n for n in names if n.endswith(".dist-info/METADATA"))))
    size = wheel.stat().st_size
    if size > LARGEST_WHEEL:
        found.append(f"the wheel has {size:,} bytes, more than {LARGEST_WHEEL:,}")
    found += [f"the wheel lacks {end}" for end in WANTED if not any(name.endswith(end) for name in names)]
    found += [f"the wheel has {name}" for name in names if UNWANTED.search(name)]
    required = [one for one in about.get_all("Requires-Dist", []) if "extra ==" not in one]
    brought = {re.split(r"[^A-Za-z0-9-]", one)[0].lower() for one in required}
    found += [f"the wheel brings {name}" for name in sorted(brought ^ RUN_TIME)]
    found += [
        f"the metadata lack {key}" for key in ("Keywords", "Project-URL", "License-Expression") if key not in about
    ]
    with tarfile.open(sdist) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    found += [
        f"the sdist lacks {name}" for name in ("README.md", "hatch_build.py", "tests/conftest.py") if name not in held
    ]
    return found + dead_links(about)


def dead_links(about: Message) -> list[str]:
    """Links of the description that lead nowhere on the page of a package: those that are relative, or to no file."""
    from readme_renderer import markdown

    rendered = markdown.render(description(about))
    if rendered is None:
        return ["the description cannot be rendered"]
    targets = re.findall(r'(?:href|src)="([^"]*)"', rendered)
    dead = [target for target in targets if not target.startswith(("https://", "#"))]
    here = re.compile(r"https://github\.com/postlint/postlint/(?:blob|tree)/[^/]+/([^#]+)")
    gone = [match[0] for target in targets if (match := here.match(target)) and not (ROOT / match[1]).exists()]
    return [f"dead link in the description: {target}" for target in [*dead, *gone]] or (
        [] if targets else ["the description has no links; was it rendered?"]
    )


def description(about: Message) -> str:
    """The long description of a package."""
    return about.get_payload(decode=True).decode("utf-8")  # type: ignore[union-attr]


def digest(file: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def main() -> int:
    """Build, check, and print what was found; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, help="where the packages are left (default: nowhere)")
    out = parser.parse_args().out
    if "SOURCE_DATE_EPOCH" not in os.environ:
        commit = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        os.environ["SOURCE_DATE_EPOCH"] = commit.stdout.strip() or "1767225600"
    with tempfile.TemporaryDirectory() as folder:
        first = build(ROOT, Path(folder, "first"))
        # the second time from another folder: the unpacked sdist
        with tarfile.open(first[0]) as archive:
            archive.extractall(Path(folder, "unpacked"), filter="data")
        (unpacked,) = Path(folder, "unpacked").iterdir()
        second = build(unpacked, Path(folder, "second"))
        mistakes = mistakes_in(*first)
        for one, other in zip(first, second, strict=True):
            print(f"{one.name}  {one.stat().st_size:,} bytes  sha256 {digest(one)}")
            if digest(one) != digest(other):
                mistakes.append(f"{one.name} differs from build to build")
        twine = subprocess.run([sys.executable, "-m", "twine", "check", "--strict", *map(str, first)], check=False)
        if twine.returncode:
            mistakes.append("twine check fails")
        if out is not None:
            shutil.copytree(Path(folder, "first"), out, dirs_exist_ok=True)
    for mistake in mistakes:
        print(f"check_package: {mistake}", file=sys.stderr)
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
