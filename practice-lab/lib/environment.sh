# shellcheck shell=sh
# What a process on a node finds in its environment. Reads $node and $lab. The two marks are how the lab finds its processes again.
ROOT=$node/root
PATH=$lab/code/hardware/bin:$ROOT/usr/lib/bancada/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
HOME=$ROOT/root
TMPDIR=$ROOT/tmp
PS1="${node##*/}# "
BANCADA_PRACTICE_LAB=$lab
BANCADA_PRACTICE_NODE=$node
export ROOT PATH HOME TMPDIR PS1 BANCADA_PRACTICE_LAB BANCADA_PRACTICE_NODE
unset ENV XDG_DATA_HOME XDG_CONFIG_HOME XDG_RUNTIME_DIR LC_ALL

# 512-byte units: 256 KiB, so that settings and reports still fit (they would go to a RAM disk on a PC) and images do not.
# shellcheck disable=SC2034
disk_full_blocks=512 disk_full_bytes=262144
