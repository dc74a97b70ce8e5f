# shellcheck shell=sh
# activate, activate -C, activate -R. Each step may be the last one before a power cut: images.ini always is whole and names bases that are
# there, and the same command again finishes what was begun. Uses sha, in, dry of the caller.

RETIRED=$BACKING/retired        # digests of bases that may go as soon as neither images.ini nor images.ini.previous names them

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

# The image of the manifest in this version has this base already. After the confirmation there is no manifest any more.
switched() {
    [ -f "$BACKING/$sha" ] || return 1
    images_name "$IMAGES" "$sha" || return 1
    [ -f "$in/manifest" ] || return 0
    manifest_read "$in/manifest"
    [ "$(image_value "$IMAGES" "$m_id" file)" = "$sha" ] && [ "$(image_value "$IMAGES" "$m_id" version)" = "$m_version" ]
}

keep_closed_or_wait() {
    if ! keep_guest_closed; then
        answer state waiting-idle
        answer reason guest-open
        exit 4
    fi
}

switch_to() {
    if switched; then
        finish_switch
        answer state activated
        return 0
    fi
    refuse_stopped "$sha"
    manifest_admit "$in" "$sha"
    still_staged || fail not-staged "$sha has not been verified (activate -V)"
    if [ -n "$dry" ]; then answer would "make $sha the base of $m_id"; return 0; fi
    keep_closed_or_wait
    place_base
    images_with "$IMAGES" > "$IMAGES.new"
    durable "$IMAGES.new"
    if [ -f "$IMAGES" ]; then
        retire "$(images_files "$IMAGES.previous")"
        cp "$IMAGES" "$IMAGES.previous.new"
        durable "$IMAGES.previous.new"
        mv -f "$IMAGES.previous.new" "$IMAGES.previous"
    else
        rm -f "$IMAGES.previous"
    fi
    refuse_stopped "$sha"
    mv -f "$IMAGES.new" "$IMAGES"
    durable "$BACKING"
    finish_switch
    answer state activated
}

# retire DIGESTS: to be looked at after the next switch
retire() {
    { if [ -f "$RETIRED" ]; then cat "$RETIRED"; fi; printf '%s\n' "$1"; } | sort -u | replace "$RETIRED"
    durable "$RETIRED"
}

# What follows the switch and may be repeated: the record, and the bases that no way leads back to
finish_switch() {
    if [ "$(incoming_state "$in")" = staged ]; then
        sed 's/^state=.*/state=activated/' "$in/state" | replace "$in/state"
    fi
    [ -f "$RETIRED" ] || return 0
    finish_stay=
    while IFS= read -r old; do
        if is_digest "$old" && ! images_name "$IMAGES" "$old" && ! images_name "$IMAGES.previous" "$old"; then
            if remove_user_disks "$old"; then rm -f "$BACKING/$old"; else finish_stay=1; fi
        fi
    done < "$RETIRED"
    [ -n "$finish_stay" ] || rm -f "$RETIRED"
}

confirm() {
    refuse_stopped "$sha"
    images_name "$IMAGES" "$sha" || fail not-staged "images.ini does not name $sha"
    head -c 1 "$BACKING/$sha" >/dev/null 2>&1 || fail io-error "$BACKING/$sha cannot be read"
    if [ -n "$dry" ]; then answer would "remove the user disks of the base before $sha, stop seeding"; return 0; fi
    for old in $(images_files "$IMAGES.previous"); do
        images_name "$IMAGES" "$old" || remove_user_disks "$old" || tell "a user disk of $old is open and stays"
    done
    remove_incoming "$sha"
    answer state confirmed
}

switch_back() {
    if [ -f "$IMAGES" ] && ! images_name "$IMAGES" "$sha"; then answer state rolled-back; return 0; fi
    if [ ! -f "$IMAGES.previous" ] || images_name "$IMAGES.previous" "$sha"; then fail no-previous "there is no base before $sha"; fi
    for old in $(images_files "$IMAGES.previous"); do
        images_name "$IMAGES" "$old" || [ -r "$BACKING/$old" ] || fail no-previous "the base before, $old, is not in $BACKING"
    done
    if [ -n "$dry" ]; then answer would "go back to the bases of images.ini.previous"; return 0; fi
    keep_closed_or_wait
    retire "$sha"
    mv -f "$IMAGES.previous" "$IMAGES"
    durable "$BACKING"
    answer state rolled-back
}
