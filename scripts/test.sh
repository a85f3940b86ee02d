#!/usr/bin/env bash
# All tests. The runners' own closing lines are repeated at the end, because hundreds of lines stand between them.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

scripts/tools.sh all
log="$(mktemp -d "${TMPDIR:-/tmp}/ogonhojd-test.XXXXXX")"
trap 'rm -rf "$log"' EXIT

say "licences, bans and sources of the dependencies; forbidden patterns"
node scripts/deny.mjs
node scripts/forbidden.mjs

say "Rust tests, on SQLite and on a PostgreSQL of their own"
# Compiled before the database is started, so that it runs only as long as it is needed. This builds the program as well.
cargo test --workspace --no-run
scripts/pg-cluster.sh run cargo test --workspace --no-fail-fast 2>&1 | tee "$log/rust"

say "recovery of PostgreSQL to a point in time"
scripts/recovery-drill.sh 2>&1 | tee "$log/recovery"

say "journeys in Chromium, with and without scripts"
scripts/build-site.sh
(cd end2end && npx --no-install playwright test) 2>&1 | tee "$log/journeys"

say "summary"
grep -E '^test result:' "$log/rust" | grep -v ' 0 passed; 0 failed' || true
awk '/^test result:/ { for (i = 1; i < NF; i++) if ($(i + 1) ~ /^passed/) passed += $i } END { printf "Rust: %d passed\n", passed }' "$log/rust"
tail -n 1 "$log/recovery"
tail -n 5 "$log/journeys" | grep -E '[0-9]+ (passed|failed|flaky|skipped)|no panic'
