# shellcheck shell=bash
# The images everything needs: build node, registry, busybox. Where a public registry can be reached, users name the real ones;
# these are made from Debian's packages.

SLUICE_NODE_IMAGE=${SLUICE_NODE_IMAGE:-sluice-node:1}
SLUICE_REGISTRY_IMAGE=registry:2
SLUICE_BUSYBOX_IMAGE=busybox:latest
SLUICE_POSTGRES_IMAGE=postgres:15.18-bookworm
export SLUICE_NODE_IMAGE

# An image of ours says which recipe made it; one without the label is the user's own and is used as it is.
RECIPE_LABEL=dev.sluice.recipe

# Hash of the files (names and contents) that make an image.
recipe_hash() { (cd "$1" && find . -type f | LC_ALL=C sort | xargs sha256sum) | sha256sum | cut -c1-16; }

# image_is_current IMAGE HASH
image_is_current() {
  local recipe
  recipe=$(dk image inspect --format "{{index .Config.Labels \"$RECIPE_LABEL\"}}" "$1" 2>/dev/null) || return 1
  [[ -z $recipe || $recipe == '<no value>' || $recipe == "$2" ]]
}

ensure_images() {
  with_lock images ensure_small_images
  with_lock node-image ensure_node_image
}

# For tests and docker-compose.yml; a site of ./dev keeps its history in the embedded database.
ensure_postgres_image() {
  with_lock postgres-image make_postgres_image
}

make_postgres_image() {
  local recipe=$SLUICE_ROOT/tools/docker/postgres hash log=$SLUICE_CACHE/build-image.log
  hash=$(recipe_hash "$recipe")
  ! image_is_current "$SLUICE_POSTGRES_IMAGE" "$hash" || return 0
  say "making $SLUICE_POSTGRES_IMAGE from Debian's postgresql-15 (log: $log)"
  # --network host: apt-get in there needs this host's way out.
  dk build --quiet --network host --build-arg "BASE=$SLUICE_NODE_IMAGE" --label "$RECIPE_LABEL=$hash" --tag "$SLUICE_POSTGRES_IMAGE" "$recipe" \
    >"$log" 2>&1 || fail_with_log "$log" "image '$SLUICE_POSTGRES_IMAGE' could not be built from $recipe."
}

ensure_small_images() {
  local hash
  hash=$(recipe_hash "$SLUICE_ROOT/tools/docker/registry")
  image_is_current "$SLUICE_REGISTRY_IMAGE" "$hash" || build_registry_image "$hash"
  hash=$(recipe_hash "$SLUICE_ROOT/tools/docker/busybox")
  image_is_current "$SLUICE_BUSYBOX_IMAGE" "$hash" || build_busybox_image "$hash"
}

build_registry_image() {
  if ! command -v apt-get >/dev/null; then
    say "pulling $SLUICE_REGISTRY_IMAGE (no apt-get here to make it from Debian's docker-registry)"
    dk pull "$SLUICE_REGISTRY_IMAGE" >&2
    return
  fi
  say "making $SLUICE_REGISTRY_IMAGE from Debian's docker-registry"
  apt_ensure docker-registry=docker-registry
  local work
  work=$(mktemp -d)
  cp -r "$SLUICE_ROOT/tools/docker/registry/." "$work"
  mkdir -p "$work/root/bin" "$work/root/etc/ssl/certs" "$work/root/tmp"
  copy_program "$(command -v docker-registry)" "$work/root" bin/registry
  cp /etc/ssl/certs/ca-certificates.crt "$work/root/etc/ssl/certs/"
  build_image "$SLUICE_REGISTRY_IMAGE" "$1" "$work"
}

build_busybox_image() {
  if ! command -v apt-get >/dev/null; then
    say "pulling $SLUICE_BUSYBOX_IMAGE (no apt-get here to make it from Debian's busybox-static)"
    dk pull "$SLUICE_BUSYBOX_IMAGE" >&2
    return
  fi
  say "making $SLUICE_BUSYBOX_IMAGE from Debian's busybox-static"
  # The plain package has the same path, but needs libc; the static one replaces it.
  ldd "$(command -v busybox || true)" >/dev/null 2>&1 && apt_install busybox-static
  apt_ensure busybox=busybox-static
  local work applet
  work=$(mktemp -d)
  cp -r "$SLUICE_ROOT/tools/docker/busybox/." "$work"
  mkdir -p "$work/root"/{bin,etc,root,tmp,var/www}
  install -m 0755 "$(command -v busybox)" "$work/root/bin/busybox"
  while read -r applet; do
    [[ $applet == busybox ]] || ln -s busybox "$work/root/bin/$applet"
  done < <(busybox --list)
  printf 'root:x:0:0:root:/root:/bin/sh\n' >"$work/root/etc/passwd"
  build_image "$SLUICE_BUSYBOX_IMAGE" "$1" "$work"
}

build_image() {
  local log=$SLUICE_CACHE/build-image.log
  dk build --quiet --label "$RECIPE_LABEL=$2" --tag "$1" "$3" >"$log" 2>&1 || fail_with_log "$log" "image '$1' could not be built from $3."
  rm -rf "$3"
}

# copy_program PROGRAM ROOT PATH: the program with its loader and libraries, where they are looked for.
copy_program() {
  local library
  install -D -m 0755 "$1" "$2/$3"
  while read -r library; do
    [[ -e $2$library ]] || install -D -m 0755 "$library" "$2$library"
  done < <(ldd "$1" | grep -o '/[^ ]*')
}

ensure_node_image() {
  local recipe=$SLUICE_ROOT/tools/docker/node hash tar
  [[ $SLUICE_NODE_IMAGE == sluice-node:1 ]] || {
    dk image inspect "$SLUICE_NODE_IMAGE" >/dev/null 2>&1 || dk pull "$SLUICE_NODE_IMAGE" >&2
    return
  }
  hash=$(recipe_hash "$recipe")
  ! image_is_current "$SLUICE_NODE_IMAGE" "$hash" || return 0
  tar=$SLUICE_CACHE/node-image/$hash.tar
  [[ -s $tar ]] || build_node_tar "$recipe" "$tar"
  say "importing $SLUICE_NODE_IMAGE from the cache ($(du -h "$tar" | cut -f1))"
  dk import --change "LABEL $RECIPE_LABEL=$hash" --change 'CMD ["/usr/local/bin/sluice-node"]' --change 'VOLUME /var/lib/docker' \
    --change 'ENV container=docker PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    "$tar" "$SLUICE_NODE_IMAGE" >/dev/null
}

build_node_tar() {
  local log=$SLUICE_CACHE/node-image/build.log work
  apt_ensure debootstrap=debootstrap
  mkdir -p "$SLUICE_CACHE/node-image"
  work=$(mktemp -d "$SLUICE_CACHE/node-image/work.XXXXXX")
  say "making the build node's file system with debootstrap (a minute or two; log: $log)"
  if ! PATH=$PATH:/usr/sbin:/sbin as_root "$1/recipe.sh" "$work/root" "$(debian_mirror)" >"$log" 2>&1; then
    fail_with_log "$log" "the build node's file system could not be made." "Left for a look: $work"
  fi
  as_root tar --create --numeric-owner --one-file-system --directory "$work/root" . >"$2.partial"
  mv "$2.partial" "$2"
  as_root rm -rf "$work"
}

# The mirror this machine's apt uses for Debian, when it has one; nothing otherwise, and debootstrap takes its default.
debian_mirror() {
  # shellcheck disable=SC2016 # apt's own placeholders
  apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(ORIGIN)' 2>/dev/null | awk '$2 == "bookworm" && $3 == "Debian" { print $1; exit }'
}
