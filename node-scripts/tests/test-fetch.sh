# shellcheck shell=sh
# Downloads from a real swarm on loopback: the seeder is NET.3, this node NET.2, the tracker NET.1.
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

case_ 'nothing yet'
try 0 fetch -s "$sha"
has state=none
has running=no
try 0 fetch -n "$sha"
gone "$in/data"
case_ 'a download from nothing'
try 0 fetch "$sha"
has "bytes=$size"
has "total=$size"
has state=fetching
has state=fetched
right
has state=fetched "$in/state"
case_ 'the tracker was asked from the address of node.conf, the web seed never'
if grep -q "$NET.2" "$WORK/httpd.log"; then ok; else bad "not asked from $NET.2" "$WORK/httpd.log"; fi
hasnt webseed "$WORK/httpd.log"
case_ 'it listens at its own address alone'
if ss -ltn 2>/dev/null | grep -q "$NET.2:16881 "; then ok; else bad "nobody listens at $NET.2:16881"; fi
case_ 'again: it is there'
try 0 fetch "$sha"
has state=fetched
hasnt state=fetching
try 0 fetch -s "$sha"
has state=fetched
has running=yes
case_ 'it seeds'
end_pid "$seeder_pid"
mkdir "$WORK/peer"
tracker_peer 2
start_peer ubuntu
within 20 cmp -s "$WORK/peer/copy" "$WORK/ubuntu.img"
end_pid "$peer_pid"
tracker_peer 3
start_seeder ubuntu
case_ 'to the confirmed image'
try 0 activate -V "$sha"
has state=staged
try 0 fetch "$sha"
has state=fetched
within 5 running
try 0 activate "$sha"
within 1 running
try 0 activate -C "$sha"
has state=confirmed
gone "$in"
if ss -ltn | grep -q "$NET.2:16881 "; then bad 'it still listens'; else ok; fi
try 0 fetch -s "$sha"
has state=fetched

new_image ubuntu 3000000
manifest version=4; sign; offer ubuntu
end_pid "$seeder_pid"
start_seeder ubuntu
slowly 400000
case_ 'the caller goes away, the download goes on'
fetch "$sha" >/dev/null 2>&1 &
caller=$!
within 20 got 300000
end_pid "$caller"
try 0 fetch -s "$sha"
has state=fetching
has running=yes
case_ 'two callers see the same download'
fetch "$sha" > "$WORK/second" 2>&1 &
second=$!
try 0 fetch "$sha"
has state=fetched
wait "$second" || bad 'the second caller failed' "$WORK/second"
has state=fetched "$WORK/second"
right
is "$(grep -c ' start at' "$ROOT/var/log/bancada/fetch.log")" 2 'starts in the log'

case_ 'stopped and removed'
afresh
fetch "$sha" > "$WORK/stopped" 2>/dev/null &
caller=$!
within 20 got 200000
try 0 fetch -k "$sha"
has state=none
gone "$in"
wait "$caller" && bad 'the caller of a stopped download ended with 0' || ok
has state=failed "$WORK/stopped"
has reason=stopped "$WORK/stopped"
try 0 fetch -k "$sha"
has state=none

case_ 'another tracker by -T'
afresh
end_pid "$tracker_pid"
mkdir -p "$WORK/www/n"
cp "$WORK/www/announce" "$WORK/www/n/other"
fetch -T "http://$NET.1:1/announce" "$sha" > "$WORK/later" 2>&1 &
caller=$!
within 10 running
end_pid "$caller"
start_tracker
try 0 fetch -T "http://$NET.1:18080/n/other" "$sha"
right
is "$(stat -c %a "$in/tracker" "$in/aria2.conf" | sort -u)" 600 'the modes of what may hold a token'

case_ 'nobody has it'
afresh
end_pid "$seeder_pid"
sed -i 's/^stall_fail=.*/stall_fail=4/' "$ROOT/etc/bancada/node.conf"
try 1 fetch "$sha"
has state=failed
has reason=no-peers
try 0 fetch -s "$sha"
has reason=no-peers
has running=no
case_ 'and later somebody has'
sed -i 's/^stall_fail=.*/stall_fail=60/' "$ROOT/etc/bancada/node.conf"
start_seeder ubuntu
try 0 fetch "$sha"
right

case_ 'the folder is taken away under a download that seeds'
pid=$(cat "$in/aria2.pid")
mv "$in" "$WORK/away"
within 10 sh -c "! kill -s 0 $pid 2>/dev/null"
rm -r "$WORK/away"

case_ 'aria2c cannot begin'
afresh
sed -i 's/^bt_port=.*/bt_port=99999999/' "$ROOT/etc/bancada/node.conf"
mkdir "$WORK/noaria"
printf '#!/bin/sh\necho "[ERROR] it is broken"\nexit 1\n' > "$WORK/noaria/aria2c"
printf '#!/bin/sh\nexec "%s" 0.1\n' "$(command -v sleep)" > "$WORK/noaria/sleep"
chmod +x "$WORK/noaria/aria2c" "$WORK/noaria/sleep"
PATH=$WORK/noaria:$PATH try 1 fetch "$sha"
has reason=download-failed
has 'detail=aria2c ended with code 1: [ERROR] it is broken'
sed -i 's/^bt_port=.*/bt_port=16881/' "$ROOT/etc/bancada/node.conf"

case_ 'too little room, said before it begins'
afresh
mkdir "$WORK/full"
printf '#!/bin/sh\necho "Filesystem 1024-blocks Used Available Capacity Mounted on"\necho "/dev/a b 100 1 1000 99%% /mnt/a b"\n' > "$WORK/full/df"
chmod +x "$WORK/full/df"
PATH=$WORK/full:$PATH try 1 fetch "$sha"
has reason=no-space
has missing_bytes=$((size - 1024000))

case_ 'the disk fills up meanwhile'
# A file system of its own needs a name space; where the kernel gives none, this case is left out
if unshare -rm true 2>/dev/null; then
    cat > "$WORK/small" <<'END'
mount -t tmpfs -o size=2500k tmpfs "$ROOT/qcow2/incoming"
mkdir -p "$in"
cp "$WORK/manifest" "$WORK/manifest.sig" "$in/"
cp "$WORK/ubuntu.torrent" "$in/image.torrent"
# What is free is seen too late
printf '#!/bin/sh\n[ -e "%s/late" ] || { touch "%s/late"; echo x; echo "x 1 1 999999 1%% /"; exit; }\nexec %s "$@"\n' "$WORK" "$WORK" "$(command -v df)" > "$WORK/full/df"
code=0
PATH=$WORK/full:$PATH fetch "$sha" || code=$?
fetch -k "$sha" > /dev/null
exit $code
END
    export WORK sha in
    try 1 unshare -rm sh "$WORK/small"
    has reason=no-space
fi
