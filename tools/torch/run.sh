#!/bin/sh
# sh run.sh bench <dir>            two minutes: images/s for each size, into <dir>/bench.txt
# sh run.sh train <dir> [minutes]  trains (9 minutes by default) on all cards, then writes what is to be brought home into <dir>
# PYTHON names another Python than python3.
case $0 in */*) here=${0%/*} ;; *) here=. ;; esac
python=${PYTHON:-python3} mode=${1:-} out=${2:-} minutes=${3:-9}
if [ -z "$out" ]; then
  sed -n '2,4s/^# //p' "$0" >&2
  exit 2
fi
mkdir -p "$out" || exit 1

cards=$("$python" -c 'import torch; print(torch.cuda.device_count())') || exit 1
train() {
  if [ "$cards" -gt 1 ]; then
    "$python" -m torch.distributed.run --standalone --nproc_per_node="$cards" "$here/train.py" "$@"
  else
    "$python" "$here/train.py" "$@"
  fi
}

case $mode in
  bench) train --bench >"$out/bench.txt" 2>&1; code=$?; cat "$out/bench.txt"; exit $code ;;
  train)
    train --minutes "$minutes" || echo "The training has ended early; what follows is as far as its checkpoint." >&2
    "$python" "$here/train.py" --collect "$out"
    ;;
  *) echo "run.sh knows bench and train, not $mode." >&2; exit 2 ;;
esac
