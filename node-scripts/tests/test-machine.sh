# shellcheck shell=sh
# For real, without KVM: a guest boots a Linux from a user disk to its login, and what is written there is found again; a machine with an IOMMU prints its
# facts and hands a network card over to vfio-pci and gets it back.
set -eu
. "${0%/*}/kit.sh"

new_root
U=$ROOT/qcow2/user B=$ROOT/qcow2/backing
T=$WORK/tree
# put PROGRAM...: into the tree T, with the libraries that it needs
put() {
    for program in "$@"; do
        for file in "$program" $(ldd "$program" | grep -o '/[^ )]*'); do
            mkdir -p "$T${file%/*}"
            cp -L "$file" "$T$file"
        done
    done
}
# tree: T with busybox as everything
tree() {
    rm -rf "$T"
    mkdir -p "$T/bin" "$T/dev" "$T/proc" "$T/sys" "$T/etc" "$T/root" "$T/new" "$T/tmp" "$T/run" "$T/modules"
    box=$(env which busybox)
    put "$box"
    for applet in $(busybox --list); do ln -s "$box" "$T/bin/$applet"; done
    cp "$KERNEL"/*.ko "$KERNEL/order" "$T/modules/"
}
initramfs() { (cd "$T" && find . | busybox cpio -o -H newc 2>/dev/null) > "$1"; }
start='#!/bin/sh
export PATH=/bin
mount -t devtmpfs dev /dev; mount -t proc proc /proc; mount -t sysfs sys /sys
while read -r module; do insmod "/modules/$module"; done < /modules/order'

case_ 'a guest boots from a user disk'
tree
rm -rf "$T/modules"
mkdir -p "$T/sbin"
ln -s "$(env which busybox)" "$T/sbin/init"
echo 'root::0:0:root:/root:/bin/sh' > "$T/etc/passwd"
printf '::sysinit:/bin/mount -t proc proc /proc\n::sysinit:/bin/mount -o remount,rw /\nttyS0::respawn:/bin/getty -L 115200 ttyS0 vt100\n' > "$T/etc/inittab"
/sbin/mke2fs -q -t ext4 -d "$T" "$WORK/root.raw" 48M > "$out" 2>&1 || bad 'no file system' "$out"
qemu-img convert -O qcow2 "$WORK/root.raw" "$WORK/base"
rm -f "$WORK/root.raw"
sha=$(sha256sum < "$WORK/base" | cut -c1-64)
install -m 444 "$WORK/base" "$B/$sha"
printf '[tiny]\nfile=%s\nformat=qcow2\n' "$sha" > "$B/images.ini"
tree
printf '%s\n%s\n' "$start" 'mount -t ext4 /dev/vda /new && mount --move /dev /new/dev && umount /proc /sys && exec switch_root /new /sbin/init' > "$T/init"
chmod +x "$T/init"
initramfs "$WORK/boot"
echo 'MemTotal: 4000000 kB' > "$ROOT/proc/meminfo"
cat > "$ROOT/etc/bancada/guest.plan" <<END
guest-plan=1
profile=test/tcg
dmi.product_name=OptiPlex 7010
memory.mib=256
memory.host_reserve_mib=900
arg=qemu-system-x86_64
arg=-accel
arg=tcg
arg=-machine
arg=pc
arg=-nodefaults
arg=-no-reboot
arg=-display
arg=none
arg=-m
arg=256M
arg=-kernel
arg=$KERNEL/vmlinuz
arg=-initrd
arg=$WORK/boot
arg=-append
arg=console=ttyS0 quiet panic=-1
arg=-drive
arg=if=none,id=hd_sys,file=@DISK@,format=@FORMAT@
arg=-device
arg=virtio-blk-pci,drive=hd_sys
arg=-serial
arg=pipe:$WORK/serial
END
mkfifo "$WORK/serial.in" "$WORK/serial.out"
exec 4<> "$WORK/serial.in"
said() { grep -q -- "$1" "$WORK/console"; }
# session COMMAND WORD: boots, logs in, types the command, waits for the word, switches off
session() {
    : > "$WORK/console"
    guest ana 4>&- > "$out" 2> "$err" &
    guest=$!
    timeout 120 cat "$WORK/serial.out" > "$WORK/console" 4>&- &
    reader=$!
    within 100 said 'login:'
    printf 'root\n' >&4
    within 30 said '[~/] #'
    printf '%s\n' "$1" >&4
    within 30 said "$2"
    printf 'sync; poweroff -f\n' >&4
    code=0
    wait $guest || code=$?
    is "$code" 0 'the exit code of guest'
    has state=ended
    end_pid $reader
    if [ "$failed" -gt 0 ]; then tail -n 20 "$WORK/console" "$err"; fi
}
session 'echo kept-$((40 + 2)) > /root/kept; echo written-$((6 * 7))' written-42
path=$(sed -n 's/^path=//p' "$out")
case_ 'what was written is there after a restart, and the base is as it was'
session 'cat /root/kept' kept-42
is "$(sed -n 's/^path=//p' "$out")" "$path" 'the disk'
is "$(sha256sum < "$B/$sha" | cut -c1-64)" "$sha" 'the digest of the base'
is "$(find "$U" -type f | wc -l)" 1 disks
case_ 'a trial: QEMU itself is asked, on a disk that is gone afterwards'
sed '/^arg=-serial/d; /^arg=pipe:/d' "$ROOT/etc/bancada/guest.plan" > "$WORK/trial.plan"
try 0 guest -t 5 -p "$WORK/trial.plan"
has check.running=yes
has check.network=no
has state=tested
gone "$ROOT/qcow2/trial.qcow2"
is "$(sha256sum < "$B/$sha" | cut -c1-64)" "$sha" 'the digest of the base'
case_ 'another user finds nothing of it'
try 0 disk open -- rui
[ "$(sed -n 's/^path=//p' "$out")" != "$path" ] && ok || bad 'the same disk for two users'

case_ 'a machine with an IOMMU'
tree
put "$(env which dash)" "$(env which flock)" "$(env which qemu-img)"
mkdir -p "$T/usr/lib" "$T/hugepages" "$T/qcow2" "$T/persistent/inventory" "$T/etc/bancada"
cp -r "$SCRIPTS" "$T/usr/lib/bancada"
cp "$ROOT/persistent/inventory/uuid" "$T/persistent/inventory/"
qemu-img create -q -f qcow2 "$T/small" 1M
sha=$(sha256sum < "$T/small" | cut -c1-64)
printf '[small]\nfile=%s\nformat=qcow2\n' "$sha" > "$T/images.ini"
# machine_plan ADDRESS IDS: on the machine that QEMU emulates
machine_plan() {
    cat <<END
guest-plan=1
profile=test/q35
dmi.product_name=Standard PC (Q35 + ICH9, 2009)
dmi.sys_vendor=QEMU
memory.mib=64
memory.host_reserve_mib=64
hugepages.path=/hugepages
device=$1 $2
arg=qemu-system-x86_64
arg=-device
arg=vfio-pci,host=$1
arg=file=@DISK@
END
}
machine_plan 0000:00:05.0 8086:10d3 > "$T/etc/bancada/guest.plan"
machine_plan 0000:01:01.0 1af4:1005 > "$T/shared.plan"
cat > "$T/bin/qemu-system-x86_64" <<'END'
#!/bin/sh
[ "$1" != --version ] || exit 0
{
    echo "in-guest.driver=$(basename "$(readlink /sys/bus/pci/devices/0000:00:05.0/driver)")"
    echo "in-guest.vfio=$(ls /dev/vfio | grep -c '^[0-9]')"
    echo "in-guest.pages=$(cat /proc/sys/vm/nr_hugepages)"
    echo "in-guest.mounts=$(grep -c '^[^ ]* /hugepages hugetlbfs' /proc/mounts)"
} > /in-guest
END
chmod +x "$T/bin/qemu-system-x86_64"
{
    printf '%s\n' "$start"
    cat <<END
mount -t tmpfs -o size=64m none /qcow2
mkdir -p /qcow2/backing
cp /small /qcow2/backing/$sha; cp /images.ini /qcow2/backing/
END
    cat <<'END'
export PATH=/usr/lib/bancada/bin:/bin:/usr/bin
driver() { echo "$1=$(basename "$(readlink "/sys/bus/pci/devices/0000:00:05.0/driver")")"; }
{
    driver driver.before
    facts; echo "facts=$?"
    guest ana; echo "guest=$?"
    cat /in-guest
    driver driver.after
    echo "override.after=$(cat /sys/bus/pci/devices/0000:00:05.0/driver_override)"
    echo "pages.after=$(cat /proc/sys/vm/nr_hugepages)"
    echo "mounts.after=$(grep -c /hugepages /proc/mounts)"
    guest -p /shared.plan ana; echo "shared=$?"
    echo finished=yes
} 2>&1 | tee /dev/ttyS0 > /dev/null
poweroff -f
END
} > "$T/init"
chmod +x "$T/init"
initramfs "$WORK/boot"
# About one start in sixty without KVM stands still in the kernel: then once more
machine() {
    timeout 200 qemu-system-x86_64 -accel tcg -machine q35 -cpu max -m 768M -nodefaults -no-reboot -display none -kernel "$KERNEL/vmlinuz" -initrd "$WORK/boot" \
        -append 'console=ttyS1 quiet panic=-1 intel_iommu=on' -device intel-iommu -serial "file:$WORK/node" -serial "file:$WORK/node.kernel" \
        -device e1000e,addr=5.0 -device pcie-pci-bridge,id=bridge,addr=6.0 -device virtio-rng-pci,bus=bridge,addr=1 -device virtio-rng-pci,bus=bridge,addr=2 > "$err" 2>&1 4>&-
}
machine || machine || bad 'the machine did not end' "$err"
tr -d '\r' < "$WORK/node" > "$out"
has facts=0
has 'dmi.product_name=Standard PC (Q35 + ICH9, 2009)'
has pci.00:05.0.id=8086:10d3
has pci.00:05.0.class=0200
has pci.00:05.0.driver=e1000e
group() { sed -n "s/^pci.$1.iommu_group=//p" "$out"; }
is "$(group 01:01.0)" "$(group 01:02.0)" 'the group of both devices behind the bridge'
[ -n "$(group 00:05.0)" ] && [ "$(group 00:05.0)" != "$(group 01:01.0)" ] && ok || bad 'the group of the network card'
has driver.before=e1000e
has guest=0
has state=ended
has in-guest.driver=vfio-pci
has in-guest.vfio=1
has in-guest.pages=32
has in-guest.mounts=1
has driver.after=e1000e
has 'override.after=(null)'
has pages.after=0
has mounts.after=0
has shared=3
has reason=group-shared
has finished=yes
