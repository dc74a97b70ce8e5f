#!/bin/sh
# Starts Bancada: without a verb the workbench (Equinox), with a verb the headless program (Apache Felix).
set -eu

home=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd)

java_major() {
    if [ -x "$1/bin/java" ] && [ -r "$1/release" ]; then
        sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
    else
        echo 0
    fi
}

java=
for candidate in "${BANCADA_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [ -n "$candidate" ] && [ "$(java_major "$candidate")" -ge 21 ]; then
        java=$candidate/bin/java
        major=$(java_major "$candidate")
        break
    fi
done
if [ -z "$java" ]; then
    echo "bancada: Java 21 or newer is needed. Install it (Debian 13: apt-get install openjdk-21-jre) or set BANCADA_JAVA_HOME." >&2
    exit 1
fi

# Shared class data make every start faster; the archive is made by the first orderly exit.
cache=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/bancada
mkdir -p "$cache" 2>/dev/null || cache=
archive() {
    printf -- '-XX:SharedArchiveFile=%s/%s-%s-%s.jsa' "$cache" "$1" "$major" "$(cksum <"$home/release" | cut -d' ' -f1)"
}
# Felix's SecureAction still uses sun.misc.Unsafe; the flag that allows it exists from 23 on.
unsafe=
[ "$major" -lt 23 ] || unsafe=--sun-misc-unsafe-memory-access=allow

# The first word that is neither an option nor an option's value is the verb; without one the workbench opens.
verb=
data=
takes_value=
for word; do
    if [ -n "$takes_value" ]; then
        data=$word
        takes_value=
        continue
    fi
    case $word in
        --data) takes_value=yes ;;
        --data=*) data=${word#--data=} ;;
        --theme=* | --screenshots=*) ;;
        *) verb=$word; break ;;
    esac
done

launcher=$(echo "$home"/plugins/org.eclipse.equinox.launcher_*.jar)
if [ -n "$verb" ] || [ ! -e "$launcher" ]; then
    # A command is over before the second compiler pays; a station runs for months.
    tiers=-XX:TieredStopAtLevel=1
    # Else a station takes a quarter of the machine before it collects any garbage.
    [ "$verb" != station ] || tiers=-Xmx768m
    exec "$java" ${cache:+-XX:+AutoCreateSharedArchive "$(archive headless)"} -Xlog:disable -XX:+UseSerialGC "$tiers" \
        --enable-native-access=ALL-UNNAMED ${unsafe:+"$unsafe"} -cp "$home/lib/bancada-launch.jar:$home/lib/felix.jar" org.bancada.launch.Main --home "$home" "$@"
fi

if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo "bancada: there is no display to open the workbench on. Every verb works without one: bancada --help" >&2
    exit 1
fi
[ -n "$data" ] || data=${XDG_DATA_HOME:-$HOME/.local/share}/bancada
case $data in /*) ;; *) data=$PWD/$data ;; esac
mkdir -p "$data"
while :; do
    status=0
    # The language that was chosen in the preferences; it may have changed since the last turn.
    language=${BANCADA_LANGUAGE:-$(cat "$data/workbench/language" 2>/dev/null || :)}
    # The first compiler alone halves the processor time of a start; the window's own work is short, long work runs in other programs.
    # A young generation that grows with the heap takes 80 MB more with 10,000 nodes and makes nothing faster.
    # Native access is in the launcher's manifest: as an option it would switch off the archived module graph.
    # A configuration area must be writable: it lives with the data, not with the program.
    "$java" ${cache:+-XX:+AutoCreateSharedArchive "$(archive workbench)"} -Xlog:disable -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx768m -XX:MaxNewSize=32m -Xss2m \
        ${unsafe:+"$unsafe"} \
        -Dbancada.home="$home" -Dbancada.data="$data" -Djava.util.logging.config.file="$home/logging.properties" \
        -Dosgi.configuration.area="$data/workbench/configuration" \
        -Dosgi.sharedConfiguration.area="file:$home/configuration" -Dosgi.configuration.cascaded=true \
        -jar "$launcher" -data "$data/workbench" ${language:+-nl "$language"} "$@" || status=$?
    # 23 is Equinox's exit code for "start me again".
    [ "$status" -eq 23 ] || exit "$status"
done
