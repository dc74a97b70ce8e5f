# Dell PCs from about 2015 on; the older tool of theirs writes "enable" for "Enabled".
inherit = common/intel-igd
firmware.Virtualization = Enabled;enable
firmware.VtForDirectIo = Enabled;on;enable
firmware.WakeOnLan = LanOnly;lanonly;enable
