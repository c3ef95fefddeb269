# make demo   make test   make lint   make long   make bench   make clean
PYTHON ?= python3
BIN := .venv/bin
CITY := examples/stoke
DAY := 2026-09-30
KINDS := agencies settings teams people assignments absences completions decisions tags needs

.PHONY: demo test lint long bench clean

demo: .venv/installed
	rm -f $(CITY)/records.sqlite*
	cd $(CITY) && ../../$(BIN)/python city.py --people 2000 --seed 1 --as-at $(DAY) --csv records
	cd $(CITY) && ../../$(BIN)/skills init
	cd $(CITY) && for kind in $(KINDS); do \
		../../$(BIN)/skills import $$kind records/$$kind.csv --as-at $(DAY) || exit; done
	cd $(CITY) && ../../$(BIN)/skills gaps --as-at $(DAY)

test: lint
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: .venv/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# More and larger worlds than make test has time for.
long: .venv/installed-test
	SKILLS_LONG=1 $(BIN)/python -m pytest -n auto --dist loadfile -m long

bench: .venv/installed-test
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf .venv $(CITY)/records $(CITY)/records.sqlite* $(CITY)/.skills

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv .venv
	touch $@

.venv/installed: .venv/made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

.venv/installed-test: .venv/made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	touch $@ .venv/installed
