# shellcheck shell=sh
# One download: /qcow2/incoming/SHA256, its state, and the process that works on it.
# worker.lock is held by the process that watches, aria2.lock by aria2c itself: a lock ends with its holder, a written pid does not.

incoming_state() { sed -n 's/^state=//p' "$1/state" 2>/dev/null | head -n 1; }

# stop_download DIR: ends the worker and its aria2c, the hard way after five seconds
stop_download() {
    stop_tries=0
    while locked "$1/worker.lock" || locked "$1/aria2.lock"; do
        stop_signal=TERM
        [ $stop_tries -lt 25 ] || stop_signal=KILL
        for stop_name in worker aria2; do
            if locked "$1/$stop_name.lock"; then
                stop_pid=$(first_line "$1/$stop_name.pid")
                if is_number "$stop_pid"; then kill -s $stop_signal "$stop_pid" 2>/dev/null || true; fi
            fi
        done
        stop_tries=$((stop_tries + 1))
        [ $stop_tries -lt 50 ] || fail io-error "the download in $1 does not end"
        nap
    done
}

# remove_incoming SHA256: the download is gone at once, also after a crash in the middle
remove_incoming() {
    if [ -d "$INCOMING/$1" ]; then
        stop_download "$INCOMING/$1"
        rm -rf "$INCOMING/$1.gone"
        mv -f "$INCOMING/$1" "$INCOMING/$1.gone"
    fi
    rm -rf "$INCOMING/$1.gone"
}

# A person has stopped the rollout: the marker outlives everything that still runs here, and only fetch -u takes it away. It lies beside the
# folder of the download, so that an order that comes before the download counts too.
stopped_file() { echo "$INCOMING/$1.stopped"; }

refuse_stopped() {
    [ ! -e "$(stopped_file "$1")" ] || fail stopped "a person has stopped the rollout of this image"
}
