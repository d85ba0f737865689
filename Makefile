# The doors of the project: each sets up what it needs, once, and remembers it under .venv/.

.DEFAULT_GOAL := run
.PHONY: run setup test fast eval clean

# The newest set-up is remembered in stamp files, so that a second call starts at once.
VENV    := .venv
BIN     := $(VENV)/bin
STAMP   := $(VENV)/.stamp
STORE   := $(or $(PARC_STORE),var/store)
ADDRESS := 127.0.0.1
PORT    := 8501

OCR_PACKAGES  := tesseract-ocr tesseract-ocr-vie
TEST_PACKAGES := $(OCR_PACKAGES) chromium fonts-dejavu-core fonts-noto-core
# Ubuntu's package named chromium only installs a snap, which a container cannot run; the tests then say what is missing.

# The first Python of at least 3.11; PYTHON=… on the command line overrules it.
PYTHON ?= $(shell for python in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

# How system packages can be installed here: as root, by sudo without a password, or not at all (empty).
APT := $(shell command -v apt-get >/dev/null && { [ "$$(id -u)" = 0 ] && echo "env DEBIAN_FRONTEND=noninteractive apt-get" \
	|| { sudo -n true 2>/dev/null && echo "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get"; }; })

# $(call system,PACKAGES,WHAT IS MISSED): installs them, or says the line to type and goes on.
system = if [ -n "$(APT)" ] && $(APT) update -qq >&2 && $(APT) install -y -qq --no-install-recommends $(1) >&2; then touch $@; \
	else echo "Chưa cài được: $(2). Hãy gõ: sudo apt-get install $(1)" >&2; fi

run: $(STAMP)-run $(STAMP)-ocr
	@case "$$($(BIN)/python -m parc_search sources --json --store $(STORE) 2>/dev/null | tr -d '[:space:]')" in \
		""|"[]") $(BIN)/python -m parc_search ingest eval/corpus --store $(STORE);; esac
	@echo "PARC Search: http://$(ADDRESS):$(PORT)" >&2
	@PARC_STORE=$(STORE) $(BIN)/streamlit run app.py --server.address $(ADDRESS) --server.port $(PORT) --server.headless true \
		--browser.gatherUsageStats false

# What the command line needs, and no more.
setup: $(STAMP)-run

test: $(STAMP)-test $(STAMP)-browser
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

fast: $(STAMP)-test
	$(BIN)/ruff check .
	$(BIN)/python -m pytest -q -n auto -m "not slow and not browser and not ocr and not evaluation"

eval: $(STAMP)-test
	$(BIN)/python -m eval run
	$(BIN)/python -m eval table

# The store in var/ is the user's and stays.
clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP)-venv:
	@[ -n "$(PYTHON)" ] || { echo "Cần Python 3.11 trở lên. Hãy gõ: sudo apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { [ -n "$(APT)" ] && $(APT) update -qq && $(APT) install -y -qq python3-venv; } >&2 \
		|| { echo "Python thiếu mô-đun venv. Hãy gõ: sudo apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(STAMP)-run: requirements.txt pyproject.toml | $(STAMP)-venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(STAMP)-test: requirements-dev.txt $(STAMP)-run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(STAMP)-ocr: | $(STAMP)-venv
	@if tesseract --list-langs 2>/dev/null | grep -qx vie; then touch $@; else $(call system,$(OCR_PACKAGES),đọc văn bản quét bằng OCR); fi

$(STAMP)-browser: | $(STAMP)-venv
	@if tesseract --list-langs 2>/dev/null | grep -qx vie && command -v chromium >/dev/null; then touch $@; \
		else $(call system,$(TEST_PACKAGES),trình duyệt và OCR cho kiểm thử); fi
