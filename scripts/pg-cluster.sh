#!/usr/bin/env bash
# A throw-away PostgreSQL 15 for tests, on a free port, in a temporary folder. Never touches a server that is running.
#
#   pg-cluster.sh run CMD…     starts it, runs CMD with TEST_PG_URL set, stops and removes it, exits as CMD did
#   pg-cluster.sh start        starts it and prints, for eval: PG_CLUSTER_DIR=… and TEST_PG_URL=…
#   pg-cluster.sh stop FOLDER  stops and removes what start made
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
BIN=/usr/lib/postgresql/15/bin

# PostgreSQL refuses to run as root.
as_owner() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'
}

# Sets DIR and TEST_PG_URL.
start() {
  "$ROOT/scripts/tools.sh" postgres >&2
  # /tmp, whatever TMPDIR says: a socket's path may have 107 bytes, and the owner must be able to reach it.
  DIR="$(mktemp -d /tmp/ogonhojd-pg.XXXXXX)"
  local password port attempt
  password="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
  echo "$password" >"$DIR/password"
  if [ "$(id -u)" = 0 ]; then chown -R postgres "$DIR"; fi
  cd "$DIR"
  as_owner "$BIN/initdb" -D "$DIR/data" -U ogonhojd --pwfile="$DIR/password" --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$DIR/initdb.log" 2>&1 || fail "initdb failed: $(tail -n 3 "$DIR/initdb.log")"
  for attempt in 1 2 3; do
    port="$(free_port)"
    # Nothing here has to survive a power cut, so nothing waits for the disk.
    if as_owner "$BIN/pg_ctl" -D "$DIR/data" -l "$DIR/server.log" -w -s start -o "-p $port -k $DIR \
      -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
      -c max_connections=200" >/dev/null 2>&1; then
      TEST_PG_URL="postgres://ogonhojd:$password@127.0.0.1:$port/postgres"
      cd "$ROOT"
      return
    fi
    say "PostgreSQL did not start on port $port (attempt $attempt)" >&2
  done
  tail -n 5 "$DIR/server.log" >&2
  fail "PostgreSQL did not start"
}

stop() {
  case "$1" in /tmp/ogonhojd-pg.*) ;; *) fail "not a folder made by pg-cluster.sh start: $1" ;; esac
  cd /
  if [ -e "$1/data/postmaster.pid" ]; then
    as_owner "$BIN/pg_ctl" -D "$1/data" -m immediate -s -w stop || true
  fi
  rm -rf "$1"
}

DIR=
clean_up() { if [ -n "$DIR" ]; then stop "$DIR"; fi; }

case "${1:-}" in
  run)
    shift
    [ $# -gt 0 ] || fail "usage: pg-cluster.sh run CMD…"
    here="$PWD"
    trap clean_up EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    start
    export TEST_PG_URL
    cd "$here"
    "$@"
    ;;
  start)
    trap clean_up EXIT
    start
    printf 'PG_CLUSTER_DIR=%q\nTEST_PG_URL=%q\n' "$DIR" "$TEST_PG_URL"
    trap - EXIT
    ;;
  stop) stop "${2:?usage: pg-cluster.sh stop FOLDER}" ;;
  *) fail "usage: pg-cluster.sh run CMD… | start | stop FOLDER" ;;
esac
