#!/bin/bash
# Whole visits on the real kiosk with its portal, courier and printer (tests/flow/*.play), and what
# they left: at the portal, on paper, in the ear. One visit: make flow-visits ONLY=NAME. Without a name those of
# the other forms (tour-CODE) are left to test_visits_forms.sh, beside this one.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
only=${1:-${ONLY:-}}

part_of() { # NAME: the visit's own name when it is played in this part, else nothing
    case $1:${PART:-main} in tour-*:forms) echo "$name" ;; tour-*) ;; *:main) echo "$name" ;; esac
}

visit() { # NAME [LANGUAGE]: plays it into out/flow/NAME[-LANGUAGE]; false when another is wanted
    name=$1${2:+-$2}
    out=out/flow/$name
    [ "${only:-$(part_of "$1")}" = "$name" ] || return 1
    said=$(TILE=${2:-vi} tests/flow/play "tests/flow/$1.play" "$out" 2>&1 | grep -a -v '^level=\|^ *[0-9]* [ ]*[a-z-]* [ ]*[^ ]')
    check "visit_$name" "$said" ""
}

# What a visit in a language heard that it should not: clips of no voice, fallbacks, and what another
# voice said that is no name. The commune's name in the consent is one.
strange() { # LANGUAGE
    grep -a -v -P '^[0-9.]+\twelcome\t' "$out/heard.txt" | grep -a -P '\t(MISSING|FALLBACK|CUE)\t' |
        grep -a -v -P '\t\((touch|woven|finished|calling|cannot)\)\tCUE'
    grep -a -P "^[0-9.]+\t(?!welcome)[a-z-]+\t(?!$1\t)" "$out/heard.txt" |
        grep -a -v -P '^[0-9.]+\t[a-z-]+\tvi\t(MSG_CONSENT_WHY_DETAIL|MSG_BRAND)\txã ia hrung\t' | cut -f4 | grep -a -v -x -e -
}

# What the portal stored, by a line of Python over the one application a.
portal() {
    python3 - "$out/application.json" "$1" <<'END'
import json, sys, xml.etree.ElementTree as xml
all = json.load(open(sys.argv[1]))["applications"]
a = all[0] if all else {"record": {"instance": "<none/>"}}
tree = xml.fromstring(a["record"]["instance"])
def answer(path): return (tree.findtext(path) or "")
print(eval(sys.argv[2]))
END
}

instance() { # writes the stored instance beside the rest
    python3 -c '
import json, sys
a = json.load(open(sys.argv[1]))["applications"][0]
sys.stdout.write(a["record"]["instance"])' "$out/application.json" >"$out/instance.xml"
}

valid() { # [CODE of the form]
    instance
    "$bin/kioskctl" form validate --now 2026-11-23T09:24:00+07:00 "$out/instance.xml" \
        "assets/forms/${1:-1.001193}/form.xml"
    echo $?
}

papers() { # each paper at the portal, with the sums of the pages that its PDF holds
    python3 tests/flow/pages_of.py "$out/rig/portal/portal.db" "$out/application.json"
}

sum_of() { # PHOTOGRAPH: of the page that is made of it
    "$bin/tests/straight" "tests/fixtures/papers/$1" 2>/dev/null | sha256sum | cut -d' ' -f1
}

decoded() { # PICTURE: the address on the slip
    zbarimg -q --raw "$1" 2>/dev/null | head -1
}

# The page behind the slip, asked of a portal started again on the same data.
page() {
    RIG=$PWD/$out/rig tests/flow/rig portal on
    curl -fsS "$(echo "$1" | sed 's|^HTTP://|http://|')"
    RIG=$PWD/$out/rig tests/flow/rig portal off
}

pages_since_second_need() { # what of the first person a later screen still showed
    from=$(ls "$out/scene" | grep need | tail -1 | cut -c1-2)
    for f in "$out"/scene/*.scene; do
        n=$(basename "$f" | cut -c1-2)
        [ "$n" -lt "$from" ] || grep -H -o "H'Lan\|H'Mẫu\|064195000002" "$f"
    done
}

if visit tour; then
    check every_answer_is_stored "$(portal '" ".join(answer(p) for p in """
        requester/HoVaTenC requester/SoDinhDanhC requester/NgayCapDDC
        requester/nycNoiCuTru_TrongNuoc_Xa requester/QuanHe requester/SoDienThoai
        child/nksLoaiKhaiSinh child/HoTenKS child/NgaySinhChon child/GioiTinhKS child/NoiSinhKieu
        child/nksNoiSinh_TrongNuoc_Xa child/DanTocKS child/QueQuanTheo
        child/nksQueQuan_TrongNuoc_Xa papers/GiayMangTheo papers/birth_notice mother/HoTenMeKS
        mother/NamSinhMeKS mother/DanTocMeKS father/HoTenChaKS father/NamSinhChaKS
        father/DanTocChaKS copies/CapBanSao copies/SoLuong""".split())')" \
        "Ksor H'Mẫu 064195000002 2022-07-01 24061 me 0912345678 ca_hai Ksor H'Lan 2026-11-16 nu tram_y_te 24061 10 cha 23767 me birth_notice.pdf Ksor H'Mẫu 1995 10 Rơ Châm Thử 1992 10 co 2"
    check what_is_stored_fits_the_form "$(valid)" 0
    check the_paper_is_stored_as_a_pdf_of_its_page "$(papers)" "birth_notice: $(sum_of sharp.jpg)"
    check nothing_was_without_a_voice "$(cat "$out/missing.txt")" ""
    address=$(decoded "$out/receipt.png")
    check the_slip_leads_to_the_portal "$(echo "$address" | sed -E 's|/H/[0-9A-Z]{26}$|/H/TOKEN|')" \
        "$(tr a-z A-Z <"$out/rig/address")/H/TOKEN"
    html=$(page "$address")
    check its_page_says_received "$(grep -c 'Cổng đã nhận hồ sơ' <<<"$html" | sed 's/[1-9][0-9]*/some/')" some
    check its_page_names_nobody "$(grep -o "H'Lan\|H'Mẫu\|064195000002" <<<"$html")" ""
    check the_file_number_is_for_practice "$(portal 'a["file_number"][:4]')" THU-
fi
for script in tour tour-1.115353 tour-1.004873; do
    if visit $script en; then
        check "${script}_is_english_throughout" "$(strange en)" ""
        check "${script}_is_recorded_as_english" \
            "$(portal 'a["record"]["language"], a["record"]["consent"]["heard"]')" "('en', 'en')"
    fi
done
if visit tour-1.115353; then
    check the_procedure_is_the_provinces_own "$(portal 'a["record"]["procedure"]')" 1.115353
    check every_answer_about_the_red_book_is_stored "$(portal '" ".join(answer(p) for p in """
        CongDan/NguoiNop CongDan/tenCongDan CongDan/soCmnd CongDan/ngaySinhCongDan
        CongDan/gioiTinhCongDan CongDan/ngayCapCmnd CongDan/maPhuongXa CongDan/maTinhThanh
        CongDan/diDong ChuHoSo/maDoiTuongNopHS ChuHoSo/tenChuHoSo ChuHoSo/soCMNDChuHoSo
        ChuHoSo/maPhuongXaCHS sharing/DungChung certificate/DatXa certificate/LanCap
        certificate/SaiGi certificate/TenTrenSo certificate/SoPhatHanh certificate/NgayCap
        request/MienGiam request/NhuCauCapMoi papers/giay_chung_nhan papers/CoGiayKhac
        papers/giay_to_khac""".split())')" \
        "chinh_chu Ksor H'Mẫu 064195000002 1995-12-31 female 2022-07-01 24061 52 0912345678 CN Ksor H'Mẫu 064195000002 24061 mot_nguoi 24061 lan_dau sai_nguoi Ksor Thử BA 331193 2012-06-15 khong_ro co giay_chung_nhan.pdf co giay_to_khac.pdf"
    check it_goes_to_the_commune "$(portal 'answer("certificate/KinhGui").split(", ")[0]')" \
        "Chủ tịch Ủy ban nhân dân xã Ia Hiao"
    check what_she_left_open_is_named "$(portal '[(o["ref"], o["by"]) for o in a["record"]["open"]]')" \
        "[('/data/certificate/SoVaoSo', 'paper'), ('/data/certificate/MoTa', 'officer')]"
    check every_paper_is_stored_by_its_own_sum "$(papers)" \
        "giay_chung_nhan: $(sum_of sharp.jpg)
van_ban_kien_nghi: at the counter
giay_to_khac: $(sum_of turned.jpg)"
    check the_red_book_fits_its_form "$(valid 1.115353)" 0
    check nothing_of_it_was_without_a_voice "$(cat "$out/missing.txt")" ""
fi
if visit tour-1.004873; then
    check every_answer_about_the_marriage_is_stored "$(portal '" ".join(answer(p) for p in """
        requester/QuanHe requester/HoVaTenC requester/SoDinhDanhC requester/SoDienThoai
        subject/HoTen subject/NgaySinh subject/GioiTinh subject/DanToc subject/QuocTich
        subject/SoDinhDanh subject/NgayCap subject/NoiCuTru_TrongNuoc_Xa residence/NoiXin
        status/TinhTrang status/BanAn_Ngay purpose/MucDich partner/HoTen partner/NgaySinh
        partner/QuocTich partner/LoaiGiayTo partner/SoGiayTo partner/NoiCuTru_Xa
        partner/NoiDangKy_Xa copies/SoBan papers/XinLai papers/giay_ly_hon""".split())')" \
        "ban_than Ksor H'Mẫu 064195000002 0912345678 Ksor H'Mẫu 1995-12-31 nu 10 Việt Nam 064195000002 2022-07-01 24061 hien_nay ly_hon 2024-03-20 ket_hon Siu Thử 1993 Việt Nam can_cuoc 064093000456 23767 24061 1 khong giay_ly_hon.pdf"
    check what_she_does_not_know_is_named "$(portal '[(o["ref"], o["by"]) for o in a["record"]["open"]]')" \
        "[('/data/status/BanAn_So', 'paper'), ('/data/status/BanAn_ToaAn', 'officer')]"
    check her_one_paper_is_stored "$(papers)" "giay_ly_hon: $(sum_of sharp.jpg)"
    check the_marriage_fits_its_form "$(valid 1.004873)" 0
    check nothing_of_her_visit_was_without_a_voice "$(cat "$out/missing.txt")" ""
fi
# A form more, filed end to end: what the portal stored fits the form, all of it was spoken and its slip
# was printed. FILED_IN="vi en": in which languages (make proof plays the second).
filed() { # CODE PATHS VALUES: of the answers that must be there
    for language in ${FILED_IN:-vi}; do
        if [ "$language" = vi ]; then visit "tour-$1"; else visit "tour-$1" "$language"; fi || continue
        check "${name}_is_stored" "$(portal 'a["record"]["procedure"], a["record"]["language"], a["file_number"][:4]')" \
            "('$1', '$language', 'THU-')"
        check "${name}_fits_its_form" "$(valid "$1")" 0
        check "${name}_was_all_spoken" "$(cat "$out/missing.txt"; [ "$language" = vi ] || strange "$language")" ""
        check "${name}_has_a_slip" "$(decoded "$out/receipt.png" | grep -c '/H/[0-9A-Z]\{26\}$')" 1
        check "${name}_has_her_answers" "$(portal '[answer(p) for p in """'"$2"'""".split()]')" "$3"
    done
}

filed 1.000656 "requester/QuanHe deceased/HoTen deceased/NgaySinh deceased/nktDanToc death/NgayMat
    death/GioMat death/nktNoiChet_TrongNuoc_Xa death/NguyenNhanMat notice/gbtNgay papers/giay_bao_tu" \
    "['con', 'Ksor Thử', '1951', '10', '2026-11-20', '', '23767', 'Già yếu', '2026-11-20', 'giay_bao_tu.pdf']"
filed 1.000894 "requester/BenNao marriage/HoTenBenNu marriage/NgaySinh_BenNu marriage/SoLanKetHon_BenNu
    marriage/HoTenBenNam marriage/NgaySinh_BenNam marriage/SoDinhDanh_BenNam marriage/TinhTrang_BenNam
    marriage/SoLanKetHon_BenNam marriage/NoiCuTru_Xa_BenNam papers/giay_ly_hon" \
    "['nu', \"Ksor H'Mẫu\", '1995-12-31', '1', 'Siu Thử', '1985', '064085000456', 'ly_hon', '2', '23767', 'giay_ly_hon.pdf']"
filed 2.000635 "paper/HoSo_LoaiYeuCau requester/NYC_QuanHe subject/NDK_HoVaTen subject/NDK_NgaySinh subject/NDK_GioiTinh
    subject/NDK_DanToc register/HoSo_TenGiayTo register/HoSo_CoQuanDangKy register/HoSo_NgayCapSo copies/SoLuong
    copies/LePhi copies/PhuongThucNhanKQ" \
    "['khai_sinh', 'ban_than', \"Ksor H'Mẫu\", '1995-12-31', 'nu', '10', 'Giấy khai sinh (bản sao)', '23767', '1995', '2', '16000', '1']"
filed 1.001612 "requester/HoVaTenC requester/DanTocC business/TenDayDu business/TruSo_Xa trades/NganhNgheChinh
    trades/NgheKhac/TenNganh money/VonKinhDoanh money/TongLaoDong contact/NoiNhanGiay founders/ChuThe" \
    "[\"Ksor H'Mẫu\", '10', 'HỘ KINH DOANH Tạp hóa Thử', '24061', 'Bán tạp hóa', 'Sửa xe máy', '50000000', '1', 'nha', 'ca_nhan']"
filed 1.004859 "change/viecDangKy change/nghiepVuDK subject/ntdHoTen subject/ntdNgaySinh subject/ntdDanToc
    register/noiDangKyHSGoc register/ngayDangKyHSGoc content/MucSua/Muc content/MucSua/DangGhi
    content/MucSua/SuaThanh papers/giay_can_cu" \
    "['cai_chinh', 'khai_sinh', \"Ksor H'Mẫu\", '1995-12-31', '10', '23767', '1995', 'ten', 'Ksor Mau', 'Ksor Mẫu', 'giay_can_cu.pdf']"
filed 1.004837 "requester/NguoiGiamHo guardian/hotenA guardian/gioitinhA guardian/dantocA ward/hotenB ward/ngaysinhB
    ward/gioitinhB ward/cutru2_TrongNuoc_Xa ward/giayKhaiSinhB ward/lydo papers/CachGiamHo papers/giay_giam_ho" \
    "['toi', \"Ksor H'Mẫu\", 'nu', '10', 'Siu Mẫu', '2019-05-01', 'nu', '24061', '17', 'Mồ côi', 'duong_nhien', 'giay_giam_ho.pdf']"
filed 1.001022 "requester/loaiXacNhan requester/Quanhe parent/HotenA parent/gioitinhA parent/dantocA child/hotenB
    child/ngaysinhB child/gioitinhB child/noicutruB_TrongNuoc_Xa child/tengiaytoB child/giaytoKhacB papers/giay_cam_doan" \
    "['me_con', 'me', \"Ksor H'Mẫu\", 'nu', '10', 'Siu Mẫu', '2019-05-01', 'nu', '24061', 'chung_sinh', '17', 'giay_cam_doan.pdf']"

visit phone_pages && check pages_from_a_phone_are_bound_once "$(portal 'a["papers_missing"], sum(1 for p in a["record"]["papers"] if p.get("at_portal")), [p["pages"] for p in a["papers"] if "pages" in p]')" "([], 2, [2])"
visit papers && check each_paper_keeps_its_last_still "$(papers)" \
    "giay_chung_nhan: $(sum_of turned.jpg)
van_ban_kien_nghi: $(sum_of sharp.jpg)
giay_to_khac: at the counter"
if visit three_pages; then
    check three_pages_by_camera_and_two_by_phone_say_which_they_are "$(portal '[(p["name"], p.get("type"), p["pages"], p.get("page")) for p in a["record"]["papers"]]')" \
        "[('giay_chung_nhan.pdf', 'application/pdf', 3, None), ('giay_chung_nhan-p4.pdf', 'application/pdf', 1, 4), ('giay_chung_nhan-p5.pdf', 'application/pdf', 1, 5), ('van_ban_kien_nghi.pdf', 'application/pdf', 1, 1)]"
    check at_the_portal_the_five_are_one "$(portal '[(p["ref"].split("/")[-1], p["type"], p["pages"]) for p in a["papers"] if "pages" in p]')" \
        "[('giay_chung_nhan', 'application/pdf', 5)]"
    check its_pages_are_the_ones_she_kept "$(papers | head -1 | cut -d' ' -f1-3)" \
        "giay_chung_nhan: $(sum_of land-1.jpg) $(sum_of land-2-upside-down.jpg)"
    check what_was_wrong_with_each_still_was_said "$(cat "$out/missing.txt")" ""
fi
if visit pages; then
    check every_paper_is_one_pdf "$(portal '[(p["ref"].split("/")[-1], p["name"], p["type"], p["pages"]) for p in a["record"]["papers"]]')" \
        "[('giay_chung_nhan', 'giay_chung_nhan.pdf', 'application/pdf', 3), ('van_ban_kien_nghi', 'van_ban_kien_nghi.pdf', 'application/pdf', 1)]"
    check its_pages_are_in_order "$(papers)" \
        "giay_chung_nhan: $(sum_of sharp.jpg) $(sum_of turned.jpg) $(sum_of small.jpg)
van_ban_kien_nghi: $(sum_of sharp.jpg)"
    check the_portal_holds_the_files_of_the_record "$(portal 'sorted(p["sha256"] for p in a["papers"]) == sorted(set(p["sha256"] for p in a["record"]["papers"]))')" True
    check the_record_names_the_page_that_is_hard_to_read "$(portal '[p.get("unclear") for p in a["record"]["papers"]]')" "[[3], None]"
    check the_form_names_the_file "$(portal 'answer("papers/giay_chung_nhan")')" giay_chung_nhan.pdf
    check papers_of_pages_fit_the_form "$(valid 1.115353)" 0
    check the_pages_were_all_spoken "$(cat "$out/missing.txt")" ""
    check how_many_pages_is_said "$(grep -a -c MSG_PAPER_PAGES "$out/heard.txt" | sed 's/[1-9][0-9]*/yes/')" yes
fi
if visit offline; then
    check it_arrives_exactly_once "$(portal 'len(all), a["puts"], a["file_number"][:4]')" "(1, 1, 'THU-')"
    check the_page_of_an_early_slip_says_received "$(page "$(decoded "$out/receipt.png")" |
        grep -c 'Cổng đã nhận hồ sơ' | sed 's/[1-9][0-9]*/some/')" some
fi
if visit no_courier; then
    check it_waits_here "$(portal 'len(all)')" 0
    RIG=$PWD/$out/rig tests/flow/rig start
    for _ in $(seq 300); do
        curl -fsS "$(cat "$out/rig/address")/api/applications" >"$out/application.json"
        [ "$(portal 'len(all)')" = 1 ] && break
        sleep 0.1
    done
    check it_goes_by_itself_once_the_courier_is_back "$(portal 'len(all), a["puts"]')" "(1, 1)"
    RIG=$PWD/$out/rig tests/flow/rig stop
fi
visit paper_ends
if visit paper_out; then
    check the_code_was_said "$(grep -a -P '\toutcome\t' "$out/heard.txt" | grep -a -c -P '\t(không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín)\t' | sed -E 's/^[0-9]{2,}$/digits/')" digits
    check two_slips_came_out "$(ls "$out"/receipt*.png | wc -l)" 2
fi
if visit power; then
    check it_is_shut_down_behind_what_was_stored "$(grep -a -o 'STORED\|SHUTDOWN 1\|SHUTDOWN 0' "$out"/rig/state/log/kiosk-1.log | xargs)" "STORED SHUTDOWN 1 SHUTDOWN 0"
fi
visit staff
if KIOSK_ARGS='--wifi sim:' visit wifi; then
    check nothing_of_a_passphrase_is_heard_or_logged "$(grep -a -l -i 'sai-mat\|ia-der#' "$out/heard.txt" "$out"/rig/state/log/* "$out"/scene/*hidden* 2>/dev/null)" ""
    check what_was_done_is_logged "$(grep -a -o 'WIFI [01] [0-9]*' "$out"/rig/state/log/kiosk-1.log | xargs)" "WIFI 1 5 WIFI 1 11 WIFI 1 0 WIFI 0 0 WIFI 1 0"
fi
if visit camera_measure; then
    check the_camera_s_dots_are_kept "$(sed -n 's/^camera_dpi = //p' "$out/rig/state/site.ini" | awk '{ print ($1 >= 208 && $1 <= 212) ? "as drawn" : $1 }')" "as drawn"
fi
if visit staff_parked; then
    check her_page_comes_back_to_the_pixel "$(cmp "$out"/shots/*-before.png "$out"/shots/*-after.png 2>&1)" ""
    check and_nothing_of_her_stood_on_staffs_pages "$(grep -l "Ksor\|H'La\|064195000002" "$out"/scene/*-staff*)" ""
fi
if FRESH=1 visit setup; then
    check the_set_up_is_kept "$(grep -c '^name = K07$\|^commune = 23767$\|^first_setup = no$\|^languages = vi,jra,bdq,rad,en$\|^camera = sim:\|^jack = none:$' "$out/rig/state/site.ini")" 6
    check the_first_application_of_a_fresh_kiosk_is_stored "$(portal 'answer("child/HoTenKS"), a["record"]["kiosk"]')" "(\"Ksor H'Lan\", 'K07')"
    check it_took_under_ten_minutes "$(tail -1 "$out/heard.txt" | awk '{ print $1 < 600 ? "under" : $1 }')" under
fi
FRESH=1 KIOSK_ARGS='--wifi sim:' visit setup_wifi
if FRESH=1 PRINTER_DOTS=384 visit setup_narrow; then
    check the_papers_width_is_kept "$(grep '^printer_dots' "$out/rig/state/site.ini")" "printer_dots = 384"
    check all_came_out_of_a_narrow_head "$(for p in "$out"/receipt*.png; do od -An -tu1 -j18 -N2 "$p"; done | sort -u | xargs)" "1 128" # 384
    check a_phone_reads_the_first_slip_of_it "$(for p in "$out"/receipt*.png; do zbarimg -q --raw "$p" 2>/dev/null; done | sort -u | grep -c /H/)" 1
fi
if FRESH=1 PLUGGED=$'camera sim:tests/fixtures/papers/sharp.jpg\nline serial:/dev/ttyUSB0 QinHeng USB Serial\nline serial:/dev/ttyUSB1 Lonely Scanner\nkeyboard evdev:/dev/input/by-path/usb-1-event-kbd\nkeyboard evdev:/dev/input/by-path/usb-2-event-kbd\nbeacon led:panel\nbeacon led:call\nanswers printer serial:/dev/ttyUSB0' visit setup_asks; then
    check what_answered_is_kept "$(grep -c '^scanner = serial:/dev/ttyUSB1$\|^keyboard = evdev:/dev/input/by-path/usb-2-event-kbd$\|^printer = escpos:/dev/ttyUSB0$\|^beacon = led:call$' "$out/rig/state/site.ini")" 4
fi
PLUGGED=$'scanner sim: Newland FM430\nline serial:/dev/ttyNOWHERE Nothing on it\nline serial:unix:'out/flow/setup_mute/rig/printer.sock$' Serial Cable' FRESH=1 PRINTER_LEVEL=D visit setup_mute &&
    check its_trial_and_its_bar_came_out "$(ls "$out"/receipt*.png | wc -l)" 2
if SETTINGS=$'[screen]\ndim_after_s = 15' visit light; then # the first pixel: its filter has nothing to its left or above
    pixel() { python3 -c 'import re,sys,zlib
d = open(sys.argv[1], "rb").read()
at, idat = 8, b""
while at < len(d):
    size = int.from_bytes(d[at:at+4], "big")
    idat += d[at+8:at+8+size] if d[at+4:at+8] == b"IDAT" else b""
    at += 12 + size
print(zlib.decompress(idat)[1:4].hex())' "$out"/shots/*-"$1".png; }
    dimmer() { python3 -c 'import sys
print(all(int(b[i:i+2], 16) * 65 // 100 <= int(a[i:i+2], 16) < int(b[i:i+2], 16) for a, b in [sys.argv[1:3]] for i in (0, 2, 4)))' "$1" "$2"; }
    check staffs_step_is_seen_in_the_picture "$(dimmer "$(pixel less)" "$(pixel full)")" True
    check a_page_nobody_looks_at_is_dimmed_but_not_dark "$(dimmer "$(pixel dimmed)" "$(pixel light)")" True
fi
mkdir -p out/sane && echo test >out/sane/dll.conf && echo 'test-picture "Grid"' >out/sane/test.conf
if SERIAL=1 CAMERA=sane:test:0 SANE_CONFIG_DIR=$PWD/out/sane visit real_devices; then
    check the_card_came_over_the_serial_line "$(portal 'any(t.text == "Ksor H\x27Mẫu" for t in tree.iter())')" True
    check every_sheet_of_the_feeder_is_in_the_pdf "$(papers | wc -w)" 11 # its name, and ten
fi
visit staff_log
if visit badges; then
    code=$(zbarimg -q --raw "$out/receipt.png" 2>/dev/null | sort -u) # it stands twice
    check the_printed_badge_is_read "$(echo "$code" | grep -cE '^RONG-THE/14/[0-9A-Z]{26}$')" 1
    check both_are_lost_in_the_list "$(awk '{ print $1, $2, $3, $4 }' "$out/rig/state/staff.badges" | tr '\n' ';')" \
        "14 technician 20270523 lost;14 officer 20271123 lost;"
    check and_its_token_is_kept_nowhere "$(grep -rlaF "${code##*/}" "$out" | grep -cv '/printer')" 0
fi
if visit staff_day; then
    check the_days_slip_carries_nobodys_code "$(zbarimg -q --raw "$out/receipt.png" 2>/dev/null)" ""
fi
if visit staff_paper; then
    check the_change_of_paper_takes_under_a_minute "$(awk -F'\t' '$2 == "staff-paper" { last = $1; if (!first) first = $1 } END { print first && last - first < 60 ? "under" : first " to " last }' "$out/heard.txt")" under
    check both_test_prints_came_out "$(ls "$out"/receipt*.png | wc -l)" 2
    check and_a_phone_reads_their_code "$(decoded "$out/receipt.png")" "$(tr a-z A-Z <"$out/rig/address")"
fi
visit idle && check a_wiped_visit_shows_nothing_to_the_next "$(pages_since_second_need)" ""
if visit language_not_ready; then
    check the_record_names_the_language_asked_for "$(portal \
        'a["record"]["language"], a["record"]["consent"]["heard"]')" "('bdq', 'fallback')"
    counts=$out/rig/state/sentences.tsv
    check what_was_vietnamese_is_counted_for_eye_and_ear "$(grep -c $'^bdq\tMSG_NEED_TITLE\t0\t0\t0\t0\t1\t1$' "$counts")" 1
    check a_text_of_a_form_is_counted_too "$(grep -qE $'^bdq\tMSG_T_[0-9A-F]{10}\t0\t0\t0\t0\t[1-9]' "$counts" && echo yes)" yes
    check help_is_counted_where_it_was_called "$(grep -c $'^vi\tMSG_NOT_READY_TITLE\t0\t1\t' "$counts")" 1
    check nothing_of_her_is_counted "$(grep -c "H'Lan\|H'M\|Ksor\|0641950" "$counts")" 0
fi
visit officer
if visit officer_rings; then
    check the_gong_sounds_again_then_softly "$(awk -F'\t' '$5 ~ /^\(calling/ { print $5 (last ? int(($1 - last + 2.5) / 5) * 5 : ""); last = $1 }' "$out/heard.txt" | tr '\n' ' ')" \
        "(calling) (calling)20 (calling)20 (calling)20 (calling-soft)60 "
fi
export SETTINGS=$'[devices]\nbeacon = sim:'
visit officer_desk
export SETTINGS=''
visit taken_over && check the_record_says_who_took_it_over "$(portal 'a["record"]["assisted"], a["record"]["assistance"]')" \
    "(True, {'how': 'taken-over', 'role': 'officer'})"
visit greetings
visit switch_language && check the_record_is_in_the_language_she_sent_in "$(portal \
    'a["record"]["language"], a["record"]["consent"]["heard"], answer("child/HoTenKS")')" \
    "('en', 'vi', \"Ksor H'Lan\")"
visit hold && check nobody_began_while_it_was_held "$(grep -a -c -P '\tlooked-after\tvi\tMSG_HOLD_WAIT\t' "$out/heard.txt")" 3
visit tools
visit keys
visit touch
visit letters_by_keys && check the_letter_that_goes_is_said "$(awk -F'\t' '$2 == "question-text" && last == "MSG_KEY_BACKSPACE" && $4 != last && $5 ~ /^(em-mờ|ớ)$/ {print $5}
    {last = $4}' "$out/heard.txt" | sort -u | paste -sd,)" "em-mờ,ớ"
visit switches
visit listening
visit dark
visit headphones
SETTINGS=$'[switches]\nscan_ms = 1500' visit scanning
visit typed_id && check typed_numbers_are_marked_as_typed "$(portal 'a["record"]["identity"]["source"]')" typed
if visit open_fields; then
    check what_stays_open_is_named "$(portal '[(o["ref"], o["by"]) for o in a["record"]["open"]]')" \
        "[('/data/requester/NgayCapDDC', 'paper'), ('/data/child/nksNoiSinh_TrongNuoc_Xa', 'officer')]"
    check a_paper_for_the_counter_is_named "$(portal '[p["handed_in"] for p in a["record"]["papers"]]')" "[True]"
    check open_answers_still_fit_the_form "$(valid)" 0
fi
visit retry && check it_was_sent_once "$(portal 'len(all), a["puts"]')" "(1, 1)"
if visit find_print; then
    check one_list_came_out "$(ls "$out"/receipt*.png | wc -l)" 1
    check the_best_find_was_read "$(grep -a -c -P '\tsearch\t.*MSG_FIND_INFO' "$out/heard.txt" |
        sed 's/[1-9][0-9]*/yes/')" yes
    check nothing_was_filed "$(portal 'len(all)')" 0
fi
visit withdraw && check the_portal_never_got_what_was_withdrawn "$(portal 'len(all)') $(
    "$bin/kioskctl" outbox list --state "$out/rig/state" | cut -f2 | paste -sd' ')" "1 withdrawn received"
visit withdraw_late && check what_came_too_late_is_there_once "$(portal 'len(all)') $(
    "$bin/kioskctl" outbox list --state "$out/rig/state" | cut -f2)" "1 received"
visit scan_slip
visit split_address
# On her own phone, or without one: what the portal was told.
signed() {
    portal '[(a["record"]["identity"].get("sign_in"), a.get("signed_in", False), a["record"]["assisted"]) for a in all]'
}
export SETTINGS=$'[signin]\nwanted = asked'
visit sign_in && check her_sign_in_reached_the_portal "$(signed) $(cat "$out/missing.txt")" "[('phone', True, False)] "
if visit held; then
    reused=$(portal 'sorted([p["name"], p.get("at_portal", False)] for x in all for p in x["record"]["papers"]), [x["papers_missing"] for x in all], len(set(p["sha256"] for x in all for p in x["papers"]))')
    check a_held_paper_is_joined_to_the_new_application "$reused" \
        "([['birth_notice.pdf', False], ['birth_notice.pdf', True]], [[], []], 1)"
    check what_she_took_is_answered_and_what_she_declined_is_hers "$(portal '[[xml.fromstring(x["record"]["instance"]).findtext("requester/" + n) for n in ("HoVaTenC", "nycNoiCuTru_TrongNuoc_Xa", "nycNoiCuTru_TrongNuoc_ChiTiet")] for x in all]')" \
        "[[\"Ksor H'Mẫu\", '24061', 'Buôn Thử'], [\"Ksor H'Mẫu\", '24061', 'Buôn Mới']]"
    check what_is_held_was_all_spoken "$(cat "$out/missing.txt")" ""
fi
visit held_lost && check a_paper_whose_sign_in_was_lost_is_photographed "$(portal '[(p.get("at_portal", False), x["papers_missing"]) for x in all for p in x["record"]["papers"]]') $(cat "$out/missing.txt")" \
    "[(False, []), (False, [])] "
visit sign_in_lost && check a_lost_sign_in_is_for_the_counter "$(signed)" "[('phone', False, False)]"
visit without_phone && check who_has_no_phone_is_told_apart "$(signed | tr -d ' ')" \
    "[('officer',False,True),('counter',False,False)]"
SETTINGS="$SETTINGS"$'\n[papers]\ncamera_dpi = 200' USB=tests/fixtures/papers/land-1.jpg visit real_usb &&
    check scanner_keyboard_and_camera_were_the_kernels "$(portal '"Nguyễn Thị Đào" in a["record"]["instance"], any(t.text == "Ksor H\x27Mẫu" for t in tree.iter()), [p["pages"] for p in a["record"]["papers"]]') $(signed | tr -d ' ')" \
        "(True, True, [1]) [('officer',False,True)]"
SETTINGS="$SETTINGS"$'\n[devices]\nkeyboard = sim:' visit keyboard &&
    check what_the_keyboard_wrote_came_from_an_officer "$(signed | tr -d ' ') $(
        portal '"Nguyễn Thị Đào H&#39;Lan" in a["record"]["instance"]')" "[('officer',False,True)] True"
export RETRY_MS=300
visit sign_in_waits && check her_sign_in_waited_with_the_file "$(signed)" "[('phone', True, False)]"
unset RETRY_MS
export SETTINGS=''
if visit fee; then
    check the_fees_own_code_is_on_paper "$(decoded "$out/receipt-2.png" | sed 's/[0-9A-F]\{16\}$/REF/; s/:[0-9][0-9]*\//:PORT\//')" \
        "HTTP://127.0.0.1:PORT/pay/THU-REF"
fi
if visit file_missing; then
    check the_added_paper_is_with_its_file "$(portal 'a["state"], [p["sha256"] for p in a["papers"]] == [all[1]["record"]["papers"][0]["sha256"]]')" "(4, True)"
    check it_says_which_file_it_belongs_to "$(portal '[b["record"].get("supplements") == a["uuid"] for b in all]')" "[False, True]"
    check what_is_missing_is_told_to_her_alone "$(grep -l 'chứng sinh' "$out"/scene/*-file.scene)" ""
fi
if visit file_result; then
    check her_phone_got_the_result "$(head -c 5 "$out/rig/result.pdf")" "%PDF-"
    check the_portals_own_name_was_said "$(grep -a -P '\tfile\tvi\t-\t(chờ|minh|thôn)\t' "$out/heard.txt" | cut -f5 | sort -u | xargs)" "chờ minh thôn"
    check the_officers_check_is_recorded "$(grep -a -h -c ' IDENTITY_CHECKED 1 ' "$out"/rig/state/log/kiosk-*.log)" 1
fi
if visit later; then
    check what_was_set_aside_is_filed_whole "$(portal 'answer("child/HoTenKS"), a["record"]["identity"]["source"], a["record"]["consent"]["heard"]')" "(\"Ksor H'Lan\", 'card', 'vi')"
    check the_page_that_waited_is_in_its_paper "$(papers)" "birth_notice: $(sum_of sharp.jpg)"
    check nothing_of_it_stays_in_the_kiosk "$(ls "$out/rig/state/later")" ""
    check its_slip_has_the_key "$(decoded "$out/receipt.png" | sed 's/[0-9A-Z]\{26\}$/TOKEN/')" RONG-GIU/46F3EE39/20794/TOKEN
fi
NOW=1970-01-01T07:00:20+07:00 visit clock_1970 &&
    check a_filing_by_a_clock_in_doubt_says_so "$(portal 'answer("child/NgaySinhChon"), a["record"]["clock"]')" "('2026-11-16', 'doubtful')"
visit clock_jump && check nothing_that_was_taken_up_stays "$(ls "$out/rig/state/later")" ""
SETTINGS=$'[limits]\ncalls = 1\ntickets = 1\nlookups = 1\napplications = 1\nprints = 1' visit limits &&
    check one_application_was_filed "$(portal 'len(all)')" 1
if visit number; then
    check three_numbers_came_out "$(ls "$out"/receipt*.png | wc -l)" 3
    spoiled() { # PYTHON on the bytearray b: what a reader says of the very stream of a slip (play read the others)
        python3 -c "import sys; b=bytearray(open(sys.argv[1],'rb').read()); $1; sys.stdout.buffer.write(b)" \
            "$out/receipt-2.escpos" | python3 tests/flow/escpos_reader.py 576 | sed 's/^byte [0-9]*: //' | head -1
    }
    check its_stream_is_one_slip "$(spoiled pass)" "1 cut"
    check a_question_in_a_picture_of_it_is_seen "$(spoiled 'i=b.rfind(b"\x1dv0"); b[i+60:i+63]=b"\x10\x04\x01"')" "real-time command in a picture"
    check a_second_cut_of_it_is_seen "$(spoiled 'b+=b"\x1dVB\x00"')" "2 cuts"
fi
export QUEUE=1
visit number_system && check no_number_was_invented "$(ls "$out"/receipt*.png | wc -l)" 3
unset QUEUE
# Every kind of question, by a form of the tests in the place of the real one.
if FORM=tests/fixtures/forms/kinds.xml visit kinds; then
    check every_kind_is_stored "$(portal '" ".join(answer(p) for p in """
        mother/m_name mother/m_year mother/m_job mother/f_year income year_income size hour meet
        tongues paid code paper sign""".split())')" \
        "Rơ Châm Yên 1985 farm 1980 1500000 18000000 1.5 09:24:00.000+07:00 2026-11-23T14:30:00.000+07:00 t12 t15 yes HEN-0043 paper.pdf sign.png"
    check the_children_she_kept_are_stored "$(portal '[(c.findtext("c_name"), c.findtext("c_born"), [s.findtext("s_name") for s in c.findall("school")]) for c in tree.findall("child")], [w.findtext("w_name") for w in tree.findall("witness")]')" \
        "([('Rơ Châm Huy', '2014-05-03', ['Trường Một']), ('Rơ Châm Mai', '2019-11-20', [])], ['Siu Thử', 'Ksor Thử'])"
    check what_she_confirmed_is_stored_and_when_she_ended "$(portal 'answer("sworn"), answer("ended") > answer("begun")')" "('OK', True)"
    check the_signature_is_a_picture_beside_it "$(portal '[(p["ref"], p["type"]) for p in a["record"]["papers"]], sorted(p["sha256"] for p in a["papers"]) == sorted(p["sha256"] for p in a["record"]["papers"])')" \
        "([('/data/paper', 'application/pdf'), ('/data/sign', 'image/png')], True)"
    instance
    check every_kind_fits_its_form "$("$bin/kioskctl" form validate --now 2026-11-23T09:24:00+07:00 "$out/instance.xml" tests/fixtures/forms/kinds.xml; echo $?)" 0
    check what_is_wrong_is_said "$(grep -a -c 'MSG_TIME_WRONG\|MSG_ANSWER_NEEDED' "$out/heard.txt" | sed 's/[1-9][0-9]*/yes/')" yes
    check how_many_there_are_is_said "$(grep -a -c 'MSG_REPEAT_COUNT' "$out/heard.txt" | sed 's/[1-9][0-9]*/yes/')" yes
fi
visit errors && check a_wrong_answer_is_said "$(grep -a -c 'Ngày này chưa tới hoặc quá xa' "$out/heard.txt" | sed 's/[1-9][0-9]*/yes/')" yes
visit change
visit camera
visit live
visit scanner
visit card_turned
visit back
visit second_visit && check the_second_sees_nothing_of_the_first "$(pages_since_second_need)" ""

# The kiosk needs no network of its own: its courier is a socket in the file system.
if unshare -n true 2>/dev/null; then
    export UNDER='unshare -n'
    visit no_network
    unset UNDER
fi
