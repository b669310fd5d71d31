# Article 12: everything a working copy needs. `make run` tries it out, `make test` proves it.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PORT ?= 8000
# One more than there are cores: many tests wait for a process or a browser.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
# What is compiled is kept: else each worker and each process of a test compiles the house anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install run test trials trials-full lint bench messages clean lock
.DEFAULT_GOAL := help

help:
	@echo "make install      the virtual environment with everything, in $(VENV)"
	@echo "make run          the trial: its own PostgreSQL and Redis, web, worker, beat (PORT=$(PORT))"
	@echo "make test         the tests, under five minutes"
	@echo "make trials       the trials of faults and attacks, short form"
	@echo "make trials-full  the same in full, hours"
	@echo "make lint         formats, types, contracts, house rules"
	@echo "make bench        benchmarks; their figures alone: make -s bench | grep '^{'"
	@echo "make messages     the catalogue of all texts that can be translated, anew (GNU gettext)"
	@echo "make lock         requirements*.txt anew from pyproject.toml"
	@echo "make clean        remove what was built; asks before it removes the trial's data"

install: $(STAMP)

$(STAMP): requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; say which: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python lacks venv. On Debian or Ubuntu run: sudo apt-get install python3-venv" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the locked packages into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	@touch $@

run: install
	@PORT=$(PORT) exec $(BIN)/python -m config.trial

test: install
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not bench and not slow"

trials: install
	TRIALS=short $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "(browser or slow or trial) and not alone"
	TRIALS=short $(BIN)/python -m pytest tests/trials -p no:randomly -m alone

trials-full: install
	TRIALS=full $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "(browser or slow or trial) and not alone"
	TRIALS=full $(BIN)/python -m pytest tests/trials -p no:randomly -m alone

bench: install
	$(BIN)/python -m pytest tests/benchmarks -p no:randomly -m bench -s

lint: export A12_ENV = test
lint: install
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	find templates -name '*.html' -exec $(BIN)/djade --check --target-version 5.2 {} +
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	@if command -v xgettext >/dev/null; then $(BIN)/python manage.py messages --check; \
	else echo "No GNU gettext here: the catalogue of texts is not checked."; fi
	$(BIN)/python .ci/house.py

messages: export A12_ENV = test
messages: install
	$(BIN)/python manage.py messages

clean:
	@if [ -d var/trial ]; then \
	  printf 'Remove the data of the trial in var/trial too? Type yes: '; read -r answer; \
	  if [ "$$answer" = yes ]; then rm -rf var/trial; else echo "Kept."; fi; fi
	rm -rf $(VENV) var/testbed var/static .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# uv or pip-tools has to be on PATH; no address of an index goes into the files.
lock:
	@if command -v uv >/dev/null; then compile="uv pip compile --universal --python-version 3.11 --quiet"; \
	elif command -v pip-compile >/dev/null; then compile="pip-compile --strip-extras --quiet"; \
	else echo "Install uv or pip-tools first: pipx install uv" >&2; exit 1; fi; \
	flags="--generate-hashes --no-emit-index-url --no-header"; \
	$$compile $$flags -o requirements.txt pyproject.toml && \
	$$compile $$flags --extra mysql --extra trial --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml
