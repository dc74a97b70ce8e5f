# shellcheck shell=sh
# Sourced: sets java to that of a JDK 21 or newer (JAVA_HOME, /usr/lib/jvm).
java=
for jdk in ${JAVA_HOME:+"$JAVA_HOME"} /usr/lib/jvm/*; do
    if [ -x "$jdk/bin/javac" ] && [ "$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$jdk/release")" -ge 21 ]; then
        java=$jdk/bin/java
        break
    fi
done
[ -n "$java" ] || { echo "a JDK of version 21 or newer is needed: set JAVA_HOME to it" >&2; exit 1; }
