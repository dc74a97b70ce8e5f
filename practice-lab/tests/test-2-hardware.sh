# shellcheck shell=sh disable=SC2016
# The replayed commands themselves, on each model; node 1 to 3 are an OptiPlex 7010, 9020 and 7040.

recorded() { # NODE MODEL GPU RAM_GIB
	check "$2: dmidecode says so" equals "$2" "$(on "$1" dmidecode | sed -n 's/^\tProduct Name: Opti/Opti/p')"
	check "$2: dmidecode has this node's UUID" equals "$(of "$1" uuid)" "$(on "$1" dmidecode | sed -n 's/^\tUUID: //p')"
	check "$2: memory modules" equals "$4" "$(on "$1" dmidecode | awk '/^Memory Device$/ { m = 1 } /^$/ { m = 0 }
		m && /^\tSize: [0-9]/ { n += $3 == "GB" ? $2 : $2 / 1024 } END { print n }')"
	check "$2: facts name the model" equals "dmi.product_name=$2" "$(on "$1" facts | grep '^dmi.product_name=')"
	check "$2: the graphics card" equals "$3" "$(on "$1" facts | sed -n 's/^pci.00:02.0.id=//p')"
	check "$2: every device has class, id, subsystem" equals 0 "$(on "$1" lspci -nnk |
		grep -Evc '^[0-9a-f]{2}:[0-9a-f]{2}\.[0-7] .* \[[0-9a-f]{4}\]: .* \[8086:[0-9a-f]{4}\] \(rev [0-9a-f]{2}\)$|^	(Subsystem: Dell Device \[1028:[0-9a-f]{4}\]|Kernel (driver in use|modules): [a-z0-9_-]+)$')"
	check "$2: the firmware's version is the same everywhere" equals "$(on "$1" facts | sed -n 's/^dmi.bios_version=//p')" \
		"$(on "$1" facts | sed -n 's/^firmware.biosver=//pI')"
	check "$2: two disks, the first an SSD" equals 'sda 0 sdb 1' \
		"$(on "$1" lsblk -b -d -P -o NAME,ROTA | sed 's/NAME="\(.*\)" ROTA="\(.\)"/\1 \2/' | paste -sd' ')"
	check "$2: the wired card has this node's address" equals "$(of "$1" mac)" "$(on "$1" ip addr | awk '/^2: eth0/ { getline; print $2 }')"
	check "$2: and IP" equals "$(of "$1" address)/16" "$(on "$1" ip addr | awk '/^2: eth0/ { here = 1 } here && $1 == "inet" { print $2 }')"
	check "$2: a report has no failed section" not reported "$1" 'not found|No such file|not permitted'
}
recorded le1-01 'OptiPlex 7010' 8086:0152 8
recorded le1-02 'OptiPlex 9020' 8086:0412 8
recorded le1-03 'OptiPlex 7040' 8086:1912 16
check 'what was not recorded is refused' not on le1-01 'ip neigh || cctk --help || df -i || lsblk -o FOO'
check 'df never promises more than this machine has' [ "$(on le1-01 'df -Pk "$ROOT/qcow2"' | awk 'NR == 2 { print $4 }')" -le "$(df -Pk "$lab" | awk 'NR == 2 { print $4 }')" ]
check 'df of a place that is not there fails' not on le1-01 'df "$ROOT/nowhere"'
