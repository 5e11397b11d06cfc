#!/bin/sh
# zbar (and zxing where it is) reads the QR of a printed receipt, in every paper width. It stands there
# twice (a dead dot may spoil one): both must say the same.
ctl=build/${B:-release}/kioskctl
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
bad=0
check() {
    if [ "$2" = "$3" ] && [ -n "$3" ]; then
        echo "ok $1"
    else
        echo "not ok $1"
        echo "# got '$2', want '$3'"
        bad=1
    fi
}
# The address a receipt must carry: PUBLIC_URL/H/ and 26 Crockford characters.
address() {
    printf '%s' "$1" | grep -oE '(https?|HTTPS?)://[^/ ]+(/[^/ ]+)*/H/[0-9A-HJKMNP-TV-Z]{26}$'
}
decode() {
    zbarimg --quiet --raw -Sdisable -Sqrcode.enable "$1" 2>/dev/null | head -1
}

"$ctl" receipt --example >"$dir/record.json"
url=$(sed -n 's/.*"url": "\([^"]*\)".*/\1/p' "$dir/record.json")
for width in 384 512 576; do
    "$ctl" receipt "$dir/record.json" --width $width --png >"$dir/$width.png" 2>"$dir/err"
    got=$(decode "$dir/$width.png")
    check "zbar_reads_the_qr_at_$width" "$got" "$(address "$url")"
    if command -v ZXingReader >/dev/null 2>&1; then
        check "zxing_reads_the_same_at_$width" \
            "$(ZXingReader -format QRCode "$dir/$width.png" 2>/dev/null | sed -n 's/^Text: *"\(.*\)"/\1/p' | sort -u)" "$url"
    fi
done
if [ -f out/run/receipt.png ]; then
    got=$(decode out/run/receipt.png)
    check zbar_reads_the_receipt_of_the_last_run "$(address "$got")" "$got"
fi
exit $bad
