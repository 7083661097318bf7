# Thin over dev.py, which needs nothing but Python: `python dev.py run` does the same on Windows and macOS.
PYTHON ?= python3

.PHONY: run test faults bench lint format install

run test faults bench lint format install:
	@$(PYTHON) dev.py $@
