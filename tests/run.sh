#!/bin/sh
# Every lane, one after the other; each says how many tests it ran.
set -eu
sh tests/install_system_packages.sh
pytest=".venv/bin/python -m pytest"
echo "== style"
.venv/bin/ruff check . && .venv/bin/ruff format --check .
echo "== everything on SQLite: house, units, journeys, packaging"
$pytest -n 2 --dist loadfile --ignore tests/browser
echo "== everything that touches the database, on PostgreSQL; the index is the same on both"
TEST_DATABASE=postgresql $pytest -n 2 --dist loadfile tests/security tests/core tests/accounts tests/needs \
  tests/directory tests/questions tests/pairings tests/outputs tests/finder tests/programme tests/exchange \
  tests/administration tests/journeys tests/house/test_schema.py --ignore tests/core/search \
  --ignore tests/finder/test_rebuilding.py --ignore tests/finder/test_hostile.py \
  --ignore tests/pairings/test_proposing.py
echo "== a real browser: wide and narrow, light and dark, with scripts and without, with axe"
$pytest -n 2 --dist loadfile tests/browser
