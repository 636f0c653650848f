# What one does with this repository: `make` lists it. Installing is part of each target, and is done once.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test search mutants check lint style fix audit bench understanding told docs screenshots manifest image-check lock clean python node chromium

VENV := .venv
CODE := app.py bot cards cases dialogs state_machines storage
PY := $(VENV)/bin/python
CODE_INSTALLED := $(VENV)/.installed
TOOLS_INSTALLED := $(VENV)/.tools-installed
NODE_INSTALLED := playground/node_modules/.installed
# One worker more than processors, since stories wait for a browser a third of the time; whoever is done takes over from
# the others, because some tests take a minute.
WORKERS = $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")
# What was compiled is kept, also where the shell says otherwise: some hundred programs start from the same files.
PYTEST = PYTHONDONTWRITEBYTECODE= $(PY) -m pytest -n $(WORKERS) --dist worksteal

# Without what it found the last time it takes twenty seconds of one processor: `make test` runs it beside the tests.
TYPES = $(VENV)/bin/mypy --strict

# The lock was made with 3.11; every later version will do.
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3.14 python3 python,\
	$(shell command -v $(name) >/dev/null 2>&1 && $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))

PIP_INSTALL := $(PY) -m pip install -qq --disable-pip-version-check --require-hashes

help:  ## list what one can do
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: node $(CODE_INSTALLED) $(NODE_INSTALLED)  ## the bot and four Playgrounds: an employee, the Privacy Officer, the FG, legal affairs
	@$(PY) -m playground.run

test: chromium style  ## install what is needed and run everything
	@$(TYPES) & types=$$!; $(PYTEST); tests=$$?; wait $$types || { echo "The types do not fit: see above." >&2; exit 1; }; \
		exit $$tests

search: $(TOOLS_INSTALLED)  ## new examples for every property: make search MINUTES=30
	@$(PY) -m tests.search --minutes "$(or $(MINUTES),10)" $(if $(SEED),--seed "$(SEED)") $(PATHS)

mutants: $(TOOLS_INSTALLED)  ## small faults in the changed code, and which no test notices: make mutants COUNT=100
	@$(PY) -m tests.mutants $(if $(BASE),--base "$(BASE)") $(if $(COUNT),--count "$(COUNT)") \
		$(if $(SEED),--seed "$(SEED)") $(PATHS)

check: lint  ## formatting, lint, types, contracts and the fast tests
	$(PYTEST) -m "not playground and not crash"

lint: style  ## formatting, lint, types and contracts
	$(TYPES)

style: node $(TOOLS_INSTALLED) $(NODE_INSTALLED)
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/lint-imports

fix: $(TOOLS_INSTALLED)  ## format, and repair what lint can repair by itself
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

audit: python node  ## known vulnerabilities of all that is locked; asks the internet
	@test -x .audit-venv/bin/pip-audit || { $(PYTHON) -m venv .audit-venv && \
		.audit-venv/bin/pip install -qq --disable-pip-version-check --require-hashes -r requirements-audit.txt; }
	.audit-venv/bin/pip-audit --strict --require-hashes --disable-pip -r requirements.txt -r requirements-dev.txt
	npm audit --prefix playground --omit=dev

bench: $(TOOLS_INSTALLED)  ## turns per second and the start, beside other bots; what many organisations cost
	$(PY) -m bench
	$(PY) -m bench.organisations

understanding: $(TOOLS_INSTALLED)  ## learn again from the sentences in dialogs/dutch/sentences: some minutes
	$(PY) -m bench.understanding train

told: $(TOOLS_INSTALLED)  ## what every card, letter, list and conversation says, written down anew
	$(PY) -m tests.cards.outlines
	$(PY) -m tests.cases.as_told
	$(PY) -m tests.dialogs.as_told

docs: node $(NODE_INSTALLED) chromium told  ## the drawings of the flows, the settings, the gallery of cards, what is told
	$(PY) app.py flows
	$(PY) app.py settings
	$(PY) -m tests.cards.gallery
	$(PY) -m bench.lengths

screenshots: node $(TOOLS_INSTALLED) $(NODE_INSTALLED) chromium  ## the pictures of the README and docs/handleiding, from a real run
	$(PY) -m tests.playground.screenshots

manifest: $(CODE_INSTALLED)  ## the Teams app package: make manifest APP_ID=<guid> DOMAIN=<host>
	@$(PY) -m manifest.build $(if $(APP_ID),--app-id "$(APP_ID)") --domain "$(DOMAIN)" \
		$(if $(ORGANISATION),--organisation "$(ORGANISATION)")

image-check: $(TOOLS_INSTALLED)  ## carry out the steps of the Dockerfile in a folder, without a daemon
	@$(PY) -m tests.deploy.image_check

lock: python  ## lock the requirements again after a change in a .in file
	@test -x .lock-venv/bin/pip-compile || { $(PYTHON) -m venv .lock-venv && \
		.lock-venv/bin/pip install --quiet --disable-pip-version-check pip-tools==7.6.2; }
	@for part in requirements requirements-dev requirements-audit; do \
		CUSTOM_COMPILE_COMMAND="make lock" .lock-venv/bin/pip-compile --quiet --no-config --strip-extras --allow-unsafe \
			--generate-hashes --no-emit-index-url --no-emit-find-links \
			--output-file $$part.txt $$part.in || exit 1; \
	done

clean:  ## remove everything that was installed or made
	rm -rf $(VENV) .lock-venv .audit-venv playground/node_modules playground/.run build
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing: install it (on Debian: apt-get install python3 python3-venv)." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing: install it (on Debian and Ubuntu: apt-get install python3-venv)." >&2; exit 1; }

node:
	@command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 \
		&& node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' \
		|| { echo "Node.js 20 or newer with npm is missing: install it (on Debian and Ubuntu: apt-get install nodejs npm)." >&2; exit 1; }

chromium:
	@command -v chromium >/dev/null 2>&1 || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null 2>&1 \
		&& echo "Installing Chromium ..." && apt-get update -qq >/dev/null \
		&& DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
		|| { echo "Chromium is missing: install it (on Debian: apt-get install chromium)." >&2; exit 1; }

$(PY): | python
	@$(PYTHON) -m venv $(VENV)

$(CODE_INSTALLED): requirements.txt | $(PY)
	@echo "Installing the Python packages ..."
	@$(PIP_INSTALL) -r requirements.txt
	@$(PY) -m compileall -q $(CODE)  # else, where nothing may be written, each start does it
	@touch $@

$(TOOLS_INSTALLED): requirements-dev.txt $(CODE_INSTALLED)
	@echo "Installing the tools for the tests ..."
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@

$(NODE_INSTALLED): playground/package-lock.json | node
	@echo "Installing the Playground and Azurite ..."
	@npm ci --prefix playground --loglevel=error --no-audit --no-fund >/dev/null
	@touch $@
