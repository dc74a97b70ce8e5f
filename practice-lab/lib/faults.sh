# shellcheck shell=sh
# Faults: each is a file faults/KIND of the node, read by the hardware's replay and by whatever starts on the node, and where
# something has to happen at once, it happens here. Both directions may be repeated.

fault_kinds='off slow disk-full guest-open host-key half-ram wifi-only chassis-opened clock-wrong'

# bytes/s each way
slow_speed=262144

# list_faults: sets faults to those that are on, in the order above
list_faults() {
	faults=
	for list_kind in $fault_kinds; do
		if [ "$list_kind" = off ]; then
			[ "$(cat "$node/power" 2>/dev/null)" = off ] || continue
		else
			[ -f "$node/faults/$list_kind" ] || continue
		fi
		faults="${faults:+$faults }$list_kind"
	done
}

# change_fault fault|heal KIND
change_fault() {
	change_known=no
	[ "$1 $2" != 'heal all' ] || change_known=yes
	for change_kind in $fault_kinds; do
		[ "$2" != "$change_kind" ] || change_known=yes
	done
	[ $change_known = yes ] || fail bad-fault "there is no fault '$2'; there are: $fault_kinds"
	lock_node
	if [ "$2" = all ]; then
		list_faults
		for change_kind in $faults; do heal_fault "$change_kind"; done
	elif [ "$1" = heal ]; then
		heal_fault "$2"
	else
		make_fault "$2"
	fi
	list_faults
	echo "node=${node##*/}"
	echo "faults=$faults"
}

make_fault() {
	case $1 in
	off) power_off ;;
	guest-open)
		[ "$(cat "$node/power")" = on ] || fail node-off "${node##*/} is off: no guest can be open there"
		: >"$node/faults/guest-open"
		open_guest || fail node-failed "${node##*/}: the guest's lock is held by something else"
		;;
	*)
		: >"$node/faults/$1"
		apply_fault "$1"
		;;
	esac
}

heal_fault() {
	rm -f "$node/faults/$1"
	case $1 in
	off)
		power_on || fail node-failed "${node##*/}: sshd did not start: ${ssh_error:-}"
		;;
	guest-open)
		! alive guest || kill "$alive_pid"
		rm -f "$node/guest.pid"
		;;
	*) apply_fault "$1" ;;
	esac
}

# Brings the node in line with faults/KIND being there or not.
apply_fault() {
	case $1 in
	slow)
		speed=0
		[ ! -f "$node/faults/slow" ] || speed=$slow_speed
		set_setting "$root/etc/bancada/node.conf" upload_limit $speed
		set_setting "$root/etc/bancada/node.conf" download_limit $speed
		;;
	disk-full)
		# shellcheck source=practice-lab/lib/environment.sh
		full_bytes=$(. "$practice_home/lib/environment.sh" && echo "$disk_full_bytes")
		[ -f "$node/faults/disk-full" ] || full_bytes=unlimited
		# what runs already (aria2c, the report loop) is limited too; sshd, whose log is ours, is not among these
		marked "BANCADA_PRACTICE_NODE=$node" | while read -r full_pid; do
			prlimit --pid "$full_pid" --fsize="$full_bytes:" 2>/dev/null
		done
		;;
	host-key)
		if [ -f "$node/faults/host-key" ]; then
			[ -f "$node/host_key.first" ] || ln "$node/host_key" "$node/host_key.first"
			rm -f "$node/host_key" "$node/host_key.pub"
		elif [ -f "$node/host_key.first" ]; then
			mv -f "$node/host_key.first" "$node/host_key"
			rm -f "$node/host_key.pub"
		fi
		host_key
		[ "$(cat "$node/power")" = on ] || return 0
		# A PC that was installed anew keeps no connection open; what was logged in with the first key goes too.
		key_tries=0
		while key_pids=$(sshd_processes "$node/sshd.log*") && [ -n "$key_pids" ] && [ $key_tries -lt 100 ]; do
			# shellcheck disable=SC2086
			kill $key_pids 2>/dev/null
			key_tries=$((key_tries + 1))
			sleep 0.05
		done
		start_sshd || fail node-failed "${node##*/}: sshd did not start: ${ssh_error:-}"
		;;
	half-ram | wifi-only) record_hardware ;;
	esac
}

# A real process with the real lock, as the guest script holds it while QEMU runs.
open_guest() {
	! alive guest || return 0
	rm -f "$node/guest.pid"
	# shellcheck disable=SC2016
	detached sh "$lab/code/lib/enter" "$node" flock -n "$root/run/bancada/guest.lock" sh -c 'echo $$ >"$1"; exec sleep 2147483647' - "$node/guest.pid" \
		>/dev/null 2>&1
	guest_tries=0
	while [ ! -s "$node/guest.pid" ]; do
		guest_tries=$((guest_tries + 1))
		[ $guest_tries -lt 100 ] || return 1
		sleep 0.02
	done
}
