# shellcheck shell=sh
# receive and wake.
set -eu
. "${0%/*}/kit.sh"

new_root
printf 'some text\n' > "$WORK/text"
head -c 1000000 /dev/urandom > "$WORK/binary"
digest() { sha256sum < "$1" | cut -c1-64; }
# from FILE EXPECTED_CODE COMMAND...
from() {
    from_file=$1 from_expected=$2
    shift 2
    from_code=0
    "$@" < "$from_file" > "$out" 2> "$err" || from_code=$?
    is $from_code "$from_expected" "exit code of $*"
}
litter() { is "$(find "$ROOT" -name '.*.??????' | wc -l)" 0 'temporary files'; }

case_ 'a file'
from "$WORK/text" 0 receive /opt/new/place/text 10 "$(digest "$WORK/text")" 640
has state=received
is "$(cat "$ROOT/opt/new/place/text")" 'some text' 'the text'
is "$(stat -c %a "$ROOT/opt/new/place/text")" 640 'the mode'
from "$WORK/binary" 0 receive /opt/new/place/text 1000000 "$(digest "$WORK/binary")" 0755
cmp -s "$WORK/binary" "$ROOT/opt/new/place/text" && ok || bad 'it differs'
is "$(stat -c %a "$ROOT/opt/new/place/text")" 755 'the mode'
from "$WORK/binary" 0 receive /opt/new/place/text 1000000 "$(digest "$WORK/binary")" 0755
case_ 'an empty one, and names with spaces'
from /dev/null 0 receive '/opt/a name $(x)' 0 "$(digest /dev/null)" 600
there "$ROOT/opt/a name \$(x)"
case_ 'only that many bytes are read, without waiting for the end'
mkfifo "$WORK/pipe"
receive /opt/part 10 "$(digest "$WORK/text")" 600 < "$WORK/pipe" > "$out" &
receiving=$!
exec 5> "$WORK/pipe"
{ cat "$WORK/text"; echo more; } >&5
wait $receiving || bad 'it failed' "$out"
exec 5>&-
is "$(cat "$ROOT/opt/part")" 'some text' 'the text'
case_ 'cut off'
from "$WORK/text" 1 receive /opt/part 11 "$(digest "$WORK/text")" 600
has reason=size-mismatch
is "$(cat "$ROOT/opt/part")" 'some text' 'what was there before'
case_ 'damaged'
from "$WORK/text" 1 receive /opt/part 10 "$(digest "$WORK/binary")" 600
has reason=digest-mismatch
is "$(cat "$ROOT/opt/part")" 'some text' 'what was there before'
case_ 'too big'
from "$WORK/text" 1 receive /opt/big 99999999999999999 "$(digest "$WORK/text")" 600
has reason=no-space
case_ 'a folder'
from "$WORK/text" 1 receive /opt/new 10 "$(digest "$WORK/text")" 600
has reason=io-error
from "$WORK/text" 1 receive /opt/part/below 10 "$(digest "$WORK/text")" 600
has reason=io-error
litter
case_ 'would'
from "$WORK/text" 0 receive -n /opt/other 10 "$(digest "$WORK/text")" 600
gone "$ROOT/opt/other"
case_ 'arguments'
for path in relative /../x /a/../../x /a/./b /a//b / /a/ "$(printf '/a\nb')" ''; do
    from "$WORK/text" 2 receive "$path" 10 "$(digest "$WORK/text")" 600
done
from "$WORK/text" 2 receive /x -1 "$(digest "$WORK/text")" 600
from "$WORK/text" 2 receive /x 10 abc 600
for mode in 9 u+s 00000 -1 8888; do from "$WORK/text" 2 receive /x 10 "$(digest "$WORK/text")" "$mode"; done
try 2 receive
case_ 'killed in the middle'
receive /opt/killed 100 "$(digest "$WORK/text")" 600 < "$WORK/pipe" > "$out" 2>&1 5>&- &
receiving=$!
exec 5> "$WORK/pipe"
cat "$WORK/text" >&5
half() { [ -e "$(echo "$ROOT"/opt/.killed.*)" ]; }
within 5 half
kill $receiving
exec 5>&-
wait $receiving && bad 'it did not notice' || ok
gone "$ROOT/opt/killed"
litter

# listen: writes one datagram to $WORK/datagram
listen() {
    rm -f "$WORK/datagram"
    timeout 10 socat -u "UDP4-RECVFROM:${1#*:},bind=${1%:*},reuseaddr" "CREATE:$WORK/datagram" 2>/dev/null &
    listener=$!
    within 5 sh -c "ss -lun | grep -q '${1%:*}:${1#*:} '"
}
packet() {
    wait $listener || bad 'nothing came'
    is "$(stat -c %s "$WORK/datagram")" 102 'bytes of the packet'
    is "$(od -An -v -tx1 "$WORK/datagram" | tr -d ' \n')" "ffffffffffff$(for _ in $(seq 16); do printf 90b11c7fa0ff; done)" 'the packet'
}
case_ 'wake'
listen "$NET.9:9999"
try 0 wake 90:B1:1C:7F:A0:FF "$NET.9:9999"
has sent=90:b1:1c:7f:a0:ff
packet
case_ 'wake without socat'
mkdir "$WORK/nosocat"
for tool in sh dash busybox ash tr printf dirname perl head cat sed; do ln -s "$(command -v $tool 2>/dev/null || echo /nowhere)" "$WORK/nosocat/$tool" 2>/dev/null || true; done
if perl -MSocket -e 1 2>/dev/null; then
    listen "$NET.9:9999"
    PATH=$WORK/nosocat try 0 "$BIN/wake" 90-b1-1c-7f-a0-ff "$NET.9:9999"
    packet
fi
try 0 wake -n 90:b1:1c:7f:a0:ff
has 'would=wake 90:b1:1c:7f:a0:ff by 255.255.255.255:9'
for mac in '' x 90:b1:1c:7f:a0 90:b1:1c:7f:a0:ff:00 90:b1:1c:7f:a0:fg '90:b1:1c:7f:a0:ff;x'; do try 2 wake "$mac"; done
for to in x 1.2.3.4:0 1.2.3.4:99999 1.2.3.4:x ':9' '1.2.3.4,fork'; do try 2 wake 90:b1:1c:7f:a0:ff "$to"; done
