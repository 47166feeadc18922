# shellcheck shell=bash
# The two registries of a site, as containers on the host's network at the address that nodes reach: the intermediate one, and the
# final one, which stands for Docker Hub. Both speak TLS by our own CA and ask for a password.

# shellcheck source=tools/registry/certificates.sh
source "$SLUICE_ROOT/tools/registry/certificates.sh"

REGISTRY_USER=zuul

start_registries() {
  apt_ensure openssl=openssl htpasswd=apache2-utils jq=jq
  ensure_ca
  start_registry intermediate 5000
  start_registry final 5443
  seed_image final "$SLUICE_BUSYBOX_IMAGE" library/busybox latest
}

# start_registry NAME PREFERRED_PORT
start_registry() {
  local name=$1 host port dir container=sluice-$SLUICE_INSTANCE-$1 log=$SLUICE_LOGS/registry-$1.log
  host=$(get_env SLUICE_ADVERTISE_HOST)
  dir=$SLUICE_HERE/registries/$name
  if [[ $(dk inspect --format '{{.State.Running}}' "$container" 2>/dev/null) == true ]] && registry_answers "$name" "$(get_env "SLUICE_${name^^}_REGISTRY")"; then
    say "$name registry: already up at $(get_env "SLUICE_${name^^}_REGISTRY")"
    return
  fi
  dk rm --force "$container" >/dev/null 2>&1 || true
  server_certificate "$dir" "$host"
  registry_password "$name" "$host"
  port=$(free_port "$2" "$name-registry")
  dk volume create --label "$SLUICE_LABEL" --label dev.sluice.part="$name-registry" "$container" >/dev/null
  dk run --detach --name "$container" --label "$SLUICE_LABEL" --label dev.sluice.part="$name-registry" --network host \
    --volume "$container:/var/lib/registry" --volume "$dir:/certs:ro" \
    --env "REGISTRY_HTTP_ADDR=$host:$port" \
    --env REGISTRY_HTTP_TLS_CERTIFICATE=/certs/domain.crt --env REGISTRY_HTTP_TLS_KEY=/certs/domain.key \
    --env REGISTRY_AUTH=htpasswd --env REGISTRY_AUTH_HTPASSWD_PATH=/certs/htpasswd --env "REGISTRY_AUTH_HTPASSWD_REALM=Sluice $name registry" \
    --env REGISTRY_STORAGE_DELETE_ENABLED=true --env REGISTRY_LOG_LEVEL=warn --env OTEL_TRACES_EXPORTER=none \
    "$SLUICE_REGISTRY_IMAGE" >/dev/null 2>"$log" || fail_with_log "$log" "the $name registry's container could not be started."
  wait_for 30 "the $name registry to answer at $host:$port" "$log" registry_answers_or_log "$name" "$host:$port" "$container" "$log"
  put_env "registry-$name" "SLUICE_${name^^}_REGISTRY=$host:$port"
  say "$name registry: https://$host:$port (user $REGISTRY_USER, password in $SLUICE_SECRETS/$name-password)"
}

registry_answers() {
  [[ -n $2 ]] && registry_curl "$1" "https://$2/v2/" >/dev/null 2>&1
}

registry_answers_or_log() {
  registry_answers "$1" "$2" || {
    dk logs "$3" >"$4" 2>&1
    return 1
  }
}

# registry_curl NAME CURL-ARGUMENT…: with the registry's password, which never shows on a command line.
registry_curl() {
  local name=$1
  shift
  curl --silent --show-error --fail --max-time 60 --cacert "$CA_FILE" --netrc-file "$SLUICE_SECRETS/$name.netrc" "$@"
}

# registry_password NAME HOST: what the registry checks (bcrypt), and what our own curl signs in with.
registry_password() {
  local secret
  secret=$(secret_file "$1-password")
  htpasswd -niB "$REGISTRY_USER" <"$secret" 2>/dev/null | grep . >"$SLUICE_HERE/registries/$1/htpasswd"
  (umask 077 && printf 'machine %s login %s password %s\n' "$2" "$REGISTRY_USER" "$(<"$secret")" >"$SLUICE_SECRETS/$1.netrc")
}

# seed_image NAME IMAGE REPOSITORY TAG: puts an image of the engine into a registry, unless it is there. By hand over HTTP: the
# engine itself would need our CA in a directory of the system.
seed_image() {
  local name=$1 image=$2 repository=$3 tag=$4 base work
  base=https://$(get_env "SLUICE_${name^^}_REGISTRY")/v2/$repository
  if registry_curl "$name" --head "$base/manifests/$tag" >/dev/null 2>&1; then return; fi
  work=$(mktemp -d)
  dk save "$image" | tar --extract --directory "$work"
  local config layer media layers=()
  config=$work/$(jq -r '.[0].Config' "$work/manifest.json")
  media=application/vnd.docker.distribution.manifest.v2+json
  while read -r layer; do
    gzip --no-name --best <"$work/$layer" >"$work/layer.gz"
    put_blob "$name" "$base" "$work/layer.gz"
    layers+=("$(descriptor application/vnd.docker.image.rootfs.diff.tar.gzip "$work/layer.gz")")
  done < <(jq -r '.[0].Layers[]' "$work/manifest.json")
  put_blob "$name" "$base" "$config"
  printf '%s\n' "${layers[@]}" | jq --slurp --compact-output --arg media "$media" \
    --argjson config "$(descriptor application/vnd.docker.container.image.v1+json "$config")" \
    '{schemaVersion: 2, mediaType: $media, config: $config, layers: .}' >"$work/put.json"
  registry_curl "$name" --request PUT --header "Content-Type: $media" --data-binary "@$work/put.json" "$base/manifests/$tag" >/dev/null
  rm -rf "$work"
  say "$name registry: '$repository:$tag' put there"
}

digest_of() { printf 'sha256:%s' "$(sha256sum <"$1" | cut -d' ' -f1)"; }

descriptor() {
  jq --null-input --compact-output --arg type "$1" --arg digest "$(digest_of "$2")" --argjson size "$(stat -c %s "$2")" \
    '{mediaType: $type, size: $size, digest: $digest}'
}

put_blob() {
  local location
  location=$(registry_curl "$1" --request POST --header 'Content-Length: 0' --dump-header - --output /dev/null "$2/blobs/uploads/" |
    tr -d '\r' | sed -n 's/^[Ll]ocation: //p')
  [[ $location == *\?* ]] && location+='&' || location+='?'
  registry_curl "$1" --request PUT --header 'Content-Type: application/octet-stream' --data-binary "@$3" "${location}digest=$(digest_of "$3")" >/dev/null
}

stop_registries() {
  local name
  for name in intermediate final; do
    dk rm --force "sluice-$SLUICE_INSTANCE-$name" >/dev/null 2>&1 || true
    drop_env "registry-$name"
  done
}
