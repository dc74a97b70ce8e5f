# shellcheck shell=sh
# The order to stop: obeyed in the middle of everything, kept through a restart of the node, taken back by fetch -u alone.
set -eu
. "${0%/*}/kit.sh"

new_root
B=$ROOT/qcow2/backing
new_image one 200000; one=$sha
manifest version=1; sign; offer one; downloaded one
try 0 activate -V "$one"; try 0 activate "$one"; try 0 activate -C "$one"
new_image ubuntu 3000000
manifest version=2; sign; offer ubuntu
start_tracker
start_seeder ubuntu
slowly 300000

case_ 'in the middle of a download'
fetch "$sha" > "$WORK/stopped" 2>&1 &
caller=$!
within 20 got 300000
aria2=$(cat "$in/aria2.pid")
try 0 fetch -p "$sha"
has has=incoming
has state=stopped
code=0
wait "$caller" || code=$?
is $code 1 "the caller's end"
has reason=stopped "$WORK/stopped"
if kill -s 0 "$aria2" 2>/dev/null; then bad 'aria2c goes on'; else ok; fi
kept=$(stat -c %b "$in/data/$sha")
[ "$kept" -gt 0 ] && ok || bad 'what came was thrown away'

case_ 'nothing goes on while it holds, also after a restart'
refused() {
    try 1 "$@"
    has reason=stopped
}
refused fetch "$sha"
refused activate -V "$sha"
refused activate "$sha"
try 0 fetch -s "$sha"
has state=stopped
has running=no
try 0 fetch -p "$sha"
has state=stopped

case_ 'taken back, it goes on where it was'
slowly 0
try 0 fetch -u "$sha"
try 0 fetch "$sha"
right
case_ 'between the verification and the switch'
try 0 activate -V "$sha"
try 0 fetch -p "$sha"
refused activate "$sha"
is "$(sed -n 's/^file=//p' "$B/images.ini")" "$one" 'the base'
case_ 'the order comes while the switch is under way: it has happened whole, or not at all, and the answer says which'
mkdir "$WORK/shims"
real_cp=$(command -v cp) real_touch=$(command -v touch)
cat > "$WORK/shims/cp" <<END
#!/bin/sh
"$real_cp" "\$@"
"$real_touch" "$WORK/reached"
while [ ! -e "$WORK/go" ]; do sleep 0.1; done
END
chmod +x "$WORK/shims/cp"
try 0 fetch -u "$sha"
PATH=$WORK/shims:$PATH activate "$sha" > "$WORK/late" 2>&1 &
caller=$!
within 10 test -e "$WORK/reached"
fetch -p "$sha" > "$out" 2>&1 &
order=$!
within 5 test -e "$ROOT/qcow2/incoming/$sha.stopped"
touch "$WORK/go"
code=0
wait "$caller" || code=$?
wait "$order" || bad 'the order failed' "$out"
is $code 1 'the switch'
has reason=stopped "$WORK/late"
has has=incoming
is "$(sed -n 's/^file=//p' "$B/images.ini")" "$one" 'the base'

case_ 'after the switch it is not confirmed, and the way back is open'
try 0 fetch -u "$sha"
try 0 activate "$sha"
try 0 fetch -p "$sha"
has has=active
refused activate -C "$sha"
try 0 activate -R "$sha"
is "$(sed -n 's/^file=//p' "$B/images.ini")" "$one" 'the base'

case_ 'an image that was active before it was offered again: nothing has been switched this time'
try 0 fetch -u "$sha"
try 0 activate "$sha"
try 0 activate -C "$sha"
manifest version=2; sign; offer ubuntu
try 0 fetch "$sha"
try 0 activate -V "$sha"
try 0 fetch -p "$sha"
has has=incoming

case_ 'before anything was there'
other=$(printf %s "$sha" | tr 0-9a-f 1-9a-f0)
try 0 fetch -p "$other"
has has=none
refused fetch "$other"
try 0 fetch -k "$other"
gone "$ROOT/qcow2/incoming/$other.stopped"
case_ would
try 0 fetch -n -p "$sha"
try 0 fetch -n -u "$sha"
