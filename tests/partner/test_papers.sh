#!/bin/bash
# The paper of a land application, three pages by the kiosk's camera and two by her phone, one of them
# held sideways, as it lies at the portal: one PDF of five pages, opened by poppler, each page at 200 dots
# to the inch, straight, right way up and readable, which means like the page that was drawn, as librsvg
# and poppler show it. A second paper came by phone alone.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
out=$dir/visit
# What the phone photographs: pages 1 and 2, sharper than is kept; the second as a sensor that lies says it.
# Page 3 is the other paper.
picture() { rsvg-convert -f pdf >"$dir/$1.pdf" && pdftoppm -jpeg -r 192 -singlefile "$dir/$1.pdf" "$dir/$1"; }
python3 tests/fixtures/papers/draw.py page 1 | picture phone-1
python3 tests/fixtures/papers/draw.py page 2 | python3 -c 'import sys
print("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1654\" height=\"1166\"><g transform=\"translate(1654,0) rotate(90)\">", sys.stdin.read(), "</g></svg>")' | picture lying
python3 tests/fixtures/papers/draw.py page 3 | picture phone-3
python3 - "$dir/lying.jpg" "$dir/phone-2.jpg" <<'END'
import sys
jpeg = open(sys.argv[1], "rb").read()
exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0\0\0\0\0"
open(sys.argv[2], "wb").write(jpeg[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + jpeg[2:])
END
sed "s|^upload send phone-1.jpg|upload send $dir/phone-1.jpg|;s|^upload send phone-2.jpg|upload send $dir/phone-2.jpg|;s|^upload send phone-3.jpg|upload send $dir/phone-3.jpg|" \
    tests/flow/three_pages.play >"$dir/five.play"
said=$(tests/flow/play "$dir/five.play" "$out" 2>&1 | grep -a -v '^level=\|^ *[0-9]* [ ]*[a-z-]* [ ]*[^ ]')
check three_pages_by_camera_and_two_by_phone_are_filed "$said" ""
check the_blurred_one_was_refused_with_the_reason_spoken "$(grep -a -c MSG_PHOTO_BLURRED "$out/heard.txt" | sed 's/[1-9][0-9]*/yes/')" yes
# The paper that was bound at the portal, and the one that came alone.
python3 -c 'import json, sys
one = json.load(open(sys.argv[1]))["applications"][0]
for p in one["papers"]:
    "pages" in p and print(p["sha256"], p["pages"], p["ref"].split("/")[-1])
for p in one["record"]["papers"]:
    p["ref"].endswith("van_ban_kien_nghi") and print(p["sha256"], p["pages"], p["ref"].split("/")[-1])' "$out/application.json" >"$dir/sums"
check five_pages_are_one_paper_and_one_came_alone "$(cut -d' ' -f2- "$dir/sums")" "5 giay_chung_nhan
1 van_ban_kien_nghi"
told() { sed -n "s/^$1: *//p" "$dir/info"; }
pages=0
rm -f "$dir/kinds"
while read -r sum count _; do
    sqlite3 -readonly "$out/rig/portal/portal.db" "SELECT writefile('$dir/paper.pdf', bytes) FROM paper WHERE sha256='$sum'" >/dev/null
    pdfinfo "$dir/paper.pdf" >"$dir/info" 2>>"$dir/wrong"
    told 'PDF version' >>"$dir/kinds"
    [ "$(told Pages)" = "$count" ] || echo "not of $count pages" >>"$dir/wrong"
    [ "$(grep -c '^\(CreationDate\|ModDate\|Author\|Title\)' "$dir/info")$(($(wc -c <"$dir/paper.pdf") < 5 * 1024 * 1024))" = 01 ] || echo "not plain or too large" >>"$dir/wrong"
    pdfimages -list "$dir/paper.pdf" | awk 'NR > 2 {print $6, $9, $13, $14, $4, $5}' >>"$dir/pictures"
    pdfinfo -f 1 -l "$count" "$dir/paper.pdf" | awk '$1 == "Page" && $3 == "size:" {print $4 * 25.4 / 72, $6 * 25.4 / 72}' >>"$dir/sheets"
    pdftoppm -gray -r 200 "$dir/paper.pdf" "$dir/one"
    for one in "$dir"/one-*.pgm; do
        pages=$((pages + 1))
        mv "$one" "$dir/page-$pages.pgm"
    done
done <"$dir/sums"
check poppler_finds_nothing_wrong_no_time_no_name_and_each_is_under_the_limit "$(cat "$dir/wrong")" ""
check each_is_pdf_1_4_or_later "$(awk '{print ($0 >= 1.4)}' "$dir/kinds" | sort | uniq -c | sed 's/^ *//')" "2 1"
check there_are_six_pages "$pages" 6
# What was laid on the tray was A5 in 200 dots to the inch; how large the phone's paper was nothing tells,
# so that it is as long as A4. Millimetres as pdfinfo says, to 2 per cent, and the pixels that are there.
paste -d' ' "$dir/sheets" "$dir/pictures" >"$dir/measured"
sheets() { # FROM TO ACROSS DOWN LEAST: so many have that size, and as many pixels as LEAST dots to the inch
    awk -v from="$1" -v to="$2" -v w="$3" -v h="$4" -v least="$5" 'function near(a, b) { return a > b * 0.98 && a < b * 1.02 }
        NR >= from && NR <= to && near($1, w) && near($2, h) && $7 > w / 25.4 * least * 0.98 && $8 > h / 25.4 * least * 0.98 &&
            near($7 / ($1 / 25.4), $5) && near($8 / ($2 / 25.4), $6) && $5 >= least && $6 >= least' "$dir/measured" | wc -l
}
check every_page_is_a_colour_picture "$(cut -d' ' -f1,2 "$dir/pictures" | sort | uniq -c | sed 's/^ *//')" "6 rgb jpeg"
check a_page_from_the_tray_is_of_200_dpi_exactly "$(head -3 "$dir/pictures" | cut -d' ' -f3,4 | sort | uniq -c | sed 's/^ *//')" "3 200 200"
check a_page_from_the_tray_is_as_large_as_its_sheet "$(sheets 1 3 148 210 200)" 3
check a_page_from_the_phone_is_as_long_as_a4_and_has_the_dots_it_says "$(sheets 4 6 210 297 200)" 3

# Width, height and dots of a grey picture.
cat >"$dir/grey.py" <<'END'
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
END
# How alike two grey pictures are in ten thousand little squares, from -1 to 1; and with one turned round.
cat >"$dir/alike.py" <<'END'
import sys
from grey import grey

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
for n in 1 2 3; do
    python3 tests/fixtures/papers/draw.py page $n | rsvg-convert -f pdf >"$dir/drawn$n.pdf"
    pdftoppm -gray -r 96 -singlefile "$dir/drawn$n.pdf" "$dir/drawn$n"
done
# Whether letters have edges: of a thousand dots, on how many it is much lighter or darker two dots on.
cat >"$dir/edges.py" <<'END'
import sys
from grey import grey

width, height, data = grey(sys.argv[1])
edges = dots = 0
for y in range(0, height, 2):
    row = data[y * width:(y + 1) * width]
    edges += sum(1 for a, b in zip(row, row[2:]) if abs(a - b) > 48)
    dots += width - 2
print("sharp" if edges * 1000 >= 5 * dots else "blurred: %d of %d" % (edges, dots))
END
for picture in sharp blurred; do
    printf '<svg xmlns="http://www.w3.org/2000/svg" width="1240" height="1754"><image width="1240" height="1754" href="data:image/jpeg;base64,%s"/></svg>' \
        "$(base64 -w0 tests/fixtures/papers/$picture.jpg)" | rsvg-convert -f pdf >"$dir/$picture.pdf"
    pdftoppm -gray -r 144 -singlefile "$dir/$picture.pdf" "$dir/$picture"
    check "a_${picture}_picture_is_known_as_such" "$(python3 "$dir/edges.py" "$dir/$picture.pgm" | cut -d: -f1)" $picture
done
n=0
for drawn in 1 2 3 1 2 3; do # by camera, then by phone; the last is the other paper
    n=$((n + 1))
    check "page_${n}_is_readable_and_right_way_up" "$(python3 "$dir/alike.py" "$dir/page-$n.pgm" "$dir/drawn$drawn.pgm")" \
        "like the drawn one and not turned round"
    check "page_${n}_has_sharp_letters" "$(python3 "$dir/edges.py" "$dir/page-$n.pgm")" sharp
done
for n in 4 5 6; do # a page of A4 by the phone: its longer side is as 200 dpi of one
    check "page_${n}_kept_what_the_phone_saw" "$(sed -n 2p "$dir/page-$n.pgm" | awk '{print ($2 >= 2339 && $1 < $2)}')" 1
done
exit $bad
