# shellcheck shell=sh
# activate, activate -C, activate -R. Each step may be the last one before a power cut: images.ini always is whole and names bases that are
# there, and the same command again finishes what was begun. Uses sha, in, dry of the caller.

images_whole() {
    for whole_file in $(images_files "$1"); do
        [ -r "$BACKING/$whole_file" ] || fail io-error "$1 names $whole_file, which is not in $BACKING"
    done
}

# The digest is the name; a second name for the same bytes while the download goes on seeding, a copy where that cannot be
place_base() {
    [ ! -f "$BACKING/$sha" ] || return 0
    rm -f "$BACKING/.$sha.new"
    if ! ln "$in/data/$sha" "$BACKING/.$sha.new" 2>/dev/null; then
        place_missing=$((m_size - $(available_bytes "$BACKING")))
        [ $place_missing -le 0 ] || fail no-space "$place_missing bytes too little room in $BACKING" $place_missing
        cp "$in/data/$sha" "$BACKING/.$sha.new" || fail io-error "cannot copy the image into $BACKING"
        hash_with_progress "$BACKING/.$sha.new" "$m_size"
        [ "$hashed" = "$sha" ] || fail digest-mismatch "the copy in $BACKING has the SHA-256 $hashed"
    fi
    chmod 0444 "$BACKING/.$sha.new"
    durable "$BACKING/.$sha.new"
    mv -f "$BACKING/.$sha.new" "$BACKING/$sha"
    durable "$BACKING"
}

switch_to() {
    if images_name "$IMAGES" "$sha" && [ -f "$BACKING/$sha" ]; then
        finish_switch
        answer state activated
        return 0
    fi
    manifest_admit "$in" "$sha"
    still_staged || fail not-staged "$sha has not been verified (activate -V)"
    if [ -n "$dry" ]; then answer would "make $sha the base of $m_id"; return 0; fi
    if ! keep_guest_closed; then
        answer state waiting-idle
        answer reason guest-open
        exit 4
    fi
    place_base
    images_with "$IMAGES" > "$IMAGES.new"
    images_whole "$IMAGES.new"
    if [ -f "$IMAGES" ]; then
        cp "$IMAGES" "$IMAGES.previous.new"
        durable "$IMAGES.new" "$IMAGES.previous.new"
        mv -f "$IMAGES.previous.new" "$IMAGES.previous"
    else
        rm -f "$IMAGES.previous"
        durable "$IMAGES.new"
    fi
    mv -f "$IMAGES.new" "$IMAGES"
    durable "$BACKING"
    finish_switch
    answer state activated
}

# What follows the switch and may be repeated: the record, and the bases that no way leads back to
finish_switch() {
    if [ "$(incoming_state "$in")" = staged ]; then
        sed 's/^state=.*/state=activated/' "$in/state" | replace "$in/state"
    fi
    for old in "$BACKING"/*; do
        old=${old##*/}
        if is_digest "$old" && ! images_name "$IMAGES" "$old" && ! images_name "$IMAGES.previous" "$old"; then
            remove_user_disks "$old"
            rm -f "$BACKING/$old"
        fi
    done
}

confirm() {
    images_name "$IMAGES" "$sha" || fail not-staged "images.ini does not name $sha"
    images_whole "$IMAGES"
    head -c 1 "$BACKING/$sha" >/dev/null 2>&1 || fail io-error "$BACKING/$sha cannot be read"
    if [ -n "$dry" ]; then answer would "remove the user disks of the base before $sha, stop seeding"; return 0; fi
    for old in $(images_files "$IMAGES.previous"); do
        images_name "$IMAGES" "$old" || remove_user_disks "$old"
    done
    remove_incoming "$sha"
    answer state confirmed
}

switch_back() {
    if [ -f "$IMAGES" ] && ! images_name "$IMAGES" "$sha"; then answer state rolled-back; return 0; fi
    if [ ! -f "$IMAGES.previous" ] || images_name "$IMAGES.previous" "$sha"; then fail no-previous "there is no base before $sha"; fi
    images_whole "$IMAGES.previous"
    if [ -n "$dry" ]; then answer would "go back to the bases of images.ini.previous"; return 0; fi
    if ! keep_guest_closed; then
        answer state waiting-idle
        answer reason guest-open
        exit 4
    fi
    mv -f "$IMAGES.previous" "$IMAGES"
    durable "$BACKING"
    answer state rolled-back
}

# remove_user_disks SHA256: those whose backing file is this base (qcow2 header: offset of its name at byte 8, length at 16)
remove_user_disks() {
    for disk in "$USERS"/*/*; do
        [ -f "$disk" ] || continue
        # shellcheck disable=SC2046
        set -- "$1" $(od -An -tu1 -N20 "$disk")
        [ $# -eq 21 ] || continue
        [ "$2 $3 $4 $5" = '81 70 73 251' ] || continue
        disk_at=$(((${14} << 24) + (${15} << 16) + (${16} << 8) + ${17}))
        disk_length=$(((${20} << 8) + ${21}))
        [ $disk_at -gt 0 ] || continue
        disk_base=$(dd if="$disk" bs=1 skip=$disk_at count=$disk_length 2>/dev/null | tr -d '\0')
        if [ "${disk_base##*/}" = "$1" ]; then
            rm -f "$disk"
            rmdir "${disk%/*}" 2>/dev/null || true
        fi
    done
}
