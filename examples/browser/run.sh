#!/usr/bin/env bash
# Builds the module, checks its types and tests it natively, in node and in Chromium. Installs what it lacks.
set -euo pipefail
cd "$(dirname "$0")"
step() { printf '\n== %s\n' "$*"; }

step "lints and tests of the Rust side, natively"
cargo fmt --check
cargo clippy --quiet --all-targets -- -D warnings
cargo test --quiet

step "the module"
./build.sh

step "types and tests of the JavaScript side"
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --silent --no-audit --no-fund
if [ ! -x "${CHROMIUM:-/usr/bin/chromium}" ]; then
    echo "browser: installing chromium" >&2
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >&2 ||
        echo "browser: CHROMIUM COULD NOT BE INSTALLED: nothing is tried in a browser" >&2
fi
npx tsc
npm test --silent
