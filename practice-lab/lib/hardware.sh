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
	ln -sf /proc/uptime "$root/proc/uptime"
	record_network
}

# A PC that is on Wi-Fi only: the cable is out and somebody plugged in a USB stick.
record_network() {
	net=$root/sys/class/net wired_bytes=73400320
	rm -rf "$net/wlan0"
	if [ -f "$node/faults/wifi-only" ]; then
		wired_bytes=0
		network_card eth0 "$mac" down 0 -1
		network_card wlan0 "$(air_mac "$mac")" up 1
		mkdir -p "$net/wlan0/wireless"
	else
		network_card eth0 "$mac" up 1 1000
	fi
	{
		echo 'Inter-|   Receive                                                |  Transmit'
		echo ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed'
		echo '    lo:  184320    1440    0    0    0     0          0         0   184320    1440    0    0    0     0       0          0'
		echo "  eth0: $wired_bytes   $((wired_bytes / 1024))    0    0    0     0          0         0 $((wired_bytes / 8))   $((wired_bytes / 2048))    0    0    0     0       0          0"
		[ $wired_bytes -ne 0 ] ||
			echo ' wlan0: 73400320   71680    0    0    0     0          0         0  9175040   35840    0    0    0     0       0          0'
	} | replace "$root/proc/net/dev"
	{
		echo 'Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE'
		echo ' face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22'
		[ $wired_bytes -ne 0 ] || echo ' wlan0: 0000   52.  -58.  -256        0      0      0      0     12        0'
	} | replace "$root/proc/net/wireless"
}

air_mac() { echo "02:77:00:01:${1#*:*:*:*:}"; }

# network_card NAME MAC OPERSTATE CARRIER [SPEED]: `device` is what tells a card from a bridge
network_card() {
	mkdir -p "$net/$1/device"
	echo "$2" >"$net/$1/address"
	echo "$3" >"$net/$1/operstate"
	echo "$4" >"$net/$1/carrier"
	[ $# -lt 5 ] || echo "$5" >"$net/$1/speed"
}
