# shellcheck shell=sh
# Verify, switch, confirm, take back.
set -eu
. "${0%/*}/kit.sh"

new_root
B=$ROOT/qcow2/backing
open_guest() {
    flock "$ROOT/run/bancada/guest.lock" sleep 60 &
    guest=$!
    within 5 sh -c "! flock -n '$ROOT/run/bancada/guest.lock' true"
}
# flock's child holds the lock as well: end both
close_guest() {
    for child in $(ps -o pid= --ppid "$guest" 2>/dev/null || pgrep -P "$guest"); do kill -9 "$child"; done
    end_pid "$guest"
    within 5 flock -n "$ROOT/run/bancada/guest.lock" true
}
# user_disk NAME BASE: a disk file as qemu-img would begin it, with a backing file
user_disk() {
    mkdir -p "$ROOT/qcow2/user/$1"
    name=/qcow2/backing/$2
    {
        printf 'QFI\373\0\0\0\003\0\0\0\0\0\0\001\020\0\0\0'
        printf '%02x' ${#name} | xxd -r -p
        head -c 252 /dev/zero
        printf %s "$name"
        head -c 1000 /dev/zero
    } > "$ROOT/qcow2/user/$1/disk.qcow2"
}

new_image one 300000; one=$sha
case_ 'nothing there'
try 1 activate "$one"
has reason=bad-manifest
try 1 activate -V "$one"
try 1 activate -C "$one"
has reason=not-staged
try 1 activate -R "$one"
has reason=no-previous
try 0 activate -l
is "$(cat "$out")" '' 'the list'

case_ 'not before it is verified'
manifest version=1; sign; offer one
try 1 activate "$one"
has reason=not-staged
try 1 activate -V "$one"
has reason=not-staged
downloaded one
echo state=fetching > "$in/state"
try 1 activate -V "$one"
has reason=not-staged
echo state=fetched > "$in/state"

case_ 'damaged on the way'
damage "$in/data/$one" 1000
try 1 activate -V "$one"
has reason=digest-mismatch
has state=failed "$in/state"
try 1 activate "$one"
has reason=not-staged
case_ 'too short, too long'
head -c 299999 "$WORK/one.img" > "$in/data/$one"
try 1 activate -V "$one"
has reason=size-mismatch
{ cat "$WORK/one.img"; echo x; } > "$in/data/$one"
try 1 activate -V "$one"
has reason=size-mismatch

case_ 'the first image'
downloaded one
try 0 activate -n -V "$one"
has state=fetched "$in/state"
try 0 activate -V "$one"
has state=staged
has total=300000
try 0 activate -V "$one"
has state=staged
try 0 activate -n "$one"
gone "$B/images.ini"
gone "$B/$one"
case_ 'exchanged after it was verified'
cp "$WORK/one.img" "$in/data/other"; printf X >> "$in/data/other"; mv -f "$in/data/other" "$in/data/$one"
try 1 activate "$one"
has reason=not-staged
cp -f "$WORK/one.img" "$in/data/$one"
try 0 activate -V "$one"
case_ 'expired between'
manifest version=1 issued=1 expires=2; sign; offer one
try 1 activate "$one"
has reason=expired
manifest version=1; sign; offer one

case_ 'while a guest is open'
open_guest
try 4 activate "$one"
has state=waiting-idle
has reason=guest-open
gone "$B/images.ini"
close_guest
try 0 activate "$one"
has state=activated
is "$(stat -c %a "$B/$one")" 444 'the mode of the base'
cmp -s "$B/$one" "$WORK/one.img" && ok || bad 'the base differs'
cat > "$WORK/expected" <<END
[ubuntu-24-04]
name=Ubuntu 24.04 Olá
ostype=linux
default=yes
file=$one
version=1
format=qcow2
END
is "$(cat "$B/images.ini")" "$(cat "$WORK/expected")" images.ini
try 0 activate "$one"
has state=activated
case_ 'no way back from the first'
try 1 activate -R "$one"
has reason=no-previous
try 0 activate -C "$one"
has state=confirmed
gone "$in"
try 0 activate -C "$one"
try 0 activate "$one"
has state=activated

case_ 'an update beside another image with keys of its own'
cat >> "$B/images.ini" <<END
comment=keep me

[windows-11]
name=Windows 11
default=no
file=$(printf 'f%.0s' $(seq 64))
END
user_disk ana "$one"
user_disk rui "$(printf 'f%.0s' $(seq 64))"
printf 'no disk' > "$ROOT/qcow2/user/ana/note"
new_image two 200000; two=$sha
manifest version=2; sign; offer two; downloaded two
try 0 activate -V "$two"
try 0 activate "$two"
try 0 activate -l
has "image.ubuntu-24-04.file=$two"
has image.ubuntu-24-04.version=2
has image.ubuntu-24-04.default=yes
has 'image.ubuntu-24-04.comment=keep me'
has 'image.windows-11.name=Windows 11'
there "$B/$one"
there "$ROOT/qcow2/user/ana/disk.qcow2"
case_ 'back, and forth again'
open_guest
try 4 activate -R "$two"
close_guest
try 0 activate -R "$two"
has state=rolled-back
try 0 activate -R "$two"
has state=rolled-back
try 0 activate -l
has "image.ubuntu-24-04.file=$one"
has 'image.windows-11.name=Windows 11'
gone "$B/images.ini.previous"
there "$ROOT/qcow2/user/ana/disk.qcow2"
try 0 activate "$two"
has state=activated
there "$B/$two"
case_ confirmed
try 0 activate -C "$two"
gone "$ROOT/qcow2/user/ana/disk.qcow2"
there "$ROOT/qcow2/user/ana/note"
there "$ROOT/qcow2/user/rui/disk.qcow2"
there "$B/$one"
try 0 activate -n -R "$two"

case_ 'the base before last goes'
new_image three 100000; three=$sha
manifest version=3; sign; offer three; downloaded three
try 0 activate -V "$three"
try 0 activate "$three"
gone "$B/$one"
there "$B/$two"
there "$B/$three"
case_ 'back from a confirmed one'
try 0 activate -C "$three"
try 0 activate -R "$three"
try 0 activate -l
has "image.ubuntu-24-04.file=$two"
case_ 'again from what is in backing'
manifest version=3; sign; offer three
try 0 fetch "$three"
has state=fetched
try 0 activate -V "$three"
try 0 activate "$three"
try 0 activate -C "$three"
case_ 'the same content as another version'
manifest version=4; sign; offer three
try 0 fetch "$three"
try 0 activate -V "$three"
try 0 activate "$three"
try 0 activate -l
has image.ubuntu-24-04.version=4
try 1 activate -R "$three"
has reason=no-previous
case_ 'a base that was damaged on the disk and is in use is reported, not removed'
chmod 644 "$B/$three"; damage "$B/$three" 5; touch -d '2020-01-01' "$B/$three"
rm -rf "$in/data" "$in/state"
manifest version=5; sign; offer three
try 1 activate -V "$three"
has reason=digest-mismatch
there "$B/$three"

case_ 'where no second name can be made, it is copied'
new_image four 70000
manifest version=6; sign; offer four; downloaded four
mkdir "$WORK/noln"
printf '#!/bin/sh\nexit 1\n' > "$WORK/noln/ln"; chmod +x "$WORK/noln/ln"
try 0 activate -V "$sha"
PATH=$WORK/noln:$PATH try 0 activate "$sha"
has state=activated
cmp -s "$B/$sha" "$WORK/four.img" && ok || bad 'the base differs'
is "$(stat -c %h "$B/$sha")" 1 'names of the base'
