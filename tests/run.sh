#!/bin/sh
# Every lane, one after the other; each says how many tests it ran. Within twenty minutes on two cores:
# what is asked of every address is asked on PostgreSQL, which forgives less; of the rooms, PostgreSQL
# runs those whose queries change most. `make test-postgresql` runs all of them there.
set -eu
sh tests/install_system_packages.sh
pytest=".venv/bin/python -m pytest -n 2 --dist loadfile"
echo "== style"
.venv/bin/ruff check . && .venv/bin/ruff format --check .
echo "== everything on SQLite: house, units, journeys, packaging"
$pytest --ignore tests/browser --ignore tests/security/test_addresses.py
echo "== the database, on PostgreSQL"
TEST_DATABASE=postgresql $pytest tests/security tests/core tests/needs tests/questions tests/pairings \
  tests/outputs tests/administration tests/journeys tests/house/test_schema.py \
  --ignore tests/core/search --ignore tests/pairings/test_proposing.py
echo "== a real browser: wide and narrow, light and dark, with scripts and without, with axe"
$pytest tests/browser
