# Commands of Huqyq. `make` lists them.
.DEFAULT_GOAL := help
.PHONY: help run test lint clean

help: # list the commands
	@sed -n 's/^\([a-z]*\): .*# /make \1	/p' Makefile

run: # set up, import the example reports and start the archive; PORT=8001 make run for another port
	@sh scripts/run

test: lint # set up and run every check and test
	@DJANGO_SETTINGS_MODULE=tests.settings .venv/bin/python manage.py makemigrations --check --dry-run
	@.venv/bin/python -m pytest

lint: # set up and check style and types
	@sh scripts/setup requirements-dev.txt
	@.venv/bin/python -m ruff check
	@.venv/bin/python -m ruff format --check
	@.venv/bin/python -m mypy

clean: # remove the virtual environment and caches; never the archive's data in var/
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './var/*' -prune -exec rm -rf {} +
