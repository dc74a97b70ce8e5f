# shellcheck shell=sh
# Random days of one PC: users open, grow, close, others are evicted, the power goes between any two steps. After each step: no disk in use was
# removed, no user has two disks, and a user was admitted exactly when the rule says so, after exactly the evictions that the rule says.
# SEED=N repeats a run, STEPS=N makes it longer.
set -eu
. "${0%/*}/kit.sh"

new_root
disk_kit
new_base 1048576 qcow2
printf '[one]\nfile=%s\nformat=qcow2\n' "$sha" > "$B/images.ini"
CAPACITY=2621440 VOLSIZE=1048576
room $CAPACITY
stand_ins mv mkdir rm sync touch qemu-img rmdir chmod

seed=${SEED:-$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')} steps=${STEPS:-90}
echo "seed $seed"
random=$seed
# pick N: sets picked to 0 ... N-1
pick() { random=$(((random * 1103515245 + 12345) & 2147483647)); picked=$(((random >> 8) % $1)); }

# The users: hash, and the process that keeps the disk open (0: closed)
number=0
for name in ../ana 'b o' -n 'd
e' 'é'; do
    number=$((number + 1))
    eval "name$number=\$name holder$number=0"
    "$BIN/disk" open -- "$name" > "$out" 2>&1
    eval "hash$number=\$(sed -n 's/^user=//p' '$out')"
    "$BIN/disk" remove -- "$name" >/dev/null
done
user() { eval "name=\$name$1 hash=\$hash$1 holder=\$holder$1"; file=$U/$hash/disk.qcow2; }
size() { if [ -f "$1" ]; then echo $(($(stat -c %b "$1") * 512)); else echo 0; fi; }

# model NEED OWN_HASH: sets m_code, and m_evicted to the hashes that must go, in order, from what is on the disk before
model() {
    m_free=$CAPACITY m_code=0 m_evicted=
    : > "$WORK/candidates"
    for m_user in 1 2 3 4 5; do
        eval "m_hash=\$hash$m_user m_holder=\$holder$m_user"
        [ -f "$U/$m_hash/disk.qcow2" ] || continue
        m_size=$(size "$U/$m_hash/disk.qcow2")
        m_free=$((m_free - m_size))
        [ "$m_holder" -ne 0 ] || [ "$m_hash" = "$2" ] || echo "$(stat -c %Y "$U/$m_hash/disk.qcow2") $m_hash $m_size" >> "$WORK/candidates"
    done
    while read -r _ m_hash m_size; do
        if [ -z "$m_hash" ] || [ "$1" -lt $((m_free / 1024 * 1024)) ]; then break; fi
        m_evicted="$m_evicted $m_hash"
        m_free=$((m_free + m_size))
    done <<END
$(LC_ALL=C sort -k 1,1n -k 2,2 "$WORK/candidates")
END
    [ "$1" -lt $((m_free / 1024 * 1024)) ] || m_code=1
}
kept() {                # what lies there: hash:inode of every disk
    for k_user in 1 2 3 4 5; do
        eval "k_hash=\$hash$k_user"
        [ ! -f "$U/$k_hash/disk.qcow2" ] || echo "$k_hash:$(stat -c %i "$U/$k_hash/disk.qcow2")"
    done
}
# without HASH...: the lines of WORK/before without these
without() { cp "$WORK/before" "$WORK/rest"; for w_hash in "$@"; do sed -i "/^$w_hash:/d" "$WORK/rest"; done; cat "$WORK/rest"; }
others() { grep -v "^$hash:" || true; }
check_all() {
    for c_user in 1 2 3 4 5; do
        eval "c_hash=\$hash$c_user c_holder=\$holder$c_user"
        c_count=$(find "$U" -type f -path "*$c_hash/disk*" | wc -l)
        if [ "$c_count" -gt 1 ]; then bad "step $step, seed $seed: user $c_user has $c_count disks"; else ok; fi
        if [ "$c_holder" -ne 0 ]; then
            if grep -q "^$c_hash:" "$WORK/after"; then ok; else bad "step $step, seed $seed: the disk of user $c_user, in use, is gone"; fi
        fi
    done
}
# same EXPECTED FOUND WHAT
same() { if [ "$1" = "$2" ]; then ok; else bad "step $step, seed $seed: $3: expected '$1', found '$2'" "$out"; fi; }

open_it() {
    what="open $n"
    model $((VOLSIZE - $(size "$file"))) "$hash"
    if [ "$holder" -ne 0 ]; then m_code=4 m_evicted=''; fi
    : > "$out"
    "$BIN/disk" open -- "$name" sleep 600 > "$out" 2> "$err" &
    pid=$! code=0 tries=0
    until grep -q '^state=' "$out" || [ $tries -ge 500 ]; do sleep 0.02; tries=$((tries + 1)); done
    if grep -qx state=open "$out"; then eval "holder$n=$pid"; else wait $pid || code=$?; fi
    kept > "$WORK/after"
    same $m_code $code 'admitted (0), refused (1), busy (4)'
    same "$m_evicted" "$(sed -n 's/^evicted=/ /p' "$out" | tr -d '\n')" evicted
    # shellcheck disable=SC2086
    same "$(without $m_evicted | others)" "$(others < "$WORK/after")" 'the disks of the others'
    [ $code -ne 0 ] || { if grep -q "^$hash:" "$WORK/after"; then ok; else bad "step $step, seed $seed: no disk"; fi; }
    if grep -q "^$hash:" "$WORK/before"; then same "$(grep "^$hash:" "$WORK/before")" "$(grep "^$hash:" "$WORK/after")" 'the own disk'; fi
}
close_it() {
    what="close $n"
    [ "$holder" -ne 0 ] || return 0
    pick 4
    if [ $picked -eq 0 ]; then try 0 disk close -- "$name"; fi
    end_pid "$holder"
    eval "holder$n=0"
}
# An open disk grows; a closed one did so before, and was left at some time
grow_it() {
    what="grow $n"
    [ -f "$file" ] || return 0
    pick 8
    if [ "$(size "$file")" -lt 700000 ]; then head -c $((picked * 65536)) /dev/urandom >> "$file"; fi
    if [ "$holder" -eq 0 ]; then pick 100000; touch -d "@$picked" "$file"; fi
}
evict_it() {
    pick 36
    bytes=$((picked * 65536 + 1))
    what="evict $bytes"
    model $bytes none
    code=0
    "$BIN/disk" evict $bytes > "$out" 2> "$err" || code=$?
    kept > "$WORK/after"
    same $m_code $code 'room made (0) or not (1)'
    same "$m_evicted" "$(sed -n 's/^evicted=/ /p' "$out" | tr -d '\n')" evicted
    # shellcheck disable=SC2086
    same "$(without $m_evicted)" "$(cat "$WORK/after")" disks
}
# The power goes somewhere in an opening: everybody's processes end, /run is empty afterwards
cut_it() {
    pick 12; cut=$((picked + 1))
    pick 2; if [ $picked -eq 0 ]; then cut_before=$cut cut_after=0; else cut_before=0 cut_after=$cut; fi
    model $((VOLSIZE - $(size "$file"))) "$hash"
    [ "$holder" -eq 0 ] || m_evicted=
    crash $cut_before $cut_after "$BIN/disk" open -- "$name" || true
    what="power cut in open $n ($(cat "$WORK/died" 2>/dev/null || echo 'came through'))"
    kept > "$WORK/after"
    check_all
    # As many of the evictions as came before the cut, in their order
    wrong=1 gone_now=
    for m_hash in '' $m_evicted; do
        gone_now="$gone_now $m_hash"
        # shellcheck disable=SC2086
        [ "$(without $gone_now | others)" != "$(others < "$WORK/after")" ] || wrong=0
    done
    same 0 $wrong 'the disks of the others'
    if grep -q "^$hash:" "$WORK/before"; then same "$(grep "^$hash:" "$WORK/before")" "$(grep "^$hash:" "$WORK/after")" 'the own disk'; fi
    if [ -f "$file" ]; then
        if qemu-img info "$file" > "$out" 2>&1 && grep -q "$sha" "$out"; then ok; else bad "step $step, seed $seed: half a disk" "$out"; fi
    fi
    for c_user in 1 2 3 4 5; do
        eval "c_holder=\$holder$c_user holder$c_user=0"
        [ "$c_holder" -eq 0 ] || end_pid "$c_holder"
    done
    rm -rf "$ROOT/run/bancada"
}

step=0 evictions=0 m_evicted=
while [ $step -lt "$steps" ]; do
    step=$((step + 1))
    kept > "$WORK/before"
    pick 5; n=$((picked + 1))
    user $n
    pick 20
    case $picked in
    0 | 1 | 2 | 3 | 4 | 5 | 6) open_it ;;
    7 | 8 | 9) close_it ;;
    10 | 11 | 12 | 13) grow_it ;;
    14) evict_it ;;
    *) cut_it ;;
    esac
    test_name="$what"
    for m_hash in $m_evicted; do evictions=$((evictions + 1)); done
    m_evicted=
    kept > "$WORK/after"
    check_all
    [ "$failed" -lt 5 ] || break
done
for n in 1 2 3 4 5; do user $n; [ "$holder" -eq 0 ] || end_pid "$holder"; done
echo "$evictions evictions in $step steps"
# Nothing that a cut left behind outlives the next opening
"$BIN/disk" remove -- "$name" > /dev/null
is "$(find "$U" -name '.disk.new' -o -name '.gone-*' | wc -l)" 0 'leftovers'
