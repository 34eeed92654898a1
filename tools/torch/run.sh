#!/bin/sh
# sh run.sh bench <dir>            two minutes: images/s for each size, into <dir>/bench.txt
# sh run.sh train <dir> [minutes]  trains (9 minutes by default) on all cards, then writes what is to be brought home into <dir>
case $0 in */*) here=${0%/*} ;; *) here=. ;; esac
mode=${1:-} out=${2:-} minutes=${3:-9}
if [ -z "$out" ]; then
  sed -n '2,3s/^# //p' "$0" >&2
  exit 2
fi
mkdir -p "$out" || exit 1

cards=$(python3 -c 'import torch; print(torch.cuda.device_count())') || exit 1
train() {
  if [ "$cards" -gt 1 ]; then
    python3 -m torch.distributed.run --standalone --nproc_per_node="$cards" "$here/train.py" "$@"
  else
    python3 "$here/train.py" "$@"
  fi
}

case $mode in
  bench) train --bench >"$out/bench.txt" 2>&1; code=$?; cat "$out/bench.txt"; exit $code ;;
  train)
    train --minutes "$minutes" || echo "The training has ended early; what follows is as far as its checkpoint." >&2
    python3 "$here/train.py" --collect "$out"
    ;;
  *) echo "run.sh knows bench and train, not $mode." >&2; exit 2 ;;
esac
