# shellcheck shell=sh
# What every node script needs: where things are, settings, answers, endings.
# An answer is a key=value line on standard output; what is for people goes to standard error.

SCRIPTS_VERSION=1
ROOT=${ROOT-}
LC_ALL=C
export ROOT LC_ALL
umask 022
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin        # cron and sshd leave these out; dmidecode and ethtool live there

CONF=$ROOT/etc/bancada/node.conf
BACKING=$ROOT/qcow2/backing
INCOMING=$ROOT/qcow2/incoming
USERS=$ROOT/qcow2/user
IMAGES=$BACKING/images.ini
RUN=$ROOT/run/bancada
LOGS=$ROOT/var/log/bancada

tell() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

usage() { printf 'usage: %s\n' "$USAGE" >&2; exit 2; }

# answer KEY VALUE: one line, whatever the value holds
answer() {
    case $2 in
    *[[:cntrl:]]*) printf '%s=%s\n' "$1" "$(printf '%s' "$2" | tr '[:cntrl:]' ' ')" ;;
    *) printf '%s=%s\n' "$1" "$2" ;;
    esac
}

# fail REASON DETAIL [MISSING_BYTES]: says why, in the words of the contract, and ends the script.
# A script that keeps a record of failures sets failure_record to the file.
failure_record=
fail() {
    fail_text=$(answer state failed; answer reason "$1"; answer detail "$2"
        if [ -n "${3-}" ]; then answer missing_bytes "$3"; fi)
    printf '%s\n' "$fail_text"
    tell "$2"
    if [ -n "$failure_record" ]; then printf '%s\n' "$fail_text" | replace "$failure_record" || true; fi
    case $1 in
    wrong-model | lint | device-missing | no-iommu | group-shared | rom | memory) exit 3 ;;
    guest-open | disk-in-use | switching) exit 4 ;;
    *) exit 1 ;;
    esac
}

need() {
    for need_tool in "$@"; do
        command -v "$need_tool" >/dev/null 2>&1 || fail missing-tool "$need_tool is not installed"
    done
}

# replace FILE: standard input becomes FILE, whole or not at all
replace() { cat > "$1.new" && mv -f "$1.new" "$1"; }

# durable PATH...: written to the disk before anything that relies on it
durable() { sync "$@" 2>/dev/null || sync; }

# locked FILE: does a living process hold it? A shared lock only asks: two askers do not disturb each other
locked() { [ -e "$1" ] && ! flock -n -s "$1" true; }

# A fifth of a second, where sleep can do that
nap() { sleep 0.2 2>/dev/null || sleep 1; }

is_number() {
    case $1 in '' | *[!0-9]* | ???????????????????*) return 1 ;; esac
    case $1 in 0) ;; 0*) return 1 ;; esac
}

is_digest() {
    [ ${#1} -eq 64 ] || return 1
    case $1 in *[!0-9a-f]*) return 1 ;; esac
}

# setting KEY DEFAULT: node.conf is read, never executed
setting() {
    setting_value=
    if [ -r "$CONF" ]; then
        while IFS= read -r setting_line || [ -n "$setting_line" ]; do
            case $setting_line in "$1="*) setting_value=${setting_line#*=} ;; esac
        done < "$CONF"
    fi
    setting_value=$(printf '%s' "$setting_value" | tr -d '[:cntrl:]')
    printf '%s\n' "${setting_value:-$2}"
}

number_setting() {
    number_value=$(setting "$1" "$2")
    is_number "$number_value" || { tell "$CONF: $1=$number_value is not a number, $2 is used"; number_value=$2; }
    printf '%s\n' "$number_value"
}

# first_line FILE: at most 512 bytes of it, nothing when it is not there
first_line() { [ ! -r "$1" ] || head -c 512 "$1" | head -n 1 | tr -d '[:cntrl:]'; }

# available_bytes DIR: what is free where DIR is or will be
available_bytes() {
    avail_dir=$1
    while [ ! -d "$avail_dir" ] && [ "$avail_dir" != "${avail_dir%/*}" ]; do avail_dir=${avail_dir%/*}; done
    avail_kib=$(df -Pk "${avail_dir:-/}" | awk 'NR > 1 { for (i = 2; i <= NF; i++) if ($i ~ /%$/) { print $(i - 1); exit } }')
    is_number "$avail_kib" || avail_kib=0
    echo $((avail_kib * 1024))
}

# allocated_bytes FILE: what the file takes on the disk (a download is sparse), 0 when it is not there
allocated_bytes() {
    if [ -f "$1" ]; then echo $(($(stat -c %b "$1") * $(stat -c %B "$1"))); else echo 0; fi
}

# The DMI product name; its spelling decides which images fit
machine_model() {
    if [ -r "$ROOT/sys/class/dmi/id/product_name" ]; then
        first_line "$ROOT/sys/class/dmi/id/product_name" | sed 's/[[:space:]]*$//'
    else
        dmidecode 2>/dev/null | awk '/^System Information/ { here = 1; next } /^[^ \t]/ { here = 0 }
            here && /^[ \t]+Product Name:/ { sub(/^[^:]*:[ \t]*/, ""); sub(/[ \t\r]*$/, ""); print; exit }' || true
    fi
}

# model_fits MODEL LIST: LIST is * or names separated by semicolons
model_fits() {
    [ "$2" != '*' ] || return 0
    [ -n "$1" ] || return 1
    case ";$2;" in *";$1;"*) return 0 ;; esac
    return 1
}
