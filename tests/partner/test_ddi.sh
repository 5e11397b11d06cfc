#!/bin/bash
# The double of hawkBit answers as hawkBit does: what is asked by curl has the status that the list of
# hawkBit's own scenarios wants (deployment, cancellation, confirmation, configuration, download, sign-in).
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
dir=$(mktemp -d)
trap 'end_double; rm -rf "$dir"' EXIT
token=0123456789abcdef0123456789abcdef
as="TargetToken $token"
json='Content-Type: application/json'
base() { echo "$url/DEFAULT/controller/v1/$1"; }
# Sends to k1 (or $who); leaves body and headers in files.
who=k1
ddi() { # METHOD REST [CURL-OPTION...]: the status
    local method=$1 rest=$2
    shift 2
    [ "$method" = HEAD ] && set -- --head "$@" || set -- -X "$method" "$@"
    curl -s -o "$dir/body" -D "$dir/head" -w '%{http_code}' -H "Authorization: $as" "$@" "$(base $who)$rest"
}
is() { # NAME STATUS METHOD REST [CURL-OPTION...]
    local name=$1 want=$2
    shift 2
    check "$name" "$(ddi "$@")" "$want"
}
has() { # NAME TEXT: in the last body
    check "$1" "$(grep -caF -- "$2" "$dir/body")" 1
}
hasnt() { # NAME TEXT
    check "$1" "$(grep -cF -- "$2" "$dir/body")" 0
}
heads() { # NAME HEADER: its value in the last answer
    check "$1" "$(sed -n "s/^$2: *\(.*\)\r/\1/Ip" "$dir/head")" "$3"
}
order() { # REST [JSON]: an engineer's order
    curl -s ${2:+--data-binary "$2"} "$url/double/$1"
}
status() { # EXECUTION FINISHED [MORE]: a feedback's body
    printf '{"status":{"execution":"%s","result":{"finished":"%s"}%s}}' "$1" "$2" "$3"
}
says() { # NAME STATUS ACTION EXECUTION FINISHED [MORE]: a device's feedback
    is "$1" "$2" POST "/deploymentBase/$3/feedback" -H "$json" -d "$(status "$4" "$5" "$6")"
}
cancels() { # NAME STATUS ACTION EXECUTION FINISHED
    is "$1" "$2" POST "/cancelAction/$3/feedback" -H "$json" -d "$(status "$4" "$5")"
}
next=0
fresh() { # [OPTIONS]: a new target $who with a new action $action of distribution 1
    next=$((next + 1))
    who=t$next
    order targets "{\"id\":\"$who\",\"token\":\"$token\"}" >/dev/null
    action=$(order assign "{\"distribution\":1,\"target\":\"$who\"${1:+,$1}}" | sed 's/.*\[\([0-9]*\)\].*/\1/')
}
state() { # of $action, without its own name
    order "actions/$action" | sed 's/^{[^}]*"state":"\([A-Z_]*\)","active":\([01]\).*/\1 \2/'
}

start_double --gateway-token gate
head -c 200000 /dev/urandom >"$dir/fw.swu"
order targets "{\"id\":\"k1\",\"token\":\"$token\"}" >/dev/null
curl -s -T "$dir/fw.swu" "$url/double/artifacts/fw.swu" >/dev/null
order distributions '{"name":"d","version":"1","modules":[{"part":"os","name":"fw","version":"1","artifacts":[1],"metadata":{"a":"b"}},{"part":"pack","version":"7"}]}' >/dev/null
order distributions '{"name":"d","version":"2","modules":[{"part":"bApp","version":"2"}]}' >/dev/null
sha1=$(sha1sum <"$dir/fw.swu" | cut -d' ' -f1)

# --- who asks -----------------------------------------------------------------------------------------
is a_known_token 200 GET ""
as="TargetToken no" is a_wrong_token 401 GET ""
check it_has_an_empty_body "$(stat -c %s "$dir/body")" 0
check no_token "$(curl -s -o /dev/null -w '%{http_code}' "$(base k1)")" 401
as="TargetToken " is an_empty_token 401 GET ""
as="Bearer $token" is another_scheme 401 GET ""
as="GatewayToken gate" is a_gateway_token 200 GET ""
as="GatewayToken gat" is a_wrong_gateway_token 401 GET ""
check another_tenant "$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: $as" "$url/OTHER/controller/v1/k1")" 401
who=unknown; is an_unknown_target_with_a_token_of_another 401 GET ""
as="GatewayToken gate" is plug_and_play_by_the_gateway 200 GET ""
check it_is_registered "$(order targets/unknown | grep -c '"status":"registered"')" 1
who=nobody; as="GatewayToken gate" is only_a_poll_makes_a_target 404 GET /deploymentBase/1
has an_error_has_its_class '"exceptionClass":"org.eclipse.hawkbit.repository.exception.EntityNotFoundException"'
has an_error_has_its_code '"errorCode":"hawkbit.server.error.repo.entityNotFound"'
who=%C4%90%E1%BB%A9c%2B1; as="GatewayToken gate" is a_name_in_any_writing 200 GET ""
has its_links_are_encoded "/controller/v1/%C4%90%E1%BB%A9c%2B1/configData"
who=k1

# --- polls --------------------------------------------------------------------------------------------
is a_poll 200 GET ""
has it_tells_when_to_come_again '{"config":{"polling":{"sleep":"00:05:00"}}'
has attributes_are_asked_of_a_new_one "\"configData\":{\"href\":\"$(base k1)/configData\"}"
etag=$(sed -n 's/^ETag: *\(.*\)\r/\1/p' "$dir/head")
is nothing_new 304 GET "" -H "If-None-Match: $etag"
heads a_304_has_its_tag ETag "$etag"
is something_else 200 GET "" -H 'If-None-Match: "other"'
is a_poll_by_post 405 POST "" -H "$json" -d '{}'
heads it_says_what_is_allowed Allow GET
is hal_json 200 GET "" -H "Accept: application/hal+json"
heads hal_json_is_given Content-Type "application/hal+json;charset=UTF-8"
is json_is_given_too 200 GET "" -H "Accept: application/json"
heads json_it_is Content-Type "application/json;charset=UTF-8"
is xml_is_not_given 406 GET "" -H "Accept: application/xml"
is cbor_is_not_given_by_the_double 406 GET "" -H "Accept: application/cbor"
is an_address_that_is_none 404 GET /elsewhere
order settings '{"sleep":"P1DT2H"}' >/dev/null
is a_poll_of_a_slow_server 200 GET ""
has a_day_or_more_is_iso '"sleep":"P1DT2H"'
order settings '{"sleep":"00:05:00"}' >/dev/null

# --- attributes ---------------------------------------------------------------------------------------
attributes() { # NAME STATUS JSON
    is "$1" "$2" PUT /configData -H "$json" -d "$3"
}
long=$(head -c 129 /dev/zero | tr '\0' x)
many() { python3 -c "import json; print(json.dumps({'mode': 'merge', 'data': {'k%d' % i: 'v' for i in range($1)}}))"; }
kept() { order targets/k1 | sed 's/.*"attributes":\({[^}]*}\).*/\1/'; }
attributes taken 200 '{"mode":"merge","data":{"a":"1","b":"2"}}'
is asked_no_more 200 GET ""
hasnt attributes_are_there configData
attributes merged 200 '{"data":{"b":"3"}}'
check merge_keeps_others "$(kept)" '{"a":"1","b":"3"}'
attributes replaced 200 '{"mode":"replace","data":{"c":"4"}}'
check replace_forgets_others "$(kept)" '{"c":"4"}'
attributes removed 200 '{"mode":"remove","data":{"c":""}}'
check remove_takes_out "$(kept)" '{}'
attributes a_mode_that_is_none 400 '{"mode":"mix","data":{"a":"1"}}'
attributes no_data 400 '{"mode":"merge","data":{}}'
attributes no_data_at_all 400 '{"mode":"merge"}'
attributes no_json 400 '{"data":'
has it_is_called_not_readable hawkbit.server.error.rest.body.notReadable
attributes a_key_too_long 400 "{\"data\":{\"$long\":\"v\"}}"
attributes a_value_too_long 400 "{\"data\":{\"k\":\"$long\"}}"
attributes a_value_of_128 200 "{\"data\":{\"k\":\"${long%x}\"}}"
attributes too_many 429 "$(many 101)"
has it_is_called_a_quota hawkbit.server.error.quota.tooManyEntries
attributes as_many_as_there_may_be 429 "$(many 100)"
attributes only_these 200 "$(many 100 | sed s/merge/replace/)"
is attributes_in_another_type 415 PUT /configData -H "Content-Type: text/plain" -d '{"data":{"a":"1"}}'
is attributes_in_cbor_are_not_taken_by_the_double 415 PUT /configData -H "Content-Type: application/cbor" -d x
is attributes_by_get 405 GET /configData

# --- a deployment -------------------------------------------------------------------------------------
fresh '"type":"soft"'
is offered 200 GET ""
href=$(grep -o "$url[^\"]*deploymentBase/$action?c=[-0-9]*" "$dir/body")
check the_link_has_its_number "$(echo "$href" | grep -c '?c=-\?[0-9]\+$')" 1
is the_deployment 200 GET "${href#"$(base $who)"}"
has soft_is_an_attempt '"download":"attempt","update":"attempt"'
has its_chunks '"part":"os","version":"1","name":"fw"'
has its_metadata '"metadata":[{"key":"a","value":"b"}]'
has the_second_chunk '"part":"pack","version":"7"'
has its_hash "\"sha256\":\"$(sha256sum <"$dir/fw.swu" | cut -d' ' -f1)\""
has its_size '"size":200000'
has its_link "\"download-http\":{\"href\":\"$(base $who)/softwaremodules/1/artifacts/fw.swu\"}"
hasnt no_window_where_there_is_none maintenanceWindow
check it_is_retrieved "$(state)" "RETRIEVED 1"
is again 200 GET "/deploymentBase/$action"
check retrieved_is_told_once "$(order "actions/$action" | grep -o '"state":"RETRIEVED","channel"' | wc -l)" 1
hasnt no_history_unless_asked actionHistory
says proceeding 200 "$action" proceeding none ',"details":["one","two"]'
says resumed 200 "$action" resumed none
says scheduled 200 "$action" scheduled none ',"code":-7'
says rejected 200 "$action" rejected none ',"details":["three"]'
check rejected_is_a_warning "$(state)" "WARNING 1"
is with_history 200 GET "/deploymentBase/$action?actionHistory=10"
has newest_first '"actionHistory":{"status":"WARNING","messages":["three","one","two"]}'
is with_little_history 200 GET "/deploymentBase/$action?actionHistory=1"
has only_so_many '"messages":["three"]'
is with_all_history 200 GET "/deploymentBase/$action?actionHistory=-1"
has all_of_it '"messages":["three","one","two"]'
is without_history 200 GET "/deploymentBase/$action?actionHistory=0"
hasnt none_of_it actionHistory
says download 200 "$action" download none
check download_is_its_state "$(state)" "DOWNLOAD 1"
says downloaded 200 "$action" downloaded none
check downloaded_goes_on_when_soft "$(state)" "DOWNLOADED 1"
says canceled_is_only_noted 200 "$action" canceled none
says old_fields_are_ignored 200 "$action" proceeding none ',"unknown":[1]'
is id_and_time_of_old_clients 200 POST "/deploymentBase/$action/feedback" -H "$json" -d '{"id":5,"time":"20261128T050000","status":{"execution":"proceeding","result":{"finished":"none","progress":{"cnt":1,"of":2}}}}'
is no_result 400 POST "/deploymentBase/$action/feedback" -H "$json" -d '{"status":{"execution":"closed"}}'
is no_finished 400 POST "/deploymentBase/$action/feedback" -H "$json" -d '{"status":{"execution":"closed","result":{}}}'
is no_execution 400 POST "/deploymentBase/$action/feedback" -H "$json" -d '{"status":{"result":{"finished":"none"}}}'
is no_status 400 POST "/deploymentBase/$action/feedback" -H "$json" -d '{}'
is no_json_at_all 400 POST "/deploymentBase/$action/feedback" -H "$json" -d 'x'
is nothing_at_all 400 POST "/deploymentBase/$action/feedback" -H "$json" -d ''
says an_execution_that_is_none 400 "$action" exploded none
says a_result_that_is_none 400 "$action" closed maybe
says markup_is_refused 400 "$action" proceeding none ',"details":["from <old> to <new>"]'
has it_is_called_a_violation hawkbit.server.error.repo.constraintViolation
fifty=$(seq -f '"%g"' -s, 50)
says fifty_messages_of_text 200 "$action" proceeding none ",\"details\":[$fifty]"
says one_more_than_fifty 429 "$action" proceeding none ",\"details\":[$fifty,\"51\"]"
is feedback_in_another_type 415 POST "/deploymentBase/$action/feedback" -H "Content-Type: text/plain" -d "$(status closed success)"
is feedback_by_get 405 GET "/deploymentBase/$action/feedback"
is feedback_by_put 405 PUT "/deploymentBase/$action/feedback" -H "$json" -d "$(status closed success)"
is the_deployment_by_post 405 POST "/deploymentBase/$action" -H "$json" -d '{}'
is the_deployment_by_delete 405 DELETE "/deploymentBase/$action"
mine=$who theirs=$action
who=k1
is of_another_target 404 GET "/deploymentBase/$theirs"
says feedback_of_another_target 404 "$theirs" closed success
is one_that_is_none 404 GET /deploymentBase/9999
says feedback_of_one_that_is_none 404 9999 closed success
is a_number_that_is_none 404 GET /deploymentBase/x
who=$mine action=$theirs
is not_installed_yet 404 GET "/installedBase/$action"
says done 200 "$action" closed success ',"code":0,"details":["2.0 runs"]'
check finished_it_is "$(state)" "FINISHED 0"
says done_twice 410 "$action" closed success
says late_progress 410 "$action" proceeding none
is after_it 200 GET ""
hasnt nothing_to_do_any_more deploymentBase
has what_is_installed_has_a_link "/installedBase/$action\""
has attributes_are_asked_again configData
is installed 200 GET "/installedBase/$action"
has it_is_the_deployment '"part":"os"'
is installed_by_post 405 POST "/installedBase/$action" -H "$json" -d '{}'
is a_closed_deployment_is_still_told 200 GET "/deploymentBase/$action"

fresh '"type":"forced"'
is a_forced_one 200 GET "/deploymentBase/$action"
has forced_is_forced '"download":"forced","update":"forced"'
says closed_with_none_is_success 200 "$action" closed none
check it_is_finished "$(state)" "FINISHED 0"

fresh '"type":"downloadonly"'
is a_download_only_one 200 GET "/deploymentBase/$action"
has the_update_is_skipped '"download":"forced","update":"skip"'
says downloaded_ends_it 200 "$action" downloaded success
check it_ends_downloaded "$(state)" "DOWNLOADED 0"
says after_downloaded 410 "$action" closed success

fresh '"window":{"in":3600,"for":600}'
is a_window_to_come 200 GET "/deploymentBase/$action"
has it_is_not_open '"update":"skip","maintenanceWindow":"unavailable"'
is a_poll_before_it 200 GET ""
before=$(grep -o 'c=[-0-9]*' "$dir/body")
order "actions/$action" '{"window":{"in":-10,"for":600}}' >/dev/null
is a_poll_in_it 200 GET ""
check its_number_is_another "$([ "$before" != "$(grep -o 'c=[-0-9]*' "$dir/body")" ]; echo $?)" 0
is an_open_window 200 GET "/deploymentBase/$action"
has it_is_open '"update":"forced","maintenanceWindow":"available"'
order "actions/$action" '{"window":{"in":-20,"for":10}}' >/dev/null
is a_poll_after_it 200 GET ""
has a_lapsed_one_is_cancelled "/cancelAction/$action\""

fresh '"type":"soft"'
is a_soft_one 200 GET ""
before=$(grep -o 'c=[-0-9]*' "$dir/body")
order "actions/$action" '{"force":true}' >/dev/null
is the_same_forced 200 GET ""
check forcing_changes_its_number "$([ "$before" != "$(grep -o 'c=[-0-9]*' "$dir/body")" ]; echo $?)" 0
says failed 200 "$action" closed failure ',"details":["no space"]'
check it_is_an_error "$(state)" "ERROR 0"
check nothing_is_assigned_after_an_error "$(order "targets/$who" | grep -c '"assigned":null')" 1
is nothing_is_tried_again 200 GET ""
hasnt until_an_operator_says_so deploymentBase

# --- a cancellation -----------------------------------------------------------------------------------
fresh
is cancel_of_one_that_runs 404 GET "/cancelAction/$action"
cancels cancel_feedback_of_one_that_runs 405 "$action" closed success
has it_is_called_not_cancelable hawkbit.server.error.action.notCancelable
order "actions/$action" '{"cancel":true}' >/dev/null
is a_poll_while_it_is_cancelled 200 GET ""
has the_cancel_link "\"cancelAction\":{\"href\":\"$(base $who)/cancelAction/$action\"}"
hasnt no_deployment_beside_it deploymentBase
is the_deployment_is_gone 404 GET "/deploymentBase/$action"
is the_cancellation 200 GET "/cancelAction/$action"
check its_document "$(cat "$dir/body")" "{\"id\":\"$action\",\"cancelAction\":{\"stopId\":\"$action\"}}"
cancels canceled_is_wrong_there 200 "$action" canceled success
check it_is_still_asked_to_stop "$(state)" "CANCELING 1"
cancels proceeding_there 200 "$action" proceeding none
is a_wrong_cancel_feedback 400 POST "/cancelAction/$action/feedback" -H "$json" -d '{"status":{}}'
is a_cancel_feedback_in_another_type 415 POST "/cancelAction/$action/feedback" -d "$(status closed success)"
is a_cancellation_by_post 405 POST "/cancelAction/$action" -H "$json" -d '{}'
is a_cancel_feedback_by_get 405 GET "/cancelAction/$action/feedback"
cancels closed_accepts_it 200 "$action" closed success
check it_is_cancelled "$(state)" "CANCELED 0"
is no_link_after_it 200 GET ""
hasnt none_at_all cancelAction
says feedback_after_it 410 "$action" closed success
is cancel_of_one_that_is_none 404 GET /cancelAction/9999

fresh
order "actions/$action" '{"cancel":true}' >/dev/null
cancels rejected_goes_on 200 "$action" rejected none
check it_runs_again "$(state)" "RUNNING 1"
is the_deployment_is_back 200 GET "/deploymentBase/$action"
order "actions/$action" '{"cancel":true}' >/dev/null
cancels a_failed_cancellation_goes_on 200 "$action" closed failure
check so_it_runs "$(state)" "RUNNING 1"
order "actions/$action" '{"cancel":true}' >/dev/null
says an_update_that_was_faster 200 "$action" closed success
check it_is_finished_all_the_same "$(state)" "FINISHED 0"

fresh
older=$action
action=$(order assign "{\"distribution\":2,\"target\":\"$who\"}" | sed 's/.*\[\([0-9]*\)\].*/\1/')
is a_newer_one 200 GET ""
has the_older_is_cancelled_first "/cancelAction/$older\""
cancels so_it_is 200 "$older" closed success
is then_the_newer 200 GET ""
has it_is_offered "/deploymentBase/$action?"

# --- a confirmation -----------------------------------------------------------------------------------
confirms() { # NAME STATUS ACTION WORD
    is "$1" "$2" POST "/confirmationBase/$3/feedback" -H "$json" -d "{\"confirmation\":\"$4\",\"code\":3,\"details\":[\"so\"]}"
}
fresh '"confirm":true'
is it_waits 200 GET ""
has for_a_confirmation "confirmationBase/$action?c="
hasnt and_offers_nothing_else deploymentBase
is no_deployment_before 404 GET "/deploymentBase/$action"
says no_feedback_before 404 "$action" proceeding none
is what_is_to_be_confirmed 200 GET "/confirmationBase/$action"
has it_is_called_so "{\"id\":\"$action\",\"confirmation\":{\"download\":\"forced\""
is the_page_of_confirmations 200 GET /confirmationBase
has not_by_itself '"autoConfirm":{"active":false}'
has it_may_be_so "\"activateAutoConfirm\":{\"href\":\"$(base $who)/confirmationBase/activateAutoConfirm\"}"
has and_what_waits "confirmationBase/$action?c="
confirms no 200 "$action" denied
is it_is_offered_again 200 GET ""
has as_before "confirmationBase/$action?c="
confirms a_word_that_is_none 400 "$action" perhaps
is a_confirmation_in_another_type 415 POST "/confirmationBase/$action/feedback" -d '{"confirmation":"confirmed"}'
is a_confirmation_by_get 405 GET "/confirmationBase/$action/feedback"
confirms yes 200 "$action" confirmed
is then_a_deployment 200 GET "/deploymentBase/$action"
is no_confirmation_any_more 404 GET "/confirmationBase/$action"
confirms yes_twice 404 "$action" confirmed
confirms no_after_yes 200 "$action" denied
check it_waits_once_more "$(state)" "WAIT_FOR_CONFIRMATION 1"
confirms yes_again 200 "$action" confirmed
says it_is_carried_out 200 "$action" closed success
confirms yes_after_the_end 410 "$action" confirmed
confirms of_one_that_is_none 404 9999 confirmed
fresh '"confirm":true'
is yes_to_all 200 POST /confirmationBase/activateAutoConfirm -H "$json" -d '{"initiator":"me","remark":"because"}'
is what_waited_goes_on 200 GET "/deploymentBase/$action"
is yes_to_all_twice 409 POST /confirmationBase/activateAutoConfirm -H "$json" -d '{}'
has it_is_called_active hawkbit.server.error.repo.autoConfAlreadyActive
is the_page_then 200 GET /confirmationBase
has who_and_why '"autoConfirm":{"active":true,"initiator":"me","remark":"because","activatedAt":'
has it_may_end "/confirmationBase/deactivateAutoConfirm\""
is it_ends 200 POST /confirmationBase/deactivateAutoConfirm
is it_ends_twice 200 POST /confirmationBase/deactivateAutoConfirm
is without_a_body 200 POST /confirmationBase/activateAutoConfirm
is by_get 405 GET /confirmationBase/activateAutoConfirm

# --- what it came with --------------------------------------------------------------------------------
came() { # NAME STATUS JSON
    is "$1" "$2" PUT /installedBase -H "$json" -d "$3"
}
next=$((next + 1)); who=t$next
order targets "{\"id\":\"$who\",\"token\":\"$token\"}" >/dev/null
came from_the_factory 201 '{"name":"d","version":"2"}'
came the_same_again 200 '{"name":"d","version":"2"}'
came what_nobody_knows 404 '{"name":"d","version":"3"}'
came without_a_version 400 '{"name":"d"}'
check it_is_known_to_have_it "$(order "targets/$who" | grep -c '"status":"in_sync"')" 1

# --- files --------------------------------------------------------------------------------------------
fresh
file=/softwaremodules/1/artifacts/fw.swu
is the_list 200 GET /softwaremodules/1/artifacts
has the_list_has_the_file '[{"filename":"fw.swu","hashes":{"sha1":'
is the_list_of_what_is_not_assigned 404 GET /softwaremodules/3/artifacts
is the_list_of_what_is_none 404 GET /softwaremodules/99/artifacts
is the_whole_file 200 GET $file
check it_is_the_file "$(cmp "$dir/body" "$dir/fw.swu" && echo same)" same
heads its_tag ETag "\"$sha1\""
heads its_type Content-Type application/octet-stream
heads it_takes_ranges Accept-Ranges bytes
heads it_is_not_sniffed X-Content-Type-Options nosniff
heads it_has_a_name Content-Disposition "attachment;filename=fw.swu"
modified=$(sed -n 's/^Last-Modified: *\(.*\)\r/\1/p' "$dir/head")
check a_whole_download_is_told "$(order "actions/$action" | grep -c 'Target downloads /DEFAULT')" 1
part() { # NAME RANGE [CURL-OPTION]...: a range and the bytes it must give
    local name=$1 range=$2 from=$3 count=$4
    shift 4
    is "$name" 206 GET $file -H "Range: bytes=$range" "$@"
    check "$name.its_bytes" "$(cmp "$dir/body" <(tail -c +$((from + 1)) "$dir/fw.swu" | head -c "$count") && echo same)" same
    heads "$name.its_place" Content-Range "bytes $from-$((from + count - 1))/200000"
}
part from_a_byte_on 65536- 65536 134464
part a_few_bytes 10-19 10 10
part the_last_bytes -100 199900 100
part beyond_the_end 199990-300000 199990 10
part everything_as_a_part 0- 0 200000
part with_its_tag 5-9 5 5 -H "If-Match: \"$sha1\""
part with_its_bare_tag 5-9 5 5 -H "If-Match: $sha1"
part still_the_same 5-9 5 5 -H "If-Range: \"$sha1\""
part still_as_old 5-9 5 5 -H "If-Range: $modified"
check ranges_are_not_told "$(order "actions/$action" | grep -o 'Target downloads' | wc -l)" 1
is not_the_same_any_more 200 GET $file -H "Range: bytes=5-9" -H 'If-Range: "other"'
check so_it_is_sent_whole "$(stat -c %s "$dir/body")" 200000
is older_than_that 200 GET $file -H "Range: bytes=5-9" -H 'If-Range: Sat, 01 Jan 2000 00:00:00 GMT'
is another_tag_is_wanted 412 GET $file -H 'If-Match: "other"'
is another_tag_of_a_part 412 GET $file -H 'If-Match: "other"' -H "Range: bytes=5-9"
is behind_the_end 416 GET $file -H "Range: bytes=200000-"
heads it_says_how_long_it_is Content-Range "bytes */200000"
is backwards 416 GET $file -H "Range: bytes=20-10"
is in_lines 416 GET $file -H "Range: lines=1-2"
is several_ranges 200 GET $file -H "Range: bytes=0-1,5-6"
is its_head 200 HEAD $file
heads its_length Content-Length 200000
is its_sum 200 GET $file.MD5SUM
check it_is_the_sum "$(cat "$dir/body")" "$(md5sum <"$dir/fw.swu" | cut -d' ' -f1)  fw.swu"
heads a_sum_is_text Content-Type text/plain
is a_file_that_is_none 404 GET /softwaremodules/1/artifacts/other.swu
is a_sum_of_none 404 GET /softwaremodules/1/artifacts/other.swu.MD5SUM
is a_module_that_is_none 404 GET /softwaremodules/99/artifacts/fw.swu
is a_file_by_post 405 POST $file -H "$json" -d '{}'
as="TargetToken no" is a_file_without_a_token 401 GET $file
order "actions/$action" '{"cancel":true}' >/dev/null
is not_while_it_is_cancelled 404 GET $file
who=k1; is not_of_one_who_has_no_action 404 GET $file

# --- a refused device, a restart, other ways to sign in -----------------------------------------------
who=$mine
order "targets/$who" '{"refuse":403}' >/dev/null
is a_refused_one 403 GET ""
order "targets/$who" '{"refuse":401}' >/dev/null
is a_revoked_one 401 GET ""
order "targets/$who" '{"refuse":0}' >/dev/null
end_double
start_double --anonymous --old-quota --limits
as=none
is everything_is_kept 200 GET "/installedBase/$theirs"
who=k1; attributes too_many_before_1.0 403 "$(many 100 | sed 's/"k/"m/g')"
who=anybody; is anybody_may_come 200 GET ""
is many_at_once 200 GET ""
# A machine that has other things to do may take two seconds for them: then once more.
at_once() {
    for _ in $(seq 400); do printf 'url=%s\noutput=/dev/null\n' "$(base k1)"; done |
        curl -s -Z --parallel-max 20 -w '%{http_code}\n' -K - 2>/dev/null | sort -u | tail -1
}
check too_often_is_429 "$(for _ in $(seq 20); do at_once; done | grep -m1 429)" 429
end_double
start_double --proxy-issuer AA:BB
who=k1
is behind_a_proxy 200 GET "" -H "X-Controller-Id: k1" -H "X-Authority: aa:bb"
is behind_a_proxy_before_1.0 200 GET "" -H "X-Ssl-Client-Cn: k1" -H "X-Ssl-Issuer-Hash-1: AA:BB"
check its_links_are_the_proxy_s "$(curl -s -H 'Host: fleet.example' -H 'X-Forwarded-Proto: https' -H 'X-Controller-Id: new' -H 'X-Authority: aa:bb' "$(base new)" |
    grep -o '"href":"[a-z]*://[a-z.]*/' | sort -u)" '"href":"https://fleet.example/'
is with_the_name_of_another 401 GET "" -H "X-Controller-Id: k2" -H "X-Authority: AA:BB"
is of_another_issuer 401 GET "" -H "X-Controller-Id: k1" -H "X-Authority: CC"
end_double
check it_always_ended_well "$ends" "0 0;0 0;0 0;"
exit $bad
