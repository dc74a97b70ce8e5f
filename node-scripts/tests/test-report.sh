# shellcheck shell=sh
# Reports to a real HTTP server on loopback that writes down what came.
set -eu
. "${0%/*}/kit.sh"

new_root
mkdir "$WORK/got" "$WORK/fakes"
SECRET=$(cat "$ROOT/etc/bancada/collector.secret")
# One request: its head to got/N.head, its body to got/N.body, answered with the status in the file "status"
cat > "$WORK/answer" <<END
#!/bin/sh
n=$WORK/got/\$\$
length=0
while IFS= read -r line; do
    line=\${line%?}
    [ -n "\$line" ] || break
    echo "\$line" >> \$n.part
    case \$line in [Cc]ontent-[Ll]ength:*) length=\${line#*: } ;; esac
done
head -c "\$length" > \$n.body
printf 'HTTP/1.1 %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n' "\$(cat "$WORK/status")"
echo "from \$SOCAT_PEERADDR" >> \$n.part
mv \$n.part \$n.head
END
chmod +x "$WORK/answer"
collector() {
    socat "TCP-LISTEN:18080,bind=$NET.1,reuseaddr,fork" "EXEC:$WORK/answer" 2> /dev/null &
    tracker_pid=$!
    within 5 sh -c "ss -ltn | grep -q '$NET.1:18080 '"
}
status() { echo "$1" > "$WORK/status"; rm -f "$WORK"/got/*; }
reports() { find "$WORK/got" -name '*.head' | wc -l; }

case_ 'the body'
cat > "$ROOT/proc/meminfo" <<END
MemTotal:        7997824 kB
END
printf '[ubuntu-24-04]\nname=Ubuntu\nfile=%064d\nversion=3\ndefault=yes\n' 1 > "$ROOT/qcow2/backing/images.ini"
cat > "$WORK/fakes/lspci" <<'END'
#!/bin/sh
echo "called with $*"
echo "a warning" >&2
printf 'no line end'
END
printf '#!/bin/sh\nyes | head -c 2000000\n' > "$WORK/fakes/sensors"
printf '#!/bin/sh\nhead -c 1000 /dev/urandom\nexit 3\n' > "$WORK/fakes/dmidecode"
printf '#!/bin/sh\nread -r x && echo "it could read $x"\n' > "$WORK/fakes/ethtool"
chmod +x "$WORK"/fakes/*
PATH=$WORK/fakes:$PATH
try 0 report -n
cat > "$WORK/titles" <<END
---- cctk -o /dev/stdout ----
---- cat /proc/meminfo ----
---- df ----
---- cat /proc/net/dev ----
---- cat /proc/net/wireless ----
---- ip addr ----
---- ip route ----
---- ethtool eth0 ----
---- dmidecode ----
---- lspci -nnk ----
---- sensors ----
---- lsblk -b -P -o NAME,SIZE,TYPE,ROTA,MODEL,SERIAL ----
---- cat /proc/uptime ----
---- date +%s ----
---- bancada-node ----
END
is "$(grep -a '^---- .* ----$' "$out")" "$(cat "$WORK/titles")" 'the titles'
has 'MemTotal:        7997824 kB'
has 'called with -nnk'
has 'a warning'
has 'no line end'
hasnt 'it could read'
has guest.open=no
has report.interval=2
has scripts.version=1
has ssh.user=root
has "image.ubuntu-24-04.file=$(printf %064d 1)"
has image.ubuntu-24-04.version=3
hasnt image.ubuntu-24-04.default
if [ "$(stat -c %s "$out")" -lt 1048576 ]; then ok; else bad 'more than 1 MiB'; fi
if sed -n '/^---- cctk/,/^---- cat/p' "$out" | grep -q 'cctk.*:'; then ok; else bad 'no error text of the missing cctk' "$out"; fi
if sed -n '/wireless ----$/,/^---- ip/p' "$out" | grep -qi 'no such file'; then ok; else bad 'no error text of the missing file' "$out"; fi
printf '#!/bin/sh\nread -r x && echo "it could read $x"\nexec sleep 1\n' > "$WORK/fakes/sensors"

# sent: the one report that came is right
sent() {
    is "$(reports)" 1 'reports that came'
    cat "$WORK"/got/*.head > "$WORK/head"
    has 'POST /report HTTP/1.1' "$WORK/head"
    has "Auth: $SECRET" "$WORK/head"
    has "Uuid: $UUID" "$WORK/head"
    has 'Content-Type: text/plain' "$WORK/head"
    has "from $NET.2" "$WORK/head"
    has '---- bancada-node ----' "$(echo "$WORK"/got/*.body)"
}
case_ 'nobody there'
try 1 report
has http=000
case_ 'sent by curl'
status '204 No Content'
collector
# The secret must not be seen in any process's arguments: a stand-in writes them down
curl=$(command -v curl)
printf '#!/bin/sh\necho "$@" >> "%s/arguments"\nexec %s "$@"\n' "$WORK" "$curl" > "$WORK/fakes/curl"
chmod +x "$WORK/fakes/curl"
try 0 report
has http=204
has state=sent
sent
hasnt s3cret "$WORK/arguments"
is "$(find "$ROOT/run/bancada" -name 'report.*' | wc -l)" 0 'left-over folders'
case_ 'sent by wget'
status '204 No Content'
mkdir "$WORK/nocurl"
for tool in $(echo sh dash busybox ash cat mkdir mktemp rm head tail tr sed awk printf date df ip timeout grep dirname flock stat env sort lsblk sleep socat mv find wc setsid od; ls "$WORK/../path" 2>/dev/null || true); do
    tool_path=$(command -v "$tool") && case $tool_path in /*) ln -sf "$tool_path" "$WORK/nocurl/$tool" ;; esac
done
wget=$(command -v wget)
printf '#!/bin/sh\necho "$@" >> "%s/arguments"\nexec %s "$@"\n' "$WORK" "$wget" > "$WORK/nocurl/wget"
chmod +x "$WORK/nocurl/wget"
saved=$PATH
try 0 env PATH="$WORK/nocurl" "$BIN/report"
has http=204
PATH=$saved
sent
hasnt s3cret "$WORK/arguments"

case_ 'over TLS, to a collector that the authority of this node vouches for'
authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$1" -keyout "$WORK/$1.key" -out "$WORK/$1.pem" 2>/dev/null
}
authority right
authority wrong
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=collector -keyout "$WORK/tls.key" -out "$WORK/tls.csr" 2>/dev/null
printf 'subjectAltName=IP:%s\n' "$NET.1" > "$WORK/names"
openssl x509 -req -in "$WORK/tls.csr" -CA "$WORK/right.pem" -CAkey "$WORK/right.key" -set_serial 1 -extfile "$WORK/names" -out "$WORK/tls.crt" 2>/dev/null
cat "$WORK/tls.key" "$WORK/tls.crt" > "$WORK/tls.pem"
plain_pid=$tracker_pid
socat "OPENSSL-LISTEN:18443,bind=$NET.1,reuseaddr,fork,cert=$WORK/tls.pem,verify=0" "EXEC:$WORK/answer" 2> /dev/null &
tls_pid=$!
within 5 sh -c "ss -ltn | grep -q '$NET.1:18443 '"
sed -i "s,^collector=.*,collector=https://$NET.1:18443," "$ROOT/etc/bancada/node.conf"
over_tls() {
    status '204 No Content'
    cp "$WORK/right.pem" "$ROOT/etc/bancada/collector.pem"
    try 0 "$@"
    has http=204
    is "$(reports)" 1 'reports that came'
    cat "$WORK"/got/*.head > "$WORK/head"
    has "Auth: $SECRET" "$WORK/head"
    cp "$WORK/wrong.pem" "$ROOT/etc/bancada/collector.pem"
    status '204 No Content'
    try 1 "$@"
    has reason=io-error
    is "$(grep -l Auth "$WORK"/got/* 2>/dev/null | wc -l)" 0 'secrets told to a stranger'
    # Without an authority of its own the system's count, and none of those vouches for it
    rm "$ROOT/etc/bancada/collector.pem"
    try 1 "$@"
    is "$(grep -l Auth "$WORK"/got/* 2>/dev/null | wc -l)" 0 'secrets told to a stranger'
}
over_tls report
over_tls env PATH="$WORK/nocurl" "$BIN/report"
hasnt s3cret "$WORK/arguments"
sed -i "s,^collector=.*,collector=http://$NET.1:18080," "$ROOT/etc/bancada/node.conf"
end_pid "$tls_pid"
tracker_pid=$plain_pid
status '403 Forbidden'
try 1 report
has 'detail=the collector takes no secrets in the clear: collector=https://HOST:PORT, with its TLS port'

case_ 'refused'
for refused in '401 Unauthorized' '400 Bad Request' '409 Conflict' '413 Too Large' '500 Oops'; do
    status "$refused"
    try 1 report
    has "http=${refused%% *}"
    has state=failed
done
case_ 'settings that are wrong'
mv "$ROOT/etc/bancada/collector.secret" "$WORK/"; try 1 report; has reason=io-error; mv "$WORK/collector.secret" "$ROOT/etc/bancada/"
echo 'not a uuid"' > "$ROOT/persistent/inventory/uuid"; try 1 report; has reason=io-error; echo "$UUID" > "$ROOT/persistent/inventory/uuid"
cp "$ROOT/etc/bancada/node.conf" "$WORK/conf"
echo 'collector=$(touch pwned)' >> "$ROOT/etc/bancada/node.conf"; try 1 report; has reason=io-error; gone pwned
cp "$WORK/conf" "$ROOT/etc/bancada/node.conf"

case_ 'the loop, with a collector that comes late, goes and comes back'
printf '#!/bin/sh\n:\n' > "$WORK/fakes/sensors"
end_pid "$tracker_pid"
status '204 No Content'
sed -i 's/^interval=.*/interval=1/' "$ROOT/etc/bancada/node.conf"
report -l &
loop=$!
sleep 1
collector
more() { [ "$(reports)" -ge "$1" ]; }
within 20 more 2
end_pid "$tracker_pid"
before=$(reports)
sleep 2
collector
within 20 more $((before + 2))
case_ 'the loop ends at once'
started=$(date +%s)
kill "$loop"
code=0
wait "$loop" || code=$?
is $code 0 'exit code of the loop'
if [ $(($(date +%s) - started)) -le 1 ]; then ok; else bad 'the loop took its time'; fi
sleep 60 & sleeper=$!
sed -i 's/^interval=.*/interval=900/' "$ROOT/etc/bancada/node.conf"
report -l & loop=$!
within 10 more $((before + 3))
kill "$loop"; wait "$loop" || bad 'ended badly'
end_pid "$sleeper"
try 2 report -x
try 2 report more
