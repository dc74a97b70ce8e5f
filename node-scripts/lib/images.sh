# shellcheck shell=sh
# images.ini: a section per image, KEY=VALUE lines in it. Never edited in place.

# images_list FILE: image.ID.KEY=VALUE
images_list() {
    [ -f "$1" ] || return 0
    awk '{ gsub(/[\001-\037\177]/, "") }
        /^\[[a-z0-9][a-z0-9._-]*\]$/ { id = substr($0, 2, length($0) - 2); next }
        /^\[/ { id = ""; next }
        id != "" && /^[a-z_]+=/ { print "image." id "." $0 }' "$1"
}

# image_value FILE ID KEY
image_value() {
    images_list "$1" | IMAGE_KEY="image.$2.$3=" awk 'index($0, ENVIRON["IMAGE_KEY"]) == 1 {
        print substr($0, length(ENVIRON["IMAGE_KEY"]) + 1); exit }'
}

# images_files FILE: the digests of all bases that it names
images_files() { images_list "$1" | sed -n 's/^image\.[^=]*\.file=\([0-9a-f]\{64\}\)$/\1/p'; }

# images_name FILE SHA256: does one section name this base?
images_name() { images_files "$1" | grep -qxF "$2"; }

# image_default FILE: the id of the image that says default=yes, or of the only one
image_default() {
    images_list "$1" | awk '!/^image\.[^=]*\.[a-z_]+=/ { next }
        { id = $0; sub(/=.*/, "", id); sub(/^image\./, "", id); sub(/\.[a-z_]+$/, "", id)
          if (!(id in seen)) { seen[id] = 1; n++; only = id }
          if (/^[^=]*\.default=yes$/ && chosen == "") chosen = id }
        END { if (chosen != "") print chosen; else if (n == 1) print only }'
}

# image_of FILE SHA256: the id of the image that has this base
image_of() { ! is_digest "$2" || images_list "$1" | sed -n "s/^image\\.\\([^=]*\\)\\.file=$2\$/\\1/p" | head -n 1; }

# images_with FILE: FILE with the section of the loaded manifest put in; other sections and unknown keys stay as they are
images_with() {
    if [ -f "$1" ]; then cat "$1"; fi | I_ID=$m_id I_NAME=$m_name I_OSTYPE=$m_ostype I_FILE=$m_sha256 \
        I_VERSION=$m_version I_FORMAT=$m_format awk '
        function section() {
            print "[" ENVIRON["I_ID"] "]"
            print "name=" ENVIRON["I_NAME"]
            print "ostype=" ENVIRON["I_OSTYPE"]
            print "default=" (mine != "" ? mine : others ? "no" : "yes")
            print "file=" ENVIRON["I_FILE"]
            print "version=" ENVIRON["I_VERSION"]
            print "format=" ENVIRON["I_FORMAT"]
            printf "%s", extra
        }
        { sub(/\r$/, ""); line[NR] = $0; if (/^\[/) id = $0
          if (id == "[" ENVIRON["I_ID"] "]") {
              if (/^default=/) mine = substr($0, 9)
              else if (/=/ && !/^(name|ostype|file|version|format)=/) extra = extra $0 "\n"
          } else if (/^default=yes$/) others = 1 }
        END {
            id = ""
            for (n = 1; n <= NR; n++) {
                if (line[n] ~ /^\[/) {
                    id = line[n]
                    if (id == "[" ENVIRON["I_ID"] "]" && !done) { done = 1; section(); if (n < NR) gap = 1 }
                    else if (gap) { print ""; gap = 0 }
                }
                if (id != "[" ENVIRON["I_ID"] "]") print line[n]
            }
            if (!done) { if (NR && line[NR] != "") print ""; section() }
        }'
}
