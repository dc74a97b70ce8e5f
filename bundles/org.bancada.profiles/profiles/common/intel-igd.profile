# Intel graphics up to generation 9 (Comet Lake), as the only display: legacy mode, which shows the guest from its first second.
inherit = common/pc
device.gpu = class=0300,0380 id=8086:* hint=00:02.0 guest=02.0
device.gpu.igd = legacy
