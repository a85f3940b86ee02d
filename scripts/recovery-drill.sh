#!/usr/bin/env bash
# PostgreSQL's recovery to a point in time, as docs/operations/backup.md describes it, tried on a throw-away cluster: a copy of the
# running cluster, its log kept as it is written, and back to the moment before somebody did what they should not have.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
BIN=/usr/lib/postgresql/15/bin
program="$CARGO_TARGET_DIR/debug/ogonhojd"

"$ROOT/scripts/tools.sh" postgres >&2
dir="$(mktemp -d /tmp/ogonhojd-recovery.XXXXXX)"
# PostgreSQL refuses to run as root.
as_owner() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}
stop() { as_owner "$BIN/pg_ctl" -D "$dir/$1" -m "$2" -s -w stop; }
clean_up() {
  for data in data back; do
    if [ -e "$dir/$data/postmaster.pid" ]; then stop "$data" immediate || true; fi
  done
  rm -rf "$dir"
}
trap clean_up EXIT

mkdir "$dir/log" "$dir/ours"
if [ "$(id -u)" = 0 ]; then chown -R postgres "$dir" && chown root "$dir/ours"; fi
chmod 711 "$dir"
cd "$dir"
port="$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')"
as_owner "$BIN/initdb" -D "$dir/data" -U ogonhojd --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
cat >>"$dir/data/postgresql.conf" <<CONF
port = $port
listen_addresses = '127.0.0.1'
unix_socket_directories = '$dir'
archive_mode = on
archive_command = 'test ! -f $dir/log/%f && cp %p $dir/log/%f'
CONF
begin() { as_owner "$BIN/pg_ctl" -D "$dir/$1" -l "$dir/$1.log" -w -s start >/dev/null || fail "$(tail -n 5 "$dir/$1.log")"; }
begin data

export OGONHOJD_DATABASE="postgres://ogonhojd@127.0.0.1:$port/postgres" OGONHOJD_KEYS="$dir/ours/keys" OGONHOJD_CHECKPOINTS="$dir/ours/checkpoints"
sql() { psql -qtA "postgres://ogonhojd@127.0.0.1:$port/postgres" -c "$1"; }
add() { "$program" user add --user-name "$1" --name "$2" --role administrator --municipality "Granvattna kommun" >/dev/null; }
"$program" migrate >/dev/null
add asa "Åsa Lindehag"
as_owner "$BIN/pg_basebackup" -D "$dir/back" -h "$dir" -p "$port" -U ogonhojd --checkpoint=fast --wal-method=none
add bo "Bo Almhag"
"$program" audit checkpoint >/dev/null
moment="$(sql 'select clock_timestamp()')"
sleep 1
add cia "Cia Granlöf"
"$program" audit checkpoint >/dev/null
sql 'select pg_switch_wal()' >/dev/null
stop data fast

say "back to $moment"
began="$(date +%s)"
cat >>"$dir/back/postgresql.conf" <<CONF
restore_command = 'cp $dir/log/%f %p'
recovery_target_time = '$moment'
recovery_target_action = 'promote'
CONF
as_owner touch "$dir/back/recovery.signal"
begin back
for _ in $(seq 100); do
  [ "$(sql 'select pg_is_in_recovery()')" = f ] && break
  sleep 0.1
done
say "recovered in $(($(date +%s) - began)) s"

people="$("$program" user list)"
grep -q "Bo Almhag" <<<"$people" || fail "what was written before the moment is missing"
if grep -q "Cia Granlöf" <<<"$people"; then fail "what was written after the moment is still there"; fi
if told="$("$program" audit verify)"; then fail "the trail does not tell that its end is missing"; fi
grep -qi "truncated" <<<"$told" || fail "another cause than the one it has: $told"
"$program" audit recovered
"$program" audit verify || fail "the trail is not whole after the recovery was signed"
add cia "Cia Granlöf"
"$program" audit verify
say "the recovery holds what was written before, nothing of what came after, and says so"
