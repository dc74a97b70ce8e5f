# shellcheck shell=bash disable=SC2034,SC2154
# What ./bancada and ./check share: find a JDK, get the Maven that Tycho needs, install missing Debian packages, build.
# Sourced by bash with $top set to the repository's root.

maven_version=3.9.16
maven_sha256=5af3b743dd8b876b5c45da33b676251e5f1687712644abb4ee519ca56e1d89ce
product=$top/product/desktop/target/products/bancada/linux/gtk/x86_64

say() { printf '%s\n' "bancada: $*" >&2; }
die() { say "$*"; exit 1; }

# The major version of the JDK in folder $1, 0 when there is none.
jdk_major() {
    if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
        sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
    else
        echo 0
    fi
}

# Sets JAVA_HOME to a JDK of 21 or newer.
find_jdk() {
    local candidate
    for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        if [ "$(jdk_major "$candidate")" -ge 21 ]; then
            export JAVA_HOME=$candidate
            return
        fi
    done
    die "a JDK of version 21 or newer is needed. Install one (Debian 13: apt-get install openjdk-21-jdk), or set JAVA_HOME to it."
}

# Installs the Debian packages of which the program is missing. Arguments: PROGRAM_OR_FILE:PACKAGE ...
need_packages() {
    local pair missing=() root=()
    for pair; do
        case ${pair%%:*} in
            /*) compgen -G "${pair%%:*}" >/dev/null || missing+=("${pair#*:}") ;;
            *) PATH=$PATH:/usr/sbin:/sbin command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}") ;;
        esac
    done
    [ ${#missing[@]} -eq 0 ] && return
    if [ "$(id -u)" -ne 0 ]; then
        root=(sudo -n)
        sudo -n true 2>/dev/null || die "these packages are missing; run:  sudo apt-get install -y --no-install-recommends ${missing[*]}"
    fi
    say "installing ${missing[*]}"
    mkdir -p "$top/.build"
    "${root[@]}" apt-get update -qq >"$top/.build/apt.log" 2>&1 || true
    # A daemon that the package would start has no place here: the practice lab starts its own sshd.
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${missing[@]}" \
        >>"$top/.build/apt.log" 2>&1 || { tail -n 5 "$top/.build/apt.log" >&2; die "apt-get failed; the whole log is .build/apt.log"; }
}

packages_to_run=(/usr/sbin/sshd:openssh-server ssh-keygen:openssh-client aria2c:aria2 qemu-img:qemu-utils socat:socat curl:curl
    '/usr/lib/*/libgtk-3.so.0:libgtk-3-0' /usr/share/icons/Adwaita/index.theme:adwaita-icon-theme
    /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf:fonts-noto-core)
packages_to_check=(Xvfb:xvfb xauth:xauth shellcheck:shellcheck busybox:busybox xdotool:xdotool openbox:openbox
    '/usr/lib/*/rsyslog/omelasticsearch.so:rsyslog-elasticsearch' virsh:libvirt-clients /usr/sbin/libvirtd:libvirt-daemon '/usr/lib/*/libvirt/connection-driver/libvirt_driver_qemu.so:libvirt-daemon-driver-qemu' qemu-system-x86_64:qemu-system-x86
    prometheus:prometheus git:git jq:jq openssl:openssl ss:iproute2 ps:procps perl:perl xxd:xxd wget:wget mke2fs:e2fsprogs)

# Prints the Maven to use; fetches it by its coordinates with the system's Maven the first time.
maven() {
    local home=$top/.build/apache-maven-$maven_version
    if [ ! -x "$home/bin/mvn" ]; then
        command -v mvn >/dev/null || die "Maven is needed to fetch the Maven that builds Bancada: apt-get install maven"
        say "fetching Maven $maven_version"
        local fetched
        fetched=$(mktemp -d "${TMPDIR:-/tmp}/bancada-maven.XXXXXX")
        # From outside the repository: the system's Maven is too old to read its poms.
        (cd "$fetched" && mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy -Dartifact=org.apache.maven:apache-maven:$maven_version:zip:bin \
            -DoutputDirectory="$fetched" >&2) || die "Maven $maven_version could not be fetched; is a package registry reachable?"
        echo "$maven_sha256  $fetched/apache-maven-$maven_version-bin.zip" | sha256sum -c --quiet >&2 || die "the fetched Maven is not the one expected"
        mkdir -p "$top/.build"
        (cd "$fetched" && "$JAVA_HOME/bin/jar" xf "apache-maven-$maven_version-bin.zip")
        chmod +x "$fetched/apache-maven-$maven_version/bin/mvn"
        rm -rf "$home"
        mv "$fetched/apache-maven-$maven_version" "$home"
        rm -rf "$fetched"
    fi
    echo "$home/bin/mvn"
}

# A digest over the files below the given paths that git knows or would add.
digest_of() {
    (cd "$top" && { git ls-files -co --exclude-standard -- "$@" 2>/dev/null || find "$@" -type f -not -path '*/target/*'; } | LC_ALL=C sort -u |
        while IFS= read -r file; do [ -f "$file" ] && printf '%s\0' "$file"; done | xargs -0 -r sha256sum | sha256sum | cut -d' ' -f1)
}

sources=(pom.xml .mvn .ci/setup.sh bundles features product target-platform node-scripts practice-lab examples)

# Builds the product unless it is there and made from these sources.
built() { [ -x "$product/bancada" ] && [ "$(cat "$top/.build/built" 2>/dev/null)" = "$1" ]; }
build() {
    local now stamp=$top/.build/built
    now=$(digest_of "${sources[@]}")
    built "$now" && return
    find_jdk
    local mvn lock
    mvn=$(maven)
    # Two commands that were begun together build once.
    exec {lock}>"$top/.build/building"
    flock "$lock"
    built "$now" && exec {lock}>&- && return
    say "building (the first time takes a few minutes)"
    if ! (cd "$top" && "$mvn" -B -q -DskipTests -Dassembly.tests=off clean package >"$top/.build/build.log" 2>&1); then
        grep -E 'ERROR|error:' "$top/.build/build.log" | head -n 20 >&2
        die "the build failed; the whole log is .build/build.log"
    fi
    echo "$now" >"$stamp"
    exec {lock}>&-
}
