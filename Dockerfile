# postlint without anything else: a user without rights, no compiler, works on a read-only root and without a network.
#   docker run --rm --read-only --network none --volume "$PWD:/site:ro" ghcr.io/postlint/postlint
ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS build
WORKDIR /source
COPY requirements/run.txt requirements/
RUN python -m venv /opt/postlint \
 && /opt/postlint/bin/pip install --no-cache-dir --require-hashes --requirement requirements/run.txt
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY src src
COPY rules rules
COPY schemas schemas
COPY styles styles
# what only the build needs, and pip itself, stays behind
RUN /opt/postlint/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
 && /opt/postlint/bin/pip uninstall --yes --quiet editables hatchling pluggy trove-classifiers packaging pip

FROM python:${PYTHON}-slim
COPY --from=build /opt/postlint /opt/postlint
ENV PATH=/opt/postlint/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin postlint
USER 10001
WORKDIR /site
ENTRYPOINT ["postlint"]
