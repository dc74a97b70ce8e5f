# AMD processors with graphics inside. USB of the chipset shares its group with disks and network: the guest gets that of the processor.
inherit = common/pc
bios = ovmf
machine = q35
device.gpu = class=0300 id=1002:*
device.gpu-sound = class=0403 id=1002:* need=no
device.usb = class=0c03 id=1022:* take=all
