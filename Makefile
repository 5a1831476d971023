# Everything runs in .venv, which is made on first use and again when pyproject.toml changes.
# Needed beforehand: make and Python 3.11 or newer. On Debian the rest is installed with apt-get
# if that is allowed; else one line says what to install.

PYTHON ?= python3

python := .venv/bin/python
here := $(shell pwd | cksum | cut -d ' ' -f 1)# in the stamps: a folder that moved is installed anew
installed := .venv/.installed-$(here)
installed_dev := .venv/.installed-dev-$(here)

.DEFAULT_GOAL := help
.PHONY: help env report test check check-full lint format types imports rules locales bench clean system system-dev

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile

env: $(installed_dev) ## make .venv with everything

report: $(installed) ## Kenya against the UN Convention against Cybercrime, as build/KEN-unccc.pdf
	$(python) -m treatygap assess profiles/KEN.yaml -i unccc -o build/KEN-unccc.pdf

test: $(installed_dev) ## run the tests
	$(python) -m pytest --numprocesses auto --hypothesis-profile ci

check: lint types imports rules ## check code, types, layers and rulesets

check-full: $(installed_dev) report ## hold the whole Kenya report against PDF/UA-1 and PDF/A-3a (a minute, 1.3 GB)
	qpdf --check build/KEN-unccc.pdf
	$(python) tests/verapdf.py ua1,3a build/KEN-unccc.pdf

lint: $(installed_dev)
	$(python) -m ruff check .
	$(python) -m ruff format --check .

types: $(installed_dev)
	$(python) -m mypy

imports: $(installed_dev)
	.venv/bin/lint-imports

locales: $(installed) ## bring the catalogues of translations up to date with the English
	$(python) -m treatygap translations --update

rules: $(installed_dev)
	$(python) -m treatygap ruleset check --mutate

format: $(installed_dev) ## format the code
	$(python) -m ruff check --fix-only .
	$(python) -m ruff format .

bench: $(installed_dev) ## measure start-up, a bill, and the report against Typst
	$(python) benchmarks/cold_start.py
	$(python) benchmarks/batch.py
	$(python) benchmarks/overlay.py
	$(python) benchmarks/plan.py
	$(python) benchmarks/report.py

clean: ## remove what was built; the environment stays
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find engine tests benchmarks -name __pycache__ -exec rm -rf {} +

system:
	@.ci/system-packages 'python3-venv=$(PYTHON) -c "import ensurepip, venv"' \
	    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk

system-dev: | system
	@.ci/system-packages 'poppler-utils=pdftotext -v' 'qpdf=qpdf --version' \
	    'default-jre-headless=java -version' libjaxb-java \
	    'libreoffice-writer-nogui=soffice --version' 'chromium=chromium --version'

$(installed): pyproject.toml | system
	test -x $(python) || $(PYTHON) -m venv --clear .venv
	$(python) -m pip install --quiet --upgrade 'pip>=25.1'
	$(python) -m pip install --quiet --editable .
	touch $@

$(installed_dev): $(installed) | system-dev
	$(python) -m pip install --quiet --group dev
	touch $@
