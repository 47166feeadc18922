#!/usr/bin/env bash
# recipe.sh ROOT MIRROR: makes the file system of a build node in directory ROOT. Runs as root. This file's content is part of the
# cached image's key: changing it makes a new image.
set -euo pipefail

suite=bookworm
packages=docker.io,iptables,tini,ca-certificates,procps,curl
root=$1 mirror=${2:-}
here=$(cd "$(dirname "$0")" && pwd)

debootstrap --variant=minbase --include="$packages" "$suite" "$root" ${mirror:+"$mirror"}

install -m 0755 "$here/sluice-node" "$root/usr/local/bin/sluice-node"
mkdir -p "$root/etc/docker" "$root/run/sluice" "$root/var/lib/docker"
# What no step reads; it would only make each import slower.
rm -rf "$root"/var/cache/apt/*.bin "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* \
  "$root"/usr/share/{doc,man,locale,info} "$root"/var/log/* "$root/etc/hostname" "$root/etc/resolv.conf"
