# shellcheck shell=sh
# Just enough of a .torrent file (BEP 3): where its info dictionary lies, what it says of the one file, its info-hash.

TORRENT_LIMIT=16777216

# torrent_scan FILE: start= and bytes= of the info dictionary, length=, piece_length=, name=, announce=; error= when it is no such file
torrent_scan() {
    od -An -v -tu1 "$1" | awk '
    function bad(why) { print "error=" why; exit 1 }
    function more() {
        while (at >= have) {
            if ((getline line) <= 0) bad("it is cut off")
            have = split(line, part, " "); at = 0
        }
    }
    function peek() { more(); return part[at + 1] + 0 }
    function next_byte(  c) { c = peek(); at++; pos++; return c }
    function skip(count,  step) {
        while (count > 0) {
            more()
            step = have - at; if (step > count) step = count
            at += step; pos += step; count -= step
        }
    }
    function text(  digits, c, s) {
        digits = ""
        while ((c = next_byte()) != 58) {
            if (c < 48 || c > 57 || length(digits) > 8) bad("a length is wrong")
            digits = digits (c - 48)
        }
        if (digits == "") bad("a length is missing")
        if (digits + 0 > 1024) { skip(digits + 0); return "" }
        s = ""
        for (digits += 0; digits > 0; digits--) { c = next_byte(); s = s (c > 31 && c < 127 ? sprintf("%c", c) : "?") }
        return s
    }
    function value(path, depth,  c, s, key) {
        if (depth > 8) bad("it is nested too deep")
        c = peek()
        if (c >= 48 && c <= 57) return text()
        next_byte()
        if (c == 105) {
            s = ""
            while ((c = next_byte()) != 101) {
                if (!(c >= 48 && c <= 57 || c == 45) || length(s) > 18) bad("a number is wrong")
                s = s sprintf("%c", c)
            }
            return s
        }
        if (c != 100 && c != 108) bad("it is not bencoded")
        while (peek() != 101) {
            if (c == 108) { value(path "/", depth + 1); continue }
            key = path "/" text()
            if (key in seen) bad("a key comes twice")
            if (depth < 2) seen[key] = 1
            if (key == "/info") start = pos
            s = value(key, depth + 1)
            if (key == "/info") { print "start=" start; print "bytes=" pos - start }
            else if (key == "/info/length") print "length=" s
            else if (key == "/info/piece length") print "piece_length=" s
            else if (key == "/info/files") bad("it has more than one file")
            else if (key == "/announce") print "announce=" s
        }
        next_byte()
        return ""
    }
    BEGIN {
        if (peek() != 100) bad("it is not bencoded")
        value("", 0)
        if (!("/info" in seen)) bad("it has no info")
        if (!("/info/length" in seen)) bad("it has no length")
    }'
}

# torrent_admit FILE: the torrent is the one that the loaded manifest means; t_start, t_bytes, t_announce are set
torrent_admit() {
    [ -f "$1" ] || fail no-torrent "$1 is missing"
    [ "$(stat -c %s "$1")" -le $TORRENT_LIMIT ] || fail no-torrent "$1 is longer than $TORRENT_LIMIT bytes"
    t_start='' t_bytes='' t_length='' t_piece_length='' t_announce=''
    t_scan=$(torrent_scan "$1") || fail no-torrent "$1: $(printf '%s\n' "$t_scan" | sed -n 's/^error=//p')"
    while IFS= read -r line; do
        case $line in
        start=*) t_start=${line#*=} ;;
        bytes=*) t_bytes=${line#*=} ;;
        length=*) t_length=${line#*=} ;;
        piece_length=*) t_piece_length=${line#*=} ;;
        announce=*) t_announce=${line#*=} ;;
        esac
    done <<END
$t_scan
END
    t_infohash=$(torrent_info "$1" | sha1sum | cut -c1-40)
    [ "$t_infohash" = "$m_infohash" ] || fail infohash-mismatch "$1 is another torrent: $t_infohash, the manifest says $m_infohash"
    [ "$t_length" = "$m_size" ] || fail size-mismatch "$1 describes $t_length bytes, the manifest $m_size"
    [ "$t_piece_length" = "$m_piece_length" ] || bad_manifest "piece_length=$m_piece_length, the torrent says $t_piece_length"
}

torrent_info() { tail -c +$((t_start + 1)) "$1" | head -c "$t_bytes"; }

# torrent_plain FILE URL: the same torrent with this tracker and nothing else from outside the hashed part
# (web seeds, further trackers and DHT nodes there are signed by nobody)
torrent_plain() {
    printf 'd8:announce%d:%s4:info' ${#2} "$2"
    torrent_info "$1"
    printf e
}
