# Everything a person or CI does with this repository. `make help` lists it.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
STRICT ?=
# Half of the time a test waits for a server: two at a time on each core.
TESTERS ?= $(shell echo $$(( 2 * $$(nproc 2>/dev/null || echo 1) )))
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup dev demo check test format golden mails bench fuzz lock clean

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
	$(if $(STRICT),MELDPOST_STRICT=1) $(BIN)/pytest -n $(TESTERS) --dist loadfile

format: .venv/.dev ## put the code in its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

golden: .venv/.dev ## write the expected JSON of the golden mails anew; read the diff
	$(BIN)/python -m tests.golden

mails: .venv/.dev ## write every mail anew into docs/mails; read the diff, and look at gallery.html
	$(BIN)/meldpost preview --all --out docs/mails

bench: .venv/.dev ## measure speed and memory; ratios in one run
	$(BIN)/python -m benchmarks

fuzz: .venv/.dev ## let the fuzzer look for mails that the parser cannot read (5 minutes)
	$(BIN)/python -m tests.fuzz

lock: .venv/.dev ## write the locked versions anew from pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

clean: ## remove the environment and everything that was made
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

# uv installs in seconds what takes pip a minute: the one of the machine, else one of our own. Where
# it cannot reach the index of packages as pip can, pip does the work. The same versions each way.
define install
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or later is needed: $(PYTHON) was not found"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; try make PYTHON=python3.12"; exit 1; }
	@test -d .venv || $(PYTHON) -m venv .venv
	@echo "Installing the locked versions of $(1) ..."
	@uv=$$(command -v uv || echo $(BIN)/uv); export VIRTUAL_ENV=$(CURDIR)/.venv; \
	  test -x "$$uv" || $(PIP) install -q "$$(grep -o '^uv==[0-9.]*' requirements-dev.lock)" || true; \
	  { "$$uv" pip install -q -r $(1) && "$$uv" pip install -q --no-deps -e . ; } 2>/dev/null \
	  || { $(PIP) install -q -r $(1) && $(PIP) install -q --no-deps -e . ; }
	@echo "Training the classifiers, once ..."
	@$(BIN)/meldpost train --installed
	@$(BIN)/meldpost triage worker/demo/samples/kidskonnect/01-*.eml >/dev/null
endef

.venv/.ready: requirements.lock pyproject.toml
	$(call install,requirements.lock)
	@touch $@

.venv/.dev: requirements-dev.lock pyproject.toml
	$(call install,requirements-dev.lock)
	@touch .venv/.ready $@
