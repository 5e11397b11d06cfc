#!/bin/bash
# The chosen quarter of states × sizes × texts × colours × languages is drawn equal, to the pixel and
# to the letter, to tests/golden/digests.tsv. What differs is drawn into out/golden/shapes/SHAPE, to be
# looked at. Nothing here writes a golden.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
gallery=build/${B:-release}/tests/gallery
want=tests/golden/digests.tsv
out=out/golden/shapes
rm -rf $out
mkdir -p $out
tests/golden/digests $out/now.tsv || { echo "not ok digests_are_drawn"; exit 1; }

# draw SIZE TEXT THEME LANGUAGE STATE PAGE
draw() {
    local folder=$out/$1-$2-$3-$4
    [ "$6" = 0 ] || folder=$folder-page-$(($6 + 1))
    $gallery --out "$folder" --size "$1" --text "$2" --theme "$3" --language "$4" --page "$6" "$5" \
        >/dev/null
    echo "# $5 differs: look at $folder/$5.png"
}

for size in 1080x1920 1920x1080; do
    for text in 100 200; do
        for theme in light dark hc lowglare; do
            for language in vi en; do
                shape="$size	$text	$theme	$language	"
                grep -F -e "$shape" $want >$out/want
                grep -F -e "$shape" $out/now.tsv >$out/now
                name=digests_${size}_${text}_${theme}_$language
                if [ -s $out/want ] && cmp -s $out/want $out/now; then
                    echo "ok $name"
                    continue
                fi
                sort $out/want >$out/want.sorted
                sort $out/now | comm -13 $out/want.sorted - | head -5 |
                    while IFS='	' read -r _ _ _ _ state page _; do
                        draw $size $text $theme $language "$state" "$page"
                    done
                cut -f5,6 $out/want | sort >$out/want.sorted
                cut -f5,6 $out/now | sort | comm -23 $out/want.sorted - | sed 's/^/# no longer drawn: /'
                echo "not ok $name"
            done
        done
    done
done
cmp -s <(cut -f1-4 $want | sort -u) <(cut -f1-4 $out/now.tsv | sort -u) &&
    echo "ok digests_are_of_these_shapes" || echo "not ok digests_are_of_these_shapes"
rm -f $out/want $out/now $out/want.sorted
