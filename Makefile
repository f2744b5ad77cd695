# Everything here also works without make: see CONTRIBUTING.md.
PYTHON ?= python3
PY := .venv/bin/python
DATA ?=
# One more than there are cores, at most four: half of the tests wait for a browser or a disk.
WORKERS ?= $(shell $(PYTHON) -c "import os; print(min(4, 1 + (os.cpu_count() or 1)))")

# Tests start desks and commands by the hundred: what Python has compiled is kept, also where it is told not to.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help run install dev debian lint test faults fuzz mutants audit bench eval screenshots docs editor pictures

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /  make \1\t/' | expand -t 20

run: ## open a desk to try, with sample questions (first time: installs)
	@$(PYTHON) -m bot demo $(ARGS)

install: ## make .venv with what the desk needs
	@$(PYTHON) -m bot.bootstrap

dev: ## make .venv with the developers' tools too
	@$(PYTHON) -m bot.bootstrap --dev

debian: dev ## as root on Debian or Ubuntu: what the tests need from the system
	@$(PY) tools/debian.py

lint: dev ## ruff, import-linter, mypy
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) tools/imports.py
	@$(PY) -m mypy

test: debian lint ## everything: lint, language parts, all tests
	@$(PY) -m bot get || echo "(tests that need a missing part are named at the end)"
	@$(PY) -m compileall -q bot replies nlp
	@$(PY) -m pytest -n $(WORKERS) --dist loadfile $(ARGS)

faults: debian ## the long ring: kills, cut lines, floods
	@$(PY) -m pytest -m faults -n 2 --dist worksteal $(ARGS)

fuzz: dev ## every property test with many more examples, ten minutes for each parser, the whole API
	@$(PY) -m pytest -m hypothesis --hypothesis-profile=long $(ARGS)
	@$(PY) -m tests.fuzz.parsers --seconds 600
	@$(PY) -m pip install -q "schemathesis>=4.32"
	@$(PY) -m tests.fuzz.api --examples 30

mutants: dev ## take out one guard of the promises at a time: a test must turn red
	@$(PY) -m tests.mutants $(ARGS)

bench: dev ## the speed goals, as ratios of things measured in the same run
	@$(PY) -m bench $(ARGS)

eval: dev ## precision and recall on labelled drafts: make eval DATA=folder
	@test -n "$(DATA)" || { echo "Say where the labelled drafts are: make eval DATA=folder"; exit 2; }
	@$(PY) -m bot eval $(DATA) $(ARGS)

screenshots: debian ## pictures of every page, into ./screenshots
	@$(PY) -m tests.e2e.screenshots $(ARGS)

pictures: debian ## take the pictures in docs/pictures anew
	@$(PY) -m tests.e2e.screenshots --docs

docs: install ## write the pages anew that are made from the code: settings, rules
	@$(PY) tools/write_docs.py

audit: dev ## known holes in what we depend on (asks the package index)
	@$(PY) -m pip install -q "pip-audit>=2.10"
	@.venv/bin/pip-audit --skip-editable

editor: ## bundle CodeMirror anew, the same bytes each time (needs Node 20 or later and npm; nobody else does)
	@cd tools/editor && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && node build.mjs
