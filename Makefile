# Two commands do everything: `make crawl` and `make test`. Both set up what they need in .venv.

PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help crawl test check bench clean

help:
	@echo "make crawl   crawl the demo site (no network) and show what was stored"
	@echo "make test    run the tests"
	@echo "make check   lint, types and tests"
	@echo "make bench   measure"

# Some systems ship venv without pip: then this Python's own pip fills the environment.
.venv/made: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newsbot needs Python 3.11 or later; name one: make PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv 2>/dev/null || $(PYTHON) -m venv --without-pip .venv
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m pip --python $(BIN)/python install --quiet pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/made-dev: .venv/made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

crawl: .venv/made
	$(BIN)/scrapy crawl monde
	@$(BIN)/newsbot list --db data/demo.sqlite3 --limit 10
	@$(BIN)/newsbot stats --db data/demo.sqlite3
	@echo
	@echo "Next, ask it something:"
	@echo "  $(BIN)/newsbot search --db data/demo.sqlite3 'sanctions OR Poutine'"

test: .venv/made-dev
	$(BIN)/python -m pytest

check: .venv/made-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

bench: .venv/made-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
