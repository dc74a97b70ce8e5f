# Intel graphics from Ice Lake on: legacy mode must be asked for, and SeaBIOS does not set up its memory.
inherit = common/intel-igd
bios = ovmf
device.gpu.x-igd-legacy-mode = on
