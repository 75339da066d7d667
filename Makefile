PORT ?= 8000
PIPS ?= default
BIN := $(if $(filter Windows_NT,$(OS)),.venv/Scripts,.venv/bin)
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' 2>/dev/null && echo $$p && break; done)
# Every file that git has or would have: a page that was begun a minute ago is looked at as well.
FILES := git ls-files --cached --others --exclude-standard
SUDO := $(shell test "$$(id -u)" = 0 || echo sudo)
LOOK := $(FILES) -z | $(BIN)/prek run --files0-from -
export DENO_NO_UPDATE_CHECK := 1
export DENO_DIR := .cache/deno
# What a target cannot do without, said before anything runs.
needs = $(if $(filter $1,$(MAKECMDGOALS)),$(if $(strip $($2)),,$(error write $3)))
$(call needs,prove,PAGE,which page: make prove PAGE=read-timeout)
$(call needs,release,VERSION,which version: make release VERSION=2026.12)
$(call needs,upload,VERSION,which release: make upload VERSION=2026.12)
$(call needs,publish,VERSION,which version: make publish VERSION=dev)

.PHONY: help serve site wheel test verify check prove format record bench merge mutants drift messages links windows release publish upload clean lock system pips browser

help: ## list what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

serve: .venv/ready ## read the site at http://localhost:8000 (PORT=... for another), with live reload
	$(BIN)/pipclinic serve --port $(PORT)

site: .venv/ready ## build the site into site/
	$(BIN)/pipclinic build

wheel: .venv/ready ## build the wheel for readers into dist/: pipclinic explain, and all that it knows
	$(BIN)/pipclinic wheel

upload: .venv/ready ## attach the wheel to its release, and publish it on PyPI, which trusts the workflow
	gh release create "$(VERSION)" dist/*.whl --verify-tag --notes-from-tag
	$(BIN)/uv publish --trusted-publishing always dist/*.whl

test: .venv/ready pips browser ## run every command on every page, and all other tests (PIPS=all for every pip)
	$(BIN)/python -m pytest --pip $(PIPS)

verify: .venv/ready ## run every command on every page and write the report, without other tests (PIPS=...)
	$(BIN)/pipclinic verify --pip $(PIPS)

check: .venv/ready ## look for mistakes without running anything
	$(LOOK)

prove: .venv/ready pips ## prove one page (PAGE=its-slug) with every pip that runs here, and record what they print
	$(LOOK)
	$(BIN)/pipclinic claims "$(PAGE)"
	$(BIN)/python -m pytest -qq -vv --tb=short tests/test_messages.py
	$(BIN)/pipclinic mutants "$(PAGE)"
	$(BIN)/pipclinic record "$(PAGE)"
	$(BIN)/python -m pytest -q --tb=short tests/test_diagnosis.py
	$(BIN)/pipclinic check

format: .venv/ready ## put code and snippets into their standard form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(FILES) '*.sh' | xargs $(BIN)/shfmt -w
	$(BIN)/deno fmt --quiet

record: .venv/ready pips ## rewrite the recordings of what pip prints
	$(BIN)/pipclinic record

bench: .venv/ready browser ## print how long a diagnosis takes in Chromium
	$(BIN)/python -m tests.benchmark

merge: .venv/ready ## make one report of those in .cache/shards
	$(BIN)/pipclinic merge .cache/shards/*/report.json

mutants: .venv/ready pips ## spoil every case on purpose, and name each spoiled one that still holds
	$(BIN)/pipclinic mutants --into .cache/drift/mutants.md

drift: .venv/ready ## run every command with the newest pip there is, at its own pace, and compare
	$(BIN)/pipclinic drift

messages: .venv/ready ## name what the newest pip there is can print, and nobody has thought of
	$(BIN)/pipclinic messages --into .cache/drift/messages.md

links: .venv/ready ## ask every site that a page links to whether the page is still there
	mkdir -p .cache/drift
	$(BIN)/lychee --no-progress --scheme https --scheme http --format markdown --output .cache/drift/links.md \
		--max-retries 3 --accept 200..=299,403,429 README.md CONTRIBUTING.md docs

windows: .venv/ready ## what can be tried on Windows: the pages, the site, what readers install, the PowerShell snippets
	$(BIN)/pipclinic check
	$(BIN)/pipclinic build
	$(BIN)/pipclinic wheel
	$(BIN)/pipclinic explain read-timeout
	$(BIN)/pipclinic run -- $(BIN)/python -c "print('as it is')"
	$(BIN)/python -m pytest tests/test_powershell.py

release: check ## write down, commit and tag a release (VERSION=2026.12), and say what to push
	$(BIN)/pipclinic release "$(VERSION)"

publish: .venv/ready ## build a version and push it to the branch gh-pages (VERSION=dev, or a release)
	$(BIN)/pipclinic publish "$(VERSION)" --push

clean: ## remove everything that was made here
	rm -rf .venv .cache dist site

lock: .venv/ready ## choose new versions of what we depend on
	$(BIN)/uv pip compile pyproject.toml --extra mcp --group author --group site --group test --group dev --upgrade --quiet \
		--universal --python-version 3.11.5 --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links --output-file requirements.lock

system: ## install what a sandbox with a root of its own needs (Debian and Ubuntu)
	command -v bwrap >/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends bubblewrap git; }

pips: .venv/ready
	$(BIN)/pipclinic pips

browser: .venv/ready
	$(BIN)/python tests/browser.py

.venv/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "pip clinic needs Python 3.11.5 or newer: install one, or name it: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) pipclinic/prepare.py
