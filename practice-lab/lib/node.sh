# shellcheck shell=sh
# One node: its folder nodes/NAME holds `node` (who and where it is; written last, so a half-made one is made again), `power` (on or off),
# sshd_config, host_key, sshd.pid, sshd.log, report.pid, report.log, faults/KIND, and root/, which is $ROOT on the node.

# Rooms of 28 seats, in the order in which they fill; the first three seats of the first two rooms come first of all.
rooms='AT2:LE-1 DC:LP-1 AT2:LE-2 DC:LP-2 AT7:LI-1 AT2:LE-3 DC:LP-3 AT7:LI-2 AT7:LI-3'
seats=28

# locate NUMBER: sets building, room, seat, model, name, address and mac; never depends on how many nodes there are
locate() {
	if [ "$1" -le 6 ]; then
		room_number=$((($1 - 1) / 3 + 1))
		seat=$((($1 - 1) % 3 + 1))
	elif [ "$1" -le 56 ]; then
		room_number=$((($1 - 7) / 25 + 1))
		seat=$((($1 - 7) % 25 + 4))
	else
		room_number=$((($1 - 1) / seats + 1))
		seat=$((($1 - 1) % seats + 1))
	fi
	# shellcheck disable=SC2086
	set -- $rooms
	shift $((room_number - 1))
	building=${1%:*} room=${1#*:}
	case $((seat % 3)) in
	1) model='OptiPlex 7010' ;;
	2) model='OptiPlex 9020' ;;
	*) model='OptiPlex 7040' ;;
	esac
	case $room in
	LE-*) name=le ;;
	LP-*) name=lp ;;
	*) name=li ;;
	esac
	name=$name${room#*-}-$(printf %02d $seat)
	address=127.77.$room_number.$seat
	mac=$(printf '02:77:00:00:%02x:%02x' $room_number $seat)
}

find_node() {
	case $1 in
	*/* | .* | '') fail no-node "no node is called '$1'" ;;
	esac
	node=$lab/nodes/$1
	[ -f "$node/node" ] || fail no-node "no node is called '$1' in $lab"
	root=$node/root
}

lock_node() {
	exec 8<"$node" || fail no-node "$node is gone"
	flock -w 60 8 || fail busy "$node has been busy for a minute"
	[ ! -e "$lab/stopping" ] || fail busy "the lab is being stopped"
}

# make_node NUMBER: makes what is missing, brings what is there up to date
make_node() {
	locate "$1"
	node=$lab/nodes/$name root=$node/root
	if [ ! -f "$node/node" ]; then
		mkdir -p "$node/faults" "$root/etc/bancada" "$root/persistent/inventory" "$root/qcow2/backing" "$root/qcow2/incoming" \
			"$root/qcow2/user" "$root/run/bancada" "$root/var/log/bancada" "$root/var/lib/bancada" "$root/tmp" "$root/root" "$root/usr/lib/bancada" \
			"$root/proc/net" "$root/sys/class/dmi/id"
		[ -s "$root/persistent/inventory/uuid" ] || replace "$root/persistent/inventory/uuid" </proc/sys/kernel/random/uuid
		uuid=$(cat "$root/persistent/inventory/uuid")
		echo "$name" >"$root/etc/hostname"
		first_base
		record_hardware
		[ -f "$node/power" ] || echo on >"$node/power"
	fi
	host_key
	write_sshd_config
	update_node
	if [ ! -f "$node/node" ]; then
		replace "$node/node" <<-END
			uuid=$uuid
			campus=$campus
			building=$building
			room=$room
			seat=$seat
			model=$model
			recording=$(recording "$model")
			address=$address
			mac=$mac
			service_tag=$(printf '%s' "$uuid" | tr -d - | tr a-f G-L | cut -c1-7)
		END
	fi
}

# What start may bring anew: the scripts, whom to report to, whom to trust.
update_node() {
	for update_folder in "$lab"/node-scripts/bin "$lab"/node-scripts/lib; do
		[ -d "$update_folder" ] || continue
		cp -Rlf "$update_folder" "$root/usr/lib/bancada/" 2>/dev/null || cp -R "$update_folder" "$root/usr/lib/bancada/"
	done
	update_conf=$root/etc/bancada/node.conf update_speed=0 update_scheme=http
	[ ! -f "$lab/collector.pem" ] || update_scheme=https
	[ ! -f "$node/faults/slow" ] || update_speed=$slow_speed
	{
		[ ! -f "$update_conf" ] ||
			grep -vE '^(address|bt_port|ssh_port|ssh_user|interval|collector|upload_limit|download_limit)=' "$update_conf"
		cat <<-END
			address=$address
			bt_port=6881-6889
			ssh_port=$port
			ssh_user=$lab_user
			interval=$interval
			upload_limit=$update_speed
			download_limit=$update_speed
			${collector:+collector=$update_scheme://$collector}
		END
	} | replace "$update_conf"
	[ ! -f "$lab/secret" ] || replace "$root/etc/bancada/collector.secret" 077 <"$lab/secret"
	if [ -f "$lab/collector.pem" ]; then
		replace "$root/etc/bancada/collector.pem" <"$lab/collector.pem"
	else
		rm -f "$root/etc/bancada/collector.pem"
	fi
	[ ! -f "$lab/allowed_signers" ] || replace "$root/etc/bancada/allowed_signers" <"$lab/allowed_signers"
}

# A node that was installed some time ago: one small base image, two people who used it.
first_base() {
	first_digest=$(cat "$lab/seed/digest")
	ln -f "$lab/seed/base.qcow2" "$root/qcow2/backing/$first_digest" 2>/dev/null ||
		cp "$lab/seed/base.qcow2" "$root/qcow2/backing/$first_digest"
	cp -Rp "$lab/seed/user/." "$root/qcow2/user/"
	replace "$root/qcow2/backing/images.ini" <<-END
		[practice-base]
		name=Practice base
		ostype=linux
		default=yes
		file=$first_digest
		version=1
		format=qcow2
	END
}

host_key() {
	if [ ! -e "$node/host_key" ] || ! ssh-keygen -y -P '' -f "$node/host_key" >"$node/host_key.test" 2>/dev/null; then
		rm -f "$node/host_key" "$node/host_key.pub"
		ssh-keygen -q -t ed25519 -N '' -C "${node##*/}" -f "$node/host_key" >/dev/null
	elif [ ! -s "$node/host_key.pub" ]; then
		mv "$node/host_key.test" "$node/host_key.pub"
	fi
	rm -f "$node/host_key.test"
}

# Everything quoted: a data folder may have blanks in its name.
write_sshd_config() {
	replace "$node/sshd_config" <<-END
		Port $port
		ListenAddress $address
		HostKey "$node/host_key"
		PidFile "$node/sshd.pid"
		AuthorizedKeysFile "$lab/authorized_keys"
		ForceCommand /bin/sh '$lab/code/lib/enter' '$node'
		SetEnv SHLVL=9
		StrictModes no
		UsePAM no
		UseDNS no
		PermitRootLogin prohibit-password
		AuthenticationMethods publickey
		PasswordAuthentication no
		KbdInteractiveAuthentication no
		PermitUserRC no
		PermitUserEnvironment no
		AllowAgentForwarding no
		AllowTcpForwarding local
		X11Forwarding no
		PrintMotd no
		PrintLastLog no
		MaxStartups 100
		LoginGraceTime 30
		LogLevel ERROR
		$sshd_extra
	END
}

# node_runs PIDS: whether its sshd and its report loop are among the lab's living processes
node_runs() {
	for run_file in sshd report; do
		IFS='' read -r run_pid 2>/dev/null <"$node/$run_file.pid" || return 1
		case $1 in
		*" ${run_pid:-none} "*) ;;
		*) return 1 ;;
		esac
	done
}

# alive FILE: whether the process that this PID file names is this node's: after a reboot the number may be anybody's
alive() {
	alive_pid=$(cat "$node/$1.pid" 2>/dev/null)
	case $alive_pid in
	'' | *[!0-9]*) return 1 ;;
	esac
	case $1 in
	sshd) find "/proc/$alive_pid/fd" -maxdepth 1 -lname "$node/sshd.log" 2>/dev/null | grep -q . ;;
	*) printf '%s' "BANCADA_PRACTICE_NODE=$node" | grep -qszxFf - "/proc/$alive_pid/environ" ;;
	esac
}

# Starts what is not running. The first report comes a little later on each further node.
power_on() {
	[ "$(cat "$node/power" 2>/dev/null)" = on ] || echo on | replace "$node/power"
	# an sshd whose PID file was lost holds the address: clear the node and try once more
	alive sshd || start_sshd || {
		end_processes "$node"
		start_sshd
	} || return 1
	alive report || start_report "${1:-0}"
}

# Ends a loop that would go on asking the old collector for a while.
end_report() {
	end_tries=0
	while alive report && [ $end_tries -lt 100 ]; do
		[ $end_tries -gt 0 ] || kill "$alive_pid"
		end_tries=$((end_tries + 1))
		sleep 0.05
	done
}

start_sshd() {
	rm -f "$node/sshd.pid"
	: >"$node/sshd.log"
	"$sshd" -f "$node/sshd_config" -E "$node/sshd.log" </dev/null >/dev/null 2>&1 9>&- 8>&- || {
		ssh_error=$(tail -n 1 "$node/sshd.log" | tr -d '\r')
		return 1
	}
	# sshd goes into the background before it listens and writes the file after that
	ssh_tries=0
	while [ ! -s "$node/sshd.pid" ]; do
		ssh_tries=$((ssh_tries + 1))
		if [ $ssh_tries -gt 200 ] || [ -s "$node/sshd.log" ]; then
			ssh_error=$(tail -n 1 "$node/sshd.log" | tr -d '\r')
			[ $ssh_tries -le 200 ] && [ -z "$ssh_error" ] || return 1
		fi
		sleep 0.05
	done
}

start_report() {
	rm -f "$node/report.pid"
	# shellcheck disable=SC2016
	detached sh "$lab/code/lib/enter" "$node" sh -c 'echo $$ >"$1"; sleep "$2"; exec report -l' - "$node/report.pid" "$1" \
		>"$node/report.log" 2>&1
	report_tries=0
	while [ ! -s "$node/report.pid" ] && [ $report_tries -lt 100 ]; do
		report_tries=$((report_tries + 1))
		sleep 0.02
	done
}

# power_off [gently]: a power cut, or with a second for each process to end by itself; guests are gone either way
power_off() {
	echo off | replace "$node/power"
	end_processes "$node" ${1:+TERM}
	rm -f "$node/sshd.pid" "$node/report.pid" "$node/faults/guest-open"
}
