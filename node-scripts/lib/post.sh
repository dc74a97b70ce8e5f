# shellcheck shell=sh
# One HTTP POST. The secret goes through a configuration read from a pipe or a private file, never through arguments.

# quoted TEXT: as curl's and wget's configuration files want it between double quotes
quoted() { printf '%s' "$1" | sed 's/[\\"]/\\&/g'; }

# post URL UUID BODY_FILE: prints the status code, 000 when nobody answered. An https collector has to be one that collector.pem vouches for,
# or, where there is none, one of the authorities that the system knows
post() {
    post_secret=$(first_line "$ROOT/etc/bancada/collector.secret")
    post_address=$(setting address '')
    post_authority=$ROOT/etc/bancada/collector.pem
    [ -e "$post_authority" ] || post_authority=
    if command -v curl >/dev/null 2>&1; then
        {
            printf 'url = "%s"\n' "$(quoted "$1")"
            printf 'header = "Auth: %s"\n' "$(quoted "$post_secret")"
            printf 'header = "Uuid: %s"\n' "$2"
            printf 'header = "Content-Type: text/plain"\nheader = "Expect:"\n'
            printf 'data-binary = "@%s"\n' "$(quoted "$3")"
            printf 'output = "/dev/null"\nwrite-out = "%%{http_code}"\nsilent\nconnect-timeout = 10\nmax-time = 60\n'
            if [ -n "$post_address" ]; then printf 'interface = "%s"\n' "$(quoted "$post_address")"; fi
            if [ -n "$post_authority" ]; then printf 'cacert = "%s"\ncapath = "/dev/null"\n' "$(quoted "$post_authority")"; fi
        } | curl -q -K -
    elif wget --version 2>/dev/null | grep -q GNU; then
        (
            umask 077
            {
                printf 'header = Auth: %s\nheader = Uuid: %s\nheader = Content-Type: text/plain\n' "$post_secret" "$2"
                if [ -n "$post_address" ]; then printf 'bind_address = %s\n' "$post_address"; fi
                if [ -n "$post_authority" ]; then printf 'ca_certificate = %s\nca_directory = /dev/null\n' "$post_authority"; fi
            } > "$3.wgetrc"
        )
        # wget's own code tells nothing about the status: the server's first line does
        WGETRC=$3.wgetrc wget -q -S -O /dev/null --tries=1 --timeout=30 --post-file="$3" "$1" 2>&1 |
            sed -n 's,^ *HTTP/[0-9.]* \([0-9][0-9][0-9]\).*,\1,p' | tail -n 1
    else
        fail missing-tool "neither curl nor GNU wget is installed" >&2
    fi
}
