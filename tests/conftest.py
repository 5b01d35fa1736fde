"""Settings of all tests: the folder they start in, the mark `slow`, and how property tests make up their examples.

How fast a machine makes up examples says nothing about postlint. With `--hypothesis-profile reproducible`, as in CI,
they are the same in every run, so that a change is judged and not chance.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from postlint.data.ci import in_ci

settings.register_profile("random", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("reproducible", settings.get_profile("random"), derandomize=True)
# the option of a run comes after this, also in the workers that a run starts
settings.load_profile("random")

SYSTEM = f"{Path(__file__).parent / 'system'}{os.sep}"


def pytest_configure() -> None:
    """Make the environment that of a user.

    Children give the usual answer to Ctrl-C and to the end of a terminal, even if this process was told to ignore them
    (nohup): tests send both.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    # the tests say themselves which of them run in a CI
    os.environ.pop("CI", None)


@pytest.fixture(scope="session", autouse=True)
def _in_an_empty_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Start in a folder without a site: in this repository each text would be linted as a page of its documentation."""
    os.chdir(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def set_ci(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """A function that makes the environment that of a CI ("true"), or not ("")."""

    def change(value: str) -> None:
        monkeypatch.setenv("CI", value)
        in_ci.cache_clear()

    yield change
    in_ci.cache_clear()


def pytest_collection_finish() -> None:
    """Leave what was collected out of garbage collections: thousands of tests, which stay until the end."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole runs of the program and property tests are slow: `make check` leaves them out."""
    for item in items:
        if str(item.path).startswith(SYSTEM) or getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("slow")
