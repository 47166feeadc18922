#!/usr/bin/env bash
# Makes what docker-compose.yml wants and must not hold: passwords, keys, certificates, a Gerrit site with zuul's account, the worker's
# settings (all in .compose/), and addresses and ports (.env). Safe to run again: what is there is kept.
set -euo pipefail
# shellcheck source=tools/compose/places.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/places.sh"

# The template's Gerrit runs once on the host, to be given this site's own passwords and keys.
init_gerrit() {
  local http ssh url command
  [[ ! -e $GERRIT_SITE/sluice/own-secrets ]] || return 0
  ensure_gerrit
  http=$(free_port 18080 init-gerrit-http)
  ssh=$(free_port 19418 init-gerrit-ssh)
  url=http://127.0.0.1:$http
  say "Gerrit: making the site's own passwords and keys"
  lay_gerrit_site "$GERRIT_SITE" "$http" "$ssh"
  mapfile -t command < <(gerrit_command)
  start_process init-gerrit "${command[@]}" daemon -d "$GERRIT_SITE" --headless --console-log
  wait_for_process init-gerrit 120 "Gerrit to answer at $url" "$SLUICE_LOGS/init-gerrit.log" gerrit_answers "$url"
  gerrit_use "$url" "$GERRIT_SITE/sluice"
  rotate_gerrit_secrets
  stop_process init-gerrit 60
}

# For the container: every address, the ports that the image has.
settle_gerrit() {
  configure_gerrit "$GERRIT_SITE" "$1" 29418
  local config=$GERRIT_SITE/etc/gerrit.config
  git config --file "$config" --replace-all httpd.listenUrl 'http://*:8080/'
  git config --file "$config" --replace-all sshd.listenAddress '*:29418'
  # The official image's user.
  as_root chown -R 1000:1000 "$GERRIT_SITE"/{git,index,cache,data,etc}
}

database_env() {
  local password
  password=$(<"$(secret_file "$1-password")")
  (umask 077 && printf '%s\n' "POSTGRES_PASSWORD=$password" "POSTGRES_PWD=$password" "SQL_PASSWORD=$password" >"$SLUICE_HERE/$1.env")
}

make_places
apt_ensure curl=curl jq=jq git=git openssl=openssl htpasswd=apache2-utils ss=iproute2 ssh-keygen=openssh-client
start_docker
host=$(get_env SLUICE_ADVERTISE_HOST)
init_gerrit
ensure_ca
port=5000
for name in intermediate final; do
  server_certificate "$SLUICE_HERE/registries/$name" "$host"
  registry_password "$name" "$host"
  put_env "registry-$name" "SLUICE_${name^^}_REGISTRY=$host:$(free_port "$port" "$name-registry")"
  port=5443
done
database_env temporal-db
database_env history-db

http=$(free_port 9000 sluice-http) gerrit=$(free_port 8080 gerrit-http) ssh=$(free_port 29418 gerrit-ssh)
temporal=$(free_port 7233 temporal) ui=$(free_port 8233 temporal-ui) history=$(free_port 5432 history-db)
settle_gerrit "$gerrit"
put_env gerrit "SLUICE_GERRIT_URL=http://127.0.0.1:$gerrit" "SLUICE_GERRIT_SSH_PORT=$ssh"
put_env temporal SLUICE_TEMPORAL_MODE=server "SLUICE_TEMPORAL_ADDRESS=127.0.0.1:$temporal" "SLUICE_TEMPORAL_UI=http://127.0.0.1:$ui"
put_env sluice "SLUICE_URL=http://127.0.0.1:$http"

# The image that ./dev makes, where it was made; else the official one, which needs an engine that allows privileged containers.
node=$SLUICE_NODE_IMAGE
dk image inspect "$node" >/dev/null 2>&1 || node=docker:28.5.2-dind
cp "$SLUICE_ROOT/job-defs/demo/main.yaml" "$SLUICE_HERE/main.yaml"
SLUICE_NODE_IMAGE=$node SLUICE_TENANTS=main.yaml SLUICE_DOCKER_HOST=unix:///var/run/docker.sock write_settings "$http"
printf 'database: {url: "jdbc:postgresql://127.0.0.1:%s/sluice", username: sluice, password-file: secrets/history-db-password}\n' "$history" >>"$SLUICE_SETTINGS"

cat >"$SLUICE_ROOT/.env" <<ENV
# Written by tools/compose/init.sh; holds no secret.
COMPOSE_PROJECT_NAME=sluice-$SLUICE_INSTANCE
SLUICE_COMPOSE_DIR=$SLUICE_HERE
SLUICE_DOCKER_SOCKET=${SLUICE_DOCKER_HOST#unix://}
SLUICE_ADVERTISE_HOST=$host
SLUICE_HTTP_PORT=$http
SLUICE_GERRIT_PORT=$gerrit
SLUICE_GERRIT_SSH_PORT=$ssh
SLUICE_TEMPORAL_PORT=$temporal
SLUICE_TEMPORAL_UI_PORT=$ui
SLUICE_HISTORY_PORT=$history
SLUICE_INTERMEDIATE_PORT=$(get_env SLUICE_INTERMEDIATE_REGISTRY | sed 's/.*://')
SLUICE_FINAL_PORT=$(get_env SLUICE_FINAL_REGISTRY | sed 's/.*://')
ENV
say "ready for 'docker compose up' (Gerrit http://127.0.0.1:$gerrit, Temporal UI http://127.0.0.1:$ui, Sluice http://127.0.0.1:$http)"
