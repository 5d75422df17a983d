# Everything a person or CI does with this repository. `make help` lists it.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
STRICT ?=

.DEFAULT_GOAL := help
.PHONY: help setup dev demo check test format golden bench fuzz lock clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: .venv/.ready ## make the environment .venv with what Meldpost needs to run
dev: .venv/.dev ## the same, with what tests and checks need

demo: .venv/.ready ## the whole job on embedded parts: a mailbox with sample mail, a worker, answers
	@$(BIN)/meldpost demo

check: .venv/.dev ## format, lint, types and layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: .venv/.dev ## run the tests; STRICT=1 fails where a server is missing instead of skipping
	$(if $(STRICT),MELDPOST_STRICT=1) $(BIN)/pytest

format: .venv/.dev ## put the code in its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

golden: .venv/.dev ## write the expected JSON of the golden mails anew; read the diff
	$(BIN)/python -m tests.golden

bench: .venv/.dev ## measure speed and memory; ratios in one run
	$(BIN)/python -m benchmarks

fuzz: .venv/.dev ## let the fuzzer look for mails that the parser cannot read (5 minutes)
	$(BIN)/python -m tests.fuzz

lock: .venv/.dev ## write the locked versions anew from pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

clean: ## remove the environment and everything that was made
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

# uv where it is installed, else venv and pip: the same locked versions either way
define install
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or later is needed: $(PYTHON) was not found"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; try make PYTHON=python3.12"; exit 1; }
	@test -d .venv || $(PYTHON) -m venv .venv
	@echo "Installing the locked versions of $(1) ..."
	@if command -v uv >/dev/null; then \
	  VIRTUAL_ENV=$(CURDIR)/.venv uv pip install -q -r $(1) && VIRTUAL_ENV=$(CURDIR)/.venv uv pip install -q --no-deps -e . ; \
	else \
	  $(BIN)/python -m pip install -q --disable-pip-version-check -r $(1) && $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e . ; \
	fi
endef

.venv/.ready: requirements.lock pyproject.toml
	$(call install,requirements.lock)
	@$(BIN)/meldpost train --installed
	@touch $@

.venv/.dev: requirements-dev.lock pyproject.toml
	$(call install,requirements-dev.lock)
	@$(BIN)/meldpost train --installed
	@touch .venv/.ready $@
