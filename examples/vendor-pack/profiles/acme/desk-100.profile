# An example of a vendor pack; there is no such PC. Its facts are those of an OptiPlex 9020 under another name.
inherit = common/intel-igd
name = Acme Desk 100
match.sys_vendor = Acme
match.product_name = Desk 100
usb.1-1 = Front left
usb.1-2 = Front right
