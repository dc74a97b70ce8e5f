# A PC built of parts, with a graphics card: the card, its sound function and their root port share one IOMMU group. Processor and memory
# differ from PC to PC, so the guest's share is fixed.
inherit = common/graphics-card
name = ASRock Fatal1ty Z170 Gaming-ITX/ac
match.board_vendor = ASRock
match.board_name = Fatal1ty Z170 Gaming-ITX/ac
memory.guest_mib = 6144
cpu.guest_threads = 4
cpu.hide_hypervisor = yes
