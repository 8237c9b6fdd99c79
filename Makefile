# Two commands: `make run` and `make test`. The rest is what they are made of.
# The long forms of what `make test` does shortly: bench-long, test-attacks, test-faults.
.PHONY: help setup run test check format bench bench-long test-attacks test-faults client clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t12

setup: ## .venv, dependencies, front end, translations
	@scripts/setup.sh

run: setup ## the whole program on http://127.0.0.1:8000 (Ctrl-C stops it)
	@exec .venv/bin/caunoi run

test: setup ## every test, browser tests included
	@scripts/browser.sh
	@scripts/test-tools.sh
	.venv/bin/python -m pytest -n 2 --dist loadfile

test-attacks: setup ## what somebody who means harm tries: every role, every object, every operation
	CAUNOI_ATTACKS=long .venv/bin/python -m pytest tests/attacks -v --durations=5 -m "long or not long"

test-faults: setup ## processes killed for real, services and disk gone (100 rounds; CAUNOI_FAULT_ROUNDS)
	CAUNOI_FAULT_ROUNDS=$${CAUNOI_FAULT_ROUNDS:-100} .venv/bin/python -m pytest tests/faults -v -s -m "long or not long"

check: setup ## lint, format, types, walls, foreign keys, translations, migrations
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache
	.venv/bin/caunoi texts check
	CAUNOI_DB_OWNER=1 .venv/bin/caunoi makemigrations --check --dry-run
	.venv/bin/python -m pytest tests/architecture

format: setup ## put the code in order
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

bench: setup ## what is measured, against the bare database
	.venv/bin/python bench/journal_append.py
	.venv/bin/python bench/units_convert.py
	.venv/bin/python bench/transfer_authority.py
	.venv/bin/python bench/index.py --entries 1000000 --postgresql 250000
	.venv/bin/python bench/cascade.py
	.venv/bin/python bench/meetings.py
	.venv/bin/python bench/api_throughput.py
	.venv/bin/python bench/filing.py --filings 100 --dossiers 20000
	.venv/bin/python bench/pages.py --dossiers 20000
	.venv/bin/python bench/reorganise.py --each 100 --dossiers 5000
	.venv/bin/python bench/hanoi.py --dossiers 300
	.venv/bin/python bench/spike.py --seconds 10
	.venv/bin/python bench/soak.py --minutes 2

bench-long: setup ## the same with a million dossiers (some hours)
	.venv/bin/python bench/filing.py --filings 400 --dossiers 1000000
	.venv/bin/python bench/pages.py --dossiers 1000000
	.venv/bin/python bench/reorganise.py --each 500 --dossiers 1000000
	.venv/bin/python bench/index.py --entries 20000000
	.venv/bin/python bench/hanoi.py --dossiers 66000
	.venv/bin/python bench/spike.py --seconds 60
	.venv/bin/python bench/soak.py --minutes 30

client: setup ## a typed Python client of the API, in build/client
	@scripts/client.sh

clean: ## remove what was built; .data (the database) stays
	rm -rf .venv node_modules caunoi/ui/static/dist
