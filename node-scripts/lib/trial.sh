# shellcheck shell=sh disable=SC2154
# A guest on a disk that is thrown away, to see whether it has what its plan says: asked by QEMU's own monitor.

TRIAL_DISK=$ROOT/qcow2/trial.qcow2
TRIAL_MONITOR=$GUEST_RUN/monitor

# trial_plan: a plan from standard input, only for this trial
trial_plan() {
    mkdir -p "$GUEST_RUN"
    plan=$GUEST_RUN/trial.plan
    head -c $((PLAN_LIMIT + 1)) > "$plan" || fail io-error "cannot write $plan"
}

# trial_disk: over the default base, so that its system starts, if there is one; else an empty one. Sets disk.
trial_disk() {
    disk=$TRIAL_DISK hash=''
    trial_image=$(image_default "$IMAGES")
    trial_base=$(image_value "$IMAGES" "${trial_image:-none}" file)
    if [ -n "$dry" ]; then return 0; fi
    rm -f "$disk"
    if is_digest "$trial_base" && [ -f "$BACKING/$trial_base" ]; then
        qemu-img create -q -f qcow2 -b "$BACKING/$trial_base" -F "$(image_value "$IMAGES" "$trial_image" format)" "$disk" >&2
    else
        qemu-img create -q -f qcow2 "$disk" 1G >&2
    fi || fail io-error "qemu-img cannot make $disk"
}

# trial_ask COMMAND...: QEMU's monitor is a terminal for people; what it says goes to the log
trial_ask() { printf '%s\n' "$@" >&4 2>/dev/null || true; }

# monitor_says: the log without what a terminal needs
monitor_says() { tr -d '\r' < "$log" | sed 's/\x1b\[[A-Z]//g'; }

# trial_devices: check.device.ADDRESS= for each that the guest is to have, as "info pci" shows them
trial_devices() {
    monitor_says > "$GUEST_RUN/monitor.log"
    awk -v plan="$plan" '
        BEGIN {
            while ((getline line < plan) > 0) {
                if (line ~ /^device=/) { split(substr(line, 8), word, " "); ids[word[1]] = word[2] }
                if (line ~ /^arg=vfio-pci/ && match(line, /host=[^,]*/)) {
                    host = substr(line, RSTART + 5, RLENGTH - 5)
                    if (host !~ /:.*:/) host = "0000:" host
                    match(line, /addr=0x[0-9a-f]+(\.0x[0-7])?/)
                    at = substr(line, RSTART + 7, RLENGTH - 7)
                    function_ = index(at, ".") ? substr(at, length(at)) : 0
                    sub(/\..*/, "", at)
                    order[++n] = host; want[host] = hex(at) "." function_
                }
            }
        }
        function hex(text,  i, value) {
            for (i = 1; i <= length(text); i++) value = value * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
            return value + 0
        }
        /^ *Bus +0, device +[0-9]+, function [0-7]:/ { gsub(/[,:]/, ""); place = $4 "." $6; next }
        place != "" && /PCI device [0-9a-f]+:[0-9a-f]+/ { has[place] = $NF; place = "" }
        END { for (i = 1; i <= n; i++) print order[i], (has[want[order[i]]] == ids[order[i]] ? "yes" : "no") }
    ' "$GUEST_RUN/monitor.log"
}

# trial_run SECONDS COMMAND...: starts it, asks when the time is over, ends it
trial_run() {
    trial_seconds=$1
    shift
    log=$LOGS/guest-trial.log
    rm -f "$TRIAL_MONITOR"
    mkfifo "$TRIAL_MONITOR"
    exec 4<> "$TRIAL_MONITOR"
    "$@" -monitor stdio < "$TRIAL_MONITOR" > "$log" 2>&1 4>&- 5>&- &
    qemu=$!
    echo $qemu > "$GUEST_RUN/qemu.pid"
    answer pid $qemu
    answer state open
    trial_left=$trial_seconds
    while [ "$trial_left" -gt 0 ] && kill -0 $qemu 2>/dev/null; do
        sleep 1
        trial_left=$((trial_left - 1))
    done
    trial_ask 'info status' 'info pci' 'info usernet'
    trial_left=25
    until monitor_says | grep -q 'Protocol\[State\]' || [ $trial_left -eq 0 ] || ! kill -0 $qemu 2>/dev/null; do
        nap
        trial_left=$((trial_left - 1))
    done
    trial_ask quit
    code=0
    wait $qemu || code=$?
    exec 4>&-
    rm -f "$GUEST_RUN/qemu.pid" "$TRIAL_MONITOR"
    if [ $code -ne 0 ]; then fail guest-failed "the guest ended with $code: $(monitor_says | grep -v '^(qemu)' | tail -n 1 | head -c 300)"; fi
    trial_good=1
    if monitor_says | grep -q '^VM status: running'; then answer check.running yes; else answer check.running no; trial_good=''; fi
    trial_devices > "$GUEST_RUN/trial.devices"
    while read -r trial_at trial_has; do
        answer "check.device.${trial_at#0000:}" "$trial_has"
        [ "$trial_has" = yes ] || trial_good=''
    done < "$GUEST_RUN/trial.devices"
    # A line below the heading is a connection that the guest has made
    if monitor_says | sed -n '/Protocol\[State\]/,/^(qemu)/p' | grep -qE '^ +(TCP|UDP|ICMP)'; then answer check.network yes; else answer check.network no; fi
    [ -n "$trial_good" ] || fail trial-failed 'the guest has not all that its plan says'
}

trial_clean() { rm -f "$TRIAL_DISK" "$TRIAL_MONITOR" "$GUEST_RUN/trial.plan" "$GUEST_RUN/trial.devices" "$GUEST_RUN/monitor.log"; }
