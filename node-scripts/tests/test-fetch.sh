# shellcheck shell=sh
# Downloads from a real swarm on loopback.
set -eu
. "${0%/*}/kit.sh"

new_root
new_image ubuntu 3000000
manifest; sign; offer ubuntu
start_tracker
start_seeder ubuntu

case_ 'a download from nothing'
try 0 fetch "$sha"
has "bytes=$size"
has "total=$size"
has state=fetching
has state=fetched
is "$(sha256sum < "$in/data/$sha" | cut -c1-64)" "$sha" 'the digest'
has "state=fetched" "$in/state"
case_ 'the tracker was asked from the address of node.conf, the web seed never'
grep -q "$NET.2" "$WORK/httpd.log" && ok || bad "not asked from $NET.2" "$WORK/httpd.log"
hasnt webseed "$WORK/httpd.log"

case_ 'to the confirmed image'
try 0 activate -V "$sha"
has state=staged
try 0 activate "$sha"
has state=activated
try 0 activate -C "$sha"
has state=confirmed
gone "$in"
try 0 activate -l
has "image.ubuntu-24-04.file=$sha"
