# shellcheck shell=sh disable=SC2016
# Nothing stays behind, whatever happened before.

on le1-01 'setsid aria2c -q --enable-rpc --rpc-listen-port=6899 </dev/null >/dev/null 2>&1 & sleep 303' &
sessions=$!
on le1-02 'trap "" TERM HUP; setsid sh -c "trap \"\" TERM; while :; do sleep 1; done" </dev/null >/dev/null 2>&1 & sleep 304' &
sessions="$sessions $!"
lab fault le1-03 guest-open >/dev/null
kill -9 "$(cat "$lab/nodes/lp1-01/sshd.pid")"
check 'it stops' equals state=none "$(lab stop)"
check 'no folder' not [ -e "$lab" ]
check 'no process' within 5 equals '' "$(remains)"
check 'no port' not listening
check 'stopping again is harmless' equals state=none "$(lab stop)"
# shellcheck disable=SC2086
wait $sessions

settings >"$work/settings"
(settings | exec $shell "$here/../bin/lab" -d "$lab" start -i -n 40 >"$work/started") &
starting=$!
within 20 grep -q '^node=' "$work/started"
pkill -TERM -P $starting 2>/dev/null || kill $starting
wait $starting
check 'a start that is cancelled says so' grep -q '^error=cancelled' "$work/started"
check 'what runs is a lab' status
(settings | exec $shell "$here/../bin/lab" -d "$lab" start -i -n 40 >"$work/started") &
starting=$!
within 20 grep -q '^node=' "$work/started"
pkill -KILL -P $starting 2>/dev/null || kill -9 $starting
wait $starting 2>/dev/null
check 'after a start that was killed a start makes it whole' start -n 12
status
check 'twelve or more run, none is half there' equals "$(grep -c '^node=' "$work/status")" "$(grep -c '^running=yes' "$work/status")"
rm -rf "$lab"
check 'a lab whose folder was removed is still stopped' equals state=none "$(lab stop)"
check 'no process' within 5 equals '' "$(remains)"

# as another user, if this one may become one: nothing here needs root
other=$(getent passwd | awk -F: '$3 > 0 && $7 ~ /\/(ba|da)?sh$/ { print $1; exit }')
if [ "$(id -u)" -eq 0 ] && [ -n "$other" ]; then
	sudo_lab() { runuser -u "$other" -- env HOME=/ sh "$here/../bin/lab" -d "$work/elsewhere/lab" "$@"; }
	chmod 711 "$work"
	mkdir "$work/elsewhere"
	chown "$other" "$work/elsewhere"
	other_start() { settings | sudo_lab start -i -n 2; }
	check "it starts as $other" other_start
	status sudo_lab status
	check 'one logs in as that user' equals "$other" "$(on le1-01 id -un)"
	check 'which the node reports' within 20 report_of le1-01 "^ssh.user=$other$"
	check 'faults work' sudo_lab fault le1-01 off
	check 'power works' sudo_lab heal le1-01 off
	kill -9 "$(cat "$work/elsewhere/lab/nodes/le1-02/sshd.pid")"
	check 'it stops' equals state=none "$(sudo_lab stop)"
	check 'no process' equals '' "$(remains)"
	check 'no folder' not [ -e "$work/elsewhere/lab" ]
fi
