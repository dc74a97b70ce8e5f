# shellcheck shell=sh
# The guest plan: what the workbench rendered for this machine. Read, never executed; the format is in docs/node-contract.md.

PLAN_LIMIT=65536
p_profile='' p_memory=0 p_reserve=0 p_hugepages='' p_msrs='' p_devices='' p_args=0

bad_plan() { fail bad-plan "$plan: $1"; }

# plan_read: the keys in their order, each of the right kind. Only then plan_fits and plan_args may be called.
plan_read() {
    [ -f "$plan" ] || fail no-plan "$plan is missing: send this machine its guest plan"
    [ "$(stat -c %s "$plan")" -le $PLAN_LIMIT ] || bad_plan "longer than $PLAN_LIMIT bytes"
    [ "$(tr -d '\000-\011\013-\037\177' < "$plan" | wc -c)" -eq "$(wc -c < "$plan")" ] || bad_plan 'control characters in it'
    [ -z "$(tail -c 1 "$plan")" ] || bad_plan 'cut off'
    [ "$(head -n 1 "$plan")" = guest-plan=1 ] || bad_plan 'the first line is not guest-plan=1'
    plan_rank=0 plan_number=0 plan_refused=''
    while IFS= read -r plan_line; do
        plan_number=$((plan_number + 1))
        plan_value=${plan_line#*=}
        case $plan_line in
        guest-plan=*) plan_key 1 once ;;
        profile=*) plan_key 2 once; p_profile=$plan_value ;;
        dmi.*=*) plan_key 3; plan_dmi ;;
        memory.mib=*) plan_key 4 once; plan_mib "$plan_value"; p_memory=$plan_value ;;
        memory.host_reserve_mib=*) plan_key 5 once; plan_mib "$plan_value"; p_reserve=$plan_value ;;
        hugepages.path=*) plan_key 6 once; plan_path "$plan_value"; p_hugepages=$plan_value ;;
        kvm.ignore_msrs=yes) plan_key 7 once; p_msrs=yes ;;
        device=*) plan_key 8; plan_device ;;
        rom=*) plan_key 9; plan_rom ;;
        refuse=*) plan_key 10; plan_refused=1 ;;
        arg=*) plan_key 11; plan_arg ;;
        *) plan_wrong ;;
        esac
    done < "$plan"
    [ "$p_memory" -gt 0 ] || bad_plan 'no memory.mib'
    [ $p_args -gt 0 ] || [ -n "$plan_refused" ] || bad_plan 'no arguments'
}
plan_wrong() { bad_plan "line $plan_number: $plan_line"; }
# plan_key RANK [once]
plan_key() {
    if [ "$1" -lt "$plan_rank" ] || { [ "$1" -eq "$plan_rank" ] && [ -n "${2-}" ]; }; then plan_wrong; fi
    plan_rank=$1
}
plan_mib() {
    is_number "$1" || plan_wrong
    [ ${#1} -le 9 ] || plan_wrong
}
plan_path() {
    case $1/ in /*[!A-Za-z0-9/._-]* | */../* | */./* | *//*) plan_wrong ;; /?*) ;; *) plan_wrong ;; esac
}
plan_dmi() {
    plan_name=${plan_line%%=*}
    case ${plan_name#dmi.} in '' | *[!a-z_]*) plan_wrong ;; esac
}
plan_device() {
    h='[0-9a-f]'
    # shellcheck disable=SC2254
    case $plan_value in
    $h$h$h$h:$h$h:$h$h.[0-7]\ $h$h$h$h:$h$h$h$h) ;;
    *) plan_wrong ;;
    esac
    p_devices="$p_devices ${plan_value% *}"
}
plan_rom() {
    is_digest "${plan_value##* }" || plan_wrong
    plan_path "${plan_value% *}"
}
# An @ stands only in a placeholder, each of them at most once
plan_arg() {
    plan_rest=$plan_value
    for plan_place in @DISK@ @FORMAT@ @MAC@; do
        case $plan_rest in *"$plan_place"*) plan_rest=${plan_rest%%"$plan_place"*}${plan_rest#*"$plan_place"} ;; esac
    done
    case $plan_rest in *@*) plan_wrong ;; esac
    p_args=$((p_args + 1))
    [ $p_args -gt 1 ] || case $plan_value in qemu-system-*[!a-z0-9_]* | qemu-system-) plan_wrong ;; qemu-system-*) ;; *) plan_wrong ;; esac
}

# plan_fits: it is for this machine, and nothing in it is refused
plan_fits() {
    while IFS= read -r plan_line; do
        plan_value=${plan_line#*=}
        case $plan_line in
        dmi.*)
            plan_name=${plan_line%%=*}
            plan_here=$(first_line "$ROOT/sys/class/dmi/id/${plan_name#dmi.}" | sed 's/[[:space:]]*$//')
            [ "$plan_here" = "$plan_value" ] || fail wrong-model "the plan is for a machine with $plan_line, this one has ${plan_here:-nothing}"
            ;;
        refuse=*) fail lint "$plan_value" ;;
        rom=*)
            plan_file=$ROOT${plan_value% *}
            [ -f "$plan_file" ] || fail rom "${plan_value% *} is missing"
            plan_digest=$(sha256sum < "$plan_file" | cut -c1-64)
            [ "$plan_digest" = "${plan_value##* }" ] || fail rom "${plan_value% *} has the SHA-256 $plan_digest"
            ;;
        device=*) plan_there "${plan_value% *}" "${plan_value#* }" ;;
        esac
    done < "$plan"
    plan_total=$(ram_facts)
    plan_total=$((${plan_total#ram.kib=} / 1024))
    [ $((p_memory + p_reserve)) -le $plan_total ] ||
        fail memory "the guest needs $p_memory MiB and the host $p_reserve MiB, this machine has $plan_total MiB"
}

# plan_there ADDRESS IDS: that device is there, and behind an IOMMU, in a group of which nothing stays with the host
plan_there() {
    plan_at=$PCI/$1
    [ -d "$plan_at" ] || fail device-missing "there is no device $1"
    plan_ids=$(hex "$plan_at/vendor"):$(hex "$plan_at/device")
    [ "$plan_ids" = "$2" ] || fail device-missing "the device $1 is $plan_ids, the plan wants $2"
    plan_group=$(link_name "$plan_at/iommu_group")
    [ -n "$plan_group" ] || fail no-iommu "$1 is in no IOMMU group: VT-d or AMD-Vi is off in the firmware, or intel_iommu=on is missing"
    for plan_member in "$ROOT/sys/kernel/iommu_groups/$plan_group/devices"/*; do
        plan_member=${plan_member##*/}
        case " $p_devices " in *" $plan_member "*) continue ;; esac
        # What the kernel itself lets pass beside a device that is handed over (drivers/vfio/vfio_main.c, vfio_iommu_group viability)
        case $(link_name "$PCI/$plan_member/driver") in
        '' | vfio-pci | pci-stub | pcieport) ;;
        *) fail group-shared "$plan_member is in IOMMU group $plan_group with $1 and stays with the host" ;;
        esac
    done
}

# plan_filled ARGUMENT: sets filled to it with the placeholders filled from disk_value and mac
plan_filled() {
    filled=$1
    case $filled in *@DISK@*) filled=${filled%%@DISK@*}$disk_value${filled#*@DISK@} ;; esac
    case $filled in *@FORMAT@*) filled=${filled%%@FORMAT@*}qcow2${filled#*@FORMAT@} ;; esac
    case $filled in *@MAC@*) filled=${filled%%@MAC@*}$mac${filled#*@MAC@} ;; esac
}
