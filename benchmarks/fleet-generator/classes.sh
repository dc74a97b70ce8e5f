# shellcheck shell=sh disable=SC2154
# compile DIRECTORY BUNDLES SOURCES...: compiles bundles and sources into DIRECTORY, and sets path to what they need at run time.
# Sourced with root set to the project's root. Needs the jars of one build of the project.
# shellcheck source=benchmarks/jdk.sh
. "$root/benchmarks/jdk.sh"

compile() {
    compile_out=$1 compile_bundles=$2
    shift 2
    path=$compile_out
    for jar in $jars; do
        found=$(find "${M2:-$HOME/.m2/repository}/$jar" -name '*.jar' ! -name '*-sources.jar' 2>/dev/null | sort -V | tail -1)
        [ -n "$found" ] || { echo "build the project once: $jar is not in the local Maven repository" >&2; exit 1; }
        path=$path:$found
    done
    mkdir -p "$compile_out"
    for bundle in $compile_bundles; do
        cp -r "$root/bundles/org.bancada.$bundle/src/main/resources/." "$compile_out"
        find "$root/bundles/org.bancada.$bundle/src/main/java" -name '*.java' ! -name package-info.java
    done > "$compile_out/sources"
    "${java}c" -nowarn --release 21 -proc:none -d "$compile_out" -cp "$path" @"$compile_out/sources" "$@"
}

# shellcheck disable=SC2034
store_jars='org/xerial/sqlite-jdbc org/apache/commons/commons-csv commons-io/commons-io commons-codec/commons-codec
 org/osgi/org.osgi.service.component.annotations org/osgi/osgi.annotation'
