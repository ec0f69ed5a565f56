#!/usr/bin/env bash
# Makes dist/: the module, its JavaScript and the demo. Uses rustup's wasm32 target when it is installed, else Debian's
# rustc-web with a standard library built along.
set -euo pipefail
cd "$(dirname "$0")"

# The dictionaries and weights, packed: half of what gzip makes of them. A page should not wait for words.
out="$(realpath -m "${CARGO_TARGET_DIR:-target}")"
pack() {
    mkdir -p "$out"
    "$1" --edition 2024 -O tools/pack.rs -o "$out/pack"
    "$out/pack" ../.. "$out/packed.bin"
}
export SLADD_PACKED="$out/packed.bin"

# SIMD is in every browser since 2023 (Safari 16.4). Fewer functions are copied into their callers than would be by default:
# 11 kB less to fetch.
export RUSTFLAGS="-C target-feature=+simd128,+bulk-memory,+sign-ext,+nontrapping-fptoint -C llvm-args=--inline-threshold=120 --cfg sladd_packed"
target=wasm32-unknown-unknown

if [ -d "$(rustc --print sysroot 2> /dev/null)/lib/rustlib/$target" ]; then
    pack rustc
    library=shipped
    cargo build --release --lib --target $target
else
    missing=()
    for pair in rustc-web:/usr/share/doc/rustc-web cargo-web:/usr/share/doc/cargo-web rust-web-src:/usr/share/doc/rust-web-src \
        libstd-rust-web-dev:/usr/share/doc/libstd-rust-web-dev lld-22:/usr/bin/wasm-ld-22; do
        [ -e "${pair#*:}" ] || missing+=("${pair%%:*}")
    done
    if [ ${#missing[@]} -gt 0 ]; then
        echo "browser: installing ${missing[*]}" >&2
        if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >&2; then
            echo "browser: NO COMPILER FOR WEBASSEMBLY: install ${missing[*]}, or rustup target add $target" >&2
            exit 3
        fi
    fi
    pack /usr/bin/rustc
    library=small
    # Most sorts are of some findings: the standard library's small ones do, and are 30 kB less to fetch.
    RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-22 \
        /usr/bin/cargo build --release --lib --target $target -Zbuild-std=std,panic_abort \
        -Zbuild-std-features=optimize_for_size
fi

rm -rf dist && mkdir -p dist
install -m 644 "$out/$target/release/sladd_browser.wasm" dist/sladd.wasm
cp js/sladd.js dist/
cp demo/* dist/
gzip -9 -k dist/sladd.wasm
# The standard library that rustup ships has the large sorts; the test of the size allows for them.
echo "$library" > dist/standard-library.txt
ls -l dist/sladd.wasm
printf 'gzip -9: %s bytes\n' "$(wc -c < dist/sladd.wasm.gz)"
if command -v brotli > /dev/null; then printf 'brotli -q 11: %s bytes\n' "$(brotli -q 11 -w 24 -c dist/sladd.wasm | wc -c)"; fi
