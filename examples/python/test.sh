#!/usr/bin/env bash
# Builds the wheel, installs it into an environment of its own inside this folder, runs the tests.
set -euo pipefail
cd "$(dirname "$0")"
step() { printf '\n== %s\n' "$*"; }
# STRICT=1: what cannot be tried is a failure.
skipped() { printf '\n!! SKIPPED: %s\n' "$*" >&2; [ -z "${STRICT:-}" ] || exit 1; }
jobs=(${CARGO_BUILD_JOBS:+-j "$CARGO_BUILD_JOBS"})

step "environment"
[ -x .venv/bin/python ] || "${PYTHON:-python3}" -m venv .venv
python=.venv/bin/python
$python -m pip install --quiet 'maturin>=1.9,<2' 'pytest>=8' 'pyarrow>=16' 'mypy>=1.11,<3'
# Presidio stands on spaCy; neither needs a model here.
$python -m pip install --quiet 'presidio-analyzer>=2.2,<3' || skipped "presidio-analyzer does not install; its adapter is not tested"

step "format, lints"
# What maturin sets too, so that lints and wheel share their builds: the module is linked by the Python that loads it.
export PYO3_BUILD_EXTENSION_MODULE=1 PYO3_PYTHON="$PWD/$python"
cargo fmt --check
cargo clippy --quiet --release "${jobs[@]}" --all-targets -- -D warnings

step "wheel"
rm -rf dist
$python -m maturin build --release --out dist "${jobs[@]}"
$python -m pip install --quiet --force-reinstall --no-deps dist/sladd-*.whl
ls -l dist

step "tests"
$python -m pytest
