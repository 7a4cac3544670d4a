#!/bin/sh
# Every lane, one after the other; each says how many tests it ran.
set -eu
sh tests/install_system_packages.sh
pytest=".venv/bin/python -m pytest"
echo "== style"
.venv/bin/ruff check . && .venv/bin/ruff format --check .
echo "== everything on SQLite"
$pytest -n 2 -m "not browser"
echo "== everything that touches the database, on PostgreSQL"
TEST_DATABASE=postgresql $pytest -n 2 -m "not browser" $(cat tests/on_postgresql.txt)
echo "== a real browser"
$pytest tests/browser
