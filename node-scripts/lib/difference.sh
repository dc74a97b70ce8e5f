# shellcheck shell=sh
# A node that has another version of an image starts from a copy of that. Needs images.sh.

# difference_base ID FORMAT SIZE DIR: d_base is the digest of that version, and d_whole empty; else d_whole says why all is fetched
difference_base() {
    d_base=$(image_value "$IMAGES" "$1" file) d_whole=''
    if ! is_digest "$d_base"; then d_whole=no-base
    elif [ ! -f "$BACKING/$d_base" ]; then d_whole=base-missing
    elif [ "$(image_value "$IMAGES" "$1" format)" != "$2" ]; then d_whole=other-format
    elif [ "$(available_bytes "$4")" -lt "$3" ]; then d_whole=no-space
    fi
}
