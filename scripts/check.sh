#!/usr/bin/env bash
# Everything short of running the tests. Texts complete in both languages are the compiler's matter.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

scripts/tools.sh wasm

say "formatting"
cargo fmt --all --check

say "forbidden patterns"
node scripts/forbidden.mjs

say "licences, bans and sources of the dependencies"
node scripts/deny.mjs
# Finds the same and more; not asked for, because building it takes longer than everything else here.
if command -v cargo-deny >/dev/null; then cargo deny --config scripts/deny.toml --offline check bans licenses sources; fi

say "the same migrations for both databases"
[ -d migrations/sqlite ] && [ -d migrations/postgres ] || fail "migrations/sqlite or migrations/postgres is missing"
diff <(ls migrations/sqlite) <(ls migrations/postgres) || fail "migrations/sqlite and migrations/postgres have different files"

say "syntax of scripts"
for file in scripts/*.sh .ci/run; do bash -n "$file"; done
find scripts end2end -name '*.mjs' -not -path '*/node_modules/*' -print0 | xargs -0 -n 1 node --check

say "clippy"
cargo clippy --workspace --all-targets -- -D warnings

say "no regex in the wasm"
scripts/build-site.sh
node scripts/site.mjs names "$CARGO_TARGET_DIR/wasm32-unknown-unknown/wasm-release/app.wasm"

say "all checks passed"
