# shellcheck shell=sh
# Starting: makes the lab, makes or repairs each node, a few at a time.

at_once=6
seed_users='zgc30ZwPaXyV30AMG1q4zwicS5Il7umFDvH11g LmooOwLE2txAgRmMNbsA78xV_sIaLZ_WpuNtpQ'

start_lab() {
	check_tools
	mkdir -p "$lab" || fail bad-folder "$lab cannot be made"
	lock_lab
	rm -f "$lab/stopping"
	chmod 700 "$lab"
	: >"$lab/$marker"
	copy_programs
	read_settings
	make_seed
	choose_port
	sshd_extra=
	try_sshd
	echo state=starting
	echo "folder=$lab"
	echo "port=$port"
	trap 'cancelled=yes' INT TERM HUP
	cancelled=no
	start_nodes
}

check_tools() {
	missing='' packages=''
	for tool in sshd:openssh-server ssh-keygen:openssh-client aria2c:aria2 socat:socat curl:curl qemu-img:qemu-utils flock:util-linux \
		prlimit:util-linux setsid:util-linux; do
		[ ${tool%:*} = sshd ] && [ -x "$sshd" ] && continue
		command -v "${tool%:*}" >/dev/null && continue
		missing="$missing ${tool%:*}"
		case " $packages " in
		*" ${tool#*:} "*) ;;
		*) packages="$packages ${tool#*:}" ;;
		esac
	done
	if [ -n "$missing" ]; then
		echo "missing=${missing# }"
		echo "packages=${packages# }"
		fail missing-tools "not installed:$missing; to install: apt install$packages"
	fi
	[ -f "$scripts/bin/report" ] || fail no-scripts "the node scripts are not in $scripts"
	# one logs in as oneself, with one's own shell
	login=$(getent passwd "$(id -u)") || fail no-login "the user $(id -u) is not in the list of users"
	case $login in
	*/nologin | */false) fail no-login "the user ${login%%:*} has no login shell (${login##*:})" ;;
	esac
	# as root, sshd keeps its unprivileged half there; the package's service makes the folder, and not every machine runs it
	[ "$(id -u)" -ne 0 ] || mkdir -p -m 0755 /run/sshd || fail io-error "/run/sshd cannot be made"
}

# The lab runs from a copy: the program may be updated or removed meanwhile. Files are replaced by rename, running scripts keep theirs.
copy_programs() {
	copy_tree "$practice_home/bin" code/bin
	copy_tree "$practice_home/lib" code/lib
	copy_tree "$practice_home/hardware" code/hardware
	copy_tree "$scripts/bin" node-scripts/bin
	[ ! -d "$scripts/lib" ] || copy_tree "$scripts/lib" node-scripts/lib
	# a product that was unpacked by some archiver may have lost the mode
	chmod +x "$lab"/code/hardware/bin/* "$lab"/node-scripts/bin/* "$lab"/node-scripts/lib/*
}

copy_tree() {
	(cd "$1" && find . -type f) | while IFS= read -r copy_file; do
		if ! cmp -s "$1/$copy_file" "$lab/$2/$copy_file"; then
			mkdir -p "$lab/$2/${copy_file%/*}"
			cp -p "$1/$copy_file" "$lab/$2/$copy_file.new"
			mv "$lab/$2/$copy_file.new" "$lab/$2/$copy_file"
		fi
	done
}

# Settings of this start replace those of the last; what is not said stays as it was.
read_settings() {
	collector=$(setting "$lab/lab.conf" collector) lab_user=$(id -un)
	interval=$(setting "$lab/lab.conf" interval)
	touch "$lab/authorized_keys"
	if [ "$settings_from_stdin" = yes ]; then
		new_keys= new_signers= new_authority= new_collector=no
		# "read key value" with = between them would take = from the end of a value
		while IFS= read -r line; do
			key=${line%%=*} value=${line#*=}
			case $key in
			collector) collector=$value new_collector=yes ;;
			authority) new_authority="$new_authority$value
" ;;
			interval) interval=$value ;;
			secret) printf '%s\n' "$value" | replace "$lab/secret" 077 ;;
			client_key) new_keys="$new_keys$value
" ;;
			allowed_signers) new_signers="$new_signers$value
" ;;
			'') ;;
			*) fail bad-setting "unknown setting '$key'" ;;
			esac
		done
		[ -z "$new_keys" ] || printf '%s' "$new_keys" | replace "$lab/authorized_keys"
		# a collector without an authority speaks plain HTTP
		if [ -n "$new_authority" ]; then
			printf '%s' "$new_authority" | replace "$lab/collector.pem"
		elif [ $new_collector = yes ]; then
			rm -f "$lab/collector.pem"
		fi
		[ -z "$new_signers" ] || printf '%s' "$new_signers" | replace "$lab/allowed_signers"
	fi
	case $collector in
	*[!][A-Za-z0-9.:_-]*) fail bad-setting "collector must be HOST:PORT, not '$collector'" ;;
	esac
	# one report costs about a tenth of a second of one core; nobody waits for the next one in a large lab
	chosen_interval=$interval
	if [ -z "$interval" ]; then
		interval=60
		[ "$count" -le 56 ] || interval=300
	fi
	case $interval in
	*[!0-9]* | 0* | ??????*) fail bad-setting "interval must be a number of seconds, not '$interval'" ;;
	esac
	set_setting "$lab/lab.conf" collector "$collector"
	[ -z "$chosen_interval" ] || set_setting "$lab/lab.conf" interval "$interval"
}

# One base image for all nodes and two user disks over it; the names of the folders are the SHA3-224 of "ana" and "joao" in base64url.
make_seed() {
	[ ! -s "$lab/seed/digest" ] || return 0
	rm -rf "$lab/seed"
	mkdir -p "$lab/seed/user"
	qemu-img create -q -f qcow2 "$lab/seed/base.qcow2" 1G || fail io-error "$lab/seed/base.qcow2 could not be made"
	chmod 444 "$lab/seed/base.qcow2"
	seed_digest=$(sha256sum <"$lab/seed/base.qcow2")
	seed_digest=${seed_digest%% *}
	ln -s base.qcow2 "$lab/seed/$seed_digest"
	for seed_user in $seed_users; do
		mkdir "$lab/seed/user/$seed_user"
		# -u: the base is where the disk will be, not where it is made
		qemu-img create -q -f qcow2 -u -b "../../backing/$seed_digest" -F qcow2 "$lab/seed/user/$seed_user/disk.qcow2" 1G ||
			fail io-error "a user disk could not be made"
	done
	rm "$lab/seed/$seed_digest"
	echo "$seed_digest" | replace "$lab/seed/digest"
}

# Newer versions of sshd slow down an address with failed logins; here every client has the same.
try_sshd() {
	rm -f "$lab/seed/key"
	ssh-keygen -q -t ed25519 -N '' -f "$lab/seed/key" >/dev/null
	printf 'HostKey "%s"\nUsePAM no\n' "$lab/seed/key" >"$lab/seed/sshd_config"
	for extra in 'PerSourcePenalties no'; do
		! "$sshd" -t -f "$lab/seed/sshd_config" -o "$extra" 2>/dev/null || sshd_extra=$extra
	done
	ssh_error=$("$sshd" -t -f "$lab/seed/sshd_config" 2>&1) || fail sshd "sshd refuses to run: $ssh_error"
	rm -f "$lab/seed/key" "$lab/seed/key.pub" "$lab/seed/sshd_config"
}

# Numbers of the nodes: all up to the count that was asked for, and those that are there already.
start_nodes() {
	mkdir -p "$lab/nodes"
	rm -f "$lab"/nodes/*.failed
	started=0
	for number in $(seq 1 $max_nodes); do
		[ "$cancelled" = no ] || break
		if [ "$number" -gt "$count" ]; then
			locate "$number"
			[ -d "$lab/nodes/$name" ] || continue
		fi
		start_node "$number" &
		started=$((started + 1))
		[ $((started % at_once)) -ne 0 ] || wait
	done
	wait
	[ "$cancelled" = no ] || fail cancelled "cancelled; the nodes that run stay"
	set -- "$lab"/nodes/*.failed
	[ ! -e "$1" ] || fail node-failed "$# of $started nodes did not start; the first: $(cat "$1")"
	echo "nodes=$started"
	echo state=present
}

start_node() {
	trap - INT TERM HUP
	locate "$1"
	mkdir -p "$lab/nodes/$name"
	node=$lab/nodes/$name
	lock_node
	# whoever starts the lab waits for reports
	end_report
	# a fifth of a second between first reports: 252 nodes are through in a minute, and later ones keep that distance
	if make_node "$1" && { [ "$(cat "$node/power")" = off ] || power_on "$(($1 / 5)).$(($1 % 5 * 2))"; }; then
		echo "node=$name"
	else
		echo "$name: ${ssh_error:-its folder could not be made}" >"$lab/nodes/$name.failed"
	fi
	[ ! -f "$node/faults/guest-open" ] || open_guest || echo "$name: the guest's lock is held by something else" >"$lab/nodes/$name.failed"
}

# What start would do with each node.
print_plan() {
	for number in $(seq 1 $max_nodes); do
		locate "$number"
		node=$lab/nodes/$name
		if [ -f "$node/node" ]; then
			echo "node=$name"
			echo there=yes
		elif [ "$number" -le "$count" ]; then
			echo "node=$name"
			echo there=no
		fi
	done
}
