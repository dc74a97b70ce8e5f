inherit = dell/cctk-old
name = Dell OptiPlex 9020
match.sys_vendor = Dell Inc.
match.product_name = OptiPlex 9020
