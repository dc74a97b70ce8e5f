# shellcheck shell=sh disable=SC2016
# What cannot be done is refused by name and leaves the lab as it was.

for count in 0 253 -1 x '' 1.5 99999999999999999999; do
	check "count '$count'" fails_with bad-count lab start -n "$count"
done
check 'an unknown fault' fails_with bad-fault lab fault le1-01 on-fire
check 'a fault that is two words' fails_with bad-fault lab fault le1-01 'slow disk-full'
check 'all is no fault' fails_with bad-fault lab fault le1-01 all
check 'an empty fault' fails_with bad-fault lab fault le1-01 ''
check 'a pattern is no fault' fails_with bad-fault lab fault le1-01 '*'
for name in nobody ../nodes/le1-01 . '' '*' '-n'; do
	check "node '$name'" fails_with no-node lab fault "$name" slow
done
check 'a guest on a node that is off' sh -c '"$@" power le1-05 off' - "$here/../bin/lab" -d "$lab"
check 'cannot be open' fails_with node-off lab fault le1-05 guest-open
lab power le1-05 on
unknown() { echo 'colour=red' | lab start -i; }
check 'an unknown setting' fails_with bad-setting unknown
injected() { printf 'collector=x;y\n' | lab start -i; }
check 'a collector that is no address' fails_with bad-setting injected
never() { printf 'interval=0\n' | lab start -i; }
check 'an interval of nothing' fails_with bad-setting never
mkdir "$work/precious"
echo keep >"$work/precious/file"
foreign() { (lab=$work/precious && lab "$@"); }
check 'a folder that is no lab is not taken' fails_with not-a-lab foreign start
check 'nor removed' fails_with not-a-lab foreign stop
check 'it is as it was' equals keep "$(cat "$work/precious/file")"
quoted() { (lab="$work/a\"b" && lab start); }
check 'a folder whose name sshd cannot be told' fails_with bad-folder quoted
scriptless() { lab start -s "$work"; }
check 'no node scripts' fails_with no-scripts scriptless
mkdir "$work/tools"
for tool in dirname readlink ls sh id flock prlimit setsid ssh-keygen curl qemu-img cut getent; do ln -s "$(command -v $tool)" "$work/tools/$tool"; done
toolless() { (export PATH="$work/tools"; sh "$here/../bin/lab" -d "$work/third" start); }
check 'missing tools are named together' fails_with missing-tools toolless
check 'with the packages that have them' equals 'packages=aria2 socat' "$(toolless 2>/dev/null | grep packages)"
check 'usage is exit 2' equals 2 "$(lab dance >/dev/null 2>&1; echo $?)"
status
check 'the lab runs on' equals 8 "$(grep -c '^running=yes' "$work/status")"
