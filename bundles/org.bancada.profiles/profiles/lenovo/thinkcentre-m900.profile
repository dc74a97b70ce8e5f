inherit = common/intel-igd
name = Lenovo ThinkCentre M900
match.sys_vendor = LENOVO
match.product_version = ThinkCentre M900
