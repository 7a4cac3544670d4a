#!/bin/sh
# Install a hashed lock into the environment: with uv, or with venv and pip where uv cannot be had.
set -eu
lock=$1 python=$2 venv=$3
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Python 3.11 or newer is needed; this one is $("$python" --version)." >&2
  exit 1
}
echo "Installing what the application needs ($lock)…"
if [ -x .tools/bin/uv ]; then
  export UV_PYTHON_DOWNLOADS=never
  [ -x "$venv/bin/python" ] || .tools/bin/uv venv -q "$venv" --python "$python"
  .tools/bin/uv pip install -q --python "$venv/bin/python" --require-hashes -r "$lock"
else
  [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
  "$venv/bin/python" -m pip install -q --require-hashes -r "$lock"
fi
# Compiled once, quietly: Whoosh 2.7.4 is older than two warnings of the language.
"$venv/bin/python" -W ignore -m compileall -q "$venv"/lib/python*/site-packages/whoosh || true
