.DEFAULT_GOAL := help
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
# Several at once: `auto` is what tests/conftest.py says.
QUICK  := -n auto --dist worksteal -m "not slow"
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--exclude-newer "7 days" --exclude-newer-package "anthropic=1 day" --custom-compile-command "make lock"
# Make itself sets AS, to the assembler; only what a person set counts.
SAID   = $(if $(filter command% environment%,$(origin $(1))),$($(1)))
DEMO   := $(if $(Q),--question "$(Q)") $(if $(call SAID,AS),--as "$(AS)") $(if $(IN),--in "$(IN)") $(if $(JSON),--json) \
	$(if $(SLACK),--slack "$(SLACK)") $(if $(DOCS),--docs "$(DOCS)") $(if $(NOTION),--notion "$(NOTION)") \
	$(if $(PORT),--port "$(PORT)") $(if $(BROWSER),,$(if $(DISPLAY)$(findstring Darwin,$(shell uname)),,--no-browser))

help: ## Show the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.ready: requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed"; exit 1; }
	@echo "Setting up $(VENV) (once, about a minute)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(VENV)/.ready ## Try it in a local workspace without accounts; Q="…" asks once without the page
	@$(BIN)/python -m sandbox $(DEMO)

test: $(VENV)/.ready ## Run the quick tests; T=path for some of them
	@$(BIN)/python -m pytest -q $(if $(T),$(T),$(QUICK))

check: $(VENV)/.ready ## What CI runs: format, lint, types, imports, tests with coverage
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports
	@$(BIN)/coverage erase && $(BIN)/coverage run -m pytest -q $(QUICK)
	@$(BIN)/coverage combine --quiet && $(BIN)/coverage report

slow: $(VENV)/.ready ## The slow tests: whole programs, kills, crowds, the browser
	@$(BIN)/python -m pytest -q -m slow

bench: $(VENV)/.ready ## Measure the machine: latency, overlap, bursts, cost
	@$(BIN)/python -m benchmarks $(B)

fmt: $(VENV)/.ready ## Format, and fix what can be fixed
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock: ## Refresh both locks from pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/$(COMPILE) -o requirements.txt pyproject.toml
	@$(BIN)/$(COMPILE) --extra dev -o requirements-dev.txt pyproject.toml

.PHONY: help demo test check slow bench fmt lock
