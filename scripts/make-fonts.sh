#!/bin/sh
# Makes the subset fonts in documents/fonts from Debian's fonts-noto-core, byte for byte the same on every run.
#
# Needs: apt-get (a Debian with bookworm's package), dpkg, python3 with venv, sha256sum. Nothing is installed
# on the machine: the package is only unpacked and fonttools lives in a throw-away environment.
set -eu

cd "$(dirname "$0")/.."
target="$PWD/documents/fonts"
version=20201225-1
sha256=58f4f0bb6720f919f92096b3508e1412a0f1544424ade6c5b5bf1eb694dd64ba
fonttools=4.68.0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

apt-get download "fonts-noto-core=$version"
package="fonts-noto-core_${version}_all.deb"
echo "$sha256  $package" | sha256sum --check --quiet
dpkg -x "$package" unpacked
source="$work/unpacked/usr/share/fonts/truetype/noto"

python3 -m venv environment
environment/bin/pip install --quiet "fonttools==$fonttools"

# A font's own timestamp instead of the clock's, so that the output does not change from run to run.
export SOURCE_DATE_EPOCH=1608854400

mkdir -p parts
subset() { # input, output, further options…
    input=$1
    output=$2
    shift 2
    environment/bin/pyftsubset "$source/$input" --output-file="$output" \
        --no-hinting --desubroutinize --name-IDs='0,1,2,3,4,5,6,13,14' --notdef-outline \
        --drop-tables+=DSIG,MVAR,STAT,MATH,meta "$@"
}

merge() { # output, inputs…
    output=$1
    shift
    environment/bin/pyftmerge --output-file="$output" "$@" >/dev/null
}

# Arithmetic, arrows and the ticks and boxes of a checklist stand in sister fonts and are merged in.
plain="--layout-features= --drop-tables+=GSUB,GPOS,GDEF"
# shellcheck disable=SC2086
subset NotoSansMath-Regular.ttf parts/math.ttf $plain --unicodes='U+2190-2199,U+2212,U+2215,U+2248,U+2260,U+2264,U+2265'
# shellcheck disable=SC2086
subset NotoSansSymbols2-Regular.ttf parts/symbols.ttf $plain \
    --unicodes='U+25A0,U+25A1,U+25CB,U+25CF,U+2610-2612,U+2713,U+2717'

# What letters, decisions and reports may contain: Latin with its extensions, Greek, Cyrillic, punctuation, currency.
european='U+0020-007E,U+00A0-024F,U+0259,U+02B0-02FF,U+0300-036F,U+0370-03FF,U+0400-052F,U+1E00-1EFF,U+2010-2027,U+2030-205E,U+2070-209C,U+20A0-20BF,U+2113,U+2116,U+2122,U+2150-215E'
for style in Regular Bold Italic; do
    subset "NotoSans-$style.ttf" "parts/NotoSans-$style.ttf" --unicodes="$european" \
        --layout-features='kern,mark,mkmk,ccmp,locl'
    merge "$target/NotoSans-$style.ttf" "parts/NotoSans-$style.ttf" parts/math.ttf parts/symbols.ttf
done

# Names in Arabic and Hebrew script: joined and ordered by the typesetter, so the forms of the letters stay in.
for style in Regular Bold; do
    subset "NotoSansArabic-$style.ttf" "$target/NotoSansArabic-$style.ttf" \
        --unicodes='U+0600-0605,U+0609,U+060A,U+060C-061B,U+061E-06FF,U+0750-077F' \
        --layout-features='kern,mark,mkmk,ccmp,locl,init,medi,fina,isol,rlig'
    subset "NotoSansHebrew-$style.ttf" "$target/NotoSansHebrew-$style.ttf" \
        --unicodes='U+0591-05F4' --layout-features='kern,mark,mkmk,ccmp,locl'
done

# Working prints embed whole files, so theirs are smaller: no tables for shaping, no Vietnamese, no old Cyrillic.
# The blank one stands in for a style that a document does not use.
working='U+0020-007E,U+00A0-017F,U+0192,U+01CD-01DC,U+01E6-01E7,U+0218-021B,U+0259,U+0386-03CE,U+0400-045F,U+0490-0491,U+1E9E,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2039,U+203A,U+20AC,U+2122'
for style in Regular Bold Italic; do
    # shellcheck disable=SC2086
    subset "NotoSans-$style.ttf" "parts/WorkingPrint-$style.ttf" $plain --unicodes="$working"
    merge "$target/WorkingPrint-$style.ttf" "parts/WorkingPrint-$style.ttf" parts/math.ttf parts/symbols.ttf
done
# shellcheck disable=SC2086
subset NotoSans-Regular.ttf "$target/WorkingPrint-Blank.ttf" $plain --unicodes='U+0020'

# The licence, out of Debian's copyright file.
{
    echo 'Copyright 2010, 2012-2020 Google Inc., 2015-2020 Google LLC (https://github.com/googlei18n/noto-fonts)'
    echo
    echo 'This Font Software is licensed under the SIL Open Font License, Version 1.1.'
    echo
    sed -n '/^License: OFL-1.1$/,/^License: GPL/p' "$work/unpacked/usr/share/doc/fonts-noto-core/copyright" |
        awk '/^ PREAMBLE/ { on = 1 } /^License: GPL/ { on = 0 } on { sub(/^ \.$/, ""); sub(/^ /, ""); print }'
} >"$target/OFL.txt"

ls -l "$target"
