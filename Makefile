# One short command a chore; CI runs the same. `make demo` and `make test` work on a fresh machine that has
# only Python 3.11 or newer, its pip, and make.

SHELL := /bin/bash
.DEFAULT_GOAL := help

# The first of these that starts and is new enough; PYTHON=... chooses another.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$name" && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --constraint constraints.txt

VERSION := $(shell sed -n 's/^__version__ = "\(.*\)"/\1/p' committee/__init__.py)
OUT ?= dist/committee-$(VERSION).zip
PREMESA := .venv-premesa

# What ends a chore that takes too long; a Mac without GNU's timeout does without.
BOUND := $(shell command -v timeout gtimeout | head -n 1 | sed 's/$$/ --kill-after=30s 25m/')

.PHONY: help demo test soak bench patterns golden manual premesa archive setup lint format clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.installed ## watch one meeting in the browser
	@$(BIN)/python -m committee demo

# Three workers keep two cores busy, since whoever looks at a page often waits for it. The programs that tests start find
# our sources compiled, whatever the shell says of bytecode.
test: lint ## style, types, the order of imports, and every test but the long ones (ARGS=... for pytest)
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder $(ARGS)

soak: $(VENV)/.installed-dev ## the long tests: kill, fuzz, load, coverage, identity; ends after 25 minutes at most (ARGS=...)
	@EFFORT=soak BEGIN_UNTIL=$$(( $$(date +%s) + 1320 )) $(BOUND) $(BIN)/python -m pytest --numprocesses 2 --dist load --maxschedchunk 4 -m "soak or hypothesis" \
		-o faulthandler_timeout=600 $(ARGS)

bench: $(VENV)/.installed-dev ## how fast a meeting runs, as ratios within one run
	@$(BIN)/python -m pytest tests/bench -o python_files='bench_*.py' --benchmark-only $(ARGS)

patterns: $(VENV)/.installed-dev ## what must come out of the mechanisms, over many seeds
	@$(BIN)/python -m tests.patterns $(ARGS)
	@$(if $(ARGS),,$(BIN)/python -m tests.patterns.seasons)

golden: $(VENV)/.installed-dev ## remake the golden minutes; read the difference before you commit it
	@GOLDEN=rewrite $(BIN)/python -m pytest tests/golden tests/test_model_doc.py -q $(ARGS)

manual: $(VENV)/.installed-dev ## remake the tables of committee/MODEL.md and the lists of words of the schema
	@GOLDEN=rewrite $(BIN)/python -m pytest tests/test_model_doc.py tests/committee/recording/test_schema.py -q $(ARGS)

premesa: ## the model's own tests against the newest Mesa, even one that is not released yet; CI does not wait for it
	@$(MAKE) --no-print-directory $(PREMESA)/.installed-dev VENV=$(PREMESA)
	@$(PREMESA)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade --pre mesa
	@$(PREMESA)/bin/python -c 'import mesa; print("Mesa", mesa.__version__)'
	@$(PREMESA)/bin/python -m pytest -q tests/golden tests/committee tests/test_solaraviz.py $(ARGS)

archive: ## the last commit, as one zip with the model, its ODD description, license and citation (OUT=... for the file)
	@mkdir -p $(dir $(OUT))
	@git archive --format=zip --prefix=committee-$(VERSION)/ --output=$(OUT) HEAD
	@echo "Wrote $(OUT)"

setup: $(VENV)/.installed-dev ## everything a developer needs, into .venv

lint: $(VENV)/.installed-dev ## style, types and the order of imports
	@$(BIN)/ruff check && $(BIN)/ruff format --check && $(BIN)/mypy && $(BIN)/lint-imports

format: $(VENV)/.installed-dev ## format the source
	@$(BIN)/ruff check --fix --quiet; $(BIN)/ruff format

clean: ## remove what was installed and built
	rm -rf $(VENV) $(PREMESA) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .benchmarks

# A Python without the piece that puts pip into a new environment (Debian splits it off) lends its own pip.
$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then echo "Python 3.11 or newer is needed; none was found. Say where: make demo PYTHON=/path/to/python3.11" >&2; exit 2; fi
	@echo "Making $(VENV) with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV) && $(PYTHON) -m venv --without-pip $(VENV) \
		&& $(PYTHON) -m pip --python $(BIN)/python install --quiet --quiet pip; }

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing (some minutes the first time) ..."
	@$(PIP) --only-binary numba,llvmlite --editable '.[fast]' 2>/dev/null || { $(PIP) --editable . \
		&& echo "numba could not be installed here; many meetings will take longer, with the same results."; }
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing with the tools for tests (some minutes the first time) ..."
	@$(PIP) --editable '.[dev]'
	@touch $(VENV)/.installed $@
