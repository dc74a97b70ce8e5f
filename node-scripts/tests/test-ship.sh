# shellcheck shell=sh
# The configuration of log shippers, checked by the real rsyslogd where it is installed.
set -eu
. "${0%/*}/kit.sh"

new_root
mkdir "$WORK/fakes"
printf '#!/bin/sh\ncp "$4" "%s/checked"; [ ! -e "%s/refuse" ] || { echo "error: line 9"; exit 1; }\n' "$WORK" "$WORK" > "$WORK/fakes/rsyslogd"
printf '#!/bin/sh\n[ "$1 $2" = "--dry-run -c" ]\n' > "$WORK/fakes/fluent-bit"
sed -i 's/-N1 -f//; s/\$4/$3/' "$WORK/fakes/rsyslogd"
chmod +x "$WORK"/fakes/*
PATH=$WORK/fakes:$PATH
rsyslog=$ROOT/etc/rsyslog.d/90-bancada.conf fluent=$ROOT/etc/fluent-bit/fluent-bit.conf
collector() { printf 'collector=%s\n' "$1" > "$ROOT/etc/bancada/node.conf"; }
echo certificate > "$ROOT/etc/bancada/collector.pem"

case_ 'rsyslog over TLS'
collector https://bancada.example.org:7471
try 0 ship rsyslog
has shipper=rsyslog
has "file=$rsyslog"
has state=written
is "$(stat -c %a "$rsyslog")" 600 mode
hasnt s3cret
has 'action(type="omelasticsearch" server="bancada.example.org" serverport="7471" uid="bancada" pwd="s3cret with \"quotes\" \\ and more"' "$rsyslog"
has "  usehttps=\"on\" tls.cacert=\"$ROOT/etc/bancada/collector.pem\"" "$rsyslog"
hasnt @ "$(grep -v '@timestamp' "$rsyslog" > "$WORK/rest"; echo "$WORK/rest")"
if cmp -s "$rsyslog" "$WORK/checked"; then ok; else bad 'it was not this that rsyslogd checked'; fi
try 0 ship rsyslog
has state=unchanged
is "$(find "$ROOT/run/bancada" -name 'ship.*' | wc -l)" 0 'left-over files'

case_ 'without the secret, on request'
try 0 ship -n rsyslog
has 'action(type="omelasticsearch" server="bancada.example.org" serverport="7471" uid="bancada" pwd="***"'
hasnt s3cret

case_ 'a shipper that refuses it keeps what it had'
: > "$WORK/refuse"
cp "$rsyslog" "$WORK/before"
collector https://bancada.example.org:7472
try 1 ship rsyslog
has state=failed
has 'detail=rsyslogd refuses the configuration: error: line 9'
if cmp -s "$rsyslog" "$WORK/before"; then ok; else bad 'it was replaced'; fi
rm "$WORK/refuse"

case_ 'Fluent Bit over TLS'
try 0 ship
has shipper=fluent-bit
has "file=$fluent"
is "$(stat -c %a "$fluent")" 600 mode
has '    Host                 bancada.example.org' "$fluent"
has '    Port                 7472' "$fluent"
has '    HTTP_Passwd          s3cret with "quotes" \ and more' "$fluent"
has '    tls                  On' "$fluent"
has "    tls.ca_file          $ROOT/etc/bancada/collector.pem" "$fluent"

case_ 'a collector on the same machine'
collector http://127.0.0.1:7470
for shipper in rsyslog fluent-bit; do
    try 0 ship $shipper
    has state=written
done
hasnt tls "$rsyslog"
hasnt usehttps "$rsyslog"
has 'action(type="omelasticsearch" server="127.0.0.1" serverport="7470" uid="bancada" pwd="s3cret with \"quotes\" \\ and more"' "$rsyslog"
hasnt tls "$fluent"

case_ 'what is wrong'
cp "$rsyslog" "$WORK/before"
for wrong in http://bancada.example.org:7470 ftp://x:1 https://host https://host:0x1 https://host:99999 'https://a b:7471' 'https://$(touch pwned):7471' 'https://x",pwd="y:7471' ''; do
    collector "$wrong"
    try 1 ship rsyslog
    has reason=io-error
done
gone pwned
collector https://bancada.example.org:7471
mv "$ROOT/etc/bancada/collector.pem" "$WORK/"; try 1 ship rsyslog; has reason=io-error; mv "$WORK/collector.pem" "$ROOT/etc/bancada/"
mv "$ROOT/etc/bancada/collector.secret" "$WORK/"; try 1 ship rsyslog; has reason=io-error
(umask 077; echo 'a${HOME}' > "$ROOT/etc/bancada/collector.secret")
try 1 ship fluent-bit
has 'detail=fluent-bit cannot be given a secret with a dollar sign'
mv "$WORK/collector.secret" "$ROOT/etc/bancada/"
try 2 ship nothing
try 2 ship rsyslog fluent-bit
if cmp -s "$rsyslog" "$WORK/before"; then ok; else bad 'it was replaced'; fi

case_ 'the real rsyslogd takes it'
rm "$WORK/fakes/rsyslogd"
if command -v rsyslogd >/dev/null 2>&1; then
    openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=test -keyout "$WORK/key.pem" -out "$ROOT/etc/bancada/collector.pem" 2>/dev/null
    try 1 ship rsyslog
    if grep -q "^detail=rsyslogd refuses the configuration: .*'pwd' contains whitespace" "$out"; then ok; else bad 'another reason' "$out"; fi
    (umask 077; printf '%s\n' 's3cret"with\"quotes\and,more&' > "$ROOT/etc/bancada/collector.secret")
    try 0 ship rsyslog
    has state=written
    echo 'action(type="nothing"' >> "$SCRIPTS/etc/rsyslog-bancada.conf"
    try 1 ship rsyslog
    has reason=io-error
fi
