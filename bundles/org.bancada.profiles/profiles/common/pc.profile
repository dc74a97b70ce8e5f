# What holds for every PC. USB and sound go to the guest; network and disks stay with the host.
machine = pc
bios = seabios
clock = localtime
memory.host_reserve_mib = 900
memory.hugepages = /hugepages
net.forward = tcp:3389
order = gpu gpu-sound usb sound
device.usb = class=0c03 take=all
device.sound = class=0403,0401 take=all need=no
host.disk = class=01*
host.management = class=0200
host.serial = class=07*
host.reader = class=0805
host.management-controller = class=0c07
# The host can do without these when their IOMMU group goes to the guest.
spare.platform = class=06*,0c05,0c80,05*,08*,0b*,10*,11*,12*,13*
spare.wireless = class=0280
