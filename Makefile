# Two commands: `make run` serves the application, `make test` proves it. Both set everything up.
PORT ?= 8000
INSTANCE ?= instance
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m univasso --instance $(INSTANCE)

help: ## this page
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.ready ## serve on 127.0.0.1:8000 (PORT=… INSTANCE=…); a new instance is a demonstration
	@$(RUN) run --port $(PORT)

test: $(VENV)/.ready-dev ## everything: house, unit, journeys, browser, SQLite and PostgreSQL, packaging
	@sh tests/run.sh

test-postgresql: $(VENV)/.ready-dev ## every test that touches the database, on PostgreSQL
	@sh tests/install_system_packages.sh
	@TEST_DATABASE=postgresql $(VENV)/bin/python -m pytest -n 2 --dist loadfile --ignore tests/browser

lint: $(VENV)/.ready-dev ## style and formatting
	@$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check .

docs: $(VENV)/.ready ## write again the pages of docs/ that say what the code says
	@$(RUN) docs

lock: .tools/bin/uv ## choose the newest versions again, with their hashes
	@.tools/bin/uv pip compile pyproject.toml --extra postgres --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url -q --no-header --upgrade -o requirements.lock
	@.tools/bin/uv pip compile pyproject.toml --extra postgres --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url -q --no-header --upgrade -o requirements-dev.lock

.tools/bin/uv:
	@$(PYTHON) -m pip install -q --disable-pip-version-check --no-warn-script-location --target .tools uv

$(VENV)/.ready: requirements.lock | .tools/bin/uv
	@sh tools/install.sh requirements.lock $(PYTHON) $(VENV)
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock | .tools/bin/uv
	@sh tools/install.sh requirements-dev.lock $(PYTHON) $(VENV)
	@touch $@ $(VENV)/.ready

.PHONY: help run test test-postgresql lint docs lock
