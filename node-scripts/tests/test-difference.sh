# shellcheck shell=sh
# A node that has another version of the image starts from a copy of that and fetches what differs, seen by what the seeder sent.
set -eu
. "${0%/*}/kit.sh"

new_root
mib=1048576
new_image base $((20 * mib)) 262144
old=$sha
cp "$WORK/base.img" "$ROOT/qcow2/backing/$old"
chmod 0444 "$ROOT/qcow2/backing/$old"
has_base() { printf '[ubuntu-24-04]\nname=Ubuntu\nostype=linux\ndefault=yes\nfile=%s\nversion=2\nformat=%s\n' "$old" "$1" > "$ROOT/qcow2/backing/images.ini"; }
has_base qcow2

# next_version: the torrent, manifest and swarm of WORK/ubuntu.img
next_version() {
    size=$(stat -c %s "$WORK/ubuntu.img") piece=262144
    sha=$(sha256sum < "$WORK/ubuntu.img" | cut -c1-64)
    new_torrent "$WORK/ubuntu.img" "$WORK/ubuntu.torrent"
    manifest; sign; offer ubuntu
    [ -z "${seeder_pid-}" ] || end_pid "$seeder_pid"
    mkdir -p "$WORK/seed"
    rm -f "$WORK/seed/whatever"
    ln "$WORK/ubuntu.img" "$WORK/seed/whatever"
    aria2_here --interface="$NET.3" --dir="$WORK/seed" --bt-seed-unverified=true --bt-exclude-tracker='*' --summary-interval=1 --human-readable=false \
        "$WORK/ubuntu.torrent"
    seeder_pid=$!
}
sent() { sed -n 's/.* UL:[0-9]*B(\([0-9]*\)B).*/\1/p' "$WORK/aria2-here.log" | sort -n | tail -n 1; }
sent_all() { [ "$(sent)" -ge "$1" ]; }
start_tracker

case_ '5 % changed in whole MiB'
cp "$WORK/base.img" "$WORK/ubuntu.img"
dd if=/dev/urandom of="$WORK/ubuntu.img" bs=$mib count=1 seek=7 conv=notrunc 2>/dev/null
next_version
try 0 fetch "$sha"
has state=fetched
right
within 5 sent_all $mib
if [ "$(sent)" -le $((size * 6 / 100)) ]; then ok; else bad "$(sent) of $size bytes were fetched"; fi
is "$(sha256sum < "$ROOT/qcow2/backing/$old" | cut -c1-64)" "$old" 'the base'
gone "$in/base.new"
case_ 'and it is verified and switched to as ever'
try 0 activate -V "$sha"
has state=staged
fetch -k "$sha" > /dev/null

case_ 'longer than before'
{ cat "$WORK/base.img"; head -c $((3 * mib)) /dev/urandom; } > "$WORK/ubuntu.img"
next_version
try 0 fetch "$sha"
right
within 5 sent_all $((3 * mib))
if [ "$(sent)" -le $((4 * mib)) ]; then ok; else bad "$(sent) of $size bytes were fetched"; fi
fetch -k "$sha" > /dev/null
case_ 'shorter than before, cut inside a piece'
head -c 9000001 "$WORK/base.img" > "$WORK/ubuntu.img"
next_version
try 0 fetch "$sha"
right
is "$(stat -c %s "$in/data/$sha")" 9000001 'the size'
fetch -k "$sha" > /dev/null
case_ 'another format is no start'
has_base raw
next_version
try 0 fetch "$sha"
right
within 5 sent_all 9000001
fetch -k "$sha" > /dev/null
case_ 'images.ini names a base that is not there'
has_base qcow2
mv "$ROOT/qcow2/backing/$old" "$WORK/elsewhere"
next_version
try 0 fetch "$sha"
right
mv "$WORK/elsewhere" "$ROOT/qcow2/backing/$old"
fetch -k "$sha" > /dev/null
case_ 'a copy that fails leaves nothing behind, all is fetched'
mkdir "$WORK/fakes"
printf '#!/bin/sh\ncase "$*" in *%s*) echo half; exit 1 ;; esac\nexec "%s" "$@"\n' "$old" "$(command -v head)" > "$WORK/fakes/head"
chmod +x "$WORK/fakes/head"
next_version
PATH=$WORK/fakes:$PATH try 0 fetch "$sha"
right
gone "$in/base.new"
