# shellcheck shell=sh
# What every replayed command knows: the node it runs on, its recording and its faults.
node=${BANCADA_PRACTICE_NODE:?this command runs on a node of the practice lab only}
name=${node##*/}

# of KEY: what the node's file says
of() { sed -n "s/^$1=//p" "$node/node"; }

fault() { [ -f "$node/faults/$1" ]; }

# shellcheck disable=SC2034
{
	address=$(of address)
	mac=$(of mac)
	model=$(of model)
	uuid=$(of uuid)
	# seven letters and digits, as Dell's; made of the UUID, so it stays
	service_tag=$(printf '%s' "$uuid" | tr -d - | tr a-f G-L | cut -c1-7)
	case $model in
	'OptiPlex 7010') recording=$replay_home/models/optiplex-7010 ;;
	'OptiPlex 9020') recording=$replay_home/models/optiplex-9020 ;;
	*) recording=$replay_home/models/optiplex-7040 ;;
	esac
}
