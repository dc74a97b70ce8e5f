# shellcheck shell=sh
# The body of a report: each command's title and whatever it says, also when it is not there.

SECTION_LIMIT=65536
BODY_LIMIT=1048576

# section TITLE COMMAND...: at most 20 seconds and 64 KiB
section() {
    section_title=$1
    shift
    printf -- '---- %s ----\n' "$section_title"
    # A line end is added where the output has none, else the next title would not begin a line
    { timeout 20 "$@" 2>&1 </dev/null || true; } | head -c $SECTION_LIMIT | tr -d '\000' | awk '{ print }'
}

node_section() {
    printf -- '---- bancada-node ----\n'
    answer scripts.version "$SCRIPTS_VERSION"
    answer report.interval "$(number_setting interval 900)"
    answer ssh.port "$(number_setting ssh_port 22)"
    answer ssh.user "$(setting ssh_user root)"
    if guest_open; then answer guest.open yes; else answer guest.open no; fi
    images_list "$IMAGES" | sed -n '/^image\.[^=]*\.\(file\|name\|version\)=/p' | head -n 300
}

report_body() {
    {
        section 'cctk -o /dev/stdout' cctk -o /dev/stdout
        section 'cat /proc/meminfo' cat "$ROOT/proc/meminfo"
        section df df
        section 'cat /proc/net/dev' cat "$ROOT/proc/net/dev"
        section 'cat /proc/net/wireless' cat "$ROOT/proc/net/wireless"
        section 'ip addr' ip addr
        section 'ip route' ip route
        section 'ethtool eth0' ethtool eth0
        section dmidecode dmidecode
        section 'lspci -nnk' lspci -nnk
        section sensors sensors
        section 'lsblk -b -P -o NAME,SIZE,TYPE,ROTA,MODEL,SERIAL' lsblk -b -P -o NAME,SIZE,TYPE,ROTA,MODEL,SERIAL
        section 'cat /proc/uptime' cat "$ROOT/proc/uptime"
        section 'date +%s' date +%s
        node_section
    } | head -c $BODY_LIMIT
}
