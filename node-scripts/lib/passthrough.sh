# shellcheck shell=sh
# What is changed on the host for a guest, and back. Each change is recorded before it is made, so that whoever comes after a script that was killed can
# undo it: GUEST_RUN/changes, one a line, undone from the last to the first.

PCI=$ROOT/sys/bus/pci/devices
GUEST_RUN=$RUN/guest
CHANGES=$GUEST_RUN/changes

changed() { echo "$*" >> "$CHANGES"; }

# set_kernel FILE VALUE: a file of the kernel's; it is never made here
set_kernel() { [ -e "$1" ] && printf '%s\n' "$2" > "$1" 2>/dev/null; }

# await_driver ADDRESS DRIVER: a probe may take a moment
await_driver() {
    await_tries=0
    until [ "$(link_name "$PCI/$1/driver")" = "$2" ]; do
        await_tries=$((await_tries + 1))
        [ $await_tries -le 15 ] || return 1
        nap
    done
}

# take_device ADDRESS: from its driver to vfio-pci. One that is there already, by the kernel's command line, stays there afterwards.
take_device() {
    take_driver=$(link_name "$PCI/$1/driver")
    [ "$take_driver" != vfio-pci ] || return 0
    changed "device $1 ${take_driver:--}"
    set_kernel "$PCI/$1/driver_override" vfio-pci || fail bind-failed "$1 takes no driver_override"
    if [ -n "$take_driver" ]; then
        set_kernel "$PCI/$1/driver/unbind" "$1" || fail bind-failed "the driver $take_driver does not let go of $1"
    fi
    if ! set_kernel "$ROOT/sys/bus/pci/drivers_probe" "$1" || ! await_driver "$1" vfio-pci; then
        fail bind-failed "vfio-pci does not take $1"
    fi
}

# Text consoles draw on the graphics device that goes
take_consoles() {
    for take_console in "$ROOT"/sys/class/vtconsole/vtcon*; do
        case $(first_line "$take_console/name") in *'frame buffer'*) ;; *) continue ;; esac
        [ "$(first_line "$take_console/bind")" = 1 ] || continue
        changed "console ${take_console##*/}"
        set_kernel "$take_console/bind" 0 || fail bind-failed "the console ${take_console##*/} does not let go"
    done
}

take_devices() {
    [ -n "$p_devices" ] || return 0
    if [ ! -d "$ROOT/sys/bus/pci/drivers/vfio-pci" ]; then
        modprobe vfio-pci >&2 || true
        [ -d "$ROOT/sys/bus/pci/drivers/vfio-pci" ] || fail no-iommu "this kernel has no vfio-pci"
    fi
    for take_at in $p_devices; do
        case $(hex "$PCI/$take_at/class") in 03*) take_consoles; break ;; esac
    done
    for take_at in $p_devices; do take_device "$take_at"; done
}

# take_memory: as many huge pages as the guest needs beside those in use, and where they are mounted
take_memory() {
    [ -n "$p_hugepages" ] || return 0
    pages_file=$ROOT/proc/sys/vm/nr_hugepages
    page_kib=$(sed -n 's/^Hugepagesize: *\([0-9]*\) kB$/\1/p' "$ROOT/proc/meminfo")
    pages_free=$(sed -n 's/^HugePages_Free: *\([0-9]*\)$/\1/p' "$ROOT/proc/meminfo")
    pages_before=$(first_line "$pages_file")
    if ! is_number "$page_kib" || ! is_number "$pages_before"; then fail memory 'this kernel has no huge pages'; fi
    pages_want=$(((p_memory * 1024 + page_kib - 1) / page_kib + pages_before - ${pages_free:-0}))
    if [ $pages_want -gt "$pages_before" ]; then
        changed "hugepages $pages_before"
        set_kernel "$ROOT/proc/sys/vm/drop_caches" 3 || true
        set_kernel "$ROOT/proc/sys/vm/compact_memory" 1 || true
        set_kernel "$pages_file" $pages_want || true
        pages_got=$(first_line "$pages_file")
        [ "${pages_got:-0}" -ge $pages_want ] 2>/dev/null || fail memory "only ${pages_got:-no} of $pages_want huge pages could be had"
    fi
    if ! grep -q "^[^ ]* $ROOT$p_hugepages hugetlbfs " "$ROOT/proc/mounts" 2>/dev/null; then
        mkdir -p "$ROOT$p_hugepages"
        changed "mount $p_hugepages"
        mount -t hugetlbfs hugetlbfs "$ROOT$p_hugepages" >&2 || fail io-error "huge pages cannot be mounted at $p_hugepages"
    fi
}

take_msrs() {
    [ -n "$p_msrs" ] || return 0
    msrs_file=$ROOT/sys/module/kvm/parameters/ignore_msrs
    msrs_before=$(first_line "$msrs_file")
    case $msrs_before in
    Y | 1) ;;
    *)
        changed "msrs ${msrs_before:-N}"
        set_kernel "$msrs_file" 1 || fail io-error 'this kernel has no kvm.ignore_msrs'
        ;;
    esac
}

# give_back: undoes all that is recorded; what does not go is told, the rest still follows
give_back() {
    if [ -f "$CHANGES" ]; then
        sed '1!G;h;$!d' "$CHANGES" > "$CHANGES.back"
        while read -r back_what back_at back_driver; do
            case $back_what in
            device)
                if [ "$(link_name "$PCI/$back_at/driver")" = vfio-pci ]; then set_kernel "$ROOT/sys/bus/pci/drivers/vfio-pci/unbind" "$back_at" || true; fi
                set_kernel "$PCI/$back_at/driver_override" '' || true
                if [ "$back_driver" != - ]; then
                    set_kernel "$ROOT/sys/bus/pci/drivers_probe" "$back_at" || true
                    await_driver "$back_at" "$back_driver" || tell "$back_at did not go back to $back_driver"
                fi
                ;;
            console) set_kernel "$ROOT/sys/class/vtconsole/$back_at/bind" 1 || tell "the console $back_at did not come back" ;;
            hugepages) set_kernel "$ROOT/proc/sys/vm/nr_hugepages" "$back_at" || tell 'huge pages were not given back' ;;
            mount) umount "$ROOT$back_at" >&2 || tell "$back_at is still mounted" ;;
            msrs) set_kernel "$ROOT/sys/module/kvm/parameters/ignore_msrs" "$back_at" || true ;;
            esac
        done < "$CHANGES.back"
    fi
    rm -f "$CHANGES" "$CHANGES.back" "$GUEST_RUN/qemu.pid" "$GUEST_RUN/open"
}

# end_qemu: the process that was started, told by the guest lock that it holds as file descriptor 9, or none; the hard way after ten seconds
end_qemu() {
    end_pid=$(first_line "$GUEST_RUN/qemu.pid")
    is_number "$end_pid" || return 0
    end_tries=0
    while [ "$(readlink "/proc/$end_pid/fd/9" 2>/dev/null)" = "$GUEST_LOCK" ]; do
        case $end_tries in 0) end_signal=TERM ;; 50) end_signal=KILL ;; *) end_signal=0 ;; esac
        kill -s $end_signal "$end_pid" 2>/dev/null || return 0
        end_tries=$((end_tries + 1))
        [ $end_tries -lt 100 ] || return 0
        nap
    done
}
