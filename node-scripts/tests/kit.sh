# shellcheck shell=sh
# What the tests stand on: a node root, a release key, images with manifests and torrents, a swarm on loopback.
# Given by the runner: SCRIPTS (the scripts, made to run under the shell in test), WORK (own empty folder), NET (own 127.x.y).

passed=0 failed=0 test_name=
ROOT=$WORK/root
export ROOT
BIN=$SCRIPTS/bin
PATH=$BIN:$PATH
UUID=4c4c4544-0042-3510-8052-b4c04f4e4331

ok() { passed=$((passed + 1)); }
bad() {
    failed=$((failed + 1))
    printf 'FAILED %s: %s: %s\n' "${0##*/}" "$test_name" "$1"
    [ -z "${2-}" ] || sed 's/^/    /' "$2"
}

# try EXPECTED_CODE COMMAND...: runs it with standard output in $out and standard error in $err
out=$WORK/out err=$WORK/err
try() {
    try_expected=$1
    shift
    try_code=0
    "$@" > "$out" 2> "$err" </dev/null || try_code=$?
    if [ $try_code -eq "$try_expected" ]; then ok; else
        bad "$* ended with $try_code, not $try_expected" "$out"
        sed 's/^/    /' "$err"
    fi
}
has() { if grep -qxF -- "$1" "${2:-$out}"; then ok; else bad "no line $1" "${2:-$out}"; fi; }
hasnt() { if grep -qF -- "$1" "${2:-$out}"; then bad "unwanted: $1" "${2:-$out}"; else ok; fi; }
is() { if [ "$1" = "$2" ]; then ok; else bad "${3:-value} is '$1', not '$2'"; fi; }
there() { if [ -e "$1" ]; then ok; else bad "$1 is missing"; fi; }
gone() { if [ -e "$1" ]; then bad "$1 is still there"; else ok; fi; }

# within SECONDS COMMAND...: waits until the command succeeds
within() {
    within_left=$(($1 * 5))
    shift
    until "$@" >/dev/null 2>&1; do
        within_left=$((within_left - 1))
        if [ $within_left -le 0 ]; then bad "in vain waited for: $*"; return 0; fi
        sleep 0.2
    done
    ok
}

case_() { test_name=$*; [ -z "${TIMES-}" ] || printf "%s %s\n" "$(date +%T)" "$*"; }
finish() {
    end_swarm
    for dir in "$ROOT"/qcow2/incoming/*; do
        [ ! -d "$dir" ] || "$BIN/fetch" -k "${dir##*/}" >/dev/null 2>&1 || true
    done
    echo "$passed $failed" > "$WORK/result"
}
trap finish EXIT
trap 'exit 1' TERM INT HUP

# A node as it is after installation
new_root() {
    rm -rf "$ROOT"
    mkdir -p "$ROOT/etc/bancada" "$ROOT/persistent/inventory" "$ROOT/qcow2/backing" "$ROOT/qcow2/incoming" "$ROOT/qcow2/user" \
        "$ROOT/run/bancada" "$ROOT/var/log/bancada" "$ROOT/sys/class/dmi/id" "$ROOT/proc"
    echo "$UUID" > "$ROOT/persistent/inventory/uuid"
    echo 'OptiPlex 7010' > "$ROOT/sys/class/dmi/id/product_name"
    (umask 077; echo 's3cret with "quotes" \ and more' > "$ROOT/etc/bancada/collector.secret")
    cat > "$ROOT/etc/bancada/node.conf" <<END
collector=http://$NET.1:18080
address=$NET.2
bt_port=16881
interval=2
END
    [ -f "$WORK/key" ] || ssh-keygen -q -t ed25519 -N '' -C release -f "$WORK/key"
    printf 'release namespaces="bancada-manifest" %s\n' "$(cut -d' ' -f1,2 "$WORK/key.pub")" > "$ROOT/etc/bancada/allowed_signers"
}

# new_image NAME BYTES [PIECE]: NAME.img with random content and NAME.torrent; sets sha, size, piece, infohash
new_image() {
    size=$2 piece=${3-65536}
    head -c "$size" /dev/urandom > "$WORK/$1.img"
    sha=$(sha256sum < "$WORK/$1.img" | cut -c1-64)
    new_torrent "$WORK/$1.img" "$WORK/$1.torrent"
}

# damage FILE OFFSET: makes the byte there another one, whatever it was
damage() {
    was=$(od -An -tu1 -j "$2" -N 1 "$1")
    # shellcheck disable=SC2059
    printf "\\$(printf %o $(((was + 1) % 256)))" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}

# new_torrent FILE TORRENT: with the tracker of this test and a web seed that must never be asked
new_torrent() {
    torrent_pieces=$((($(stat -c %s "$1") + piece - 1) / piece)) torrent_n=0
    while [ $torrent_n -lt $torrent_pieces ]; do
        dd if="$1" bs="$piece" skip=$torrent_n count=1 2>/dev/null | sha1sum | cut -c1-40
        torrent_n=$((torrent_n + 1))
    done | xxd -r -p > "$WORK/pieces"
    {
        printf 'd6:lengthi%se4:name8:whatever12:piece lengthi%se6:pieces%d:' "$(stat -c %s "$1")" "$piece" $((torrent_pieces * 20))
        cat "$WORK/pieces"
        printf e
    } > "$WORK/info"
    infohash=$(sha1sum < "$WORK/info" | cut -c1-40)
    announce=http://$NET.1:18080/announce webseed=http://$NET.1:18080/webseed
    {
        printf 'd8:announce%d:%s13:creation datei1763715600e4:info' ${#announce} "$announce"
        cat "$WORK/info"
        printf '8:url-listl%d:%see' ${#webseed} "$webseed"
    } > "$2"
}

# manifest [KEY=VALUE...]: what the workbench would write for the last image, with changes
manifest() {
    now=$(date +%s)
    cat > "$WORK/manifest" <<END
manifest=1
id=ubuntu-24-04
name=Ubuntu 24.04 Olá
ostype=linux
version=3
format=qcow2
size=$size
virtual_size=68719476736
sha256=$sha
infohash=$infohash
piece_length=$piece
models=OptiPlex 7010;OptiPlex 9020
issued=$now
expires=$((now + 3600))
END
    for change in "$@"; do
        CHANGE=$change awk -F= 'BEGIN { key = ENVIRON["CHANGE"]; sub(/=.*/, "", key) } $1 == key { print ENVIRON["CHANGE"]; next } { print }' \
            "$WORK/manifest" > "$WORK/manifest.new"
        mv "$WORK/manifest.new" "$WORK/manifest"
    done
}
sign() {
    rm -f "$WORK/manifest.sig"
    ssh-keygen -q -Y sign -n "${2:-bancada-manifest}" -f "${1:-$WORK/key}" "$WORK/manifest" 2>/dev/null
}

# offer NAME: puts the signed manifest and the torrent where the workbench puts them
offer() {
    in=$ROOT/qcow2/incoming/$sha
    mkdir -p "$in"
    cp "$WORK/manifest" "$WORK/manifest.sig" "$in/"
    cp "$WORK/$1.torrent" "$in/image.torrent"
}

# downloaded NAME: as after a finished fetch
downloaded() {
    mkdir -p "$in/data"
    cp "$WORK/$1.img" "$in/data/$sha"
    echo state=fetched > "$in/state"
}

# The tracker: a web server whose announce page names one peer, NET.3:16881
start_tracker() {
    [ -d "$WORK/www" ] || tracker_peer 3
    busybox httpd -f -vv -p "$NET.1:18080" -h "$WORK/www" 2>> "$WORK/httpd.log" &
    tracker_pid=$!
}
# tracker_peer N: from now on it names NET.N
tracker_peer() {
    mkdir -p "$WORK/www"
    {
        printf 'd8:intervali5e5:peers6:'
        printf '%02x%02x%02x%02x%04x' "$(echo "$NET" | cut -d. -f1)" "$(echo "$NET" | cut -d. -f2)" "$(echo "$NET" | cut -d. -f3)" "$1" 16881 | xxd -r -p
        printf e
    } > "$WORK/www/announce"
}
aria2_here() {
    aria2c --no-conf --listen-port=16881 --enable-dht=false --enable-dht6=false --enable-peer-exchange=false --disable-ipv6=true \
        --file-allocation=none --seed-ratio=0.0 --seed-time=60 --stop-with-process=$$ --summary-interval=0 "$@" > "$WORK/aria2-here.log" 2>&1 &
}
# start_seeder NAME: NET.3 has the image
start_seeder() {
    mkdir -p "$WORK/seed"
    rm -f "$WORK/seed/whatever"
    ln "$WORK/$1.img" "$WORK/seed/whatever"
    aria2_here --interface="$NET.3" --dir="$WORK/seed" --bt-seed-unverified=true --bt-exclude-tracker='*' "$WORK/$1.torrent"
    seeder_pid=$!
}
# start_peer NAME: NET.4 downloads it to WORK/peer/copy
start_peer() {
    aria2_here --interface="$NET.4" --dir="$WORK/peer" --index-out=1=copy --bt-tracker="http://$NET.1:18080/announce" "$WORK/$1.torrent"
    peer_pid=$!
}
end_pid() { kill -s KILL "$1" 2>/dev/null || true; wait "$1" 2>/dev/null || true; }
end_swarm() {
    [ -z "${tracker_pid-}" ] || end_pid "$tracker_pid"
    [ -z "${seeder_pid-}" ] || end_pid "$seeder_pid"
    [ -z "${peer_pid-}" ] || end_pid "$peer_pid"
    tracker_pid='' seeder_pid='' peer_pid=''
}

# stand_ins TOOL...: for tools that change something; crash uses them
stand_ins() {
    mkdir -p "$WORK/shims"
    for tool in "$@"; do
        real=$(command -v "$tool")
        cat > "$WORK/shims/$tool" <<END
#!/bin/sh
n=\$((\$($(command -v cat) "$WORK/count") + 1))
echo \$n > "$WORK/count"
die() { echo "$tool \$*" > "$WORK/died"; kill -9 -\$($(command -v cat) "$WORK/victim"); exit 1; }
[ \$n -ne "\$CRASH_BEFORE" ] || die "\$@"
code=0
"$real" "\$@" || code=\$?
[ \$n -ne "\$CRASH_AFTER" ] || die "\$@"
exit \$code
END
        chmod +x "$WORK/shims/$tool"
    done
}

# crash BEFORE AFTER COMMAND...: the power goes before or after the n-th call of a stand-in: the command and all that it started is killed,
# code 137. What it said is in WORK/out.
crash() {
    before=$1 after=$2
    shift 2
    echo 0 > "$WORK/count"
    rm -f "$WORK/died"
    CRASH_BEFORE=$before CRASH_AFTER=$after PATH=$WORK/shims:$PATH VICTIM=$WORK/victim setsid sh -c 'echo $$ > "$VICTIM"; exec "$@"' sh "$@" \
        > "$WORK/out" 2>&1 </dev/null || return $?
}

# disk_kit: for tests of user disks. U and B are the folders; df is a stand-in on PATH
disk_kit() {
    U=$ROOT/qcow2/user B=$ROOT/qcow2/backing
    mkdir -p "$WORK/df"
    PATH=$WORK/df:$PATH
}
# room BYTES: the file system of the user disks has so many, less what they take
room() {
    cat > "$WORK/df/df" <<END
#!/bin/sh
used=\$(stat -c %b "$U"/*/* "$U"/*/.disk.new "$U"/.gone-*/* 2>/dev/null | awk '{ s += \$1 * 512 } END { print s + 0 }')
free=\$((($1 - used) / 1024))
[ \$free -gt 0 ] || free=0
echo 'Filesystem 1024-blocks Used Available Capacity Mounted on'
echo "/dev/test $(($1 / 1024)) \$((used / 1024)) \$free 50% /qcow2/user"
END
    chmod +x "$WORK/df/df"
}
# new_base BYTES FORMAT: a base image of the size that the guest sees; sets sha
new_base() {
    rm -f "$WORK/base"
    qemu-img create -q -f "$2" "$WORK/base" "$1"
    sha=$(sha256sum < "$WORK/base" | cut -c1-64)
    install -m 444 "$WORK/base" "$B/$sha"
}

# For downloads of the image "ubuntu"
running() { ! flock -n "$in/worker.lock" true; }
bytes() { sed -n 's/^bytes=//p' "$in/progress" 2>/dev/null || echo 0; }
got() { [ "$(bytes)" -ge "$1" ]; }
slowly() { sed -i "s/^download_limit=.*//" "$ROOT/etc/bancada/node.conf"; echo "download_limit=$1" >> "$ROOT/etc/bancada/node.conf"; }
right() { is "$(sha256sum < "$in/data/$sha" | cut -c1-64)" "$sha" 'the digest'; }
# afresh: the same image again, from nothing. A new seeder too, since an old one lets a peer that came back wait for ten seconds.
afresh() {
    fetch -k "$sha" >/dev/null
    offer ubuntu
    end_pid "$seeder_pid"
    start_seeder ubuntu
}
