# One command for each thing a contributor does; each is a few lines that call scripts/.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
FAST = not slow and not live and not database and not speech

.DEFAULT_GOAL := help
.PHONY: help install demo test test-all check docs bench clean

help: ## show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/.ready ## create the environment in .venv

$(VENV)/.ready: pyproject.toml
	scripts/install "$(PYTHON)" "$(VENV)"

demo: install ## call the sample hotline from this terminal
	$(BIN)/callwright demo

test: install ## the fast tests, under three minutes
	$(BIN)/python -m pytest -q -n 2 -m "$(FAST)"

test-all: install ## every test whose parts are on this machine
	$(BIN)/python -m pytest -q -rs

check: install ## style, types, generated documents
	scripts/check "$(BIN)"

docs: install ## write the generated documents anew
	$(BIN)/python scripts/docs.py

bench: install ## measure, and print tables
	scripts/bench "$(BIN)"

clean: ## remove what the other targets made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
