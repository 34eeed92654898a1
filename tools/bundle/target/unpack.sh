#!/bin/sh
# sh unpack.sh [directory]: joins the parts beside this script and unpacks the bundle into the directory (default: this one).
case $0 in */*) here=${0%/*} ;; *) here=. ;; esac
target=${1:-.}

set -- "$here"/part-*-of-*
if [ ! -e "$1" ] || [ "$#" -ne "${1##*-of-}" ]; then
  echo "$here must hold all the files part-…-of-…; some are missing: copy them again." >&2
  exit 1
fi

if command -v xz >/dev/null 2>&1; then
  unpack() { xz -dc; }
else
  chmod +x "$here/xz"
  unpack() { LD_LIBRARY_PATH=$here "$here/xz" -dc; }
fi

mkdir -p "$target" && cat "$@" | unpack | tar -xf - -C "$target" || {
  echo "The bundle cannot be unpacked: copy the parts again, and see that there is room in $target." >&2
  exit 1
}
echo "Unpacked into $target: README.txt in its folder says how to train."
