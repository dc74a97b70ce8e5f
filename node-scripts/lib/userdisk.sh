# shellcheck shell=sh
# User disks: /qcow2/user/HASH/disk.qcow2, one for each user, over a base image. Whoever has one open holds HASH.lock (file descriptor 7); whoever
# looks at these locks or changes anything here holds disk.lock (6) meanwhile. Each step may be the last one before a power cut: a disk is whole
# under its name or not there at all, and what lies around under other names goes at the next call.

DISKS_LOCK=$RUN/disk.lock
DISK_LOCKS=$RUN/disk
USER_LIMIT=1024                     # bytes of a user name
DISK_LIMIT=2305843009213693952      # sizes stay below 2^61, so that sums do not run over
DISK_SLACK=1048576                  # what a removed disk may give back beyond its own blocks: its folder, the file system's own records

# user_hash NAME: the name of the user's folder, SHA3-224 in base64url without padding, so that no user name can form a path
user_hash() {
    hash_octal=
    for hash_pair in $(printf %s "$1" | sha3_224 | sed 's/../& /g'); do hash_octal=$hash_octal$(printf '\\%03o' "0x$hash_pair"); done
    # shellcheck disable=SC2059
    printf "$hash_octal" | base64 | tr '+/' '-_' | tr -d '=\n'
}
sha3_224() {
    if command -v openssl >/dev/null 2>&1; then openssl dgst -sha3-224 -r; else sha3sum -a 224; fi | cut -c1-56
}
is_user_hash() {
    [ ${#1} -eq 38 ] || return 1
    case $1 in *[!A-Za-z0-9_-]*) return 1 ;; esac
}

# qcow2_header FILE: sets q_size (as the guest sees it) and q_base (path, empty when there is none); fails on anything else than qcow2.
# Offset of the backing file's name at byte 8, its length at 16, the size at 24, all big endian (QEMU's docs/interop/qcow2.txt).
qcow2_header() {
    q_size='' q_base=''
    # shellcheck disable=SC2046
    set -- "$1" $(od -An -v -tu1 -N32 "$1" 2>/dev/null)
    [ $# -eq 33 ] && [ "$2 $3 $4 $5" = '81 70 73 251' ] || return 1
    [ "${26}" -lt 32 ] || return 1
    q_size=$(((${26} << 56) + (${27} << 48) + (${28} << 40) + (${29} << 32) + (${30} << 24) + (${31} << 16) + (${32} << 8) + ${33}))
    q_at=$(((${14} << 24) + (${15} << 16) + (${16} << 8) + ${17}))
    q_length=$(((${18} << 24) + (${19} << 16) + (${20} << 8) + ${21}))
    [ $q_at -gt 0 ] && [ $q_length -le 1023 ] || return 0
    q_base=$(dd if="$1" bs=1 skip=$q_at count=$q_length 2>/dev/null | tr -d '\0')
}

lock_disks() {
    mkdir -p "$DISK_LOCKS"
    exec 6>> "$DISKS_LOCK"
    flock 6
}
unlock_disks() { exec 6>&-; }

disk_in_use() { locked "$DISK_LOCKS/$1.lock"; }

# disks_by_age: the hashes of all user disks, unused longest first, in the same second by name. What is not one of our files is left alone.
disks_by_age() {
    for age_file in "$USERS"/*/disk.qcow2; do
        age_folder=${age_file%/*} age_hash=${age_file%/*}
        age_hash=${age_hash##*/}
        if is_user_hash "$age_hash" && [ -f "$age_file" ] && [ ! -L "$age_file" ] && [ ! -L "$age_folder" ]; then
            printf '%s %s\n' "$(stat -c %Y "$age_file")" "$age_hash"
        fi
    done | sort -k 1,1n -k 2,2 | cut -d ' ' -f 2
}

# sweep_disks: what a power cut left of a disk that was being made or removed
sweep_disks() {
    for sweep_file in "$USERS"/.gone-* "$USERS"/*/.disk.new; do
        if [ -e "$sweep_file" ] || [ -L "$sweep_file" ]; then rm -rf "$sweep_file"; fi
    done
    for sweep_folder in "$USERS"/*; do
        if is_user_hash "${sweep_folder##*/}" && [ -d "$sweep_folder" ] && [ ! -L "$sweep_folder" ] && [ ! -e "$sweep_folder/disk.qcow2" ]; then
            rmdir "$sweep_folder" 2>/dev/null || true
        fi
    done
}

# remove_disk HASH: gone at once, also when the power goes in the middle
remove_disk() {
    mv -f "$USERS/$1" "$USERS/.gone-$1" || fail io-error "$USERS/$1 cannot be removed"
    rm -rf "$USERS/.gone-$1"
    rm -f "$DISK_LOCKS/$1.lock"
}

# make_room NEED OWN: while NEED bytes are not less than what is free, the disk that has been unused longest goes, never one in use, never OWN. Where
# all of them together would certainly not do, none goes. With $dry it only says which would.
make_room() {
    room_avail=$(available_bytes "$USERS")
    [ "$1" -ge "$room_avail" ] || return 0
    room_hashes='' room_most=$room_avail
    for room_hash in $(disks_by_age); do
        if [ "$room_hash" = "$2" ] || disk_in_use "$room_hash"; then continue; fi
        room_hashes="$room_hashes $room_hash"
        room_most=$((room_most + $(allocated_bytes "$USERS/$room_hash/disk.qcow2") + DISK_SLACK))
    done
    [ "$1" -lt "$room_most" ] || room_hashes=''
    for room_hash in $room_hashes; do
        if [ -n "$dry" ]; then
            room_avail=$((room_avail + $(allocated_bytes "$USERS/$room_hash/disk.qcow2")))
            answer would "evict $room_hash"
        else
            remove_disk "$room_hash"
            room_avail=$(available_bytes "$USERS")
            answer evicted "$room_hash"
        fi
        [ "$1" -ge "$room_avail" ] || return 0
    done
    room_missing=$(($1 - room_avail + 1))
    fail no-space "$room_missing bytes too little room in $USERS, and no disk may be evicted that would make it" $room_missing
}

# find_base IMAGE: sets base, base_format, base_size. IMAGE empty: the default one
find_base() {
    image=$1
    [ -n "$image" ] || image=$(image_default "$IMAGES")
    [ -n "$image" ] || fail no-image "$IMAGES names no default image"
    base=$(image_value "$IMAGES" "$image" file)
    base_format=$(image_value "$IMAGES" "$image" format)
    if ! is_digest "$base" || [ ! -f "$BACKING/$base" ]; then fail no-image "there is no image $image in $IMAGES, or its base is not in $BACKING"; fi
    case $base_format in
    qcow2) qcow2_header "$BACKING/$base" || fail no-image "$BACKING/$base is not a qcow2 image" ;;
    raw) q_size=$(stat -c %s "$BACKING/$base") ;;
    *) fail no-image "$IMAGES: image $image has the format ${base_format:-(none)}" ;;
    esac
    base_size=$q_size
    [ "$base_size" -lt $DISK_LIMIT ] || fail no-image "$BACKING/$base says that it has $base_size bytes"
}

# The disk that the user has: sets volsize and used. One over a base that is no longer active goes, as the base before went.
look_at_disk() {
    volsize=$base_size used=0
    if [ -L "$USERS/$hash" ] || { [ -e "$USERS/$hash" ] && [ ! -d "$USERS/$hash" ]; }; then fail bad-disk "$USERS/$hash is not a folder"; fi
    [ -e "$disk" ] || [ -L "$disk" ] || return 0
    if [ -L "$disk" ] || [ ! -f "$disk" ]; then fail bad-disk "$disk is not a file"; fi
    qcow2_header "$disk" || fail bad-disk "$disk is not a qcow2 image; disk remove takes it away"
    if [ "$q_base" = "$BACKING/$base" ]; then
        volsize=$q_size used=$(allocated_bytes "$disk")
    elif [ "${q_base%/*}" != "$BACKING" ]; then
        fail bad-disk "$disk stands on ${q_base:-nothing}; disk remove takes it away"
    elif images_name "$IMAGES" "${q_base##*/}"; then
        fail other-image "$disk is of the image $(image_of "$IMAGES" "${q_base##*/}"); disk remove takes it away"
    elif [ -n "$dry" ]; then
        answer would "remove $hash, its base was replaced"
    else
        remove_disk "$hash"
        answer removed "$hash"
    fi
}

make_disk() {
    (
        umask 077
        mkdir -p "$USERS/$hash" &&
            qemu-img create -q -f qcow2 -b "$BACKING/$base" -F "$base_format" "$USERS/$hash/.disk.new" >&2
    ) || fail io-error "qemu-img cannot make a disk in $USERS/$hash"
    durable "$USERS/$hash/.disk.new"
    mv -f "$USERS/$hash/.disk.new" "$disk" || fail io-error "cannot rename to $disk"
    durable "$USERS/$hash" "$USERS"
}

# open_disk NAME IMAGE: sets hash, disk, image, base; from here on this process and those that inherit file descriptor 7 keep the disk
open_disk() {
    hash=$(user_hash "$1")
    is_user_hash "$hash" || fail missing-tool "neither openssl nor sha3sum knows SHA3-224"
    disk=$USERS/$hash/disk.qcow2
    mkdir -p "$USERS"
    lock_disks
    find_base "$2"
    [ -n "$dry" ] || sweep_disks
    # Only who holds disk.lock looks at this one, so it is never held for a moment by somebody who asks
    if disk_in_use "$hash"; then fail disk-in-use "the disk of this user is open"; fi
    look_at_disk
    make_room $((volsize - used)) "$hash"
    if [ -n "$dry" ]; then
        [ -f "$disk" ] || answer would "make a disk of $volsize bytes over $base"
        return 0
    fi
    exec 7>> "$DISK_LOCKS/$hash.lock"
    flock -n 7
    : > "$DISK_LOCKS/$hash.lock"
    echo $$ >&7
    [ -f "$disk" ] || make_disk
    touch -c "$disk"
    unlock_disks
}

# remove_user_disks SHA256: those over this base that nobody has open; fails when some stay
remove_user_disks() {
    lock_disks
    old_stay=0
    for old_disk in "$USERS"/*/*; do
        if [ ! -f "$old_disk" ] || [ -L "$old_disk" ] || [ -L "${old_disk%/*}" ]; then continue; fi
        old_hash=${old_disk%/*}
        if ! qcow2_header "$old_disk" || [ "${q_base##*/}" != "$1" ]; then continue; fi
        if disk_in_use "${old_hash##*/}"; then old_stay=1; continue; fi
        rm -f "$old_disk"
        rmdir "${old_disk%/*}" 2>/dev/null || true
    done
    unlock_disks
    return $old_stay
}
