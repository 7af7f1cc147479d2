# `make run` shows the product, `make test` proves it; both need only Python, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := out
CODE := ontology loaders graph exports alliance tests benchmarks

.PHONY: help run check test bench generate constraints clean

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

$(VENV)/run.stamp: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "alliance needs Python 3.11 or newer; try: make run PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp constraints-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints-dev.txt
	@touch $@

run: $(VENV)/run.stamp  ## build the graph, answer a question, write the explorer page
	@mkdir -p $(OUT)
	$(BIN)/alliance build --store $(OUT)/store
	$(BIN)/alliance ask who-leads -p brand=luxeed -p role=sales --as-of 2025-08-01 --store $(OUT)/store
	$(BIN)/alliance explore -o $(OUT)/explorer.html --store $(OUT)/store

check: $(VENV)/dev.stamp  ## lint, types, imports, generated files
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/mypy tests benchmarks
	$(BIN)/lint-imports
	$(BIN)/python -m ontology.generate --check
	$(BIN)/alliance check

test: $(VENV)/dev.stamp  ## install what the tests need and run them all
	sh tests/install_browser.sh
	$(BIN)/pytest

bench: $(VENV)/dev.stamp  ## measure against rdflib, networkx, pyvis and other servers, interleaved in one run for each comparison
	$(BIN)/python -m benchmarks.build
	$(BIN)/python -m benchmarks.slices
	$(BIN)/python -m benchmarks.influence
	$(BIN)/python -m benchmarks.explorer
	$(BIN)/python -m benchmarks.serving

generate: $(VENV)/dev.stamp  ## write the vocabulary, shapes, context, schema and reference anew
	$(BIN)/python -m ontology.generate

constraints: $(VENV)/dev.stamp  ## resolve the dependencies anew
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	sh tests/resolve_constraints.sh $(BIN)/uv

clean:  ## remove what make has made
	rm -rf $(VENV) $(OUT) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
