# 议事亭 · Yishiting. `make run` opens it (without BOT_TOKEN: the demo), `make test` tries everything.
# The environment is .venv/, made from the lock files alone; uv is used where the machine has it, pip where not.

.PHONY: setup run test check bench lock faults citizens citizens-replay mutation _compiled
.DEFAULT_GOAL := run
MAKEFLAGS += --no-print-directory

VENV := .venv
PY := $(VENV)/bin/python
FLOORS := bot handlers channels web telegram_wire services rendering storage domain sandbox stories
UV := $(shell command -v uv 2>/dev/null)
fingerprint = $(shell cksum < $(1) | cut -d ' ' -f 1)
RUNTIME := $(VENV)/.requirements-$(call fingerprint,requirements.lock)
COMPLETE := $(VENV)/.requirements-dev-$(call fingerprint,requirements-dev.lock)

# A Python of at least 3.11 that can make environments; only looked for when there is something to make.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

ifneq ($(UV),)
prepare = test -x $(PY) || $(UV) venv --quiet --python '>=3.11' $(VENV)
install = $(UV) pip install --quiet --compile-bytecode --python $(PY) --no-deps --require-hashes -r $(1)
else
prepare = $(PY) -m pip --version >/dev/null 2>&1 || { test -n "$(PYTHON)" && "$(PYTHON)" -m venv $(VENV); } || \
	{ echo "需要 Python 3.11 或更高版本（带 venv），或者 uv。Needs Python 3.11 or later with venv, or uv." >&2; exit 1; }
install = $(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(1)
endif

## setup: everything to run, test and change the program
setup: $(COMPLETE)

$(COMPLETE):
	@echo "正在准备环境 .venv/，只需一次。Preparing .venv/, once."
	@$(prepare)
	@rm -f $(VENV)/.requirements-*
	@$(call install,requirements-dev.lock)
	@$(PY) -m compileall -q $(FLOORS)
	@touch $(RUNTIME) $@

$(RUNTIME):
	@echo "正在准备环境 .venv/，只需一次。Preparing .venv/, once."
	@$(prepare)
	@rm -f $(VENV)/.requirements-*
	@$(call install,requirements.lock)
	@$(PY) -m compileall -q $(FLOORS)
	@touch $@

## run: the bot; without BOT_TOKEN the demo, on http://127.0.0.1:8080/
run: $(RUNTIME)
	@$(PY) -m bot run

PLUGINS := -p tests.house.walked -p tests.house.loudly -p tests.house.pace

# Where there is room in memory, the tests' files lie there: thousands of small databases need not survive a power cut.
ROOM := 4000000
MEMORY = $(shell [ "$$(df --output=avail /dev/shm 2>/dev/null | tail -n 1)" -gt $(ROOM) ] 2>/dev/null && echo TMPDIR=/dev/shm)

# Compiled tests are kept, and what is marked in the code: else each worker would work out all of it anew.
PYTEST := PYTHONDONTWRITEBYTECODE= $(PY) -m pytest

## test: every check, every test, and how much of the code the tests walked through
test:
	@$(MAKE) -j 2 --output-sync=target check _compiled
	@$(MEMORY) $(PYTEST) -n 3 --dist worksteal $(PLUGINS)

_compiled: setup
	@PYTHONDONTWRITEBYTECODE= $(PY) -m tests.house.marked
	@$(PYTEST) --collect-only -qq >/dev/null

## check: what needs no run of the program
check: setup
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --check --quiet .
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports --no-logo
	@$(PY) -m deptry .
	@! grep -nE 'https?://' *.lock

## bench: the benchmarks, as ratios; also in bench/results.json
bench: setup
	@$(PY) -m bench

## faults: a hundred seeded kills of the real process on each database, five thousand steps of matters and of reports
## (few are in `make test`)
faults: setup
	@FAULTS=100 MATTERS=5000 REPORTS=5000 WHISTLES=2000 REPLAY_KILLS=60 $(PY) -m pytest -n 2 $(FAULTED)

FAULTED := tests/faults tests/replay tests/services/test_matters_at_random.py \
	tests/services/test_issues_at_random.py tests/services/test_whistles_at_random.py

## mutation: every change a tool can think of to the rules of votes; what no test notices must be explained
mutation: setup
	@$(call install,requirements-mutation.lock)
	@PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 $(PY) tools/mutation.py

## citizens: real citizens' messages, which lie beside the project, each of them fed as a report
citizens: setup
	@CITIZENS_FILE="$(CITIZENS)" $(PY) -m pytest tests/beside/test_citizens.py

## citizens-replay: the same messages and replies on their own dates, over nine years, also with a hundred kills (docs/replay.md)
citizens-replay: setup
	@CITIZENS_FILE="$(CITIZENS)" $(MEMORY) $(PY) -m pytest tests/beside/test_citizens_replay.py

CITIZENS = $${CITIZENS_FILE:-../shared/data/teddy2020c/fj4_replies_2816.csv}

## lock: the lock files from pyproject.toml, with hashes and without addresses
lock:
	@command -v uv >/dev/null || test -x $(VENV)/bin/uv || \
		{ echo "make lock 需要 uv：$(PY) -m pip install uv。make lock needs uv: $(PY) -m pip install uv." >&2; exit 1; }
	@PATH="$$PATH:$(VENV)/bin" uv pip compile pyproject.toml $(LOCKING) -o requirements.lock
	@PATH="$$PATH:$(VENV)/bin" uv pip compile pyproject.toml --group dev $(LOCKING) -o requirements-dev.lock
	@PATH="$$PATH:$(VENV)/bin" uv pip compile --group mutation -c requirements-dev.lock $(LOCKING) -o requirements-mutation.lock

LOCKING := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet
