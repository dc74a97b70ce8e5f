# The graphics share their IOMMU group with sound, USB, the security processor and a SATA controller: all of it goes. The host lives on NVMe.
inherit = common/amd
name = HP EliteDesk 705 G4 DM 65W
match.sys_vendor = HP
match.product_name = HP EliteDesk 705 G4 DM 65W
device.usb = id=1022:15e0,1022:15e1 take=all
host.usb = id=1022:43bb,10ec:816d
host.disk = class=0108
host.chipset-disk = id=1022:43b7
spare.disk = id=1022:7901
