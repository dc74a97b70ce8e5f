# shellcheck shell=sh
# The lab as a whole: its folder, its lock, its processes, its "BIOS", its state.
# Layout: marker, lab.conf, secret, authorized_keys, allowed_signers, bios.log, code/ (a copy of this program), node-scripts/,
# seed/ (first base image, user disks), nodes/NAME/ (see node.sh).

max_nodes=252
campus='São Carlos'
marker=.bancada-practice-lab
first_port=2222
# it wants to be called by its absolute path
sshd=$(command -v sshd || echo /usr/sbin/sshd)

say() { echo "$*" >&2; }

# fail CODE TEXT: the code is for programs, the text for people
fail() {
	echo "error=$1"
	echo "detail=$2"
	say "lab: $2"
	exit 1
}

# The name goes into sshd's configuration, into find patterns and key=value lines.
check_folder() {
	lab=$(readlink -m -- "$lab") || fail bad-folder "no such place: $lab"
	case $lab in
	*[\"\'%\\\$\`\*\?\[\]]* | *'
'* | /) fail bad-folder "the lab's folder may not have quotes, %, \\, \$, *, ? or brackets in its name: $lab" ;;
	esac
	[ ! -e "$lab" ] || is_lab || [ -z "$(ls -A "$lab" 2>/dev/null)" ] ||
		fail not-a-lab "$lab exists and is no practice lab; nothing was touched"
}

is_lab() { [ -f "$lab/$marker" ]; }

# Held until the program ends; its children that stay are started with 9>&-.
lock_lab() {
	while :; do
		exec 9<"$lab" || fail io-error "cannot open $lab"
		flock -w 120 9 || fail busy "another start or stop of $lab has not ended for two minutes"
		# stop may have removed the folder while this one waited
		[ "$lab" -ef /proc/self/fd/9 ] && return
		[ "$verb" = start ] || exit 0
		mkdir -p "$lab"
	done
}

# setting FILE KEY: the value, empty when there is none
setting() {
	[ -f "$1" ] || return 0
	while IFS='=' read -r setting_key setting_value; do
		if [ "$setting_key" = "$2" ]; then
			printf '%s\n' "$setting_value"
			return
		fi
	done <"$1"
}

# set_setting FILE KEY VALUE: replaced as a whole, so that a reader or a crash sees the old or the new file
set_setting() {
	{
		[ ! -f "$1" ] || grep -v "^$2=" "$1"
		printf '%s=%s\n' "$2" "$3"
	} >"$1.new"
	mv "$1.new" "$1"
}

# replace FILE [MODE]: standard input becomes the content
replace() {
	(
		umask "${2:-022}"
		cat >"$1.new"
	) && mv "$1.new" "$1"
}

# processes FOLDER: PIDs of all that belong to the lab or to one node, found by what they carry.
# What the lab starts has its folder in the environment; sshd overwrites its environment, but keeps its log in the folder open
# (that it is sshd is checked too: somebody may be reading the log).
processes() {
	case $1 in
	*/nodes/*)
		processes_mark=BANCADA_PRACTICE_NODE=$1
		processes_log="$1/sshd.log*"
		;;
	*)
		processes_mark=BANCADA_PRACTICE_LAB=$1
		processes_log="$1/nodes/*/sshd.log*"
		;;
	esac
	{
		marked "$processes_mark"
		sshd_processes "$processes_log"
	} | sort -u | grep -vx $$
}

# sshd_processes LOG: PIDs of the sshd that has this log (a pattern) open, and of its sessions
sshd_processes() {
	find /proc/[0-9]*/fd -maxdepth 1 -lname "$1" 2>/dev/null | cut -d/ -f3 | sort -u | while read -r processes_pid; do
		{ read -r processes_comm <"/proc/$processes_pid/comm"; } 2>/dev/null || continue
		case $processes_comm in
		sshd*) echo "$processes_pid" ;;
		esac
	done
}

# marked MARK: PIDs of the processes that have exactly this entry in their environment
marked() {
	printf '%s' "$1" | grep -slzxFf - /proc/[0-9]*/environ | cut -d/ -f3
}

# end_processes FOLDER SIGNAL...: sends one signal after the other until none is left
end_processes() {
	end_folder=$1
	shift
	for end_signal in "$@" KILL; do
		end_tries=0
		while end_pids=$(processes "$end_folder") && [ -n "$end_pids" ]; do
			# shellcheck disable=SC2086
			kill -s "$end_signal" $end_pids 2>/dev/null
			end_tries=$((end_tries + 1))
			[ $end_tries -le 30 ] || break
			sleep 0.05
		done
	done
	[ -z "$end_pids" ] || say "lab: still running: $end_pids"
}

# detached COMMAND...: runs on when this program ends; carries the lab's mark and no lock, takes no input; nobody waits for it
detached() {
	(BANCADA_PRACTICE_LAB=$lab setsid "$@" </dev/null 9>&- 8>&- &)
}

wake_target() { echo "127.255.255.255:$1"; }

# Wake-on-LAN's side of the BIOS: the address is the broadcast of the loopback net, so nothing leaves this machine.
bios_runs() {
	bios_pid=$(cat "$lab/bios.pid" 2>/dev/null) && [ -n "$bios_pid" ] && processes "$lab" | grep -qx "$bios_pid"
}

# start_bios PORT: fails when the port is taken
start_bios() {
	rm -f "$lab/bios.pid"
	# shellcheck disable=SC2016
	detached sh -c 'cd "$1" && echo $$ >bios.pid && exec socat -u "UDP4-RECVFROM:$2,bind=127.255.255.255,fork" \
		EXEC:"sh code/lib/bios"' - "$lab" "$1" >>"$lab/bios.log" 2>&1
	bios_tries=0
	while [ $bios_tries -lt 100 ]; do
		bios_tries=$((bios_tries + 1))
		# hexadecimal, host order of the address: 255.255.255.127
		if grep -q "^ *[0-9]*: FFFFFF7F:$(printf %04X "$1") " /proc/net/udp; then
			sleep 0.05
			bios_runs && return 0
		fi
		[ ! -s "$lab/bios.pid" ] || bios_runs || return 1
		sleep 0.05
	done
	return 1
}

# A port on which nothing listens on any address: a node has it on its own address.
port_free() {
	! awk -v port=":$(printf %04X "$1")" '$4 == "0A" && substr($2, length($2) - 4) == port { found = 1 } END { exit !found }' \
		/proc/net/tcp /proc/net/tcp6 2>/dev/null
}

# The BIOS holds the UDP port of the same number: that is the claim on it against another lab.
choose_port() {
	port=$(setting "$lab/lab.conf" port)
	if [ -n "$port" ]; then
		bios_runs && return
		start_bios "$port" && return
		[ -z "$(processes "$lab")" ] || fail port-taken "UDP port $port, on which this lab's nodes are woken, is taken by another program"
	fi
	port=$first_port
	while [ $port -lt $((first_port + 100)) ]; do
		if port_free "$port" && start_bios "$port"; then
			set_setting "$lab/lab.conf" port "$port"
			return
		fi
		port=$((port + 1))
	done
	fail port-taken "no free port between $first_port and $port"
}

stop_lab() {
	if ! is_lab; then
		end_processes "$lab"
		[ ! -d "$lab" ] || rmdir "$lab"
		echo state=none
		return
	fi
	lock_lab
	: >"$lab/stopping"
	end_processes "$lab" TERM
	stop_tries=0
	# the marker goes last, so that a stop that was killed can be finished; the pause is for a handler that was just starting
	while ! rm -rf "$lab/nodes" && [ $stop_tries -lt 10 ]; do
		stop_tries=$((stop_tries + 1))
		end_processes "$lab"
		sleep 0.1
	done 2>/dev/null
	end_processes "$lab"
	find "$lab" -mindepth 1 -maxdepth 1 ! -name "$marker" -exec rm -rf {} +
	rm -f "$lab/$marker"
	rmdir "$lab" || fail io-error "$lab could not be removed"
	echo state=none
}

print_status() {
	is_lab || {
		echo state=none
		return
	}
	port=$(setting "$lab/lab.conf" port)
	echo state=present
	echo "folder=$lab"
	echo "port=$port"
	echo "wake=$(wake_target "$port")"
	echo "user=$(id -un)"
	if bios_runs; then echo bios=running; else echo bios=stopped; fi
	status_pids=" $(processes "$lab" | tr '\n' ' ') "
	for status_file in "$lab"/nodes/*/node; do
		[ -f "$status_file" ] || continue
		node=${status_file%/node}
		echo "node=${node##*/}"
		cat "$status_file"
		echo "port=$port"
		IFS='' read -r status_key <"$node/host_key.pub" && echo "host_key=$status_key"
		if node_runs "$status_pids"; then echo running=yes; else echo running=no; fi
		list_faults
		echo "faults=$faults"
	done
}
