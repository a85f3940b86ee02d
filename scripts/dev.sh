#!/usr/bin/env bash
# The demo, built again and restarted when a source changes. A failed build leaves the running demo alone.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

scripts/tools.sh wasm
server=
stop() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
  fi
}
trap stop EXIT
trap 'exit 130' INT TERM

state() {
  # A file may vanish while find looks at it.
  { find app documents domain migrations server store style Cargo.toml Cargo.lock -type f -printf '%p %T@\n' 2>/dev/null || true; } |
    LC_ALL=C sort | sha256sum
}

built=
while true; do
  now="$(state)"
  if [ "$now" != "$built" ]; then
    built="$now"
    if cargo build -p server && scripts/build-site.sh; then
      stop
      "$CARGO_TARGET_DIR/debug/ogonhojd" demo "$@" &
      server=$!
    else
      say "the build failed; waiting for the next change"
    fi
  fi
  sleep 1
done
