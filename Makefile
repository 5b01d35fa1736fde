# From a fresh checkout: `make demo` shows postlint at work, `make test` runs the tests.
# Both need make and a Python from 3.11 up; `make demo PYTHON=/path/to/python` names one.

CANDIDATES = python3 python3.14 python3.13 python3.12 python3.11 $(wildcard $(HOME)/.pyenv/versions/3.1[1-9]*/bin/python)
NEW_ENOUGH = import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in $(CANDIDATES); do \
	"$$python" -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && { echo "$$python"; break; }; done)

BIN = .venv/bin
PYTEST_FLAGS ?= -n auto

.PHONY: demo test rules clean

demo: .venv/installed  ## lint the example blog; its mistakes are there to be found
	@cd examples/blog && ../../$(BIN)/postlint --level info || [ $$? -eq 1 ]

test: .venv/installed-dev  ## run the tests
	@$(BIN)/python -m pytest $(PYTEST_FLAGS)

rules: .venv/installed  ## write docs/rules.md from the cards, and the keys of presets
	@$(BIN)/python docs/make_rules.py
	@$(BIN)/python docs/make_presets.py

clean:  ## remove everything that the other targets made
	rm -rf .venv dist

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "postlint needs Python 3.11 or newer; found none. Try: make PYTHON=/path/to/python" >&2; exit 1; }
	@"$(PYTHON)" -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/installed-dev: .venv/bin/python pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch .venv/installed $@
