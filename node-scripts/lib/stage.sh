# shellcheck shell=sh
# activate -V: is what came really the image of the manifest? Uses sha, in, dry of the caller.

# Changes whenever the file is written or exchanged, so that 16 GB need not be read again to switch
identity() { stat -c %i:%s:%Y "$1"; }

# hash_with_progress FILE TOTAL: sets hashed; prints how far it is once a second
hash_with_progress() {
    hash_out=$in/sha256
    sha256sum < "$1" > "$hash_out.new" 8>&- &
    hash_pid=$!
    trap 'kill "$hash_pid" 2>/dev/null; exit 1' TERM INT HUP
    hash_tick=0
    while kill -s 0 "$hash_pid" 2>/dev/null; do
        if [ $((hash_tick % 5)) -eq 4 ]; then
            answer bytes "$(sed -n 's/^pos:[[:space:]]*//p' "/proc/$hash_pid/fdinfo/0" 2>/dev/null || true)"
            answer total "$2"
        fi
        hash_tick=$((hash_tick + 1))
        nap
    done
    wait "$hash_pid" || fail io-error "$1 cannot be read"
    trap - TERM INT HUP
    hashed=$(cut -c1-64 "$hash_out.new")
    rm -f "$hash_out.new"
}

# Where the bytes are: the download, or a base that was active before
staged_file() {
    if [ -f "$in/data/$sha" ]; then echo "$in/data/$sha"; else echo "$BACKING/$sha"; fi
}

stage() {
    failure_record=
    refuse_stopped "$sha"
    manifest_admit "$in" "$sha"
    stage_file=$(staged_file)
    [ -f "$stage_file" ] || fail not-staged "nothing has been downloaded into $in"
    stage_state=$(incoming_state "$in")
    if [ "$stage_state" = fetching ] && [ ! -f "$BACKING/$sha" ]; then fail not-staged "the download in $in is not finished"; fi
    if [ -n "$dry" ]; then answer would "read all of $stage_file"; return 0; fi
    failure_record=$in/state
    if [ -f "$in/image.torrent" ]; then torrent_admit "$in/image.torrent"; fi
    stage_size=$(stat -c %s "$stage_file")
    [ "$stage_size" = "$m_size" ] || fail size-mismatch "$stage_file has $stage_size bytes, the manifest says $m_size"
    if [ "$stage_state" = staged ] && [ "$(sed -n 's/^verified=//p' "$in/state")" = "$(identity "$stage_file")" ]; then
        answer state staged
        return 0
    fi
    chmod 0444 "$stage_file"
    hash_with_progress "$stage_file" "$m_size"
    if [ "$hashed" != "$sha" ]; then
        stop_download "$in"
        # So that a new fetch mends or replaces it; a base that images.ini names is never touched
        if [ "$stage_file" = "$in/data/$sha" ]; then chmod 0644 "$stage_file"
        elif ! images_name "$IMAGES" "$sha" && ! images_name "$IMAGES.previous" "$sha"; then rm -f "$stage_file"; fi
        fail digest-mismatch "$stage_file has the SHA-256 $hashed"
    fi
    durable "$stage_file"
    printf 'state=staged\nverified=%s\n' "$(identity "$stage_file")" | replace "$in/state"
    durable "$in/state" "$in"
    answer bytes "$m_size"
    answer total "$m_size"
    answer state staged
}

# Nothing has touched the file since it was verified
still_staged() {
    case $(incoming_state "$in") in staged | activated) ;; *) return 1 ;; esac
    [ "$(sed -n 's/^verified=//p' "$in/state")" = "$(identity "$(staged_file)" 2>/dev/null)" ]
}
