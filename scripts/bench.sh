#!/usr/bin/env bash
# Measures, on a demo of its own: pages against ceilings in the same run, what the browser loads, a letter's PDF, start-up,
# memory, and a load of many people on both databases. Exits with 1 after an error or a panic, not for a slow page.
#
#   PROFILE=dev    with the unoptimised program, to try this script; the ratios then say nothing
#   BUILD=0        with what is already built
#   CLIENTS, SECONDS_OF_LOAD (50, 60)        people and time of the load
#   ROUNDS, ROUND_SECONDS, ROUND_CLIENTS (3, 8, 16)   for the ratios: rounds of each, interleaved
#   ONLY="ratios weight start load"          parts to do
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

PROFILE="${PROFILE:-release}"
CLIENTS="${CLIENTS:-50}"
SECONDS_OF_LOAD="${SECONDS_OF_LOAD:-60}"
ROUNDS="${ROUNDS:-3}"
ROUND_SECONDS="${ROUND_SECONDS:-8}"
ROUND_CLIENTS="${ROUND_CLIENTS:-16}"
ONLY="${ONLY:-ratios weight start load}"
case "$PROFILE" in
  release) built="$CARGO_TARGET_DIR/release" profile=(--release) ;;
  dev) built="$CARGO_TARGET_DIR/debug" profile=() ;;
  *) fail "PROFILE is release or dev, not $PROFILE" ;;
esac
program="$built/ogonhojd"
command -v curl >/dev/null || fail "curl is missing: install it"

if [ "${BUILD:-1}" != 0 ]; then
  scripts/tools.sh wasm
  scripts/build-site.sh
  cargo build "${profile[@]}" -p server --bin ogonhojd --example ceiling
fi
[ -x "$program" ] || fail "there is no $program: run without BUILD=0"

work="$(mktemp -d "${TMPDIR:-/tmp}/ogonhojd-bench.XXXXXX")"
running=()
cluster=
worst=0

# stop PID: asks a process of this script to end, and waits for it.
stop() {
  local pid="$1" left=()
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  for other in "${running[@]}"; do
    if [ "$other" != "$pid" ]; then left+=("$other"); fi
  done
  running=("${left[@]}")
}
clean_up() {
  for pid in "${running[@]}"; do stop "$pid"; done
  if [ -n "$cluster" ]; then scripts/pg-cluster.sh stop "$cluster"; fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

wants() { [[ " $ONLY " == *" $1 "* ]]; }
milliseconds() { echo $(((${EPOCHREALTIME/[.,]/} - $1) / 1000)); }

# start NAME COMMAND…: runs it until it says its address, which comes into URL; the process into PID, its output into LOG.
start() {
  local name="$1"
  shift
  LOG="$work/$name.log"
  : >"$LOG"
  "$@" >>"$LOG" 2>&1 &
  PID=$!
  running+=("$PID")
  URL=
  for _ in $(seq 12000); do
    URL="$(sed -n 's|^.*is ready: \(http://[^/]*\)/$|\1|p' "$LOG")"
    if [ -n "$URL" ]; then return; fi
    kill -0 "$PID" 2>/dev/null || fail "$name ended: $(tail -n 3 "$LOG")"
    sleep 0.01
  done
  fail "$name did not start: $(tail -n 3 "$LOG")"
}

# Sets ACCOUNT, LIST, STEP, ASSESSMENT, LETTER and LETTER_ACCOUNT from the demo at URL.
find_pages() {
  node scripts/load.mjs find --url "$URL" >"$work/pages.json"
  eval "$(node -e '
    const found = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    const names = { account: "ACCOUNT", list: "LIST", step: "STEP", assessment: "ASSESSMENT", letter: "LETTER", letterAccount: "LETTER_ACCOUNT" };
    for (const [key, name] of Object.entries(names)) console.log(`${name}="${found[key].replace(/[^a-z0-9\/?=.-]/g, "")}"`);
  ' "$work/pages.json")"
}

# one NAME URL PATH PID: one round, its figures added to NAME.rounds.
one() {
  node scripts/load.mjs run --url "$2" --origin "$demo" --account "$ACCOUNT" --paths "$3" --pid "$4" --log "$demo_log" \
    --clients "$ROUND_CLIENTS" --seconds "$ROUND_SECONDS" --label "$1" --json "$work/round.json" >"$work/round.txt" ||
    { cat "$work/round.txt"; fail "$1 answered with errors"; }
  cat "$work/round.json" >>"$work/$1.rounds"
}

ratios() {
  say "pages against ceilings: $ROUNDS rounds of $ROUND_SECONDS s each, interleaved, $ROUND_CLIENTS clients"
  local demo="$URL" demo_log="$LOG" demo_pid="$PID"
  node scripts/load.mjs get --url "$URL" --account "$ACCOUNT" --path "$LIST" --out "$work/list.html" >/dev/null
  node scripts/load.mjs get --url "$URL" --account "$ACCOUNT" --path "$STEP" --out "$work/step.html" >/dev/null
  start ceiling-list "$built/examples/ceiling" "sqlite:$work/demo.sqlite" "$work/list.html"
  local list_url="$URL" list_pid="$PID"
  start ceiling-step "$built/examples/ceiling" "sqlite:$work/demo.sqlite" "$work/step.html"
  local step_url="$URL" step_pid="$PID"
  for _ in $(seq "$ROUNDS"); do
    one list-page "$demo" "$LIST" "$demo_pid"
    one list-bare "$list_url" /list "$list_pid"
    one list-bytes "$list_url" /bytes "$list_pid"
    one step-page "$demo" "$STEP" "$demo_pid"
    one step-bare "$step_url" "/step/$ASSESSMENT" "$step_pid"
    one step-bytes "$step_url" /bytes "$step_pid"
  done
  stop "$list_pid"
  stop "$step_pid"
  node -e '
    const { readFileSync, statSync } = require("fs");
    const work = process.argv[1];
    const median = (list) => {
      list.sort((a, b) => a - b);
      return (list[Math.floor((list.length - 1) / 2)] + list[Math.floor(list.length / 2)]) / 2;
    };
    const of = (name) => {
      const rounds = readFileSync(`${work}/${name}.rounds`, "utf8").trim().split("\n").map(JSON.parse);
      const each = (pick) => median(rounds.map(pick));
      return { perSecond: each((r) => r.all.perSecond), p95: each((r) => r.all.p95), cpu: each((r) => r.serverCpuMs), own: each((r) => r.ownCpuShare) };
    };
    for (const [page, title] of [["list", "case list"], ["step", "step page"]]) {
      const got = { page: of(`${page}-page`), bare: of(`${page}-bare`), bytes: of(`${page}-bytes`) };
      console.log(`${title}, ${statSync(`${work}/${page}.html`).size} bytes, medians:`);
      for (const [name, f] of Object.entries(got))
        console.log(`    ${name.padEnd(5)} ${f.perSecond.toFixed(0).padStart(6)} requests/s, p95 ${f.p95.toFixed(1)} ms, server CPU ${f.cpu.toFixed(2)} ms a request, client ${(f.own * 100).toFixed(0)} % of a core`);
      const ratio = (a, b) => (a / b).toFixed(2);
      console.log(`    page/bare handler with the same SQL: ${ratio(got.page.perSecond, got.bare.perSecond)} (must 0.35, goal 0.5); by server CPU ${ratio(got.bare.cpu, got.page.cpu)}`);
      console.log(`    page/same bytes from memory: ${ratio(got.page.perSecond, got.bytes.perSecond)}; by server CPU ${ratio(got.bytes.cpu, got.page.cpu)}`);
    }
  ' "$work"
  URL="$demo" LOG="$demo_log" PID="$demo_pid"
}

weight() {
  local wasm js
  wasm="$(cat "$OGONHOJD_ASSETS"/pkg/*.wasm.br | wc -c)"
  js="$(cat "$OGONHOJD_ASSETS"/pkg/*.js.br | wc -c)"
  say "a page with an island loads, in brotli: wasm $wasm + script $js = $((wasm + js)) bytes (must 150000, goal 100000)"
  node scripts/load.mjs get --url "$URL" --account "$LETTER_ACCOUNT" --path "$LETTER" --out "$work/letter.pdf" >"$work/letter.json"
  node -e '
    const f = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    console.log(`==> letter PDF over http: ${f.medianMs.toFixed(0)} ms (median of 9 after a first; must 200, goal 50), ${f.bytes} bytes (must 200000, goal 60000)`);
  ' "$work/letter.json"
}

# On the database that the demo has filled and left.
start_up() {
  "$program" migrate --database "sqlite:$work/demo.sqlite" --keys "$work/keys" >/dev/null
  local began times=() memory
  for _ in 1 2 3 4 5; do
    began="${EPOCHREALTIME/[.,]/}"
    start serve "$program" serve --listen 127.0.0.1:0 --database "sqlite:$work/demo.sqlite" --keys "$work/keys"
    until curl -fs -o /dev/null "$URL/readyz"; do sleep 0.01; done
    times+=("$(milliseconds "$began")")
    sleep 1
    memory="$(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$PID/status")"
    stop "$PID"
  done
  say "start to /readyz: ${times[*]} ms (must 1000, goal 300); idle memory $memory MiB (must 120, goal 60)"
}

# load ENGINE: many people on the demo at URL, as browsers ask.
load() {
  node scripts/load.mjs run --url "$URL" --account "$ACCOUNT" --paths "$LIST,$STEP" --encoding br --pid "$PID" --log "$LOG" \
    --clients "$CLIENTS" --seconds "$SECONDS_OF_LOAD" --label "$1" || worst=1
  echo "    memory afterwards $(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$PID/status") MiB"
}

say "$(date -u +%F), profile $PROFILE, $(nproc) cores, $(awk -F ': ' '/^model name/ { print $2; exit }' /proc/cpuinfo), load before $(cut -d ' ' -f 1 /proc/loadavg); the client runs on the same machine"
start demo "$program" demo --listen 127.0.0.1:0 --database "sqlite:$work/demo.sqlite"
find_pages
if wants ratios; then ratios; fi
if wants weight; then weight; fi
if wants load; then
  say "$CLIENTS people for $SECONDS_OF_LOAD s on SQLite, case list and step page, in brotli (p95 must 100 ms, p99 must 250 ms)"
  load SQLite
fi
stop "$PID"
if wants start; then start_up; fi
if wants load; then
  eval "$(scripts/pg-cluster.sh start | grep -E '^(PG_CLUSTER_DIR|TEST_PG_URL)=')"
  cluster="$PG_CLUSTER_DIR"
  start demo-postgres "$program" demo --listen 127.0.0.1:0 --database "$TEST_PG_URL"
  find_pages
  say "$CLIENTS people for $SECONDS_OF_LOAD s on PostgreSQL (a throw-away one that does not wait for the disk)"
  load PostgreSQL
  stop "$PID"
fi
if grep -l 'panicked at' "$work"/*.log; then
  worst=1
  say "the logs above have panics"
else
  say "no panic in any log"
fi
exit "$worst"
