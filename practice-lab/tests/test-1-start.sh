# shellcheck shell=sh disable=SC2016,SC2013
# Starting, finding, growing, repairing.

check 'no lab is there' equals state=none "$(lab status)"
check 'it starts' start
check 'its state can be read' status
check 'six nodes run' equals 6 "$(grep -c '^running=yes' "$work/status")"
check 'three models' equals 3 "$(grep '^model=' "$work/status" | sort -u | wc -l)"
check 'two rooms in two buildings' equals '2 2' "$(grep '^room=' "$work/status" | sort -u | wc -l) $(grep '^building=' "$work/status" | sort -u | wc -l)"
for key in uuid address mac host_key; do
	check "each has its own $key" equals 6 "$(grep "^$key=" "$work/status" | sort -u | wc -l)"
done
for node in $(sed -n 's/^node=//p' "$work/status"); do
	check "$node is reached over SSH with the host key that it says, and knows its name" equals "$node" "$(on "$node" hostname)"
	check "$node reports" within 20 [ -f "$work/reports/$(of "$node" uuid)" ]
done
check 'with the secret as it is, whatever is in it' equals 'um segredo $(touch /tmp/never) "x"' "$(cat "$work/reports/$(of le1-01 uuid).auth")"
check 'the secret is in no command line' not grep -qsaF 'um segredo' /proc/[0-9]*/cmdline
check 'nobody else reads the lab' equals 700 "$(stat -c %a "$lab")"
check 'no other key is let in' not ssh -F none -i "$work/other" -p "$(of le1-01 port)" -o BatchMode=yes -o IdentitiesOnly=yes \
	-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null "$(id -un)@$(of le1-01 address)" true
check 'a session is inside the node' equals "$lab/nodes/le1-01/root/root" "$(on le1-01 pwd)"
check 'with the node scripts and the replayed hardware first on its PATH' equals "$lab/code/hardware/bin/df $lab/nodes/le1-01/root/usr/lib/bancada/bin/fetch" \
	"$(on le1-01 'echo $(command -v df) $(command -v fetch)')"
check 'a terminal is given when asked for' equals terminal "$(on le1-01 -tt 'test -t 0 && echo terminal' | tr -d '\r')"
check 'a command keeps its exit code' equals 7 "$(on le1-01 'exit 7'; echo $?)"
check 'there is a base image, active' equals "$(on le1-01 'sha256sum <$(ls -d "$ROOT"/qcow2/backing/[0-9a-f]*)' | cut -c1-64)" \
	"$(on le1-01 activate -l | sed -n 's/^image.practice-base.file=//p')"
check 'user disks stand on it' on le1-01 'cd "$ROOT"/qcow2/user && for d in *; do qemu-img check -q "$d/disk.qcow2" && qemu-img info --backing-chain "$d/disk.qcow2" >/dev/null || exit 1; done; ls | grep -cx "[A-Za-z0-9_-]\{38\}" | grep -x 2'

identities() { awk -F= '$1 == "node" || $1 == "uuid" { printf "%s ", $2 } $1 == "host_key" { print $2 }' "$work/status" | sort; }
identities >"$work/first"
pids=$(cat "$lab"/nodes/*/sshd.pid)
check 'a second start finds it' start
check 'and leaves every sshd alone' equals "$pids" "$(cat "$lab"/nodes/*/sshd.pid)"
check 'it grows' start -n 8
status
check 'to eight' equals 8 "$(grep -c '^running=yes' "$work/status")"
identities >"$work/second"
check 'the first six stay who they are' equals '' "$(comm -23 "$work/first" "$work/second")"
check 'a smaller count takes none away' start -n 2
status
check 'still eight' equals 8 "$(grep -c '^running=yes' "$work/status")"

kill -9 "$(cat "$lab/nodes/le1-01/sshd.pid")" "$(cat "$lab/nodes/le1-02/report.pid")" "$(cat "$lab/bios.pid")"
rm "$lab/nodes/le1-03/sshd.pid" "$lab/nodes/le1-03/node"
: >"$lab/nodes/lp1-01/host_key"
sleep 300 &
stranger=$!
echo $stranger >"$lab/nodes/lp1-02/report.pid"
check 'after kill -9 and lost files the state is told' status
check 'truthfully' equals 4 "$(grep -c '^running=yes' "$work/status")"
check 'a start repairs it' start
status
check 'all eight run' equals 8 "$(grep -c '^running=yes' "$work/status")"
check 'with the UUID that was there' grep -q "^le1-03 $(of le1-03 uuid) " "$work/first"
check 'the BIOS too' equals running "$(of '' bios)"
check 'a process that only has a number from a PID file is let live' kill -0 $stranger
kill $stranger

check 'another lab takes another port' not equals "$(of '' port)" "$(lab=$work/another; lab start -n 1 >/dev/null; lab status | sed -n 's/^port=//p' | head -n 1)"
check 'and stops alone' equals "state=none" "$(lab=$work/another; lab stop)"
check 'this one runs' equals le1-01 "$(on le1-01 hostname)"
secure() { { settings; printf 'authority=%s\n' '-----BEGIN CERTIFICATE-----' 'abc=' '-----END CERTIFICATE-----'; } | lab start -i -n "$1"; }
conf=$lab/nodes/le1-01/root/etc/bancada
check 'a collector that has an authority is called over TLS' secure 6
check 'by that address' grep -qx "collector=https://127.0.0.1:$sink_port" "$conf/node.conf"
check 'with its certificate' equals "$(printf '%s\n' '-----BEGIN CERTIFICATE-----' 'abc=' '-----END CERTIFICATE-----')" "$(cat "$conf/collector.pem")"
check 'and one that has none over plain HTTP' start
check 'again' grep -qx "collector=http://127.0.0.1:$sink_port" "$conf/node.conf"
check 'without a certificate' not test -e "$conf/collector.pem"
