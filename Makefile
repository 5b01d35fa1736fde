# From a fresh checkout: `make demo` shows postlint at work, `make test` runs the tests.
# Both need make and a Python from 3.11 up; `make demo PYTHON=/path/to/python` names one.

CANDIDATES = python3 python3.14 python3.13 python3.12 python3.11 $(wildcard $(HOME)/.pyenv/versions/3.1[1-9]*/bin/python)
NEW_ENOUGH = import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in $(CANDIDATES); do \
	"$$python" -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && { echo "$$python"; break; }; done)

BIN = .venv/bin
PYTEST_FLAGS ?= -n auto --dist worksteal

INSTALL = @$(BIN)/python -m pip install --quiet --disable-pip-version-check
# all packages as they are locked, with their hashes; the build of postlint itself uses them too
LOCKED = $(INSTALL) --require-hashes --requirement
EDITABLE = $(INSTALL) --no-deps --no-build-isolation --editable .

.PHONY: demo test sweep check browser rules lock docs clean

demo: .venv/installed  ## lint the example blog; its mistakes are there to be found
	@cd examples/blog && ../../$(BIN)/postlint --level info || [ $$? -eq 1 ]

test: .venv/installed-dev  ## run the tests
	@$(BIN)/python -m pytest $(PYTEST_FLAGS) -m "not sweep"

sweep: .venv/installed-dev  ## run the tests over hundreds of hostile and real posts, as CI does besides
	@$(BIN)/python -m pytest $(PYTEST_FLAGS) -m sweep

check: .venv/installed-dev  ## run the cards and the unit tests, for every save
	@$(BIN)/python -m pytest $(PYTEST_FLAGS) -m "not slow and not sweep"

browser: .venv/installed-dev  ## test the pages of the report in Chromium (apt install chromium)
	$(INSTALL) 'playwright>=1.45'
	@$(BIN)/python -m pytest tests/browser

rules: .venv/installed  ## write docs/rules.md from the cards, and the keys of presets
	@$(BIN)/python docs/make_rules.py
	@$(BIN)/python docs/make_presets.py

lock: .venv/installed-dev  ## lock the newest packages that pyproject.toml allows
	@for set in run dev docs; do \
		$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" $$([ $$set = run ] || echo --extra $$set) \
		pyproject.toml requirements/build.in --output-file requirements/$$set.txt || exit; done

docs: .venv/installed-docs  ## build the documentation site into build/site
	@NO_MKDOCS_2_WARNING=1 .venv/docs/bin/python -m mkdocs build --strict --quiet --site-dir build/site
	@echo build/site/index.html

clean:  ## remove everything that the other targets made
	rm -rf .venv dist build

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "postlint needs Python 3.11 or newer; found none. Try: make PYTHON=/path/to/python" >&2; exit 1; }
	@"$(PYTHON)" -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml requirements/run.txt
	$(LOCKED) requirements/run.txt
	$(EDITABLE)
	@touch $@

.venv/installed-dev: .venv/bin/python pyproject.toml requirements/dev.txt
	$(LOCKED) requirements/dev.txt
	$(EDITABLE)
	@touch .venv/installed $@

# of its own, so that the tools of the documentation do not stand in the way of those of the tests
.venv/installed-docs: .venv/bin/python pyproject.toml requirements/docs.txt
	@$(BIN)/python -m venv .venv/docs
	@.venv/docs/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/docs.txt
	@.venv/docs/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
