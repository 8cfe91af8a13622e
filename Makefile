# Everything from nothing: `make chat`, `make test`. The environment is made once, in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := -m pip --quiet --disable-pip-version-check install
SUPPLY := .venv-supply
export HF_HUB_OFFLINE := 1
export GRADIO_ANALYTICS_ENABLED := False

.PHONY: chat index test check eval fuzz faults load stress lock licences sbom chromium clean help

help:            ## show these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

chat: $(READY)   ## open the chat page (environment and index included)
	$(BIN)/lanzarote chat

index: $(READY)  ## build the index
	$(BIN)/lanzarote index build

test: $(READY) chromium  ## run all tests
	$(BIN)/python -m pytest

check: $(READY)  ## style, types, who imports whom, licences
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.licences >/dev/null

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

# All that is installed is in the lock and has its hash, except torch, whose CPU build has another hash wherever it is offered.
$(READY): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python $(PIP) --require-hashes --no-deps --requirement requirements.lock
	$(BIN)/python $(PIP) torch==2.13.0
	$(BIN)/python $(PIP) --no-deps --no-build-isolation --editable .
	$(BIN)/python -m pip check
	@touch $@

# What keeps the lock and writes the bill of materials has an environment of its own, so as not to be among what is listed.
$(SUPPLY)/.ready: tools/supply.lock
	$(PYTHON) -m venv $(SUPPLY)
	$(SUPPLY)/bin/python $(PIP) --require-hashes --no-deps --requirement tools/supply.lock
	@touch $@

LOCK := $(SUPPLY)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command 'make lock'

lock: $(SUPPLY)/.ready  ## write the lock files anew, after constraints.txt or pyproject.toml changed
	$(LOCK) --extra dev --constraint constraints.txt --no-emit-package torch --output-file requirements.lock pyproject.toml
	$(LOCK) --output-file tools/supply.lock tools/supply.in

licences: $(READY)  ## list the licences of all dependencies; one that is unknown or not accepted is a fault
	$(BIN)/python -m tools.licences

sbom: $(READY) $(SUPPLY)/.ready  ## write build/sbom.cdx.json, a CycloneDX bill of materials, and validate it
	@mkdir -p build
	$(SUPPLY)/bin/cyclonedx-py environment --validate --output-reproducible --pyproject pyproject.toml \
		--output-file build/sbom.cdx.json $(BIN)/python

clean:           ## remove the environment and what was built (not the user's data)
	rm -rf $(VENV) $(SUPPLY) build reports *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
