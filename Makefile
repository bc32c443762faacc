# The commands of a checkout: `make run` serves the real graph, `make test` passes all checks.
# Each sets up what it needs first: a virtual environment from the lock file, and the front-end bundle.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STATIC := src/kg/web/static
SOURCES := $(shell find frontend -path frontend/node_modules -prune -o -type f -print)

.PHONY: run test checks lint types contracts frontend-types unit coverage tour data lock clean

run: $(VENV)/.installed $(STATIC)/manifest.json
	$(BIN)/kg serve $(if $(PORT),--port $(PORT))

# What needs no tests and what tests need is made side by side, then the tests run.
test: $(VENV)/.installed $(STATIC)/manifest.json
	$(MAKE) --jobs=2 --output-sync=target checks
	$(MAKE) unit

checks: lint types contracts frontend-types $(VENV)/.chromium $(VENV)/.hosts $(VENV)/.spectral

lint: $(VENV)/.installed
	$(BIN)/ruff format --check
	$(BIN)/ruff check

types: $(VENV)/.installed
	$(BIN)/mypy

contracts: $(VENV)/.installed
	$(BIN)/lint-imports

frontend-types: $(STATIC)/manifest.json
	$(BIN)/python frontend/hatch_build.py check

unit: $(VENV)/.installed $(STATIC)/manifest.json $(VENV)/.chromium $(VENV)/.hosts $(VENV)/.spectral
	$(BIN)/python -m pytest --numprocesses auto --dist loadscope

# Which lines and branches the tests reach, and that they are 95 in a hundred; tracing makes them slower.
coverage: $(VENV)/.installed $(STATIC)/manifest.json $(VENV)/.chromium $(VENV)/.hosts $(VENV)/.spectral
	$(BIN)/python -m pytest --numprocesses auto --dist loadscope --cov --cov-report=term

# The pictures of the tour along the pages, made anew.
tour: $(VENV)/.installed $(STATIC)/manifest.json $(VENV)/.chromium
	UPDATE_TOUR=1 $(BIN)/python -m pytest --no-cov tests/browser/test_tour.py

# The graph from the fact tables, if you have them: make data FACTS=folder TEXTS=folder
data: $(VENV)/.installed
	$(BIN)/kg import $(FACTS) --texts $(TEXTS)

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Samenspel needs Python 3.11 or newer; give it with make PYTHON=...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(STATIC)/manifest.json: $(VENV)/.installed $(SOURCES)
	$(BIN)/python frontend/hatch_build.py

# Browser tests use Debian's chromium; as root it is installed here, otherwise this says what to install. Its shell without windows
# opens a page much sooner: the tests use that where Debian has it.
$(VENV)/.chromium: $(VENV)/.installed
	@if command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	else echo 'The browser tests need Chromium: install it with "sudo apt-get install chromium" and run make test again.' >&2; exit 1; fi
	@if ! command -v chromium-headless-shell >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	(apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium-headless-shell) >/dev/null 2>&1 || true; fi
	touch $@

# Web servers that a site of plain files is tried on; without them those tests are skipped, and say so.
$(VENV)/.hosts: $(VENV)/.chromium
	@if command -v nginx >/dev/null && command -v apache2 >/dev/null && command -v caddy >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then RUNLEVEL=1 apt-get install -y -qq --no-install-recommends nginx-light apache2 caddy >/dev/null || true; \
	else echo 'To try a site on web servers as well: sudo apt-get install nginx-light apache2 caddy' >&2; fi
	touch $@

# The linter of the NL API Design Rules, which only the tests need.
$(VENV)/.spectral: $(VENV)/.installed tests/conformance/package-lock.json
	$(BIN)/python tests/conformance/spectral.py
	touch $@

lock:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --group dev --group bench --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras \
		--no-annotate --custom-compile-command "make lock" --output-file requirements.lock

clean:
	rm -rf $(VENV) $(STATIC) frontend/node_modules
