# shellcheck shell=sh
# One function a kind of facts. The kernel's own files first, the tools that read them where those are missing.

cpu_facts() {
    [ -r "$ROOT/proc/cpuinfo" ] || return 0
    awk -F ': *' '/^model name/ && !model { model = $2 } /^processor[ \t]*:/ { threads++ }
        END { if (model != "") print "cpu.model=" model; if (threads) print "cpu.threads=" threads }' "$ROOT/proc/cpuinfo"
}

dmi_facts() {
    dmi=$ROOT/sys/class/dmi/id
    if [ -d "$dmi" ]; then
        for key in sys_vendor product_name product_version product_family board_vendor board_name bios_vendor bios_version bios_date chassis_type; do
            answer "dmi.$key" "$(first_line "$dmi/$key" 2>/dev/null)"
        done
    else
        dmidecode 2>/dev/null | awk '
            BEGIN {
                name["BIOS Information/Vendor"] = "bios_vendor"; name["BIOS Information/Version"] = "bios_version"
                name["BIOS Information/Release Date"] = "bios_date"; name["System Information/Manufacturer"] = "sys_vendor"
                name["System Information/Product Name"] = "product_name"; name["System Information/Version"] = "product_version"
                name["System Information/Family"] = "product_family"; name["Base Board Information/Manufacturer"] = "board_vendor"
                name["Base Board Information/Product Name"] = "board_name"
            }
            /^[^ \t#]/ { part = $0; sub(/[ \t\r]*$/, "", part); next }
            /^[ \t]+[^:]+:/ {
                key = $0; sub(/^[ \t]+/, "", key); sub(/:.*/, "", key); key = part "/" key
                if (key in name) { value = $0; sub(/^[^:]*:[ \t]*/, "", value); print "dmi." name[key] "=" value; delete name[key] }
            }' || true
    fi
}

ram_facts() {
    [ -r "$ROOT/proc/meminfo" ] || return 0
    awk '/^MemTotal:/ { print "ram.kib=" $2; exit }' "$ROOT/proc/meminfo"
}

# link_name PATH: the last part of where a link leads
link_name() { if [ -L "$1" ]; then basename -- "$(readlink "$1")"; fi; }

# hex FILE: its number without 0x
hex() { first_line "$1" | sed 's/^0x//'; }

pci_facts() {
    if [ ! -d "$ROOT/sys/bus/pci/devices" ]; then lspci_facts; return 0; fi
    for device in "$ROOT"/sys/bus/pci/devices/*; do
        [ -r "$device/class" ] || continue
        at=${device##*/} at=${at#0000:}
        answer "pci.$at.class" "$(hex "$device/class" | cut -c1-4)"
        answer "pci.$at.id" "$(hex "$device/vendor"):$(hex "$device/device")"
        case $(hex "$device/subsystem_vendor") in
        0000 | '') ;;
        *) answer "pci.$at.subsystem" "$(hex "$device/subsystem_vendor"):$(hex "$device/subsystem_device")" ;;
        esac
        answer "pci.$at.driver" "$(link_name "$device/driver")"
        answer "pci.$at.iommu_group" "$(link_name "$device/iommu_group")"
    done
}

lspci_facts() {
    lspci -nnk 2>/dev/null | awk '
        # ids TEXT: the last [vvvv:dddd] of a line
        function ids(text,  found) {
            found = ""
            while (match(text, /\[[0-9a-f][0-9a-f][0-9a-f][0-9a-f]:[0-9a-f][0-9a-f][0-9a-f][0-9a-f]\]/)) {
                found = substr(text, RSTART + 1, 9); text = substr(text, RSTART + RLENGTH)
            }
            return found
        }
        /^([0-9a-f]+:)?[0-9a-f][0-9a-f]:[0-9a-f][0-9a-f]\.[0-7] / {
            at = $1; sub(/^0000:/, "", at)
            if (match($0, /\[[0-9a-f][0-9a-f][0-9a-f][0-9a-f]\]:/)) print "pci." at ".class=" substr($0, RSTART + 1, 4)
            if (ids($0) != "") print "pci." at ".id=" ids($0)
            next
        }
        /^[^ \t]/ { at = "" }
        at == "" { next }
        /^[ \t]+Subsystem:/ && ids($0) != "" { print "pci." at ".subsystem=" ids($0) }
        /^[ \t]+Kernel driver in use:/ { print "pci." at ".driver=" $NF }
        /^[ \t]+IOMMU group:/ { print "pci." at ".iommu_group=" $NF }' || true
}

usb_facts() {
    for device in "$ROOT"/sys/bus/usb/devices/*; do
        [ -r "$device/idVendor" ] || continue
        at=${device##*/}
        answer "usb.$at.id" "$(hex "$device/idVendor"):$(hex "$device/idProduct")"
        answer "usb.$at.class" "$(first_line "$device/bDeviceClass")"
        answer "usb.$at.speed" "$(first_line "$device/speed")"
        answer "usb.$at.product" "$(first_line "$device/product")"
    done
}

net_facts() {
    for device in "$ROOT"/sys/class/net/*; do
        [ -e "$device/device" ] || continue
        at=${device##*/} path=$(readlink -f "$device/device")
        answer "net.$at.driver" "$(link_name "$device/device/driver")"
        case ${path##*/} in *:*:*.*) path=${path##*/}; answer "net.$at.pci" "${path#0000:}" ;; esac
        if [ -d "$device/wireless" ]; then answer "net.$at.kind" wifi; else answer "net.$at.kind" wired; fi
    done
}

disk_facts() {
    lsblk -b -d -P -o NAME,SIZE,TYPE,ROTA,MODEL 2>/dev/null | sed -n \
        's/^NAME="\([^"]*\)" SIZE="\([0-9]*\)" TYPE="disk" ROTA="\([01]\)" MODEL="\(.*\)"$/\1|\2|\3|\4/p' |
        while IFS='|' read -r name size rotates model; do
            case $name in zram* | ram* | nbd*) continue ;; esac
            answer "disk.$name.size" "$size"
            answer "disk.$name.rotational" "$rotates"
            answer "disk.$name.model" "$model"
        done || true
}

# Dell's tool (old and new dialect: key=value, [cctk] and ; comments between) or what the kernel exports of any vendor. No passwords.
firmware_facts() {
    if command -v cctk >/dev/null 2>&1; then
        cctk -o /dev/stdout 2>/dev/null | tr -d '\r' | sed -n '/^[A-Za-z][A-Za-z0-9_.-]*=/s/^/firmware./p' || true
    else
        for attribute in "$ROOT"/sys/class/firmware-attributes/*/attributes/*/current_value; do
            [ -r "$attribute" ] || continue
            at=${attribute%/current_value}
            answer "firmware.${at##*/}" "$(first_line "$attribute" 2>/dev/null)"
        done
    fi | grep -iv '^firmware\.[^=]*\(pwd\|password\|svctag\|servicetag\|asset\)' || true
}

version_facts() {
    answer kernel.version "$(uname -r)"
    answer qemu.version "$(qemu-system-x86_64 --version 2>/dev/null | sed -n 's/^QEMU emulator version \([^ ]*\).*/\1/p')"
}
