# shellcheck shell=sh
# Opening a guest on the tree of an OptiPlex 7010: what is refused and why, what QEMU is told, what is taken from the host and that it comes back, however
# the script ends. The kernel is a stand-in that moves a device between drivers when it is written to; QEMU one that waits.
set -eu
. "${0%/*}/kit.sh"

new_root
disk_kit
room 1073741824
new_base 1048576 qcow2
printf '[ubuntu]\nfile=%s\nformat=qcow2\ndefault=yes\n' "$sha" > "$B/images.ini"
PCI=$ROOT/sys/bus/pci/devices DRIVERS=$ROOT/sys/bus/pci/drivers GROUPS_=$ROOT/sys/kernel/iommu_groups
answered() { sed -n "s/^$1=//p" "$out"; }

# device ADDRESS IDS CLASS GROUP DRIVER
device() {
    at=$PCI/$1
    mkdir -p "$at" "$GROUPS_/$4/devices" "$DRIVERS/$5"
    echo "0x${2%:*}" > "$at/vendor"; echo "0x${2#*:}" > "$at/device"; echo "0x${3}00" > "$at/class"
    echo '(null)' > "$at/driver_override"
    ln -s "../../../../kernel/iommu_groups/$4" "$at/iommu_group"
    ln -s "../../../bus/pci/devices/$1" "$GROUPS_/$4/devices/$1"
    ln -s "../../../../bus/pci/drivers/$5" "$at/driver"
    echo "$5" > "$at/native"
    [ -e "$DRIVERS/$5/unbind" ] || mkfifo "$DRIVERS/$5/unbind"
}
device 0000:00:00.0 8086:0150 0600 0 hsw_uncore
device 0000:00:02.0 8086:0162 0300 1 i915
device 0000:00:14.0 8086:1e31 0c03 2 xhci_hcd
device 0000:00:19.0 8086:1502 0200 3 e1000e
device 0000:00:1a.0 8086:1e2d 0c03 4 ehci-pci
device 0000:00:1b.0 8086:1e20 0403 5 snd_hda_intel
device 0000:00:1d.0 8086:1e26 0c03 6 ehci-pci
device 0000:00:1f.2 8086:1e02 0106 7 ahci
mkdir -p "$DRIVERS/vfio-pci"; mkfifo "$DRIVERS/vfio-pci/unbind" "$ROOT/sys/bus/pci/drivers_probe"
echo 'Dell Inc.' > "$ROOT/sys/class/dmi/id/sys_vendor"
mkdir -p "$ROOT/proc/sys/vm" "$ROOT/sys/class/vtconsole/vtcon0" "$ROOT/sys/class/vtconsole/vtcon1" "$ROOT/sys/module/kvm/parameters"
printf 'MemTotal:        7997824 kB\nHugePages_Free:        2\nHugepagesize:       2048 kB\n' > "$ROOT/proc/meminfo"
echo 5 > "$ROOT/proc/sys/vm/nr_hugepages"; echo 0 > "$ROOT/proc/sys/vm/drop_caches"
echo '(S) dummy device' > "$ROOT/sys/class/vtconsole/vtcon0/name"; echo 1 > "$ROOT/sys/class/vtconsole/vtcon0/bind"
echo '(M) frame buffer device' > "$ROOT/sys/class/vtconsole/vtcon1/name"; echo 1 > "$ROOT/sys/class/vtconsole/vtcon1/bind"
echo N > "$ROOT/sys/module/kvm/parameters/ignore_msrs"
: > "$ROOT/proc/mounts"

# The kernel: a reader for each file that acts when written to. stubborn holds addresses that vfio-pci does not take.
: > "$WORK/stubborn"
kernel=
for fifo in "$DRIVERS"/*/unbind; do
    while :; do IFS= read -r address || continue; [ ! -L "$PCI/$address/driver" ] || rm "$PCI/$address/driver"; done <> "$fifo" &
    kernel="$kernel $!"
done
while :; do
    IFS= read -r address || continue
    driver=$(cat "$PCI/$address/driver_override")
    case $driver in '' | '(null)') driver=$(cat "$PCI/$address/native") ;; esac
    if [ "$driver" = vfio-pci ] && grep -qx "$address" "$WORK/stubborn"; then continue; fi
    # The unbind that was written before this is carried out by another reader
    tries=0
    while [ -L "$PCI/$address/driver" ] && [ "$(readlink "$PCI/$address/driver")" != "../../../../bus/pci/drivers/$driver" ] && [ $tries -lt 50 ]; do
        sleep 0.02
        tries=$((tries + 1))
    done
    [ -L "$PCI/$address/driver" ] || ln -s "../../../../bus/pci/drivers/$driver" "$PCI/$address/driver"
done <> "$ROOT/sys/bus/pci/drivers_probe" &
kernel="$kernel $!"
trap 'for k in $kernel; do kill -9 $k 2>/dev/null || true; done; finish' EXIT

driver() { basename "$(readlink "$PCI/0000:00:$1/driver")"; }
# as_before: the host has everything again
as_before() {
    is "$(driver 02.0) $(driver 14.0) $(driver 1a.0) $(driver 1b.0) $(driver 1d.0)" 'i915 xhci_hcd ehci-pci snd_hda_intel ehci-pci' "drivers $1"
    is "$(cat "$PCI"/*/driver_override | grep -c vfio)" 0 "overrides $1"
    is "$(cat "$ROOT/proc/sys/vm/nr_hugepages")" 5 "huge pages $1"
    is "$(cat "$ROOT/sys/class/vtconsole/vtcon1/bind")" 1 "console $1"
    is "$(cat "$ROOT/sys/module/kvm/parameters/ignore_msrs")" N "ignore_msrs $1"
    is "$(cat "$WORK/mounted")" '' "mounts $1"
    gone "$ROOT/run/bancada/guest/changes"
    gone "$ROOT/run/bancada/guest/open"
    flock -n "$ROOT/run/bancada/guest.lock" true && ok || bad "the guest lock is held $1"
}
mkdir "$WORK/tools"
: > "$WORK/mounted"
cat > "$WORK/tools/mount" <<END
#!/bin/sh
echo "\$4" > "$WORK/mounted"
END
cat > "$WORK/tools/umount" <<END
#!/bin/sh
: > "$WORK/mounted"
END
printf '#!/bin/sh\nexit 1\n' > "$WORK/tools/modprobe"
cat > "$WORK/tools/qemu-system-x86_64" <<END
#!$(command -v perl)
open(my \$f, '>', '$WORK/arguments'); print \$f "\$_\n" for @ARGV; close(\$f);
exit 3 if -e '$WORK/qemu-fails';
if ("@ARGV" =~ /-monitor stdio/) {
    \$| = 1; print "QEMU 7.2.22 monitor - type 'help' for more information\r\n(qemu) ";
    while (my \$line = <STDIN>) {
        chomp \$line;
        exit 0 if \$line eq 'quit';
        print "\$line\e[K\r\n";
        (my \$name = \$line) =~ tr/ /-/;
        if (open(\$f, '<', '$WORK/monitor/' . \$name)) { while (<\$f>) { chomp; print "\$_\r\n" } close(\$f) }
        print '(qemu) ';
    }
    exit 0;
}
exit 0 if -e '$WORK/qemu-ends';
open(\$f, '>', '$WORK/qemu-runs'); close(\$f);
sleep 600;
END
chmod +x "$WORK"/tools/*
PATH=$WORK/tools:$PATH
plan=$ROOT/etc/bancada/guest.plan
# the_plan [LINE_TO_DROP [NEW_LINE]]: as the workbench renders it for an OptiPlex 7010
the_plan() {
    cat > "$plan" <<'END'
guest-plan=1
profile=dell/optiplex-7010
dmi.product_name=OptiPlex 7010
dmi.sys_vendor=Dell Inc.
memory.mib=6910
memory.host_reserve_mib=900
hugepages.path=/hugepages
kvm.ignore_msrs=yes
device=0000:00:02.0 8086:0162
device=0000:00:1d.0 8086:1e26
device=0000:00:1a.0 8086:1e2d
device=0000:00:14.0 8086:1e31
device=0000:00:1b.0 8086:1e20
arg=qemu-system-x86_64
arg=-accel
arg=kvm
arg=-name
arg=$(touch pwned) `id` * "a  b" 'c' \n
arg=-drive
arg=if=none,id=hd_sys,file=@DISK@,format=@FORMAT@
arg=-device
arg=virtio-net-pci,netdev=net_sys,mac=@MAC@
END
    [ $# -eq 0 ] || { sed -i "s|^$1\$|${2-}|" "$plan"; sed -i '/^$/d' "$plan"; }
}

case_ 'what is not a plan'
try 1 guest ana
has reason=no-plan
for change in 'guest-plan=1|guest-plan=2' 'guest-plan=1|' 'profile=.*|what=ever' 'memory.mib=6910|memory.mib=-1' 'memory.mib=6910|memory.mib=99999999999999999999' \
    'memory.mib=6910|memory.mib=08' 'memory.mib=6910|' 'memory.mib=6910|memory.mib=0' 'hugepages.path=.*|hugepages.path=hugepages' 'hugepages.path=.*|hugepages.path=/a/../../etc' \
    'hugepages.path=.*|hugepages.path=/' 'kvm.ignore_msrs=yes|kvm.ignore_msrs=maybe' 'device=0000:00:1d.0.*|device=../../x 8086:1e26' 'device=0000:00:1d.0.*|device=0000:00:1d.0' \
    'arg=qemu-system-x86_64|arg=/bin/sh' 'arg=qemu-system-x86_64|arg=qemu-system-x86_64 -x' 'arg=qemu-system-x86_64|arg=qemu-system-../../bin/sh' 'arg=-accel|arg=@DISK@@DISK@' \
    'arg=-accel|arg=a@b' 'arg=-accel|profile=again' 'dmi.sys_vendor=Dell Inc.|dmi.../../x=Dell Inc.' 'dmi.sys_vendor=Dell Inc.|dmi.sys_vendor' \
    'kvm.ignore_msrs=yes|rom=/usr/lib/x 12' 'arg=kvm|ARG=kvm'; do
    the_plan "${change%%|*}" "${change#*|}"
    try 1 guest ana
    has reason=bad-plan
done
the_plan; printf 'arg=a\rb\n' >> "$plan"
try 1 guest ana
has reason=bad-plan
the_plan; printf 'arg=cut' >> "$plan"
try 1 guest ana
has reason=bad-plan
the_plan; head -c 70000 /dev/zero | tr '\0' '\n' >> "$plan"
try 1 guest ana
has reason=bad-plan
rm "$plan"; mkfifo "$plan"
try 1 guest ana
has reason=no-plan
rm "$plan"
try 2 guest
try 2 guest -- ''
try 2 guest ana rui
the_plan
try 1 guest -i other ana
has reason=no-image

case_ 'not for this machine'
refused() { try 3 guest ana; has "reason=$1"; has state=failed; as_before "after $1"; }
the_plan 'dmi.product_name=OptiPlex 7010' 'dmi.product_name=OptiPlex 9020'
try 3 guest ana
has reason=wrong-model
the_plan 'arg=qemu-system-x86_64' 'refuse=igd-rom\narg=qemu-system-x86_64'
try 3 guest ana
has reason=lint
has detail=igd-rom
the_plan 'memory.mib=6910' 'memory.mib=6911'
try 3 guest ana
has reason=memory
the_plan 'device=0000:00:1d.0 8086:1e26' 'device=0000:00:1c.0 8086:1e26'
try 3 guest ana
has reason=device-missing
the_plan 'device=0000:00:1d.0 8086:1e26' 'device=0000:00:1d.0 8086:1e27'
try 3 guest ana
has reason=device-missing
the_plan 'arg=qemu-system-x86_64' "rom=/usr/lib/bancada/rom/igd.rom $(printf x | sha256sum | cut -c1-64)\narg=qemu-system-x86_64"
try 3 guest ana
has reason=rom
mkdir -p "$ROOT/usr/lib/bancada/rom"; printf y > "$ROOT/usr/lib/bancada/rom/igd.rom"
try 3 guest ana
has reason=rom
printf x > "$ROOT/usr/lib/bancada/rom/igd.rom"
touch "$WORK/qemu-ends"
try 0 guest ana
the_plan
rm "$PCI/0000:00:1b.0/iommu_group"
try 3 guest ana
has reason=no-iommu
ln -s ../../../../kernel/iommu_groups/7 "$PCI/0000:00:1b.0/iommu_group"
try 3 guest ana
has reason=group-shared
has 'detail=0000:00:1f.2 is in IOMMU group 7 with 0000:00:1b.0 and stays with the host'
rm "$PCI/0000:00:1b.0/iommu_group"; ln -s ../../../../kernel/iommu_groups/5 "$PCI/0000:00:1b.0/iommu_group"
mv "$DRIVERS/vfio-pci" "$WORK/vfio-pci"
refused no-iommu
mv "$WORK/vfio-pci" "$DRIVERS/vfio-pci"
rm "$ROOT/proc/sys/vm/nr_hugepages"; ln -s /dev/null "$ROOT/proc/sys/vm/nr_hugepages"
try 3 guest ana
has reason=memory
rm "$ROOT/proc/sys/vm/nr_hugepages"; echo 5 > "$ROOT/proc/sys/vm/nr_hugepages"
as_before 'after all refusals'

case_ 'only looked at'
rm -f "$WORK/arguments"
try 0 guest -n ana
has 'would=hand 0000:00:02.0 to vfio-pci'
has would.arg=qemu-system-x86_64
gone "$WORK/arguments"
as_before 'after -n'

case_ 'a guest that ends'
try 0 guest -- 'a,b/../c'
has state=open
has state=ended
disk=$(answered path) mac=$(answered mac)
cat > "$WORK/expected" <<END
-accel
kvm
-name
\$(touch pwned) \`id\` * "a  b" 'c' \\n
-drive
if=none,id=hd_sys,file=$disk,format=qcow2
-device
virtio-net-pci,netdev=net_sys,mac=$mac
END
is "$(cat "$WORK/arguments")" "$(cat "$WORK/expected")" arguments
case $mac in 52:54:00:??:??:??) ok ;; *) bad "the address $mac" ;; esac
as_before 'after the end'
echo guest_mac=74:86:7a:fd:de:36 >> "$ROOT/etc/bancada/node.conf"
try 0 guest ana
has mac=74:86:7a:fd:de:36
case_ 'a guest that fails'
rm "$WORK/qemu-ends"; touch "$WORK/qemu-fails"
try 1 guest ana
has reason=guest-failed
as_before 'after a failure'
rm "$WORK/qemu-fails"
case_ 'a device that does not come'
echo 0000:00:1b.0 > "$WORK/stubborn"
try 1 guest ana
has reason=bind-failed
as_before 'after a device that does not come'
: > "$WORK/stubborn"

# open_guest: one that stays open; sets script and qemu
open_guest() {
    rm -f "$WORK/qemu-runs"
    : > "$WORK/open"
    guest ana > "$WORK/open" 2>&1 &
    script=$!
    within 20 test -e "$WORK/qemu-runs"
    qemu=$(sed -n 's/^pid=//p' "$WORK/open")
}
back() { [ ! -e "$ROOT/run/bancada/guest/open" ] && flock -n "$ROOT/run/bancada/guest.lock" true && [ "$(driver 02.0)" = i915 ]; }
case_ 'while it is open'
open_guest
is "$(driver 02.0) $(driver 14.0) $(driver 1a.0) $(driver 1b.0) $(driver 1d.0) $(driver 19.0)" 'vfio-pci vfio-pci vfio-pci vfio-pci vfio-pci e1000e' drivers
is "$(cat "$ROOT/proc/sys/vm/nr_hugepages")" 3458 'huge pages: 3455 more than the 3 in use'
is "$(cat "$WORK/mounted")" "$ROOT/hugepages" mounts
is "$(cat "$ROOT/sys/class/vtconsole/vtcon1/bind")" 0 'the console'
is "$(cat "$ROOT/sys/module/kvm/parameters/ignore_msrs")" 1 ignore_msrs
try 4 guest rui
has reason=guest-open
try 4 disk open ana
has reason=disk-in-use
try 0 disk list
has "disk.$(sed -n 's/^user=//p' "$WORK/open").open=yes"
case_ 'ended by a signal'
kill -s TERM "$script"
wait "$script" || code=$?
is "$code" 1 'the exit code'
as_before 'after TERM'
case_ 'the script is killed: its keeper ends the guest and puts everything back'
open_guest
kill -9 "$script"; wait "$script" 2>/dev/null || true
within 20 back
is "$(tr -d "\0" 2>/dev/null < "/proc/$qemu/cmdline")" "" 'the command line of QEMU, which has ended'
as_before 'after KILL'
case_ 'the script and its keeper are killed, and QEMU too: the next guest puts right what they left'
open_guest
for keeper in /proc/[0-9]*; do
    case $(tr '\0' ' ' 2>/dev/null < "$keeper/cmdline") in *"$SCRIPTS/lib/guest-keeper "*) kill -9 "${keeper#/proc/}" ;; esac
done
kill -9 "$script" "$qemu" 2>/dev/null || true; wait "$script" 2>/dev/null || true
there "$ROOT/run/bancada/guest/changes"
touch "$WORK/qemu-ends"
try 0 guest rui
as_before 'after the next guest'
case_ 'while a base image is switched'
flock "$ROOT/run/bancada/guest.lock" sleep 30 & switch=$!
within 5 sh -c "! flock -n '$ROOT/run/bancada/guest.lock' true"
try 4 guest ana
has reason=switching
for child in $(pgrep -P $switch); do kill -9 "$child"; done
end_pid $switch
case_ 'a trial: on a disk of its own, and what the monitor shows is compared with the plan'
# What QEMU 7.2's monitor said of a guest with such devices; the first line of each of them is all that is looked at
mkdir "$WORK/monitor"
echo 'VM status: running' > "$WORK/monitor/info-status"
cat > "$WORK/monitor/info-pci" <<'END'
  Bus  0, device   0, function 0:
    Host bridge: PCI device 8086:1237
      PCI subsystem 1af4:1100
      id ""
  Bus  0, device   1, function 1:
    IDE controller: PCI device 8086:7010
      BAR4: I/O at 0xc060 [0xc06f].
      id ""
  Bus  0, device   2, function 0:
    VGA controller: PCI device 8086:0162
      BAR0: 64 bit memory at 0xfe000000 [0xfe3fffff].
      id ""
  Bus  0, device  26, function 0:
    USB controller: PCI device 8086:1e2d
      id ""
  Bus  0, device  29, function 0:
    USB controller: PCI device 8086:1e26
      id ""
END
cat > "$WORK/monitor/info-usernet" <<'END'
Hub -1 (net_sys):
  Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ
  UDP[236 sec]       22       10.0.2.15    68       10.0.2.2     67     0     0
END
trial_plan() {
    the_plan
    for at in 00:02.0,bus=pci.0,addr=0x02 00:1d.0,bus=pci.0,addr=0x1d 00:1a.0,bus=pci.0,addr=0x1a.0x0,multifunction=on; do
        printf 'arg=-device\narg=vfio-pci-nohotplug,host=%s\n' "$at" >> "$plan"
    done
}
trial_plan
before=$(find "$ROOT/qcow2" | sort)
try 0 guest -t 1
has check.running=yes
has check.device.00:02.0=yes
has check.device.00:1d.0=yes
has check.device.00:1a.0=yes
has check.network=yes
has state=tested
hasnt user=
grep -qxF -- "if=none,id=hd_sys,file=$ROOT/qcow2/trial.qcow2,format=qcow2" "$WORK/arguments" && ok || bad 'the disk of a trial' "$WORK/arguments"
is "$(find "$ROOT/qcow2" | sort)" "$before" 'what is left of the trial'
gone "$ROOT/run/bancada/guest/monitor"
as_before 'after a trial'
case_ 'a trial of a plan that was not sent: another device, another address, no network'
sed -i 's/8086:0162/8086:0412/' "$WORK/monitor/info-pci"; sed -i 's/device  29/device  28/' "$WORK/monitor/info-pci"; sed -i '/UDP/d' "$WORK/monitor/info-usernet"
cp "$plan" "$WORK/other.plan"; rm "$plan"
code=0; guest -t 1 -p - < "$WORK/other.plan" > "$out" 2> "$err" || code=$?
is $code 1 'the exit code'
has reason=trial-failed
has check.running=yes
has check.device.00:02.0=no
has check.device.00:1d.0=no
has check.device.00:1a.0=yes
has check.network=no
as_before 'after a trial that failed'
echo 'VM status: paused (internal-error)' > "$WORK/monitor/info-status"
code=0; guest -t 1 -p - < "$WORK/other.plan" > "$out" 2> "$err" || code=$?
has check.running=no
touch "$WORK/qemu-fails"
code=0; guest -t 1 -p - < "$WORK/other.plan" > "$out" 2> "$err" || code=$?
has reason=guest-failed
rm "$WORK/qemu-fails"
as_before 'after a trial in which QEMU failed'
code=0; printf 'guest-plan=1\nprofile=x\n' | guest -t 1 -p - > "$out" 2> "$err" || code=$?
has reason=bad-plan
the_plan
for wrong in 0 601 x -1 ''; do try 2 guest -t "$wrong"; done
try 2 guest -t 5 ana
try 2 guest -t 5 -i ubuntu
try 2 guest -p - ana
rm "$WORK/qemu-ends"
open_guest
try 4 guest -t 1
has reason=guest-open
kill -s TERM "$script"; wait "$script" || true
as_before 'after TERM'

case_ 'a plan is sent'
# send [-n]: the_plan, as the workbench sends it
sent() { printf '%s\n' "$(stat -c %s "$WORK/sent") $(sha256sum < "$WORK/sent" | cut -c1-64)"; }
send() {
    send_code=$1
    shift
    # shellcheck disable=SC2046
    set -- "$@" $(sent)
    code=0; plan "$@" < "$WORK/sent" > "$out" 2> "$err" || code=$?
    is $code "$send_code" "the exit code of plan $*"
}
the_plan; mv "$plan" "$WORK/sent"
send 0 -n
gone "$plan"
send 0
has state=received
has profile=dell/optiplex-7010
cmp -s "$plan" "$WORK/sent" && ok || bad 'another plan than was sent'
gone "$plan.before"
send 0
gone "$plan.before"
sed -i 's/^memory.mib=.*/memory.mib=4096/' "$WORK/sent"
send 0
grep -q '^memory.mib=6910$' "$plan.before" && ok || bad 'the plan before is lost'
cp "$plan" "$WORK/good"
for change in 's/OptiPlex 7010/OptiPlex 9020/' 's/^memory.mib=.*/memory.mib=7000/' 's/8086:1e26/8086:1e27/' 's/^arg=-accel/refuse=igd-rom\narg=-accel/'; do
    cp "$WORK/good" "$WORK/sent"; sed -i "$change" "$WORK/sent"
    case $change in *refuse*) the_plan 'arg=qemu-system-x86_64' 'refuse=igd-rom\narg=qemu-system-x86_64'; cp "$plan" "$WORK/sent"; cp "$WORK/good" "$plan" ;; esac
    send 3
    cmp -s "$plan" "$WORK/good" && ok || bad "a plan that does not fit counts: $change"
done
printf 'garbage\n' > "$WORK/sent"
send 1
has reason=bad-plan
cp "$WORK/good" "$WORK/sent"
sent_size=$(stat -c %s "$WORK/sent") sent_digest=$(sha256sum < "$WORK/sent" | cut -c1-64)
code=0; plan $((sent_size + 1)) "$sent_digest" < "$WORK/sent" > "$out" 2> "$err" || code=$?
has reason=size-mismatch
code=0; plan "$sent_size" "$(printf x | sha256sum | cut -c1-64)" < "$WORK/sent" > "$out" 2> "$err" || code=$?
has reason=digest-mismatch
try 1 plan 99999999 "$(printf x | sha256sum | cut -c1-64)"
try 2 plan
try 2 plan 12 abc
cmp -s "$plan" "$WORK/good" && ok || bad 'a plan that did not come whole counts'
is "$(find "$ROOT/etc/bancada" -name 'guest.plan*' | wc -l)" 2 'files of plans'

is "$(find "$WORK" -name 'pwned*' | wc -l)" 0 'files called pwned'
