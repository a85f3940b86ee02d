#!/usr/bin/env bash
# Installs what is missing for a purpose: tools.sh rust | wasm | browser | postgres | all
# Quick when nothing is missing. Says in one line what it installs.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

# apt_install COMMAND-OR-FILE PACKAGE…: installs the Debian packages unless the first argument is there.
apt_updated=
apt_install() {
  local wanted="$1"
  shift
  if [ -e "$wanted" ] || command -v "$wanted" >/dev/null; then return; fi
  say "installing $* (apt)"
  if [ -z "$apt_updated" ]; then
    as_root apt-get update -qq
    apt_updated=1
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# npm_install FOLDER WHERE: the packages of FOLDER's lock file in WHERE/node_modules, once for each lock file.
npm_install() {
  local from="$1" into="$2" stamp lock
  lock="$(hash_of "$from/package.json" "$from/package-lock.json")"
  stamp="$into/node_modules/.installed-$lock"
  if [ -e "$stamp" ]; then return; fi
  say "installing the npm packages of ${from#"$ROOT"/}"
  mkdir -p "$into"
  if [ "$from" != "$into" ]; then cp "$from/package.json" "$from/package-lock.json" "$into/"; fi
  npm ci --prefix "$into" --no-audit --no-fund --loglevel=error
  touch "$stamp"
}

rust() {
  command -v cargo >/dev/null || fail "cargo is missing: install Rust 1.95 or newer with rustup, see https://rustup.rs"
  apt_install cc build-essential
}

# With the dependencies that its authors locked. Where the registry no longer has one of those, the tool could not be
# built at all, so then, and only then, with the newest compatible ones, and it says so.
install_wasm_bindgen() {
  # Unoptimised: it runs for a second at each build, and optimising it would take minutes of the first one.
  local command=(cargo install wasm-bindgen-cli --version "$1" --debug --quiet --force --root "$TOOLS" --target-dir "$TOOLS/target")
  local errors="$TOOLS/wasm-bindgen.log"
  if "${command[@]}" --locked 2>"$errors"; then return; fi
  cat "$errors" >&2
  if ! grep -q '(locked to ' "$errors"; then return 1; fi
  say "the registry lacks a version that wasm-bindgen $1 locks: building it with compatible ones instead"
  "${command[@]}"
}

wasm() {
  rust
  command -v npm >/dev/null || fail "npm is missing: install Node 20 or newer"
  if [ ! -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
    say "installing Rust's wasm32-unknown-unknown target (rustup)"
    rustup target add wasm32-unknown-unknown
  fi
  local version
  version="$(locked_version wasm-bindgen)"
  if [ "$("$TOOLS/bin/wasm-bindgen" --version 2>/dev/null)" != "wasm-bindgen $version" ]; then
    say "building wasm-bindgen $version (cargo, a few minutes, once)"
    install_wasm_bindgen "$version"
    rm -rf "$TOOLS/target"
  fi
  npm_install "$ROOT/scripts" "$NODE_TOOLS"
}

browser() {
  command -v npm >/dev/null || fail "npm is missing: install Node 20 or newer"
  apt_install "${CHROMIUM:-/usr/bin/chromium}" chromium fonts-dejavu-core
  apt_install pdftotext poppler-utils
  apt_install faketime faketime
  npm_install "$ROOT/end2end" "$ROOT/end2end"
}

postgres() {
  if [ -x /usr/lib/postgresql/15/bin/initdb ]; then return; fi
  # Debian's package makes and starts a server of its own when it is first installed; this one is only for tests.
  local conf=/etc/postgresql-common/createcluster.d/ogonhojd-no-cluster.conf
  as_root mkdir -p "${conf%/*}"
  echo 'create_main_cluster = false' | as_root tee "$conf" >/dev/null
  apt_install /usr/lib/postgresql/15/bin/initdb postgresql-15
  as_root rm -f "$conf"
}

for purpose in "$@"; do
  case "$purpose" in
    rust | wasm | browser | postgres) "$purpose" ;;
    all) wasm; browser; postgres ;;
    *) fail "tools.sh: unknown purpose: $purpose" ;;
  esac
done
