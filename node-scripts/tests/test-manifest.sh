# shellcheck shell=sh
# What is refused before a byte is asked for. The same check stands before fetch, activate -V and activate.
set -eu
. "${0%/*}/kit.sh"

new_root
new_image ubuntu 300000
new_image other 200000
manifest; sign; offer ubuntu                # "other" is the last image made: the manifest is for it, the torrent is not
case_ 'a torrent mixed up with another'
try 1 fetch -n "$sha"
has reason=infohash-mismatch

other_sha=$sha other_hash=$infohash
new_image ubuntu 300000
manifest; sign; offer ubuntu
downloaded ubuntu
case_ 'what is right is let through'
try 0 fetch -n "$sha"
try 0 activate -n -V "$sha"

# refused CODE REASON: by all three
refused() {
    for refused_by in 'fetch' 'activate -V' 'activate'; do
        # shellcheck disable=SC2086
        try "$1" $refused_by "$sha"
        has state=failed
        has "reason=$2"
    done
    is "$(cat "$in/state")" state=fetched 'the record after a refusal'
    gone "$ROOT/qcow2/backing/images.ini"
}
# changed KEY=VALUE...: signed as it should be
changed() { manifest "$@"; sign; offer ubuntu; }

case_ 'signed by somebody else'
ssh-keygen -q -t ed25519 -N '' -f "$WORK/stranger"
manifest; sign "$WORK/stranger"; offer ubuntu
refused 1 bad-signature
case_ 'signed for another purpose'
sign "$WORK/key" file; offer ubuntu
refused 1 bad-signature
case_ 'changed after signing'
sign; offer ubuntu
sed -i 's/^version=3/version=4/' "$in/manifest"
refused 1 bad-signature
case_ 'not signed'
offer ubuntu; rm "$in/manifest.sig"
refused 1 bad-signature
case_ 'a signature of garbage and one without end'
offer ubuntu; head -c 300 /dev/urandom > "$in/manifest.sig"
refused 1 bad-signature
yes | head -c 20000 > "$in/manifest.sig"
refused 1 bad-signature
case_ 'nobody may sign'
offer ubuntu; mv "$ROOT/etc/bancada/allowed_signers" "$WORK/signers"
refused 1 bad-signature
case_ 'two keys during a rotation'
{ printf 'release %s\n' "$(cut -d' ' -f1,2 "$WORK/stranger.pub")"; cat "$WORK/signers"; } > "$ROOT/etc/bancada/allowed_signers"
try 0 fetch -n "$sha"
sign "$WORK/stranger"; offer ubuntu
try 0 fetch -n "$sha"
mv "$WORK/signers" "$ROOT/etc/bancada/allowed_signers"

case_ expired
changed expires=$(($(date +%s) - 1)) issued=1763715600
refused 1 expired
case_ 'another model'
changed models='OptiPlex 9020;OptiPlex 701'
refused 3 wrong-model
changed 'models=*'
try 0 fetch -n "$sha"
case_ 'of another image'
manifest "sha256=$other_sha"; sign; offer ubuntu
refused 1 bad-manifest
case_ 'an info-hash of another torrent'
changed "infohash=$other_hash"
try 1 fetch "$sha"
has reason=infohash-mismatch
case_ 'another size than the torrent'
changed size=300001
try 1 fetch "$sha"
has reason=size-mismatch
case_ 'another piece length than the torrent'
changed piece_length=65537
try 1 fetch "$sha"
has reason=bad-manifest

for change in manifest=2 id= id=../../etc id='a b' id='$(touch x)' id=-x name= ostype=Linux! format=vmdk version= version=-1 version=1.2.3.4.5 \
    version=1..2 version=1. version=1e9 version=99999999999 size=0 size=-1 size=1e3 size=0x10 size=007 size=99999999999999999999 \
    virtual_size=x infohash=abc infohash=ZZZ piece_length= models= issued=9999999999 expires=soon sha256=ABC; do
    case_ "signed nonsense: $change"
    changed "$change"
    try 1 activate -V "$sha"
    has reason=bad-manifest
done
# The text itself, signed as it is
raw() { sign; offer ubuntu; try 1 activate -V "$sha"; has reason=bad-manifest; }
case_ 'a key twice'
manifest; sed -i 's/^id=.*/&\n&/' "$WORK/manifest"; raw
case_ 'wrong order'
manifest; sed -i '2{h;d};3G' "$WORK/manifest"; raw
case_ 'a key missing'
manifest; sed -i /^models=/d "$WORK/manifest"; raw
case_ 'a key more'
manifest; echo more=1 >> "$WORK/manifest"; raw
case_ 'cut off'
manifest; head -c 200 "$WORK/manifest" > "$WORK/m"; mv "$WORK/m" "$WORK/manifest"; raw
case_ 'the last line end is missing'
manifest; printf %s "$(cat "$WORK/manifest")" > "$WORK/m"; mv "$WORK/m" "$WORK/manifest"; raw
case_ 'CRLF'
manifest; sed -i 's/$/\r/' "$WORK/manifest"; raw
case_ 'binary'
head -c 1000 /dev/urandom > "$WORK/manifest"; raw
case_ 'empty'
: > "$WORK/manifest"; raw
case_ 'without end'
{ manifest; cat "$WORK/manifest"; yes more=1 | head -c 20000; } > "$WORK/m"; mv "$WORK/m" "$WORK/manifest"; raw

case_ 'commands in values are text'
cd "$WORK"
changed 'name=$(touch pwned) `touch pwned`; touch pwned & | > pwned \n %s "x" '\''y'\'
try 0 activate -V "$sha"
try 0 activate "$sha"
try 0 activate -l
has 'image.ubuntu-24-04.name=$(touch pwned) `touch pwned`; touch pwned & | > pwned \n %s "x" '\''y'\'
try 1 activate -R "$sha"
gone pwned
gone "$ROOT/pwned"

case_ 'an older version than the active one'
# older ACTIVE OFFERED CODE
older() {
    printf '[ubuntu-24-04]\nversion=%s\nfile=%s\n' "$1" "$other_sha" > "$ROOT/qcow2/backing/images.ini"
    changed "version=$2"
    try "$3" fetch -n "$sha"
    [ "$3" -eq 0 ] || has reason=older-version
}
older 3 2 1
older 3 3 0
older 3 4 0
older 10 9 1
older 9 10 0
older 1.2 1.1.9 1
older 1.2 1.2.0.0 0
older 1.2.0.1 1.2 1
older 1.2.0.0 1.2.0.1 0
older 08 9 0
older 010 9 1
older nonsense 1 0
rm "$ROOT/qcow2/backing/images.ini"

case_ 'torrents that are none'
changed
no_torrent() { try 1 fetch "$sha"; has "reason=$1"; }
rm "$in/image.torrent"; no_torrent no-torrent
: > "$in/image.torrent"; no_torrent no-torrent
head -c 5000 /dev/urandom > "$in/image.torrent"; no_torrent no-torrent
head -c 200 "$WORK/ubuntu.torrent" > "$in/image.torrent"; no_torrent no-torrent
printf 'd4:infod5:filesld6:lengthi1e4:pathl2:..eee4:name1:xee' > "$in/image.torrent"; no_torrent no-torrent
printf 'd4:infod6:lengthi1ee4:infod6:lengthi1eee' > "$in/image.torrent"; no_torrent no-torrent
printf 'd4:infod6:lengthi300000e12:piece lengthi65536eee' > "$in/image.torrent"; no_torrent infohash-mismatch
printf 'd99999999999:xe' > "$in/image.torrent"; no_torrent no-torrent
printf 'd-1:xe' > "$in/image.torrent"; no_torrent no-torrent
{ printf d1:x; head -c 3000 /dev/zero | tr '\0' l; } > "$in/image.torrent"; no_torrent no-torrent
head -c 17000000 /dev/zero > "$in/image.torrent"; no_torrent no-torrent
case_ 'no tracker anywhere'
{ printf 'd4:info'; cat "$WORK/info"; printf e; } > "$in/image.torrent"; no_torrent no-torrent
try 0 fetch -n -T http://127.0.0.1:1/announce "$sha"

case_ 'arguments'
for arguments in '' x "$sha $sha" "../$sha" "-T ftp://x $sha" "-T http://a,b $sha" "-x $sha"; do
    # shellcheck disable=SC2086
    try 2 fetch $arguments
done
try 2 activate
try 2 activate -l x
try 2 activate "$(printf %s "$sha" | tr a-f A-F)"
