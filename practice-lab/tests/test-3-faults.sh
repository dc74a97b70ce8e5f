# shellcheck shell=sh disable=SC2016
# Every fault is seen on the node and is gone after healing.

fault() { check "fault $2 on $1" lab fault "$1" "$2"; }
heal() { check "heal $2 on $1" lab heal "$1" "$2"; }

check 'a healthy node is fit' on le1-01 'preflight - 1000000 "*"'

fault le1-01 half-ram
check 'half of the RAM is in the report' report_of le1-01 '^MemTotal: +3998912 kB'
check 'and half of the modules' reported le1-01 'Size: No Module Installed'
fault le1-01 half-ram
check 'twice is not a quarter' report_of le1-01 '^MemTotal: +3998912 kB'
heal le1-01 half-ram
check 'all of it again' report_of le1-01 '^MemTotal: +7997824 kB'

fault le1-02 wifi-only
check 'preflight refuses Wi-Fi' equals wifi-only "$(on le1-02 'preflight - 1000 "*"' | sed -n 's/^reason=//p')"
check 'the report has the radio' report_of le1-02 '^ *wlan0: [0-9]{4} '
check 'and no cable' reported le1-02 'Link detected: no'
heal le1-02 wifi-only
check 'the cable is in again' equals link=wired "$(on le1-02 'preflight - 1000 "*"' | grep '^link=')"

fault le1-01 chassis-opened
fault le1-03 chassis-opened
check 'intrusion in the old dialect' report_of le1-01 '^;chassisintrustatus=tripped$'
check 'and in the new one' report_of le1-03 '^;ChassisIntruStatus=DoorOpen$'
heal le1-01 chassis-opened
heal le1-03 chassis-opened
check 'closed again' report_of le1-01 '^;chassisintrustatus=doorclosed$'

fault lp1-01 clock-wrong
ahead=$(($(on lp1-01 date +%s) - $(date +%s)))
check 'the clock is five hours ahead' equals 5 $(((ahead + 1800) / 3600))
heal lp1-01 clock-wrong
check 'and right again' [ $(($(on lp1-01 date +%s) - $(date +%s))) -le 10 ]

# a process that writes already when the disk becomes full
on lp1-02 'trap "" HUP; setsid sh -c "exec >big 2>error; while :; do head -c 100000 /dev/zero || break; sleep 0.2; done; echo \$? >ended" </dev/null >/dev/null 2>&1 &'
fault lp1-02 disk-full
check 'preflight says how much is missing' equals 'missing_bytes=1000000' "$(on lp1-02 'preflight - 1000000 "*"' | grep missing)"
check 'writing fails' not on lp1-02 'head -c 300000 /dev/zero >file'
check 'with an error, not by a signal' equals yes "$(on lp1-02 'head -c 300000 /dev/zero >file || echo yes')"
check 'what wrote before fails too' within 10 [ -s "$lab/nodes/lp1-02/root/root/ended" ]
check 'it still reports' report_of lp1-02 '^/dev/sda4 +98304000 +98304000 +0 +100% /qcow2'
heal lp1-02 disk-full
check 'there is room again' on lp1-02 'head -c 300000 /dev/zero >file && preflight - 1000000 "*"'

fault lp1-03 guest-open
check 'the node sees the guest' report_of lp1-03 '^guest.open=yes'
check 'it does not reboot then' equals 4 "$(on lp1-03 power reboot >/dev/null 2>&1; echo $?)"
check 'a start leaves the guest open' start
status
check 'and knows of it' equals guest-open "$(of lp1-03 faults)"
heal lp1-03 guest-open
check 'the guest is closed' report_of lp1-03 '^guest.open=no'

fault le1-04 slow
check 'limits are set' equals 'upload_limit=262144 download_limit=262144' "$(on le1-04 'grep limit "$ROOT/etc/bancada/node.conf"' | paste -sd' ')"
heal le1-04 slow
check 'and taken away' equals 'upload_limit=0 download_limit=0' "$(on le1-04 'grep limit "$ROOT/etc/bancada/node.conf"' | paste -sd' ')"

on le1-05 'sleep 303' &
session=$!
check 'a session is open' within 10 sh -c 'grep -qszx 303 /proc/[0-9]*/cmdline'
fault le1-05 host-key
check 'who was logged in when the key changed is not any more' within 10 not kill -0 $session
check 'a pinned host key does not fit any more' not on le1-05 true
check 'the state tells the new one' status
check 'which the node has' equals le1-05 "$(on le1-05 hostname)"
heal le1-05 host-key
check 'the first one does not fit the second' not on le1-05 true
status
check 'it is the first again' equals le1-05 "$(on le1-05 hostname)"

# off takes all with it: a session, what the session left behind, the guest
on lp1-01 'setsid sleep 301 </dev/null >/dev/null 2>&1 & sleep 302' &
session=$!
fault lp1-01 guest-open
check 'a session is open' within 10 sh -c 'grep -qszx 302 /proc/[0-9]*/cmdline'
fault lp1-01 off
check 'the session ends' within 10 not kill -0 $session
check 'nothing of it runs' not grep -qszxF "BANCADA_PRACTICE_NODE=$lab/nodes/lp1-01" /proc/[0-9]*/environ
check 'nobody answers' not on lp1-01 true
status
check 'off is a fault, the guest is gone' equals off "$(of lp1-01 faults)"
check 'a start leaves it off' start
status
check 'still off' equals 'no off' "$(of lp1-01 running) $(of lp1-01 faults)"
wake=$(of '' wake)
printf 'no magic at all' | socat -u - "UDP4-DATAGRAM:$wake,broadcast"
head -c 3000 /dev/urandom | socat -u -b 3000 - "UDP4-DATAGRAM:$wake,broadcast"
check 'a packet for nobody is sent' on le1-01 wake 02:00:00:00:00:77 "$wake"
check 'a packet for it is sent by its neighbour' on le1-01 wake "$(of lp1-01 mac)" "$wake"
check 'it comes back' within 15 on lp1-01 true
status
check 'and only this one was meant' equals '' "$(of lp1-01 faults)"
check 'it reports' within 20 report_of lp1-01 '^guest.open=no'

old=$(cat "$lab/nodes/lp1-02/sshd.pid")
check 'reboot is answered' equals state=rebooting "$(on lp1-02 power reboot)"
check 'and done' within 20 sh -c '[ -s "$1" ] && [ "$(cat "$1")" != "$2" ]' - "$lab/nodes/lp1-02/sshd.pid" "$old"
check 'the node is back' within 10 on lp1-02 true
check 'power off is answered' equals state=powering-off "$(on lp1-02 power off)"
check 'and done' within 20 not on lp1-02 true
check 'power on' lab power lp1-02 on
check 'works' within 10 on lp1-02 true

lab fault le1-02 half-ram >/dev/null
lab fault le1-02 slow >/dev/null
check 'all are healed at once' equals 'faults=' "$(lab heal le1-02 all | grep faults)"
