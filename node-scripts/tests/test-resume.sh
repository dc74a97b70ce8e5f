# shellcheck shell=sh
# Downloads that are cut off: by kill -9 of any part, by damage, by a tracker that is away.
set -eu
. "${0%/*}/kit.sh"

new_root
cat >> "$ROOT/etc/bancada/node.conf" <<END
stall_restart=12
stall_fail=60
END
new_image ubuntu 3000000
manifest; sign; offer ubuntu
start_tracker
start_seeder ubuntu
slowly 400000

case_ 'aria2c is killed'
fetch "$sha" > "$WORK/killed" 2>&1 &
caller=$!
within 20 got 500000
kill -9 "$(cat "$in/aria2.pid")"
wait "$caller" || bad 'the caller failed' "$WORK/killed"
right
case_ 'everything is killed, as in a power cut, and a piece is damaged'
afresh
fetch "$sha" >/dev/null 2>&1 &
caller=$!
within 20 got 800000
kill -9 "$caller" "$(cat "$in/worker.pid")" "$(cat "$in/aria2.pid")"
wait "$caller" 2>/dev/null || true
printf damaged | dd of="$in/data/$sha" conv=notrunc 2>/dev/null
within 5 flock -n "$in/worker.lock" true
try 0 fetch -s "$sha"
has state=fetching
has running=no
slowly 0
try 0 fetch "$sha"
has state=fetched
right
case_ 'only the worker is killed'
afresh
slowly 400000
fetch "$sha" > "$WORK/killed" 2>&1 &
caller=$!
within 20 got 500000
kill -9 "$(cat "$in/worker.pid")"
slowly 0
wait "$caller" || bad 'the caller failed' "$WORK/killed"
right

case_ 'whole by its pieces, damaged on the disk: the digest says so and a new fetch mends it'
fetch -k "$sha" > /dev/null
offer ubuntu; downloaded ubuntu
printf damaged | dd of="$in/data/$sha" bs=1 seek=70000 conv=notrunc 2>/dev/null
try 1 activate -V "$sha"
has reason=digest-mismatch
try 0 fetch -s "$sha"
has reason=digest-mismatch
try 0 fetch "$sha"
right
try 0 activate -V "$sha"

case_ 'the tracker comes later'
afresh
end_pid "$tracker_pid"
fetch "$sha" > "$WORK/later" 2>&1 &
caller=$!
within 10 grep -q ' start at' "$ROOT/var/log/bancada/fetch.log"
within 20 grep -q 'started again' "$ROOT/var/log/bancada/fetch.log"
start_tracker
wait "$caller" || bad 'the caller failed' "$WORK/later"
has state=fetched "$WORK/later"
right
