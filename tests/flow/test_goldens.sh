#!/bin/bash
# Every screen of tests/golden/screens, drawn anew from the same made-up state (tests/tools/states.c:
# fixed time, codes and numbers), is equal to the pixel and to the letter. What differs is left in
# out/golden: NAME.actual.scene, NAME.actual.png, NAME.diff.png. Nothing here writes a golden.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
bin=build/${B:-release}/tests
want=tests/golden/screens
out=out/golden
rm -rf $out/now $out/*.*
mkdir -p $out/now
names=$(cat tests/golden/screens.txt)
$bin/gallery --out $out/now $names >$out/gallery.txt 2>&1 || { cat $out/gallery.txt; exit 1; }
for name in $names; do
    if [ ! -f $want/$name.scene ] || [ ! -f $want/$name.png ]; then
        echo "# no golden: look at $out/now/$name.png, then make golden-update ONLY=$name"
        echo "not ok golden_$name"
        continue
    fi
    if diff $want/$name.scene $out/now/$name.scene >$out/$name.diff.scene &&
        $bin/compare_png $out/now/$name.png $want/$name.png $out/$name.diff.png; then
        rm -f $out/$name.diff.scene
        echo "ok golden_$name"
    else
        head -4 $out/$name.diff.scene | sed 's/^/# /'
        mv $out/now/$name.scene $out/$name.actual.scene
        mv $out/now/$name.png $out/$name.actual.png
        $bin/compare_png $out/$name.actual.png $want/$name.png $out/$name.diff.png | sed 's/^/# /'
        echo "not ok golden_$name"
    fi
done
extra=$(ls $want | sed 's/\.[a-z]*$//' | sort -u | grep -v -x -F -f tests/golden/screens.txt)
[ -z "$extra" ] && echo "ok every_golden_is_of_a_listed_screen" ||
    { echo "# not in screens.txt: $extra"; echo "not ok every_golden_is_of_a_listed_screen"; }
