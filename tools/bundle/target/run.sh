#!/bin/sh
# Trains with what lies beside this script; needs nothing of the machine but a shell, the C library and a graphics driver.
case $0 in */*) here=${0%/*} ;; *) here=. ;; esac
here=$(cd "$here" && pwd) || exit 1

# Vulkan's loader, where it was brought along.
if [ -e "$here/lib/libvulkan.so.1" ]; then
  LD_LIBRARY_PATH=$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
  export LD_LIBRARY_PATH
fi

# The loader searches /etc and /usr/share by itself. Containers have the vendor's driver file in other places.
if [ -z "${VK_DRIVER_FILES:-}${VK_ICD_FILENAMES:-}" ]; then
  for file in \
    /etc/vulkan/icd.d/nvidia_icd*.json \
    /usr/share/vulkan/icd.d/nvidia_icd*.json \
    /usr/local/nvidia/share/vulkan/icd.d/*.json \
    /usr/local/nvidia/etc/vulkan/icd.d/*.json \
    /usr/local/nvidia/vulkan/icd.d/*.json \
    /run/opengl-driver/share/vulkan/icd.d/*.json; do
    if [ -e "$file" ]; then
      VK_DRIVER_FILES=$file
      VK_ICD_FILENAMES=$file # its older name
      export VK_DRIVER_FILES VK_ICD_FILENAMES
      break
    fi
  done
fi

exec "$here/node" "$here/trainer.mjs" "$@"
