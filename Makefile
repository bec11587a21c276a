# Every command sets up what it needs and is quick the second time. `make help` lists them.

.DEFAULT_GOAL := help
.PHONY: help install demo test check bench docs lock clean

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
RUNNING := $(VENV)/.installed-to-run
WORKING := $(VENV)/.installed-to-work-on

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | \
	  while IFS='|' read -r name what; do printf '%-16s%s\n' "$$name" "$$what"; done

install: $(RUNNING) ## make .venv with the fourfold command in it
	@echo 'Installed. Try: $(BIN)/fourfold --help'

demo: $(RUNNING) ## map the casebook and an example partnership into ./demo
	@$(BIN)/fourfold demo --out demo

test: $(WORKING) ## run all tests
	@scripts/find-chromium
	@echo 'Running the tests ...'
	@$(BIN)/python -m pytest

check: $(WORKING) ## check format, rules, types, layers and documentation
	@echo 'Checking the format ...'
	@$(BIN)/ruff format --check .
	@echo 'Checking the rules of style ...'
	@$(BIN)/ruff check .
	@echo 'Checking the types ...'
	@$(BIN)/mypy
	@echo 'Checking which package imports which ...'
	@$(BIN)/lint-imports
	@$(MAKE) --no-print-directory docs

bench: $(RUNNING) ## measure speed against the stated budgets
	@$(BIN)/python -m benchmarks

docs: $(WORKING) ## build the documentation into docs/_build/html
	@echo 'Building the documentation ...'
	@$(BIN)/python -m sphinx --fail-on-warning --keep-going --quiet -b html docs docs/_build/html
	@echo 'Built: docs/_build/html/index.html'

# All platforms and Pythons from one resolution; no registry address goes into the files.
LOCK := build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --upgrade

lock: ## choose dependency versions afresh and write them to requirements/
	@python=$$(scripts/find-python) && "$$python" -m venv build/lock
	@build/lock/bin/python -m pip --disable-pip-version-check install --quiet uv
	$(LOCK) pyproject.toml requirements/build.in --output-file requirements/base.txt
	$(LOCK) pyproject.toml requirements/build.in --group test --group check --group docs \
	  --constraint requirements/base.txt --output-file requirements/dev.txt

clean: ## remove everything that these commands made
	rm -rf $(VENV) build dist demo docs/_build docs/reference/generated
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests docs -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@python=$$(scripts/find-python) && echo "Making $(VENV) with $$python ..." && \
	  { "$$python" -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }; }

$(RUNNING): requirements/base.txt pyproject.toml | $(BIN)/python
	@echo 'Installing what Fourfold needs to run ...'
	@$(PIP) install --require-hashes --requirement requirements/base.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(WORKING): requirements/dev.txt $(RUNNING)
	@echo 'Installing what its tests, checks and documentation need ...'
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@
