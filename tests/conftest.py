"""Settings of all property tests: how fast a machine makes up examples says nothing about postlint."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("postlint", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("postlint")
