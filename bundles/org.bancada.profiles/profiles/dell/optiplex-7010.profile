inherit = dell/cctk-old
name = Dell OptiPlex 7010
match.sys_vendor = Dell Inc.
match.product_name = OptiPlex 7010
