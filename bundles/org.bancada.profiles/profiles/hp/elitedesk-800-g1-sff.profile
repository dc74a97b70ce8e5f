inherit = common/intel-igd
name = HP EliteDesk 800 G1 SFF
match.sys_vendor = Hewlett-Packard
match.product_name = HP EliteDesk 800 G1 SFF
