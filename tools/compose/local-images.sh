#!/usr/bin/env bash
# Makes images under the names in docker-compose.yml from the parts that ./dev uses, where no image registry can be reached: Temporal's
# programs (Go), Debian's PostgreSQL, Gerrit's jars, the host's JDK. An image that is there already is kept.
set -euo pipefail
# shellcheck source=tools/compose/places.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/places.sh"

IMAGES=$SLUICE_ROOT/tools/compose/images
JRE=eclipse-temurin:25.0.3_9-jre-noble

present() { dk image inspect "$1" >/dev/null 2>&1; }

# local_image TAG CONTEXT [BUILD-ARGUMENT…]; --network host, since apt-get in there needs the host's way out.
local_image() {
  local tag=$1 context=$2 log=$SLUICE_LOGS/local-image.log
  shift 2
  say "making $tag"
  dk build --quiet --network host --label dev.sluice.local=1 --tag "$tag" "$@" "$context" >"$log" 2>&1 || fail_with_log "$log" "image '$tag' could not be made."
}

# context_of NAME: a fresh folder with that image's files; what else goes in is the caller's.
context_of() {
  local work
  work=$(mktemp -d "$SLUICE_HERE/image.XXXXXX")
  cp -R "$IMAGES/$1/." "$work"
  printf '%s' "$work"
}

base_image() {
  local work
  work=$(mktemp -d "$SLUICE_HERE/image.XXXXXX")
  # Busybox last on PATH: it only adds what Debian's minimum lacks (nc, wget).
  printf 'FROM busybox:latest AS busybox\nFROM %s\nCOPY --from=busybox /bin /opt/busybox\nENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/busybox\nCMD ["bash"]\n' \
    "$SLUICE_NODE_IMAGE" >"$work/Dockerfile"
  local_image sluice-compose-base:1 "$work"
  rm -rf "$work"
}

jre_image() {
  local work
  use_jdk
  work=$(mktemp -d "$SLUICE_HERE/image.XXXXXX")
  mkdir "$work/jdk"
  tar --create --directory "$(readlink -f "$JAVA_HOME")" --exclude ./src.zip --exclude ./jmods --exclude ./man . | tar --extract --directory "$work/jdk"
  printf 'FROM sluice-compose-base:1\nCOPY jdk /opt/java/openjdk\nENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/busybox\n' >"$work/Dockerfile"
  local_image "$JRE" "$work"
  rm -rf "$work"
}

temporal_images() {
  go_is_new_enough || fail "Temporal's server images need Go >= $TEMPORAL_GO here." "Install Go, or pull the images named in docker-compose.yml."
  local work program ui
  work=$(context_of temporal)
  say "building Temporal's server, its SQL tool and its UI with Go (some minutes the first time)"
  for program in temporal-server=go.temporal.io/server/cmd/server temporal-sql-tool=go.temporal.io/server/cmd/tools/sql ui-server=github.com/temporalio/ui-server/v2/cmd/server; do
    (cd "$SLUICE_ROOT/tools/compose/server" && CGO_ENABLED=0 nice go build -mod=readonly -trimpath -ldflags '-s -w' -o "$work/${program%%=*}" "${program#*=}") \
      >"$SLUICE_LOGS/temporal-images.log" 2>&1 || fail_with_log "$SLUICE_LOGS/temporal-images.log" "'${program#*=}' could not be built."
  done
  ui=$(cd "$SLUICE_ROOT/tools/compose/server" && go list -mod=readonly -m -f '{{.Dir}}' github.com/temporalio/ui-server/v2)
  cp -R "$ui/config" "$work/config"
  chmod -R u+w "$work/config"
  cp "$(temporal_binary)" "$work/temporal"
  local_image temporalio/admin-tools:1.31.2 "$work" --target admin-tools
  local_image temporalio/server:1.31.2 "$work" --target server
  local_image temporalio/ui:2.50.1 "$work" --target ui
  rm -rf "$work"
}

gerrit_image() {
  local work
  ensure_gerrit
  work=$(context_of gerrit)
  cp -R "$GERRIT_CACHE/lib" "$work/lib"
  local_image "gerritcodereview/gerrit:$GERRIT_VERSION" "$work"
  rm -rf "$work"
}

make_places
start_docker
ensure_images
present sluice-compose-base:1 || base_image
present registry:2.8.3 || local_image registry:2.8.3 "$IMAGES/registry"
ensure_postgres_image
present "$JRE" || jre_image
present "gerritcodereview/gerrit:$GERRIT_VERSION" || gerrit_image
if ! present temporalio/server:1.31.2 || ! present temporalio/admin-tools:1.31.2 || ! present temporalio/ui:2.50.1; then temporal_images; fi
say "all images of docker-compose.yml but the worker's are there; 'docker compose build' makes that one"
