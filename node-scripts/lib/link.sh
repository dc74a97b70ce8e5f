# shellcheck shell=sh
# How this machine is connected.

is_wireless() {
    [ ! -d "$ROOT/sys/class/net/$1/wireless" ] || return 0
    case $1 in wl*) return 0 ;; esac
    [ -r "$ROOT/proc/net/wireless" ] && grep -q "^ *$1:" "$ROOT/proc/net/wireless"
}

# Made by software: bridges and what is plugged into them for guests say nothing about the cable
is_virtual() {
    if [ -d "$ROOT/sys/class/net/$1" ]; then [ ! -e "$ROOT/sys/class/net/$1/device" ]; return; fi
    case $1 in lo | br* | virbr* | docker* | veth* | vnet* | tap* | tun* | dummy* | macv* | bond* | wg*) return 0 ;; esac
    return 1
}

# wired when a cable is in, wifi when only a radio link is up, else none
link_kind() {
    kind=none
    for name in $(ip addr 2>/dev/null | sed -n 's/^[0-9]*: \([^:@ ]*\)[:@].*[<,]LOWER_UP[,>].*/\1/p'); do
        if is_wireless "$name"; then
            [ $kind = wired ] || kind=wifi
        elif ! is_virtual "$name"; then
            kind=wired
        fi
    done
    echo $kind
}

# There is a network card, and nothing is connected
link_down() {
    [ "$(link_kind)" = none ] || return 1
    for name in $(ip addr 2>/dev/null | sed -n 's/^[0-9]*: \([^:@ ]*\)[:@].*/\1/p'); do
        if ! is_virtual "$name"; then return 0; fi
    done
    return 1
}
