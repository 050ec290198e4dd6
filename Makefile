# `make run` starts Besedka, `make test` checks everything; both install what they need first. See tools/setup.py.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test test-long check bench bench-data bench-large screenshots types reference

help:  ## Show this list
	@sed -n 's/^\([a-z-]*\): *## */  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run:  ## Set up and start on http://127.0.0.1:8000 (HOST=, PORT=); the data lie in ./var
	@$(PYTHON) tools/setup.py run --host $(HOST) --port $(PORT)

test:  ## Set up and run every check and test (ARGS= for pytest)
	@$(PYTHON) tools/setup.py test $(ARGS)

test-long:  ## What takes minutes: long outages, hundreds of kills, many random requests (ARGS= for pytest)
	@$(PYTHON) tools/setup.py test-long $(ARGS)

check:  ## Style, types and import rules
	@$(PYTHON) tools/setup.py check

bench:  ## Speed, memory and sizes, held against their budgets (ARGS= names parts)
	@$(PYTHON) tools/setup.py bench $(ARGS)

bench-data:  ## A made-up database of 100,000 chats in var/bench (ARGS="FOLDER CHATS MESSAGES")
	@$(PYTHON) tools/setup.py bench-data $(ARGS)

bench-large:  ## Lists of that database, held against their budget
	@$(PYTHON) tools/setup.py bench-large

screenshots:  ## Pictures of every page and state, in var/screenshots; those of docs/ are renewed (ARGS= names scenes or looks)
	@$(PYTHON) tools/setup.py screenshots $(ARGS)

types:  ## Make the front ends' types from the server's interface
	@$(PYTHON) tools/setup.py types

reference:  ## Make docs/plugins/reference.md from the docstrings of the plugin contract
	@$(PYTHON) tools/plugin_reference.py
