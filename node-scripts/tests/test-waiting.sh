# shellcheck shell=sh
# A download that does not move says why, starts aria2c again, and goes on by itself when the cause is gone.
set -eu
. "${0%/*}/kit.sh"

new_root
cat >> "$ROOT/etc/bancada/node.conf" <<END
stall_restart=12
stall_fail=90
END
new_image ubuntu 3000000
manifest; sign; offer ubuntu
waits_for() { grep -qx "waiting=$1" "$in/progress"; }
watch_fetch() { fetch -T "http://$NET.1:18080/announce" "$sha" > "$WORK/watched" 2>/dev/null & caller=$!; }
goes_on() {
    wait "$caller" || bad "the download ended with $?" "$WORK/watched"
    hasnt waiting= "$in/progress"
    right
}

case_ 'no tracker'
watch_fetch
within 30 waits_for tracker-silent
try 0 fetch -s "$sha"
has waiting=tracker-silent
has state=fetching
start_tracker
start_seeder ubuntu
goes_on
if grep -q 'started again' "$ROOT/var/log/bancada/fetch.log"; then ok; else bad 'aria2c was not started again' "$ROOT/var/log/bancada/fetch.log"; fi
has waiting=tracker-silent "$WORK/watched"
hasnt /announce "$ROOT/var/log/bancada/fetch.log"

case_ 'nobody has it'
fetch -k "$sha" > /dev/null
end_pid "$seeder_pid"
offer ubuntu
watch_fetch
within 30 waits_for no-peers
start_seeder ubuntu
goes_on

case_ 'somebody is connected and sends nothing'
fetch -k "$sha" > /dev/null
end_pid "$seeder_pid"
mkdir "$WORK/empty"
aria2_here --interface="$NET.3" --dir="$WORK/empty" --bt-exclude-tracker='*' "$WORK/ubuntu.torrent"
seeder_pid=$!
offer ubuntu
watch_fetch
within 30 waits_for peers-choke
end_pid "$seeder_pid"
start_seeder ubuntu
goes_on

case_ 'the cable is out'
fetch -k "$sha" > /dev/null
end_pid "$seeder_pid"
mkdir "$WORK/fakes"
printf '#!/bin/sh\necho "2: eth7: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 state DOWN"\n' > "$WORK/fakes/ip"
chmod +x "$WORK/fakes/ip"
PATH=$WORK/fakes:$PATH
offer ubuntu
watch_fetch
within 30 waits_for link-down
start_seeder ubuntu
goes_on

case_ 'given up with the reason'
fetch -k "$sha" > /dev/null
end_pid "$seeder_pid"
seeder_pid=
rm "$WORK/fakes/ip"
sed -i 's/^stall_fail=.*/stall_fail=8/' "$ROOT/etc/bancada/node.conf"
offer ubuntu
try 1 fetch "$sha"
has state=failed
has reason=no-peers
