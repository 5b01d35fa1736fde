"""Whether this process is a job of a CI system, which may lint the changes of a stranger."""

from __future__ import annotations

import os

#: variables that CI systems set
_VARIABLES = ("CI", "TF_BUILD", "TEAMCITY_VERSION", "JENKINS_URL", "CODEBUILD_BUILD_ID")


def in_ci() -> bool:
    """Whether the environment is that of a CI system."""
    # called for each file that is opened: `in` costs less than `get` for a name that is not set
    found = [os.environ[name] for name in _VARIABLES if name in os.environ]
    return any(value.lower() not in ("", "0", "false") for value in found)
