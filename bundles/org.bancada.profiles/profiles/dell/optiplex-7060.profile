inherit = dell/cctk
name = Dell OptiPlex 7060
match.sys_vendor = Dell Inc.
match.product_name = OptiPlex 7060
