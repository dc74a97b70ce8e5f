# shellcheck shell=sh
# User disks, with the real qemu-img: names, locks, eviction, what lies in the way. df is a stand-in, so that the room is known to the byte.
set -eu
. "${0%/*}/kit.sh"

new_root
disk_kit
answered() { sed -n "s/^$1=//p" "$out"; }
# hold USER [OPTION...]: somebody keeps the disk open; sets holder and hash
hold() {
    held_name=$1
    shift
    : > "$WORK/held"
    disk open "$@" -- "$held_name" sleep 600 > "$WORK/held" 2>&1 &
    holder=$!
    within 10 grep -q '^state=' "$WORK/held"
    hash=$(sed -n 's/^user=//p' "$WORK/held")
}
let_go() { end_pid "$holder"; }
room 1073741824

case_ 'no image'
try 1 disk open ana
has reason=no-image
new_base 67108864 qcow2; linux=$sha
new_base 33554432 raw; windows=$sha
cat > "$B/images.ini" <<END
[ubuntu-24.04]
name=Ubuntu
default=yes
file=$linux
format=qcow2

[windows-11]
name=Windows
default=no
file=$windows
format=raw

[lost]
file=$(printf 'a%.0s' $(seq 64))
format=qcow2

[odd]
file=$linux
format=vmdk
END
for image in lost odd nothing; do
    try 1 disk open -i $image ana
    has reason=no-image
done
try 2 disk open -i '../x' ana

case_ 'the folder is the SHA3-224 of the name, in base64url'
# FIPS 202, example values: SHA3-224 of "abc" is e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf
try 0 disk open abc
has user=5kKCTD-M8krQkjTufTx2b8mjpRaNDJStc7Rv3w
has image=ubuntu-24.04
has "base=$linux"
has "path=$U/5kKCTD-M8krQkjTufTx2b8mjpRaNDJStc7Rv3w/disk.qcow2"
has format=qcow2
has state=ready
disk=$(answered path)
is "$(stat -c %a "$disk")" 600 'the mode of the disk'
is "$(stat -c %a "${disk%/*}")" 700 'the mode of the folder'
qemu-img info "$disk" > "$WORK/info"
has 'virtual size: 64 MiB (67108864 bytes)' "$WORK/info"
has "backing file: $B/$linux" "$WORK/info"
has 'backing file format: qcow2' "$WORK/info"
inode=$(stat -c %i "$disk")
try 0 disk open abc
is "$(stat -c %i "$disk")" "$inode" 'the same disk'
case_ 'without openssl'
mkdir "$WORK/bare"
for tool in sed cut dd tr base64 flock stat od df awk qemu-img mkdir rm rmdir mv sync touch sort head grep cat dirname basename sleep true busybox; do
    ln -s "$(env which $tool)" "$WORK/bare/$tool"
done
PATH=$WORK/df:$WORK/bare try 1 "$BIN/disk" open abc
has reason=missing-tool
ln -s "$(command -v busybox)" "$WORK/bare/sha3sum"
PATH=$WORK/df:$WORK/bare try 0 "$BIN/disk" open abc
has user=5kKCTD-M8krQkjTufTx2b8mjpRaNDJStc7Rv3w

case_ 'hostile names'
count=1
for name in '../../etc/passwd' / . .. -n -- '$(touch pwned)' '`id`' 'a
b' 'a
' "it's" '*' José 'a\b' "$(head -c 1024 /dev/zero | tr '\0' x)"; do
    try 0 disk open -- "$name"
    count=$((count + 1))
done
is "$(find "$U" -mindepth 1 -maxdepth 1 | wc -l)" $count folders
is "$(find "$U" -mindepth 1 -maxdepth 1 | sed 's|.*/||' | grep -cvE '^[A-Za-z0-9_-]{38}$')" 0 'folders of another kind'
is "$(find "$WORK" -name 'pwned*' | wc -l)" 0 'files called pwned'
try 2 disk open -- ''
try 2 disk open -- "$(head -c 1025 /dev/zero | tr '\0' x)"
try 2 disk open
try 2 disk
try 2 disk burn ana
try 2 disk list ana
for bytes in 99999999999999999999 '' x 1k; do try 2 disk evict "$bytes"; done
try 2 disk evict -- -1
for name in '../../etc/passwd' -n 'a
'; do try 0 disk remove -- "$name"; count=$((count - 1)); done
is "$(find "$U" -mindepth 1 -maxdepth 1 | wc -l)" $count 'folders after the removal'
rm -rf "${U:?}"/*

case_ 'in use as long as the command lives'
hold ana; ana=$hash
try 4 disk open ana
has reason=disk-in-use
try 4 disk remove ana
has reason=disk-in-use
try 0 disk list
has "disk.$ana.open=yes"
has "disk.$ana.image=ubuntu-24.04"
has "disk.$ana.size=67108864"
try 0 disk close -n ana
has "would=end the process that has $ana open"
let_go
try 0 disk list
has "disk.$ana.open=no"
hold ana
try 0 disk close ana
has state=closed
if kill -s 0 "$holder" 2>/dev/null && [ -n "$(tr -d '\0' < "/proc/$holder/cmdline")" ]; then bad 'the holder lives'; else ok; fi
let_go
try 0 disk close ana
try 0 disk close nobody
try 7 disk open ana sh -c 'echo "in=$BANCADA_DISK format=$BANCADA_FORMAT"; exit 7'
has "in=$U/$ana/disk.qcow2 format=qcow2"

case_ 'one disk for a user: another image is refused, not mixed'
try 1 disk open -i windows-11 ana
has reason=other-image
try 0 disk remove ana
gone "$U/$ana"
try 0 disk open -i windows-11 ana
has "base=$windows"
qemu-img info "$U/$ana/disk.qcow2" > "$WORK/info"
has 'backing file format: raw' "$WORK/info"
try 1 disk open ana
has reason=other-image
is "$(find "$U" -type f | wc -l)" 1 files

case_ 'a base that was replaced takes its disks along, but none that is open'
hold rui; rui=$hash
new_base 68157440 qcow2; newer=$sha
sed -i "s/^file=$linux/file=$newer/" "$B/images.ini"
try 4 disk open rui
let_go
inode=$(stat -c %i "$U/$rui/disk.qcow2")
try 0 disk open -n rui
has "would=remove $rui, its base was replaced"
is "$(stat -c %i "$U/$rui/disk.qcow2")" "$inode" 'the disk after -n'
try 0 disk open rui
has "removed=$rui"
has "base=$newer"
is "$(find "$U/$rui" -type f | wc -l)" 1 'disks of this user'

case_ 'what lies in the way'
rm -rf "${U:?}"/*
mkdir "$WORK/elsewhere"; echo precious > "$WORK/elsewhere/disk.qcow2"
ln -s "$WORK/elsewhere" "$U/$ana"
try 1 disk open ana
has reason=bad-disk
try 0 disk remove ana
mkdir "$U/$ana"; ln -s "$WORK/elsewhere/disk.qcow2" "$U/$ana/disk.qcow2"
try 1 disk open ana
has reason=bad-disk
rm "$U/$ana/disk.qcow2"; ln -s /nowhere "$U/$ana/disk.qcow2"
try 1 disk open ana
has reason=bad-disk
rm "$U/$ana/disk.qcow2"
for garbage in '' QFI "$(head -c 200 /dev/urandom | od -An -tx1)"; do
    printf %s "$garbage" > "$U/$ana/disk.qcow2"
    try 1 disk open ana
    has reason=bad-disk
    try 0 disk list
done
# Sizes and offsets beyond all measure
printf 'QFI\373\0\0\0\003\0\0\0\0\0\0\001\020\377\377\377\377\0\0\0\020\377\377\377\377\377\377\377\377' > "$U/$ana/disk.qcow2"
try 1 disk open ana
has reason=bad-disk
try 0 disk remove ana
qemu-img create -q -f qcow2 "$WORK/loose" 1M
mkdir "$U/$ana"; cp "$WORK/loose" "$U/$ana/disk.qcow2"
try 1 disk open ana
has reason=bad-disk
qemu-img rebase -u -f qcow2 -F qcow2 -b '/etc/sed;s/x/y/e' "$U/$ana/disk.qcow2"
try 1 disk open ana
has reason=bad-disk
try 0 disk list
has "disk.$ana.base=e"
hasnt image=ubuntu
try 0 disk remove ana
echo note > "$U/$ana"
try 1 disk open ana
has reason=bad-disk
rm "$U/$ana"
mkdir "$U/not one of ours"; cp "$WORK/loose" "$U/not one of ours/disk.qcow2"
ln -s "$WORK/elsewhere" "$U/$rui"
room 1048576
try 0 disk evict 1
try 1 disk evict 1048576
has reason=no-space
there "$U/not one of ours/disk.qcow2"
has precious "$WORK/elsewhere/disk.qcow2"
rm -rf "${U:?}"/*
room 1073741824

case_ 'the rule'
for name in one two three; do
    try 0 disk open $name
    eval "$name=\$(answered user)"
    head -c 8388608 /dev/urandom >> "$U/$(answered user)/disk.qcow2"
done
volsize=$(disk list | sed -n "s/^disk\.$one\.size=//p")
taken=$(($(stat -c %b "$U/$one/disk.qcow2") * 512))
ages() { touch -d @1000 "$U/$two/disk.qcow2"; touch -d @2000 "$U/$one/disk.qcow2"; touch -d @3000 "$U/$three/disk.qcow2"; }
ages
# A KiB more than the new disk may grow to: nothing goes
room $((volsize + 1024 + 3 * taken))
try 0 disk open four
hasnt evicted=
try 0 disk remove four
# Exactly that: not enough, by the rule
room $((volsize + 3 * taken))
try 0 disk open -n four
has "would=evict $two"
there "$U/$two/disk.qcow2"
try 0 disk open four
has "evicted=$two"
gone "$U/$two"
there "$U/$one/disk.qcow2"
try 0 disk remove four
# What the own disk takes already counts
room $((volsize - taken + 1024 + 2 * taken))
try 0 disk open one
hasnt evicted=
# The one in use and the own stay, even though they are the oldest
hold one
touch -d @1 "$U/$one/disk.qcow2"; touch -d @2 "$U/$three/disk.qcow2"
room $((volsize - taken + 2 * taken))
try 1 disk open three
has reason=no-space
has missing_bytes=1
try 1 disk open four
has reason=no-space
is "$(stat -c %Y "$U/$three/disk.qcow2" 2>/dev/null || echo gone)" gone 'the only one that might go'
let_go
case_ 'when it is hopeless, nobody loses anything'
room 20971520
try 1 disk open four
has reason=no-space
there "$U/$one/disk.qcow2"
case_ evict
try 0 disk evict 1
hasnt evicted=
try 0 disk evict -n 16777216
has "would=evict $one"
there "$U/$one/disk.qcow2"
try 0 disk evict 16777216
has "evicted=$one"
has state=evicted
gone "$U/$one"

case_ 'qemu-img fails in the middle'
room 1073741824
mkdir "$WORK/broken"
printf '#!/bin/sh\nwhile [ $# -gt 1 ]; do shift; done; echo half > "$1"; exit 1\n' > "$WORK/broken/qemu-img"; chmod +x "$WORK/broken/qemu-img"
PATH=$WORK/broken:$PATH try 1 disk open fresh
has reason=io-error
is "$(find "$U" -name disk.qcow2 | wc -l)" 0 disks
try 0 disk open fresh
is "$(find "$U" -name .disk.new | wc -l)" 0 'half disks'

case_ 'four at once for the same user: one of them gets it'
for n in 1 2 3 4; do disk open both sleep 600 > "$WORK/both.$n" 2>/dev/null & eval "both$n=$!"; done
all_said() { [ "$(grep -l '^state=' "$WORK"/both.? | wc -l)" -eq 4 ]; }
within 20 all_said
is "$(grep -lx state=open "$WORK"/both.? | wc -l)" 1 winners
is "$(grep -lx reason=disk-in-use "$WORK"/both.? | wc -l)" 3 losers
for n in 1 2 3 4; do eval "end_pid \$both$n"; done
try 0 disk open both
