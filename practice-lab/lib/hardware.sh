# shellcheck shell=sh
# The part of the hardware's replay that is files: below $ROOT/proc and $ROOT/sys. The commands are hardware/bin.

# recording MODEL: the folder of its recording
recording() {
	case $1 in
	'OptiPlex 7010') echo optiplex-7010 ;;
	'OptiPlex 9020') echo optiplex-9020 ;;
	'OptiPlex 7040') echo optiplex-7040 ;;
	esac
}

# Writes all of them anew for $node; every file is replaced as a whole.
record_hardware() {
	[ -n "${model:-}" ] || model=$(setting "$node/node" model)
	[ -n "${mac:-}" ] || mac=$(setting "$node/node" mac)
	machine=$practice_home/hardware/models/$(recording "$model")
	dmi=$root/sys/class/dmi/id
	echo 'Dell Inc.' >"$dmi/sys_vendor"
	echo 'Dell Inc.' >"$dmi/board_vendor"
	echo 'Dell Inc.' >"$dmi/bios_vendor"
	echo "$model" >"$dmi/product_name"
	while IFS='=' read -r machine_key machine_value; do
		case $machine_key in
		board_name | bios_version | bios_date) echo "$machine_value" >"$dmi/$machine_key" ;;
		ram_kib) ram_kib=$machine_value ;;
		esac
	done <"$machine/machine.conf"
	[ ! -f "$node/faults/half-ram" ] || ram_kib=$((ram_kib / 2))
	replace "$root/proc/meminfo" <<-END
		MemTotal:       $(printf %8d "$ram_kib") kB
		MemFree:        $(printf %8d $((ram_kib * 7 / 10))) kB
		MemAvailable:   $(printf %8d $((ram_kib * 8 / 10))) kB
		Buffers:           84312 kB
		Cached:           702548 kB
		SwapCached:            0 kB
		SwapTotal:             0 kB
		SwapFree:              0 kB
		HugePages_Total:       0
		HugePages_Free:        0
		Hugepagesize:       2048 kB
	END
	cp "$machine/cpuinfo.txt" "$root/proc/cpuinfo"
	record_network
}

record_network() {
	wifi=no
	[ ! -f "$node/faults/wifi-only" ] || wifi=yes
	net=$root/sys/class/net
	mkdir -p "$net/lo" "$net/eth0" "$net/wlan0/wireless"
	echo "$mac" >"$net/eth0/address"
	echo "02:77:00:01:${mac#*:*:*:*:}" >"$net/wlan0/address"
	if [ $wifi = yes ]; then
		network_state eth0 down 0 -1
		network_state wlan0 up 1 ''
		wired_bytes=0 air_bytes=73400320
	else
		network_state eth0 up 1 1000
		network_state wlan0 down 0 ''
		wired_bytes=73400320 air_bytes=0
	fi
	replace "$root/proc/net/dev" <<-END
		Inter-|   Receive                                                |  Transmit
		 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
		    lo:  184320    1440    0    0    0     0          0         0   184320    1440    0    0    0     0       0          0
		  eth0: $wired_bytes   $((wired_bytes / 1024))    0    0    0     0          0         0 $((wired_bytes / 8))   $((wired_bytes / 2048))    0    0    0     0       0          0
		 wlan0: $air_bytes   $((air_bytes / 1024))    0    0    0     0          0         0 $((air_bytes / 8))   $((air_bytes / 2048))    0    0    0     0       0          0
	END
	{
		echo 'Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE'
		echo ' face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22'
		[ $wifi = no ] || echo ' wlan0: 0000   52.  -58.  -256        0      0      0      0     12        0'
	} | replace "$root/proc/net/wireless"
}

# network_state NAME OPERSTATE CARRIER SPEED
network_state() {
	echo "$2" >"$net/$1/operstate"
	echo "$3" >"$net/$1/carrier"
	[ -z "$4" ] || echo "$4" >"$net/$1/speed"
}
