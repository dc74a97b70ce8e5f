# Dell PCs whose firmware tool speaks the old dialect (up to about 2014).
inherit = common/intel-igd
firmware.virtualization = enable
firmware.vtfordirectio = on
firmware.wakeonlan = enable;lanonly
