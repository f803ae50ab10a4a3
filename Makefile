# make demo   sets everything up and makes the example report
# make test   sets up the tools as well and runs every check: the same as CI
# make test-spark  the same for Spark and Dask, which it installs: several hundred megabytes
# make bench  measures speed
# make docs   renews what is made from the code: pages under docs/, and the texts for translators
# make clean  removes what these have made

PYTHON_HERE := .venv/bin/python

.PHONY: help demo test test-spark bench docs clean

help:
	@sed -n '/^# make/s/^# //p' Makefile

demo:
	@sh scripts/set-up.sh run
	@. scripts/library-path.sh && $(PYTHON_HERE) -m impact_check demo -o out
	@echo 'Before you type impact-check in a terminal window:  . .venv/bin/activate'

test:
	@sh scripts/set-up.sh dev
	$(PYTHON_HERE) -m ruff check .
	$(PYTHON_HERE) -m ruff format --check .
	$(PYTHON_HERE) -m mypy
	.venv/bin/lint-imports
	$(PYTHON_HERE) -m impact_check lint
	$(PYTHON_HERE) -m impact_check prove
	$(PYTHON_HERE) -m impact_check test
	. scripts/library-path.sh && $(PYTHON_HERE) -m pytest --numprocesses=auto --dist=worksteal

test-spark:
	@sh scripts/set-up.sh spark
	$(PYTHON_HERE) -m pytest -m spark tests/bulk

bench:
	@sh scripts/set-up.sh run
	@. scripts/library-path.sh && $(PYTHON_HERE) benchmarks/bench.py

docs:
	@sh scripts/set-up.sh dev
	$(PYTHON_HERE) scripts/make_docs.py
	$(PYTHON_HERE) scripts/make_pot.py

clean:
	rm -rf .venv out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
