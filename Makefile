# Everything from nothing: `make chat`, `make test`. The environment is made once, in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export HF_HUB_OFFLINE := 1
export GRADIO_ANALYTICS_ENABLED := False

.PHONY: chat index test check eval fuzz faults load stress chromium clean help

help:            ## show these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

chat: $(READY)   ## open the chat page (environment and index included)
	$(BIN)/lanzarote chat

index: $(READY)  ## build the index
	$(BIN)/lanzarote index build

test: $(READY) chromium  ## run all tests
	$(BIN)/python -m pytest

check: $(READY)  ## style, types, who imports whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fuzz: $(READY)   ## generated questions, texts, files and links by the hundred thousand
	$(BIN)/python -m pytest -m fuzz

faults: $(READY) ## kill, fill the disk, damage files, by the hundred
	$(BIN)/python -m pytest -m faults

load: $(READY)   ## fifty users at the page for ten minutes
	$(BIN)/python -m pytest -m load

stress: fuzz faults load  ## all of these slow ones

eval: $(READY)   ## score the assistant and write the report
	$(BIN)/lanzarote-eval run

chromium:        ## install Debian's Chromium for the browser tests, if there is none
	@sh tools/chromium.sh

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

clean:           ## remove the environment and what was built (not the user's data)
	rm -rf $(VENV) build reports *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
