"""Settings of all property tests: how fast a machine makes up examples says nothing about postlint.

In CI the examples are the same in every run, so that a change is judged and not chance.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "postlint",
    deadline=None,
    derandomize="CI" in os.environ,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("postlint")
