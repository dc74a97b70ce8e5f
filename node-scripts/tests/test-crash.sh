# shellcheck shell=sh
# The power goes between any two steps of activate: before or after the n-th call of a tool; n grows until the script comes through. After each: images.ini is whole, every base that it names is there and whole, and the same
# command again comes to its end.
set -eu
. "${0%/*}/kit.sh"

new_root
B=$ROOT/qcow2/backing
stand_ins mv ln cp chmod sync rm rmdir cat sed sort
whole() {
    [ -f "$B/images.ini" ] || { bad "$1: images.ini is missing"; return; }
    whole_n=0
    for digest in $(sed -n 's/^file=//p' "$B/images.ini"); do
        whole_n=$((whole_n + 1))
        if [ -f "$B/$digest" ] && [ "$(sha256sum < "$B/$digest" | cut -c1-64)" = "$digest" ]; then ok; else bad "$1: the base $digest is not whole"; fi
    done
    is $whole_n 1 "$1: bases in images.ini"
    for digest in $(sed -n 's/^file=//p' "$B/images.ini.previous" 2>/dev/null); do
        if [ -f "$B/$digest" ]; then ok; else bad "$1: images.ini.previous names $digest, which is gone"; fi
    done
    is "$(sed -n 's/^name=//p' "$B/images.ini")" 'Ubuntu 24.04 Olá' "$1: the name"
}

new_image one 20000; one=$sha
manifest version=1; sign; offer one; downloaded one
try 0 activate -V "$one"; try 0 activate "$one"; try 0 activate -C "$one"
new_image two 20000; two=$sha
manifest version=2; sign; offer two; downloaded two
try 0 activate -V "$two"; try 0 activate "$two"; try 0 activate -C "$two"
new_image three 20000; three=$sha
manifest version=3; sign; offer three; downloaded three
cp -al "$ROOT/qcow2" "$WORK/saved"

# each COMMAND... is carried out from the state in saved, once for every place where it can be cut off
each() {
    for side in before after; do
        n=0 code=137
        while [ $code -ne 0 ]; do
            n=$((n + 1))
            rm -rf "$ROOT/qcow2"
            cp -al "$WORK/saved" "$ROOT/qcow2"         # the same inodes: nothing is ever written in place
            code=0
            if [ $side = before ]; then crash $n 0 "$@" || code=$?; else crash 0 $n "$@" || code=$?; fi
            point="$side call $n ($(cat "$WORK/died" 2>/dev/null || true))"
            [ $code -eq 0 ] || [ -f "$WORK/died" ] || { bad "ended with $code without a crash, $point" "$WORK/out"; break; }
            whole "$point"
            try 0 "$@"
            has "state=$result"
            whole "again after $point"
            [ $n -lt 200 ] || { bad 'no end'; break; }
        done
        [ $n -gt 2 ] && ok || bad "only $n places to crash"
    done
}

case_ verify; result=staged
each activate -V "$three"
rm -rf "$WORK/saved"; cp -al "$ROOT/qcow2" "$WORK/saved"
case_ switch; result=activated
each activate "$three"
is "$(sed -n 's/^file=//p' "$B/images.ini")" "$three" 'the base'
is "$(sed -n 's/^file=//p' "$B/images.ini.previous")" "$two" 'the base before'
gone "$B/$one"
gone "$B/retired"
rm -rf "$WORK/saved"; cp -al "$ROOT/qcow2" "$WORK/saved"
case_ back; result=rolled-back
each activate -R "$three"
is "$(sed -n 's/^file=//p' "$B/images.ini")" "$two" 'the base'
case_ confirm; result=confirmed
each activate -C "$three"
gone "$ROOT/qcow2/incoming/$three"
