# The only task runner. `make demo` and `make test` set everything up by themselves.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test setup lint types evals bench train-reading train-blocks train-inference clean

demo: .venv/installed
	$(BIN)/onrecord demo

test: .venv/developing
	$(BIN)/python -m tests.browser || true
	$(BIN)/python -m pytest

lint: .venv/developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/developing
	$(BIN)/mypy

# make evals DATA=DIR: score on the public sets in DIR and hold the scores against evals/floors.json
evals: .venv/developing
	$(BIN)/python -m evals --data $(DATA)

bench: .venv/developing
	$(BIN)/pip install -q -e '.[bench]'
	$(BIN)/python -m benchmarks --data $(DATA)

# make train-reading DATA=DIR: fine-tune, export and describe the reading model
train-reading: .venv/developing
	$(BIN)/pip install -q -e '.[train]'
	$(BIN)/python -m training.reading --data $(DATA)

# make train-blocks DATA=DIR MORE=DIR: score by cross-validation, train and export the blocks model
train-blocks: .venv/developing
	$(BIN)/pip install -q -e '.[train]'
	$(BIN)/python -m training.blocks --data $(DATA) $(if $(MORE),--more $(MORE))

# make train-inference DATA=DIR: train, export and score the inference model
train-inference: .venv/developing
	$(BIN)/pip install -q -e '.[train]'
	$(BIN)/python -m training.inference --data $(DATA)

setup: .venv/developing

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -e .
	touch $@

.venv/developing: .venv/installed pyproject.toml
	$(BIN)/pip install -q -e '.[dev]'
	touch $@

clean:
	rm -rf .venv build dist *.egg-info
