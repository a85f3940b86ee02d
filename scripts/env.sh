# Shared by the scripts; source it. Caches live outside the checkout so that a clean clone need not
# compile the world again, and nothing relies on their being there.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
CACHE="$HOME/.cache/ogonhojd"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$CACHE/target}"
export OGONHOJD_ASSETS="${OGONHOJD_ASSETS:-$CARGO_TARGET_DIR/site}"
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
TOOLS="$CACHE/tools"
NODE_TOOLS="$CACHE/node"
mkdir -p "$CACHE" "$TOOLS" "$CARGO_TARGET_DIR"

say() { printf '==> %s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# Runs a command as root: directly, or through sudo for everybody else.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "this needs root, and there is no sudo: $*"
  fi
}

# The version of a crate in Cargo.lock.
locked_version() {
  awk -v want="name = \"$1\"" '$0 == want { getline; gsub(/version = |"/, ""); print; exit }' "$ROOT/Cargo.lock"
}

# A short hash of files' contents.
hash_of() { cat "$@" | sha256sum | cut -c1-16; }
