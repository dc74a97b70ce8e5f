# shellcheck shell=sh
# The signed manifest of an image. After manifest_admit its values are in m_id, m_name, ... m_expires.

MANIFEST_KEYS='manifest id name ostype version format size virtual_size sha256 infohash piece_length models issued expires'
MANIFEST_LIMIT=16384
m_manifest='' m_id='' m_name='' m_ostype='' m_version='' m_format='' m_size='' m_virtual_size='' m_sha256='' m_infohash=''
m_piece_length='' m_models='' m_issued='' m_expires=''

bad_manifest() { fail bad-manifest "$1"; }

# manifest_signed DIR: DIR/manifest.sig is a signature of DIR/manifest by somebody in allowed_signers
manifest_signed() {
    need ssh-keygen
    for signed_file in "$1/manifest" "$1/manifest.sig" "$ROOT/etc/bancada/allowed_signers"; do
        [ -f "$signed_file" ] || fail bad-signature "$signed_file is missing"
    done
    [ "$(stat -c %s "$1/manifest")" -le $MANIFEST_LIMIT ] || bad_manifest "$1/manifest is longer than $MANIFEST_LIMIT bytes"
    [ "$(stat -c %s "$1/manifest.sig")" -le $MANIFEST_LIMIT ] || fail bad-signature "$1/manifest.sig is longer than $MANIFEST_LIMIT bytes"
    ssh-keygen -Y verify -f "$ROOT/etc/bancada/allowed_signers" -I release -n bancada-manifest -s "$1/manifest.sig" \
        < "$1/manifest" >/dev/null 2>&1 || fail bad-signature "$1/manifest: not signed by a key in allowed_signers"
}

# manifest_read FILE: exactly the known keys, in their order, each once, each of the right kind
manifest_read() {
    [ "$(stat -c %s "$1")" -le $MANIFEST_LIMIT ] || bad_manifest "$1 is longer than $MANIFEST_LIMIT bytes"
    [ "$(tr -d '\000-\011\013-\037\177' < "$1" | wc -c)" -eq "$(wc -c < "$1")" ] || bad_manifest "$1 holds control characters"
    [ -z "$(tail -c 1 "$1")" ] || bad_manifest "$1 is cut off"
    {
        for key in $MANIFEST_KEYS; do
            IFS= read -r line || bad_manifest "$1 ends before $key="
            case $line in
            "$key="*) eval "m_$key=\${line#*=}" ;;
            *) bad_manifest "$1: $key= expected, found: $line" ;;
            esac
        done
        if IFS= read -r line; then bad_manifest "$1: unexpected line after expires=: $line"; fi
    } < "$1"
    manifest_values "$1"
}

manifest_values() {
    [ "$m_manifest" = 1 ] || bad_manifest "$1: format $m_manifest is not known"
    [ ${#m_id} -le 64 ] || bad_manifest "$1: id is too long"
    case $m_id in '' | [!a-z0-9]* | *[!a-z0-9._-]*) bad_manifest "$1: id=$m_id" ;; esac
    case ${#m_name} in 0 | ????* | [3-9]??) bad_manifest "$1: name= is empty or longer than 299 bytes" ;; esac
    case $m_ostype in '' | *[!a-z0-9._-]* | ?????????????????????????????????*) bad_manifest "$1: ostype=$m_ostype" ;; esac
    case $m_format in raw | qcow2) ;; *) bad_manifest "$1: format=$m_format" ;; esac
    is_version "$m_version" || bad_manifest "$1: version=$m_version"
    for key in size virtual_size piece_length issued expires; do
        eval "is_number \"\$m_$key\" || bad_manifest \"\$1: $key=\$m_$key\""
    done
    [ "$m_size" -gt 0 ] || bad_manifest "$1: size=0"
    [ "$m_issued" -lt "$m_expires" ] || bad_manifest "$1: expires before it is issued"
    is_digest "$m_sha256" || bad_manifest "$1: sha256=$m_sha256"
    case $m_infohash in *[!0-9a-f]*) bad_manifest "$1: infohash=$m_infohash" ;; esac
    [ ${#m_infohash} -eq 40 ] || bad_manifest "$1: infohash=$m_infohash"
    [ -n "$m_models" ] || bad_manifest "$1: models= is empty"
}

# One to four dot-separated numbers
is_version() {
    case $1 in *[!0-9.]* | .* | *. | *..* | '' | *.*.*.*.*) return 1 ;; esac
    case .$1. in *[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]*) return 1 ;; esac
}

# version_older A B: number by number, missing ones as 0
version_older() {
    older_a=$1.0.0.0.0 older_b=$2.0.0.0.0
    for older_n in 1 2 3 4; do
        older_x=$(plain_number "${older_a%%.*}") older_y=$(plain_number "${older_b%%.*}")
        [ "$older_x" -ge "$older_y" ] || return 0
        [ "$older_x" -le "$older_y" ] || return 1
        older_a=${older_a#*.} older_b=${older_b#*.}
    done
    return 1
}

# Without leading zeros, which the shell's arithmetic takes for octal
plain_number() {
    plain=$1
    while [ "${plain#0}" != "$plain" ] && [ ${#plain} -gt 1 ]; do plain=${plain#0}; done
    echo "$plain"
}

# manifest_admit DIR SHA256: everything that can be said without the image itself
manifest_admit() {
    [ -f "$1/manifest" ] || fail bad-manifest "$1/manifest is missing"
    manifest_signed "$1"
    manifest_read "$1/manifest"
    [ "$m_sha256" = "$2" ] || bad_manifest "$1/manifest describes the image $m_sha256"
    [ "$(date +%s)" -lt "$m_expires" ] || fail expired "the manifest of $m_id version $m_version has expired (check the clock too)"
    admit_active=$(image_value "$IMAGES" "$m_id" version)
    if is_version "$admit_active" && version_older "$m_version" "$admit_active"; then
        fail older-version "version $m_version of $m_id is older than the active version $admit_active"
    fi
    admit_model=$(machine_model)
    model_fits "$admit_model" "$m_models" || fail wrong-model "the image is for $m_models, this machine is ${admit_model:-unknown}"
}
