# shellcheck shell=sh
# Firmware settings by Dell's tool and by the kernel's firmware attributes: what is set, what is refused, and that what drifted elsewhere stays.
set -eu
. "${0%/*}/kit.sh"

new_root
mkdir "$WORK/tools"
store=$WORK/cctk.ini
# Dell's tool, as far as the scripts use it; a setup password makes it refuse
cat > "$WORK/tools/cctk" <<END
#!/bin/sh
case \$1 in
-o) cat "$store" > "\$2" ;;
--*=*)
    printf '%s\n' "\$1" >> "$WORK/asked"
    [ ! -e "$WORK/locked" ] || { echo 'The setup password provided is incorrect. Please try again.'; exit 58; }
    setting=\${1#--}
    case \$setting in *=bogus) exit 1 ;; esac
    sed -i "s|^\${setting%%=*}=.*|\$setting|" "$store"
    echo "\$setting"
    ;;
esac
END
chmod +x "$WORK/tools/cctk"
PATH=$WORK/tools:$PATH
fresh() {
    printf '%s\n' '[cctk]' 'wakeonlan=disable' 'virtualization=enable' 'VtForDirectIo=Disabled' 'bootorder=hdd.1,usb' 'svctag=ABC123' 'asset=' > "$store"
    : > "$WORK/asked"
}
# set_firmware CODE SETTINGS [-n]
set_firmware() {
    code=0
    printf '%b' "$2" | firmware ${3:+"$3"} > "$out" 2> "$err" || code=$?
    is $code "$1" "the exit code for $2"
}

case_ 'what drifted is set, what is right stays'
fresh
set_firmware 0 'wakeonlan=lan\nVIRTUALIZATION=Enable\nVtForDirectIo=Enabled\n'
has set.wakeonlan=lan
has same.VIRTUALIZATION=enable
has set.VtForDirectIo=Enabled
has state=set
is "$(cat "$WORK/asked")" "$(printf -- '--wakeonlan=lan\n--VtForDirectIo=Enabled')" 'what the tool was asked'
facts > "$WORK/facts"
has firmware.wakeonlan=lan "$WORK/facts"
set_firmware 0 'wakeonlan=lan'
has same.wakeonlan=lan

case_ 'only looked at'
fresh
set_firmware 0 'wakeonlan=lan\n' -n
has 'would=set wakeonlan from disable to lan'
is "$(cat "$WORK/asked")" '' 'what the tool was asked'

case_ 'what it refuses is said, the rest is set'
fresh
set_firmware 1 'nosuch=on\nvirtualization=bogus\nwakeonlan=lan\n'
has reason=firmware-refused
has 'refused.nosuch=this machine has no such setting'
has 'refused.virtualization=it stays enable'
has set.wakeonlan=lan
fresh; touch "$WORK/locked"
set_firmware 1 'wakeonlan=lan\n'
has 'refused.wakeonlan=it stays disable'
grep -q 'setup password' "$err" && ok || bad 'what the tool says is not passed on' "$err"
rm "$WORK/locked"

case_ 'bad input sets nothing'
for bad in 'wakeonlan' '=on' 'wake onlan=on' '-x=on' 'wakeonlan=' 'wakeonlan=--setuppwd=x' 'setuppwd=x' 'SysPassword=x' 'svctag=x' 'asset=x' '../x=on' "$(printf 'k%0101d' 0)=on" \
    "wakeonlan=$(printf '%0301d' 0)" 'wakeonlan=a\001b'; do
    fresh
    set_firmware 1 "virtualization=disable\n$bad\n"
    has reason=bad-setting
    is "$(cat "$WORK/asked")" '' "what the tool was asked after $bad"
done
fresh
set_firmware 0 'bootorder=$(touch pwned),`touch pwned`;*\n'
has 'set.bootorder=$(touch pwned),`touch pwned`;*'
is "$(find . "$WORK" -name 'pwned*' | wc -l)" 0 'files called pwned'
try 2 firmware
try 2 firmware wakeonlan=on
code=0; seq 1 300 | sed 's/^/k/; s/$/=on/' | firmware > "$out" 2> "$err" || code=$?
has reason=bad-setting

case_ 'by the firmware attributes of the kernel'
rm "$WORK/tools/cctk"
hash -r
attributes=$ROOT/sys/class/firmware-attributes/thinklmi/attributes
mkdir -p "$attributes/WakeOnLAN"
echo Disable > "$attributes/WakeOnLAN/current_value"
set_firmware 0 'WakeOnLAN=ACOnly\n'
has set.WakeOnLAN=ACOnly
is "$(cat "$attributes/WakeOnLAN/current_value")" ACOnly 'the attribute'
rm -r "$ROOT/sys/class/firmware-attributes"
set_firmware 1 'WakeOnLAN=ACOnly\n'
has reason=missing-tool
