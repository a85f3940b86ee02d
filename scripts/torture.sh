#!/usr/bin/env bash
# Kills the server at random while people save, on both databases, against a ledger of what it acknowledged; then disconnects
# clients in the middle of saving. On this machine's loopback only. KILLS, PG_KILLS and DISCONNECTS say how often.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

scripts/tools.sh wasm postgres
scripts/build-site.sh
cargo build -p server --bin ogonhojd --example torture
built="$CARGO_TARGET_DIR/debug"

if [ "${1:-}" = postgres ]; then
  # Called again below, inside a cluster of its own.
  work="$2"
  database="${TEST_PG_URL%/*}/torture"
  psql -q "$TEST_PG_URL" -c 'create database torture'
  "$built/ogonhojd" migrate --database "$database" --keys "$work/pg-keys" >"$work/pg-migrate.log"
  exec "$built/examples/torture" "$built/ogonhojd" "$database" "$work/pg-keys" "${PG_KILLS:-200}" "${DISCONNECTS:-10000}"
fi

work="$(mktemp -d "${TMPDIR:-/tmp}/ogonhojd-torture.XXXXXX")"
trap 'rm -rf "$work"' EXIT
say "SQLite: ${KILLS:-1000} kills under load, ${DISCONNECTS:-10000} disconnects"
"$built/ogonhojd" migrate --database "sqlite:$work/o.sqlite" --keys "$work/keys" >"$work/migrate.log"
"$built/examples/torture" "$built/ogonhojd" "sqlite:$work/o.sqlite" "$work/keys" "${KILLS:-1000}" "${DISCONNECTS:-10000}"
say "PostgreSQL: ${PG_KILLS:-200} kills under load, ${DISCONNECTS:-10000} disconnects"
scripts/pg-cluster.sh run "$0" postgres "$work"
say "nothing that was acknowledged is lost"
