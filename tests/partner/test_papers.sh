#!/bin/bash
# The PDF of three pages that a citizen photographed, as it lies at the portal, opened by poppler: each
# page at 200 dots to the inch, straight, right way up and readable, which means like the page that was
# drawn, as librsvg and poppler show it. Also papers of SANE's own test scanner, fed by itself.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
out=$dir/visit
said=$(tests/flow/play tests/flow/three_pages.play "$out" 2>&1 | grep -a -v '^level=\|^ *[0-9]* [ ]*[a-z-]* [ ]*[^ ]')
check three_pages_are_photographed_and_filed "$said" ""
sum=$(python3 -c 'import json, sys
print(json.load(open(sys.argv[1]))["applications"][0]["record"]["papers"][0]["sha256"])' "$out/application.json")
sqlite3 -readonly "$out/rig/portal/portal.db" "SELECT writefile('$dir/paper.pdf', bytes) FROM paper WHERE sha256='$sum'" >/dev/null

told() { sed -n "s/^$1: *//p" "$dir/info"; }
pdfinfo "$dir/paper.pdf" >"$dir/info" 2>"$dir/wrong"
check poppler_finds_nothing_wrong "$(cat "$dir/wrong")" ""
check it_is_pdf_1_4_or_later "$(told 'PDF version' | awk '{print ($1 >= 1.4)}')" 1
check it_has_three_pages "$(told Pages)" 3
check it_tells_no_time_and_no_name "$(grep -c '^\(CreationDate\|ModDate\|Author\|Title\)' "$dir/info")" 0
check it_is_under_the_portals_limit "$(($(wc -c <"$dir/paper.pdf") < 5 * 1024 * 1024))" 1
check every_page_is_a_colour_picture_of_200_dpi \
    "$(pdfimages -list "$dir/paper.pdf" | awk 'NR > 2 {print $6, $9, $13, $14}' | sort | uniq -c | sed 's/^ *//')" \
    "3 rgb jpeg 200 200"

# How alike two grey pictures are in ten thousand little squares, from -1 to 1; and with one turned round.
cat >"$dir/alike.py" <<'END'
import sys

def grey(path):
    data = open(path, "rb").read()
    fields, at = [], 0
    while len(fields) < 4:
        while data[at:at + 1].isspace():
            at += 1
        end = at
        while not data[end:end + 1].isspace():
            end += 1
        fields.append(data[at:end])
        at = end
    width, height = int(fields[1]), int(fields[2])
    return width, height, data[at + 1:]

def small(path, side=100):
    width, height, data = grey(path)
    squares = []
    for y in range(side):
        rows = range(y * height // side, (y + 1) * height // side)
        for x in range(side):
            left, right = x * width // side, (x + 1) * width // side
            squares.append(sum(sum(data[r * width + left:r * width + right]) for r in rows) / (len(rows) * (right - left)))
    return squares

def alike(a, b):
    ma, mb = sum(a) / len(a), sum(b) / len(b)
    va = sum((x - ma) ** 2 for x in a) ** 0.5
    vb = sum((x - mb) ** 2 for x in b) ** 0.5
    return sum((x - ma) * (y - mb) for x, y in zip(a, b)) / (va * vb)

got, drawn = small(sys.argv[1]), small(sys.argv[2])
print("like the drawn one" if alike(got, drawn) > 0.8 else f"only {alike(got, drawn):.2f} like it",
      "and not turned round" if alike(got[::-1], drawn) < 0.5 else "but as much turned round")
END
pdftoppm -gray -r 200 "$dir/paper.pdf" "$dir/page"
for n in 1 2 3; do
    python3 tests/fixtures/papers/draw.py page $n | rsvg-convert -f pdf >"$dir/drawn$n.pdf"
    pdftoppm -gray -r 96 -singlefile "$dir/drawn$n.pdf" "$dir/drawn$n"
    check "page_${n}_is_readable_and_right_way_up" "$(python3 "$dir/alike.py" "$dir/page-$n.pgm" "$dir/drawn$n.pgm")" \
        "like the drawn one and not turned round"
done
exit $bad
