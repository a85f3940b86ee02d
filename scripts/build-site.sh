#!/usr/bin/env bash
# Builds what a browser loads into $OGONHOJD_ASSETS (otherwise $CARGO_TARGET_DIR/site): script, wasm, style, each
# with its content's hash in the name and compressed neighbours, and manifest.txt. Does nothing when the sources
# are the same as last time.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

WASM="$CARGO_TARGET_DIR/wasm32-unknown-unknown/wasm-release/app.wasm"
SITE="$OGONHOJD_ASSETS"

sources="$(
  {
    rustc --version
    find app domain style -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
    sha256sum Cargo.toml Cargo.lock scripts/build-site.sh scripts/site.mjs scripts/package-lock.json
  } | sha256sum | cut -c1-64
)"
# The wasm with its names stays in the target folder, where `make check` reads it.
if [ -e "$WASM" ] && [ "$(cat "$SITE/.sources" 2>/dev/null)" = "$sources" ] &&
  awk '{ print $NF }' "$SITE/manifest.txt" | (cd "$SITE/pkg" && xargs ls >/dev/null 2>&1); then
  exit 0
fi

if [ -n "$(ls -A "$SITE" 2>/dev/null)" ] && [ ! -e "$SITE/manifest.txt" ]; then
  fail "$SITE is neither empty nor a site: it would be replaced"
fi

say "building the site into $SITE"
work="$(mktemp -d "${TMPDIR:-/tmp}/ogonhojd-site.XXXXXX")"
trap 'rm -rf "$work" "$SITE.new"' EXIT

# Names are kept for the regex check; wasm-bindgen removes them from what is served.
cargo build -p app --lib --features hydrate --target wasm32-unknown-unknown --profile wasm-release \
  --config 'profile.wasm-release.strip="none"'
"$TOOLS/bin/wasm-bindgen" "$WASM" --target web --out-name ogonhojd --out-dir "$work" --no-typescript \
  --remove-name-section --remove-producers-section
# The features that rustc's target turns on, and no more, or the result might need a newer browser.
node "$NODE_TOOLS/node_modules/binaryen/bin/wasm-opt" -Oz \
  --enable-bulk-memory --enable-bulk-memory-opt --enable-multivalue --enable-mutable-globals \
  --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext \
  "$work/ogonhojd_bg.wasm" -o "$work/optimised.wasm"
mv "$work/optimised.wasm" "$work/ogonhojd_bg.wasm"

rm -rf "$SITE.new"
mkdir -p "$SITE.new"
node scripts/site.mjs pack "$work" style "$SITE.new"
echo "$sources" >"$SITE.new/.sources"
rm -rf "$SITE"
mv "$SITE.new" "$SITE"
