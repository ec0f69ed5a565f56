#!/usr/bin/env bash
# Builds the library and uses it from C (with the sanitizer and valgrind where they are) and from Java.
set -euo pipefail
cd "$(dirname "$0")"
step() { printf '\n== %s\n' "$*"; }
# STRICT=1: what cannot be tried is a failure.
skipped() { printf '\n!! SKIPPED: %s\n' "$*" >&2; [ -z "${STRICT:-}" ] || exit 1; }
jobs=(${CARGO_BUILD_JOBS:+-j "$CARGO_BUILD_JOBS"})

step "format, lints"
cargo fmt --check
cargo clippy --quiet --release "${jobs[@]}" --all-targets -- -D warnings

step "build, the border by itself"
cargo build --quiet --release "${jobs[@]}"
cargo test --release "${jobs[@]}"
target="$(cargo metadata --format-version 1 --no-deps | python3 -c 'import json,sys; print(json.load(sys.stdin)["target_directory"])')/release"
library="$target/libsladd_ffi.so"

step "the header is the one that cbindgen writes"
if command -v cbindgen > /dev/null || apt-get install -y --no-install-recommends cbindgen > /dev/null 2>&1; then
    mkdir -p build
    cbindgen --quiet --config cbindgen.toml --output build/sladd.h .
    diff -u include/sladd.h build/sladd.h || { echo "run: cbindgen --config cbindgen.toml --output include/sladd.h ."; exit 1; }
else
    skipped "cbindgen is not to be had; the header is compared with the symbols only"
fi
# Both ways: nothing is declared that is not there, nothing is there that is not declared.
diff <(grep -oE '\bsladd_[a-z0-9_]+\(' include/sladd.h | tr -d '(' | sort -u) \
     <(nm -D --defined-only "$library" | awk '$2 == "T" {print $3}' | grep '^sladd_' | sort -u)

step "C"
mkdir -p build
warnings=(-std=c11 -Wall -Wextra -Wpedantic -Werror)
cc "${warnings[@]}" -O1 -g -Iinclude c/test.c -o build/test "$library" -Wl,-rpath,"$target" -lpthread
build/test
# C++ reads the header too.
echo '#include "sladd.h"' | c++ -std=c++17 -Wall -Wextra -Werror -Iinclude -fsyntax-only -x c++ -
if cc "${warnings[@]}" -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -Iinclude c/test.c \
        -o build/test_asan "$library" -Wl,-rpath,"$target" -lpthread 2> build/asan.log; then
    step "C, with the address sanitizer"
    ASAN_OPTIONS=detect_leaks=1 build/test_asan
else
    skipped "cc has no address sanitizer"
fi
if command -v valgrind > /dev/null; then
    step "C, under valgrind"
    # Memory that is still reachable is the dictionaries, which live as long as the process.
    valgrind --quiet --leak-check=full --errors-for-leak-kinds=definite,indirect --show-leak-kinds=definite,indirect \
        --error-exitcode=9 build/test
else
    skipped "valgrind is not installed"
fi

step "Java"
if command -v javac > /dev/null && home="$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")" && [ -f "$home/include/jni.h" ]; then
    cc "${warnings[@]}" -O2 -g -fPIC -shared -Iinclude -I"$home/include" -I"$home/include/linux" java/jni/sladd_jni.c \
        -o build/libsladd_jni.so "$library" -Wl,-rpath,"$target" -Wl,--no-undefined
    "$home/bin/javac" -Xlint:all -Werror --release 17 -encoding UTF-8 -d build/classes java/src/sladd/*.java java/test/*.java
    # -Xcheck:jni makes the JVM look at every call of the glue and complain.
    "$home/bin/java" -Xcheck:jni -Dfile.encoding=UTF-8 -Dsladd.library="$PWD/build/libsladd_jni.so" -cp build/classes \
        SladdTest > build/java.log 2>&1 || { cat build/java.log; exit 1; }
    cat build/java.log
    if grep -q 'WARNING in native method\|FATAL ERROR in native method' build/java.log; then exit 1; fi
else
    skipped "no JDK with jni.h (Debian: openjdk-17-jdk-headless): Java is not tested"
fi
