# shellcheck shell=sh
# preflight and facts, from recorded outputs of tools.
set -eu
. "${0%/*}/kit.sh"

new_root
mkdir "$WORK/fakes"
PATH=$WORK/fakes:$PATH
fake() { { echo '#!/bin/sh'; echo "cat <<'END'"; cat; echo END; } > "$WORK/fakes/$1"; chmod +x "$WORK/fakes/$1"; }
wired() { fake ip <<'END'
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state UP group default qlen 1000
    link/ether 90:b1:1c:00:00:01 brd ff:ff:ff:ff:ff:ff
3: wlp3s0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
4: virbr0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
5: veth1@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
END
}
wired
sha=$(printf 'a%.0s' $(seq 64))

case_ 'all well'
try 0 preflight "$sha" 1000 '*'
has 'model=OptiPlex 7010'
has guest_open=no
has link=wired
has has=none
has ok=yes
is "$(sed -n 's/^clock=//p' "$out" | grep -c '^[0-9]*$')" 1 'clock lines'
is "$(tail -n 1 "$out")" ok=yes 'the last line'
try 0 preflight - 1000 'OptiPlex 9020;OptiPlex 7010'
case_ 'nothing is changed'
is "$(find "$ROOT/qcow2" -type f | wc -l)" 0 'files'
gone "$ROOT/run/bancada/guest.lock"
case_ 'another model'
for models in 'OptiPlex 9020' 'OptiPlex 701' 'OptiPlex 7010 SFF' 'optiplex 7010'; do
    try 3 preflight "$sha" 1000 "$models"
    has ok=no
    has reason=wrong-model
done
case_ 'too little room'
fake df <<'END'
Filesystem 1024-blocks Used Available Capacity Mounted on
/dev/sda2 1000 0 1000 1% /
END
try 1 preflight "$sha" 2000000 '*'
has avail_bytes=1024000
has missing_bytes=976000
has reason=no-space
try 1 preflight "$sha" 99999999999999 '*'
has reason=no-space
case_ 'what is here already counts'
mkdir -p "$ROOT/qcow2/incoming/$sha/data"
head -c 1000000 /dev/urandom > "$ROOT/qcow2/incoming/$sha/data/$sha"
try 0 preflight "$sha" 2000000 '*'
has has=incoming
touch "$ROOT/qcow2/backing/$sha"
try 0 preflight "$sha" 2000000 '*'
has has=backing
printf '[x]\nfile=%s\n' "$sha" > "$ROOT/qcow2/backing/images.ini"
try 0 preflight "$sha" 2000000 '*'
has has=active
case_ 'what a download would begin with'
base=$(printf 'b%.0s' $(seq 64))
has_base() { printf '[ubuntu]\nname=Ubuntu\nfile=%s\nversion=1\nformat=%s\n' "$1" "$2" > "$ROOT/qcow2/backing/images.ini"; }
rm "$ROOT/qcow2/backing/images.ini" "$ROOT/qcow2/backing/$sha"
try 0 preflight "$sha" 2000000 '*' ubuntu qcow2
has start=resume
rm -r "$ROOT/qcow2/incoming/$sha"
try 0 preflight "$sha" 1000000 '*' ubuntu qcow2
has whole=no-base
has_base "$base" qcow2
try 0 preflight "$sha" 1000000 '*' ubuntu qcow2
has whole=base-missing
touch "$ROOT/qcow2/backing/$base"
try 0 preflight "$sha" 1000000 '*' ubuntu raw
has whole=other-format
try 0 preflight "$sha" 1000000 '*' ubuntu qcow2
has start=copy
has base="$base"
try 1 preflight "$sha" 2000000 '*' ubuntu qcow2
has whole=no-space
has missing_bytes=976000
has_base garbage qcow2
try 0 preflight "$sha" 1000000 '*' ubuntu qcow2
has whole=no-base
try 0 preflight "$sha" 1000000 '*' windows qcow2
has whole=no-base
try 0 preflight "$sha" 1000000 '*'
is "$(grep -c '^start=' "$out")" 0 'lines about the start, when nobody asked'
try 2 preflight "$sha" 1000000 '*' ubuntu
try 2 preflight "$sha" 1000000 '*' '../x' qcow2
mkdir -p "$ROOT/qcow2/incoming/$sha/data"
head -c 1000000 /dev/urandom > "$ROOT/qcow2/incoming/$sha/data/$sha"
case_ 'a guest is open'
flock "$ROOT/run/bancada/guest.lock" sleep 60 &
guest=$!
within 5 sh -c "! flock -n '$ROOT/run/bancada/guest.lock' true"
try 0 preflight "$sha" 2000000 '*'
has guest_open=yes
case_ 'power does not, while a guest is open'
for command in reboot poweroff; do
    printf '#!/bin/sh\n[ ! -e /proc/$$/fd/9 ] || echo "fd 9"\necho %s > "%s/done"\n' $command "$WORK" > "$WORK/fakes/$command"
    chmod +x "$WORK/fakes/$command"
done
try 4 power reboot
has reason=guest-open
try 4 power -n off
gone "$WORK/done"
try 0 power -f reboot
has state=rebooting
within 5 grep -qx reboot "$WORK/done"
rm "$WORK/done"
for child in $(ps -o pid= --ppid $guest 2>/dev/null || pgrep -P $guest); do kill -9 "$child"; done
end_pid $guest
within 5 flock -n "$ROOT/run/bancada/guest.lock" true
try 0 power -n off
has would=poweroff
try 0 power off
has state=powering-off
gone "$WORK/done"
within 5 grep -qx poweroff "$WORK/done"
try 2 power
try 2 power sleep
case_ 'Wi-Fi only'
fake ip <<'END'
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536
2: eth0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 state DOWN
3: wlan0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP
END
try 1 preflight - 0 '*'
has link=wifi
has reason=wifi-only
case_ 'Wi-Fi by another name'
fake ip <<'END'
2: eth0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 state DOWN
3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP
END
printf 'Inter-| sta-|\n face | tus |\n  eth1: 0000   45.  -65.\n' > "$ROOT/proc/net-wireless"
mkdir -p "$ROOT/proc/net"; mv "$ROOT/proc/net-wireless" "$ROOT/proc/net/wireless"
try 1 preflight - 0 '*'
has reason=wifi-only
case_ 'no connection that we know'
fake ip </dev/null
try 0 preflight - 0 '*'
has link=none
case_ 'the model by dmidecode'
rm -r "$ROOT/sys"
fake dmidecode <<'END'
# dmidecode 3.3
Handle 0x0000, DMI type 0, 24 bytes
BIOS Information
	Vendor: Dell Inc.
	Version: A16
	Release Date: 09/09/2013

Handle 0x0100, DMI type 1, 27 bytes
System Information
	Manufacturer: Dell Inc.
	Product Name: OptiPlex 9020   
	Version: 00
	Serial Number: XXXXXXX

Handle 0x0200, DMI type 2, 8 bytes
Base Board Information
	Manufacturer: Dell Inc.
	Product Name: 0N4YC8
END
try 0 preflight - 0 'OptiPlex 9020'
has 'model=OptiPlex 9020'
fake dmidecode </dev/null
try 3 preflight - 0 'OptiPlex 9020'
has model=
case_ 'arguments'
try 2 preflight
try 2 preflight x 1 '*'
try 2 preflight - -1 '*'
try 2 preflight - 1 ''
try 2 preflight - 1 '*' more

case_ 'facts by tools'
fake dmidecode <<'END'
BIOS Information
	Vendor: Dell Inc.
	Version: A16
System Information
	Manufacturer: Dell Inc.
	Product Name: OptiPlex 7010
	Serial Number: 1234567
Base Board Information
	Manufacturer: Dell Inc.
	Product Name: 0GY6Y8
END
fake lspci <<'END'
pcilib: sysfs_read_vpd: read failed: Input/output error
00:00.0 Host bridge [0600]: Intel Corporation Xeon E3-1200 v2/3rd Gen Core processor DRAM Controller [8086:0150] (rev 09)
	Subsystem: Dell OptiPlex 7010 [1028:0577]
	Kernel driver in use: ivb_uncore
00:02.0 VGA compatible controller [0300]: Intel Corporation Xeon E3-1200 v2/3rd Gen Core processor Graphics Controller [8086:0152] (rev 09) (prog-if 00 [VGA controller])
	Subsystem: Dell OptiPlex 7010 [1028:0577]
	Kernel driver in use: i915
	Kernel modules: i915
0001:01:00.0 Network [controller] [0200]: Unknown [feed] thing [10ec:8168]
END
fake cctk <<'END'
[cctk]
; a comment
virtualization=enable
WakeOnLan=LanOnly
bootorder=hdd.1
bootorder=usb
setuppwd=secret
SvcTag=1234567
SetupPassword=secret
END
sed -i 's/$/\r/' "$WORK/fakes/cctk"; sed -i '1s/.*/#!\/bin\/sh/; 2s/\r//; $s/\r//' "$WORK/fakes/cctk"
fake lsblk <<'END'
NAME="sda" SIZE="500107862016" TYPE="disk" ROTA="1" MODEL="ST500DM002-1BD142"
NAME="sr0" SIZE="1073741312" TYPE="rom" ROTA="1" MODEL="DVD+-RW GH70N"
END
printf 'processor\t: 0\nmodel name\t: Intel(R) Core(TM) i7-3770 CPU @ 3.40GHz\nprocessor\t: 1\n' > "$ROOT/proc/cpuinfo"
printf 'MemTotal:        7997824 kB\n' > "$ROOT/proc/meminfo"
fake qemu-system-x86_64 <<'END'
QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18)
END
try 0 facts
cat > "$WORK/expected" <<END
cpu.model=Intel(R) Core(TM) i7-3770 CPU @ 3.40GHz
cpu.threads=2
disk.sda.model=ST500DM002-1BD142
disk.sda.rotational=1
disk.sda.size=500107862016
dmi.bios_vendor=Dell Inc.
dmi.bios_version=A16
dmi.board_name=0GY6Y8
dmi.board_vendor=Dell Inc.
dmi.product_name=OptiPlex 7010
dmi.sys_vendor=Dell Inc.
firmware.WakeOnLan=LanOnly
firmware.bootorder=hdd.1
firmware.virtualization=enable
kernel.version=$(uname -r)
pci.0001:01:00.0.class=0200
pci.0001:01:00.0.id=10ec:8168
pci.00:00.0.class=0600
pci.00:00.0.driver=ivb_uncore
pci.00:00.0.id=8086:0150
pci.00:00.0.subsystem=1028:0577
pci.00:02.0.class=0300
pci.00:02.0.driver=i915
pci.00:02.0.id=8086:0152
pci.00:02.0.subsystem=1028:0577
qemu.version=7.2.22
ram.kib=7997824
END
is "$(cat "$out")" "$(cat "$WORK/expected")" 'the facts'
case_ 'facts by the kernel'
device=$ROOT/sys/bus/pci/devices/0000:00:19.0
mkdir -p "$device" "$ROOT/sys/drivers/e1000e" "$ROOT/sys/kernel/iommu_groups/7" "$ROOT/sys/class/net/eth0" "$ROOT/sys/class/dmi/id" \
    "$ROOT/sys/class/firmware-attributes/thinklmi/attributes/VTdFeature" "$ROOT/sys/bus/usb/devices/1-1.2"
for pair in class=0x020000 vendor=0x8086 device=0x1502 subsystem_vendor=0x1028 subsystem_device=0x0577; do echo "${pair#*=}" > "$device/${pair%%=*}"; done
ln -s ../../../../drivers/e1000e "$device/driver"
ln -s ../../../../kernel/iommu_groups/7 "$device/iommu_group"
ln -s ../../../bus/pci/devices/0000:00:19.0 "$ROOT/sys/class/net/eth0/device"
echo 'OptiPlex 7010' > "$ROOT/sys/class/dmi/id/product_name"
echo Enable > "$ROOT/sys/class/firmware-attributes/thinklmi/attributes/VTdFeature/current_value"
echo 046d > "$ROOT/sys/bus/usb/devices/1-1.2/idVendor"; echo c31c > "$ROOT/sys/bus/usb/devices/1-1.2/idProduct"
echo '  Keyboard  ' > "$ROOT/sys/bus/usb/devices/1-1.2/product"
rm "$WORK/fakes/cctk"
try 0 facts
has pci.00:19.0.class=0200
has pci.00:19.0.id=8086:1502
has pci.00:19.0.subsystem=1028:0577
has pci.00:19.0.driver=e1000e
has pci.00:19.0.iommu_group=7
has net.eth0.pci=00:19.0
has net.eth0.driver=e1000e
has net.eth0.kind=wired
has usb.1-1.2.id=046d:c31c
has firmware.VTdFeature=Enable
has 'dmi.product_name=OptiPlex 7010'
is "$(sort -t = -k 1,1 -u "$out")" "$(cat "$out")" 'the order'
