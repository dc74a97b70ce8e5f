# shellcheck shell=sh
# What every replayed command knows: the node it runs on, its recording and its faults. A report runs a dozen of them, so nothing is
# forked here.
node=${BANCADA_PRACTICE_NODE:?this command runs on a node of the practice lab only}
name=${node##*/}

fault() { [ -f "$node/faults/$1" ]; }

# shellcheck disable=SC2034
while IFS='=' read -r replay_key replay_value; do
	case $replay_key in
	uuid) uuid=$replay_value ;;
	address) address=$replay_value ;;
	mac) mac=$replay_value ;;
	service_tag) service_tag=$replay_value ;;
	recording) recording=$replay_home/models/$replay_value ;;
	esac
done <"$node/node"
