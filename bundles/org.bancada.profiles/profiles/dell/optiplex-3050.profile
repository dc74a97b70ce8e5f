inherit = dell/cctk
name = Dell OptiPlex 3050
match.sys_vendor = Dell Inc.
match.product_name = OptiPlex 3050
