# shellcheck shell=bash
# `sluice dev` of this checkout: its settings, written from what runs, its start and its end.

SLUICE_SETTINGS=$SLUICE_HERE/settings.yaml

write_settings() {
  local http=$1 ssh host
  host=$(get_env SLUICE_ADVERTISE_HOST)
  ssh=$(get_env SLUICE_GERRIT_SSH_PORT)
  {
    printf '# Written by ./dev at every start: changes here are lost.\n'
    printf 'instance: %s\n' "$SLUICE_INSTANCE"
    temporal_settings
    cat <<SETTINGS
http:
  listen: 127.0.0.1:$http
  public-url: http://127.0.0.1:$http
state-dir: state
tenants: ${SLUICE_TENANTS:-$SLUICE_ROOT/job-defs/demo/main.yaml}
connections:
  gerrit:
    driver: gerrit
    url: $(get_env SLUICE_GERRIT_URL)
    canonical-hostname: review.example.com
    user: zuul
    password-file: secrets/gerrit-password
    ssh: {host: 127.0.0.1, port: $ssh, key-file: secrets/gerrit-ssh-key, host-key-file: secrets/gerrit-host-key.pub}
docker:
  host: $SLUICE_DOCKER_HOST
  node-image: $SLUICE_NODE_IMAGE
  registry-image: $SLUICE_REGISTRY_IMAGE
  advertise-host: $host
  hub: {url: "https://$(get_env SLUICE_FINAL_REGISTRY)", ca-file: certs/intermediate-ca.crt, username: $REGISTRY_USER, password-file: secrets/final-password}
trusted-cas: [certs/intermediate-ca.crt]
intermediate-registry: {url: "https://$(get_env SLUICE_INTERMEDIATE_REGISTRY)", username: $REGISTRY_USER, password-file: secrets/intermediate-password}
labels:
  docker: {image: "$SLUICE_NODE_IMAGE", engine: true}
SETTINGS
  } >"$SLUICE_SETTINGS.new"
  mv "$SLUICE_SETTINGS.new" "$SLUICE_SETTINGS"
}

temporal_settings() {
  if [[ $(get_env SLUICE_TEMPORAL_MODE) == embedded ]]; then
    printf 'temporal:\n  mode: embedded\n'
    return
  fi
  printf 'temporal:\n  address: %s\n  namespace: default\n' "$(get_env SLUICE_TEMPORAL_ADDRESS)"
  [[ -z $(get_env SLUICE_TEMPORAL_UI) ]] || printf '  ui: %s\n' "$(get_env SLUICE_TEMPORAL_UI)"
}

start_worker() {
  local http url
  url=$(get_env SLUICE_URL)
  if is_running sluice && [[ -n $url ]] && curl --silent --fail --max-time 5 "$url/health" >/dev/null 2>&1 && [[ $(get_env SLUICE_BUILT) == "$(stat -c %Y "$SLUICE_JAR")" ]]; then
    say "sluice dev: already up at $url"
    return
  fi
  stop_process sluice 30
  http=$(free_port 9000 sluice-http)
  write_settings "$http"
  start_process sluice "$SLUICE_ROOT/sluice" dev --settings "$SLUICE_SETTINGS"
  wait_for_process sluice 90 "'sluice dev' to say that it is ready" "$SLUICE_LOGS/sluice.log" grep -q '^sluice: ready' "$SLUICE_LOGS/sluice.log"
  url=$(sed -n 's/^sluice: ready //p' "$SLUICE_LOGS/sluice.log" | tail -n 1)
  put_env sluice "SLUICE_URL=${url:-http://127.0.0.1:$http}" "SLUICE_SETTINGS=$SLUICE_SETTINGS" "SLUICE_BUILT=$(stat -c %Y "$SLUICE_JAR")"
  say "sluice dev: $(get_env SLUICE_URL) (log: $SLUICE_LOGS/sluice.log)"
}

stop_worker() {
  # It removes what its builds own before it ends.
  stop_process sluice 45
  drop_env sluice
}
