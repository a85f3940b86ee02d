#!/bin/sh
# Makes style/assets/ogonhojd-sans.woff2 from Adobe's npm package source-sans, byte for byte the same on every run.
#
# The licence reserves the name "Source" for the unchanged fonts, so the subset has a name of its own.
# Needs: npm, tar, openssl, python3 with venv. Nothing is installed on the machine.
set -eu

cd "$(dirname "$0")/.."
target="$PWD/style/assets"
version=3.52.0
sha512=xsm7qlMI/JwxwNdp6pvpR6l+aZjn90fzOzoeUz/qoohIYbKbDwQNRIz5/ItYs7/hvqLirQNUoDFGXSVA3TU9tw==
fonttools=4.68.0
brotli=1.2.0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm pack --silent "source-sans@$version" >/dev/null
package="source-sans-$version.tgz"
if [ "$(openssl dgst -sha512 -binary "$package" | openssl base64 -A)" != "$sha512" ]; then
    echo "$package is not the package that this script was written for" >&2
    exit 1
fi
tar xzf "$package"

python3 -m venv environment
environment/bin/pip install --quiet "fonttools==$fonttools" "brotli==$brotli"

# One file for every weight that the interface uses, regular to semibold.
environment/bin/fonttools varLib.instancer --quiet --no-recalc-timestamp package/VF/SourceSans3VF-Upright.ttf \
    wght=400:600 --output weights.ttf

environment/bin/python - <<'PYTHON'
from fontTools.ttLib import TTFont

font = TTFont("weights.ttf", recalcTimestamp=False)
names = font["name"]
own = {1: "Ogonhojd Sans", 2: "Regular", 3: "Ogonhojd Sans 3.52", 4: "Ogonhojd Sans", 6: "OgonhojdSans", 25: "OgonhojdSans"}
for record in list(names.names):
    if record.nameID in own:
        names.setName(own[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID)
    elif record.nameID in (7, 16, 17, 18, 21, 22):
        names.removeNames(nameID=record.nameID)
font["fvar"].instances = []
font.save("renamed.ttf")
PYTHON

# Latin as European names need it, and the signs of the interface: dashes, quotes, arrows, marks of state.
environment/bin/pyftsubset renamed.ttf --output-file="$target/ogonhojd-sans.woff2" --flavor=woff2 \
    --layout-features='kern,ccmp,locl,mark,mkmk,tnum' --no-hinting --notdef-outline \
    --name-IDs='0,1,2,3,4,5,6,13,14,25' \
    --unicodes='U+0020-007E,U+00A0-017F,U+018F,U+0192,U+0218-021B,U+0259,U+0300-0304,U+0306-0308,U+030A-030C,U+0327,U+0328,U+1E9E,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2032,U+2033,U+2039,U+203A,U+20AC,U+2122,U+2190-2193,U+2212,U+2248,U+2260,U+2264,U+2265,U+25CB,U+25CF,U+2713'

cp package/LICENSE.md "$target/OFL.txt"
ls -l "$target"
