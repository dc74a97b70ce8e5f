# shellcheck shell=sh
# The guest holds guest.lock for as long as it is open; whoever wants to change what it stands on takes the lock too.

GUEST_LOCK=$RUN/guest.lock

guest_open() { locked "$GUEST_LOCK"; }

# keep_guest_closed: from here to the end of the script no guest can open (file descriptor 9)
keep_guest_closed() {
    mkdir -p "$RUN"
    exec 9>> "$GUEST_LOCK"
    flock -n 9
}
