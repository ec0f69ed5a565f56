#!/usr/bin/env bash
# Installs Spark and the wheel of examples/python into an environment inside this folder, runs the tests.
set -euo pipefail
cd "$(dirname "$0")"
step() { printf '\n== %s\n' "$*"; }

step "environment"
if ! command -v java > /dev/null; then
    apt-get install -y --no-install-recommends openjdk-17-jre-headless > /dev/null ||
        {
            printf '\n!! SKIPPED: no Java (Debian: openjdk-17-jre-headless); Spark is not tested\n' >&2
            # STRICT=1: what cannot be tried is a failure.
            [ -z "${STRICT:-}" ] || exit 1
            exit 0
        }
fi
[ -x .venv/bin/python ] || "${PYTHON:-python3}" -m venv .venv
python=.venv/bin/python
$python -m pip install --quiet 'pyspark>=4,<5' 'pyarrow>=16' 'pandas>=2.2,<3' 'pytest>=8'

step "wheel"
if ! ls ../python/dist/sladd-*.whl > /dev/null 2>&1; then
    $python -m pip install --quiet 'maturin>=1.9,<2'
    PYO3_BUILD_EXTENSION_MODULE=1 $python -m maturin build --release --manifest-path ../python/Cargo.toml --out ../python/dist \
        ${CARGO_BUILD_JOBS:+-j "$CARGO_BUILD_JOBS"}
fi
$python -m pip install --quiet --force-reinstall --no-deps ../python/dist/sladd-*.whl

step "tests"
$python -m pytest -ra "$@"
