#!/bin/bash
# Forms, lists and expressions made to hurt: each is refused with a sentence, within a second of the
# processor and 64 MiB. The processor's time, as the machine may be busy; a clock of 20 s ends what hangs.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
kioskctl=$PWD/build/${B:-release}/kioskctl
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1

judge() { # NAME SENTENCE COMMAND... : a case for the judge at the end
    printf '%s\037' "$@" >>cases
    echo >>cases
}
refused() { # NAME SENTENCE : NAME.xml is
    judge "$1" ": $2" "$kioskctl" form check "$1.xml"
}
warned() { # NAME SENTENCE : NAME.xml is taken, with this warning
    judge "$1" ": warning: $2" "$kioskctl" form check "$1.xml"
}
computed() { # NAME SENTENCE EXPRESSION
    judge "$1" "$2" "$kioskctl" xpath context.xml "$3"
}

html="<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml' xmlns:jr='http://openrosa.org/javarosa'>"
FIELDS=
form() { # MODEL [BODY] : around one field, and $FIELDS
    printf '%s' "$html<h:head><h:title>T</h:title><model><instance><data id='t'><a/><b/>$FIELDS</data></instance>" \
        "$1" "</model></h:head><h:body>" "${2:-<input ref='/data/a'><label>A</label></input>}" "</h:body></h:html>"
}
times() { # NUMBER TEXT
    yes "$2" | head -n "$1" | tr -d '\n'
}
list() { form "<instance id='l' src='$1'/>"; }

# --- entities, document types, depth ---
{ echo '<!DOCTYPE a [<!ENTITY x0 "ha">'
    for i in $(seq 30); do echo "<!ENTITY x$i \"&x$((i - 1));&x$((i - 1));\">"; done
    echo ']><a>&x30;</a>'; } >entity_bomb.xml
refused entity_bomb "a document type .* delete the DOCTYPE line"
{ printf '<!DOCTYPE a [<!ENTITY x "'; times 100000 y; printf '">]><a>'; times 20000 '&x;'; printf '</a>'; } >entity_of_one_step.xml
refused entity_of_one_step "a document type .* delete the DOCTYPE line"
echo '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>' >external_entity.xml
refused external_entity "a document type .* delete the DOCTYPE line"
echo '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>' >external_dtd.xml
refused external_dtd "this is not an XForm" # and nothing is fetched for it
echo '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///dev/zero">%p;]><a/>' >parameter_entity.xml
refused parameter_entity "a document type .* delete the DOCTYPE line"
form "" '<label>&unknown;</label>' >undeclared_entity.xml
refused undeclared_entity "this is not well-formed XML"
times 500000 '<a>' >deep_elements.xml
refused deep_elements "elements are nested too deep; flatten"
{ printf '<a'; for i in $(seq 20000); do printf ' a%d="1"' "$i"; done; printf '/>'; } >many_attributes.xml
refused many_attributes "an element has too many attributes"
{ printf '<a>'; for i in $(seq 2000); do printf '<p%d:b xmlns:p%d="u%d"/>' "$i" "$i" "$i"; done; printf '</a>'; } >many_namespaces.xml
refused many_namespaces "too many namespaces are declared"

# --- bytes ---
head -c 70000000 /dev/zero >zeros.xml
refused zeros "the file is empty or larger than 8 MiB"
: >empty.xml
refused empty "the file is empty"
form "" | sed 's/A</A\x0</' >zero_byte.xml
printf 'x\0' >>zero_byte.xml
refused zero_byte "the file has zero bytes"
form "" | iconv -t UTF-16 >utf16.xml
refused utf16 "the file has zero bytes, as UTF-16 has; save it as UTF-8"
form "" "<input ref='/data/a'><label>Tên gọi này đã ạ</label></input>" | iconv -t WINDOWS-1258//TRANSLIT >latin1.xml
refused latin1 "this is not well-formed XML"
{ echo '<?xml version="1.0" encoding="ISO-8859-1"?>'; form "<bind nodeset='/data/a' type='geopoint'/>"; } >declared_latin1.xml
refused declared_latin1 "type geopoint is outside" # whatever it says, it is UTF-8
printf '<?xml version="1.0" encoding="windows-1258"?><a>\351</a>' >other_encoding.xml
refused other_encoding "the encoding windows-1258 is not taken; save the file as UTF-8"
{ printf '\357\273\277'; form "<bind nodeset='/data/a' type='geopoint'/>"; } >byte_order_mark.xml
refused byte_order_mark "type geopoint is outside" # the mark itself does no harm
mkdir folder.xml
refused folder "the file cannot be read"
mkfifo pipe.xml
refused pipe "the file cannot be read"
judge a_device ": the file cannot be read" "$kioskctl" form check /dev/zero

FIELDS=$(seq -f '<f%g/>' 9000) form "<bind nodeset='/data/a' calculate='count(/data/*/following-sibling::*)'/>" >paths_everywhere.xml
refused paths_everywhere "calculate: the paths with . or // lead to too much"

# --- ways out of the folder ---
echo 'name,label' >list.csv
mkdir below
cp list.csv below
while read -r name source; do
    list "$source" >"$name.xml"
    refused "$name" "the source \"${source//\\/\\\\}\" is outside the profile; use jr://file-csv/NAME.csv"
done <<'SOURCES'
path_up jr://file-csv/../list.csv
path_absolute jr://file-csv//etc/passwd
path_below jr://file-csv/below/list.csv
path_backslash jr://file-csv/..\list.csv
path_percent jr://file-csv/%2e%2e%2flist.csv
path_percent_slash jr://file-csv/below%2flist.csv
path_hidden jr://file-csv/.list.csv
path_drive jr://file-csv/c:list.csv
path_file_scheme file:///etc/passwd
path_http http://127.0.0.1/list.csv
path_images jr://images/list.csv
path_none jr://file-csv/
SOURCES
list "jr://file-csv/nothing.csv" >path_missing.xml
warned path_missing "the list nothing.csv is missing, so it is empty"
mkdir pack pack/form
echo 'name,label' >secret.csv
ln -s ../../secret.csv pack/form/way.csv
list "jr://file-csv/way.csv" >pack/form/symlink.xml
judge symlink_out_of_the_forms ": warning: the list way.csv is missing" "$kioskctl" form check pack/form/symlink.xml
mkdir device.csv
list "jr://file-csv/device.csv" >list_is_a_folder.xml
warned list_is_a_folder "the list device.csv is missing"

# --- lists ---
list "jr://file-csv/big.csv" >huge_list.xml
{ echo 'name,label'; yes 'c1,A name of some length' | head -n 3000000; } >big.csv
refused huge_list "the list is larger than 8 MiB"
list "jr://file-csv/wide.csv" >wide_list.xml
times 3000000 'a,' >wide.csv
refused wide_list "row 1 of the list has an open quote or over"
list "jr://file-csv/quote.csv" >open_quote.xml
{ echo 'name,label'; printf 'a,"b'; times 1000000 'c'; } >quote.csv
refused open_quote "row 2 of the list has an open quote"
list "jr://file-csv/latin.csv" >list_in_latin1.xml
printf 'name\nH\364m\n' >latin.csv
refused list_in_latin1 "the list is not UTF-8 text; save it as UTF-8 CSV"
list "jr://file-csv/wide16.csv" >list_in_utf16.xml
printf 'name\nabc\n' | iconv -t UTF-16 >wide16.csv
refused list_in_utf16 "the list is not UTF-8 text; save it as UTF-8 CSV"
list "jr://file-csv/zero.csv" >list_with_zeros.xml
printf 'name\na\0b\n' >zero.csv
refused list_with_zeros "the list is not UTF-8 text; save it as UTF-8 CSV"
list "jr://file/bomb.xml" >list_is_a_bomb.xml
cp entity_bomb.xml bomb.xml
refused list_is_a_bomb "the list bomb.xml is not well-formed XML|a document type"

# --- twice the same ---
form "<bind nodeset='/data/a'/><bind nodeset='/data/a'/>" >two_binds.xml
warned two_binds "/data/a has two binds: .* join them"
form "<instance id='l'/><instance id='l'/>" >two_lists.xml
warned two_lists "two lists are called l: .* rename one"
form "<itext><translation lang='vi'><text id='t'><value>a</value></text><text id='t'><value>b</value></text></translation></itext>" >two_texts.xml
warned two_texts 'the text "t" is written twice in vi: .* remove one'
form "<itext><translation lang='vi'/><translation lang='vi'/></itext>" >two_languages.xml
warned two_languages "two translations are for vi; join them"
form "<itext>$(for i in $(seq 300); do printf "<translation lang='l%d'/>" "$i"; done)</itext>" >many_languages.xml
refused many_languages "a form speaks at most 256 languages; remove some"
form "" | sed 's|<a/>|<a/><a/>|' >two_fields.xml
refused two_fields "occurs twice but the body has no repeat for it"

# --- expressions ---
calculate() { form "<bind nodeset='/data/a' calculate=\"$1\"/>"; }
calculate "$(times 2000 '(')1$(times 2000 ')')" >deep_brackets.xml
refused deep_brackets "calculate: .*column"
calculate "1$(times 60000 ' + 1')" >long_expression.xml
refused long_expression "calculate: the expression is too long"
calculate "regex('$(times 40 a)!', '(a+)+\$')" >regex_in_a_form.xml
refused regex_in_a_form "/data/a: a pattern of regex\(\) .* takes too long"
form "<instance id='l'><root>$(times 3000 '<i><v>1</v></i>')</root></instance><bind nodeset='/data/a'
calculate=\"count(instance('l')/root/i[count(instance('l')/root/i[v + 1 &gt; 0]) &gt; 1])\"/>" >lists_in_lists.xml
refused lists_in_lists "/data/a: computing this takes more time or memory than it may"
form "<bind nodeset='/data/a' calculate='/data/b'/><bind nodeset='/data/b' calculate='/data/a'/>" >circle.xml
refused circle "these fields depend on each other in a circle: /data/"
FIELDS="<r><n/></r>"
form "<bind nodeset='/data/r/n' calculate='coalesce(/data/r[1]/n, 0) + 1'/>" \
    "<repeat nodeset='/data/r'><input ref='/data/r/n'><label>N</label></input></repeat>" >endless_rows.xml
refused endless_rows "/data/r/n: computing this takes more time or memory than it may"
FIELDS=
chain() { # NUMBER FORMAT : binds of c1 ... cNUMBER, FORMAT says what each is computed from
    awk -v n="$1" -v rule="$2" 'BEGIN {for (i = 1; i <= n; i++) {
        printf "<bind nodeset=\"/data/c%d\" calculate=\"", i
        printf rule, i % n + 1, i % n + 1
        printf "\"/>"}}'
}
FIELDS=$(seq -f '<c%.0f/>' 3000)
form "$(chain 3000 /data/c%d)" >long_circle.xml
refused long_circle "these fields depend on each other in a circle: /data/"
FIELDS=$(seq -f '<c%.0f/>' 25000)
form "" >many_fields.xml
refused many_fields "the form has more than 20000 fields"
FIELDS=$(seq -f '<c%.0f/>' 40)
form "$(chain 40 "concat('x', /data/c%d, /data/c%d)" | sed "s|, /data/c1, /data/c1)|)|")" >texts_that_double.xml
refused texts_that_double "/data/c[0-9]*: computing this takes more time or memory than it may"
FIELDS=
form "$(for i in $(seq 300); do printf "<instance id='l%d'/>" "$i"; done)" >many_lists.xml
refused many_lists "a form has at most 256 lists; join some"
form "" "<select1 ref='/data/a'><label>A</label>$(times 20000 '<item><label>x</label><value>y</value></item>')</select1><range ref='/data/a'/>" >many_items.xml
refused many_items "range is not drawn yet"

echo "<a>$(times 200 '<b>1</b>')</a>" >context.xml
computed regex_of_exponential_time "^error	" "regex('$(times 40 a)!', '(a+)+\$')"
computed regex_of_great_size "^error	" "regex('a', '(((a{1,200}){1,200}){1,200}){1,200}')"
computed brackets_without_end "^error	" "$(times 3000 '(')"
computed predicates_in_predicates "^error	" "/a/b[/a/b[/a/b[/a/b[/a/b[. = 1] = 1] = 1] = 1] = 1]"
computed no_expression "^error	" ""
judge context_is_a_bomb "^error	.*document type" "$kioskctl" xpath entity_bomb.xml 1

python3 - <<'PYTHON'
import os, re, signal, subprocess
for line in open("cases", encoding="utf-8", errors="surrogateescape"):
    name, wanted, *command = line.rstrip("\n").split("\037")[:-1]
    with open("said", "w+b") as said:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)
        signal.signal(signal.SIGALRM, lambda *_: child.kill())
        signal.alarm(20)
        _, status, used = os.wait4(child.pid, 0)
        signal.alarm(0)
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words = said.read(4000).decode(errors="replace")
    seconds, mib = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    taken = wanted.startswith(": warning")
    good = child.returncode == (0 if taken else 1) and re.search(wanted, words) and seconds < 1 and mib < 64
    if not good:
        print(f"# exit {child.returncode}, {seconds:.2f} s, {mib:.0f} MiB, said: {words[:300]!r}")
    print(("ok " if good else "not ok ") + name)
PYTHON
