# A graphics card with its sound function; an Intel display beside it stays with the host.
inherit = common/pc
bios = ovmf
machine = q35
device.gpu = class=0300,0302 id=10de:*,1002:*
device.gpu-sound = class=0403 id=10de:*,1002:* need=no
host.display = class=0300,0380 id=8086:*
