#!/usr/bin/env bash
# Tests the service over HTTP and in Chromium; `./run.sh start` starts it instead. Installs what it lacks.
set -euo pipefail
cd "$(dirname "$0")"
step() { printf '\n== %s\n' "$*"; }

step "the scrubber for browsers"
if [ -s ../browser/dist/sladd.wasm ] && [ -z "$(find ../../src ../../dictionaries ../browser/src ../browser/js ../browser/tools -newer ../browser/dist/sladd.wasm -type f -print -quit)" ]; then
    echo "is there"
elif ! ../browser/build.sh; then
    echo "chat-service: WITHOUT WEBASSEMBLY THE PAGE DOES NOT WARN; messages are masked all the same" >&2
fi

if [ "${1:-test}" = start ]; then
    exec cargo run --quiet --release
fi

step "lints"
cargo fmt --check
cargo clippy --quiet --all-targets -- -D warnings

step "tests over HTTP"
cargo test --quiet

step "tests in Chromium"
if [ ! -x "${CHROMIUM:-/usr/bin/chromium}" ]; then
    echo "chat-service: installing chromium" >&2
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >&2 ||
        echo "chat-service: CHROMIUM COULD NOT BE INSTALLED: nothing is tried in a browser" >&2
fi
cargo build --quiet
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --silent --no-audit --no-fund
npx tsc
SERVICE="$(cargo metadata --format-version 1 --no-deps | node -pe 'JSON.parse(require("fs").readFileSync(0)).target_directory')/debug/sladd-chat-service" \
    npm test --silent
