"""Whether this process is a job of a CI system, which may lint the changes of a stranger."""

from __future__ import annotations

import os
from functools import cache

#: variables that CI systems set
_VARIABLES = ("CI", "TF_BUILD", "TEAMCITY_VERSION", "JENKINS_URL", "CODEBUILD_BUILD_ID")


@cache  # asked for each file that is opened
def in_ci() -> bool:
    """Whether the environment that the process began with is that of a CI system."""
    return any(os.environ.get(name, "").lower() not in ("", "0", "false") for name in _VARIABLES)
