# Everything a person does with a fresh clone. Needs Python 3.11 or newer, git and make; fetches the rest, locked by hash.
PORT ?= 8000
DATA ?= ./var
HOST ?= 127.0.0.1
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
BIN := .venv/bin
# The type checker and the import rules load the settings; this keeps them from making a data folder.
CHECK_ENV := TATADESA_MODE=test TATADESA_SECRET_KEY=checks DATABASE_URL=postgresql:///unused

.PHONY: help demo test coverage screenshots bench lint types imports format lock clean runtime dev
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 14

demo: runtime ## run everything with an example district [PORT=8000] [DATA=./var] [HOST=127.0.0.1]
	@TATADESA_PARENT=$$PPID exec $(BIN)/tatadesa demo --host "$(HOST)" --port "$(PORT)" --data "$(DATA)"

# A test starts some hundred processes of ours: they compile what they import once, whatever the shell here is set to.
test coverage: export PYTHONDONTWRITEBYTECODE :=

test: dev ## every check and every test
	@$(MAKE) --no-print-directory lint types imports
	@browser=$$(sh scripts/browser.sh) && token=$$(sh scripts/softhsm.sh) && \
		TATADESA_CHROMIUM="$$browser" TATADESA_SOFTHSM="$$token" $(BIN)/python -m pytest -n 2 --dist loadgroup

coverage: dev ## which lines the tests run; nearly doubles their time
	@browser=$$(sh scripts/browser.sh) && token=$$(sh scripts/softhsm.sh) && \
		TATADESA_CHROMIUM="$$browser" TATADESA_SOFTHSM="$$token" $(BIN)/python -m pytest -n 2 --dist loadgroup --cov --cov-report=term

screenshots: dev ## the picture of the README, made by the journey in a real browser
	@folder=$$(mktemp -d) && browser=$$(sh scripts/browser.sh) && \
		TATADESA_SCREENSHOTS="$$folder" TATADESA_CHROMIUM="$$browser" $(BIN)/python -m pytest -q \
		tests/e2e/test_application_journey.py::test_from_phone_to_verified_letter && \
		$(BIN)/python scripts/compose_overview.py "$$folder" docs/images/overview.png; \
		status=$$?; rm -rf "$$folder"; exit $$status

bench: dev ## measurements as ratios, written to bench/results.json
	@$(BIN)/python -m bench

lint: dev ## style
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: dev ## types
	@$(CHECK_ENV) $(BIN)/mypy

imports: dev ## the one-way street between rooms
	@$(CHECK_ENV) $(BIN)/lint-imports

format: dev ## put the code in shape
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: python ## newest versions that fit, with hashes
	@PYTHON="$(PYTHON)" sh scripts/lock.sh --upgrade

clean: ## remove what can be made again (data in ./var stays)
	@rm -rf .venv .venv.lock build dist src/tatadesa.egg-info .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage test-results .test-cluster

.PHONY: python
python:
	@"$(or $(PYTHON),python3)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "tatadesa: perlu Python 3.11 atau lebih baru (kalau tidak ada di PATH: make ... PYTHON=/alamat/python3.11)" >&2; exit 1; }

runtime dev: python
	@"$(PYTHON)" scripts/bootstrap.py $@
