inherit = common/intel-igd
name = HP ProDesk 600 G1 SFF
match.sys_vendor = Hewlett-Packard
match.product_name = HP ProDesk 600 G1 SFF
