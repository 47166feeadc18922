# shellcheck shell=bash
# Gerrit, the real server: its jars and a ready site in the cache, one copy of the site per checkout.
#
# The first start on a machine makes the template: init, accounts, groups, labels and rights, and an archive of loaded classes that
# halves every later start. A checkout then copies it (a second) and gives it passwords and keys of its own.

GERRIT_VERSION=$(sed -n 's|.*<gerrit.version>\(.*\)</gerrit.version>.*|\1|p' "$SLUICE_ROOT/tools/gerrit/pom.xml")
GERRIT_CACHE=$SLUICE_CACHE/gerrit/$GERRIT_VERSION
GERRIT_SITE=$SLUICE_HERE/gerrit-site
# Own code on the recipe's side: another recipe makes another template, and checkouts at different commits do not fight over one.
GERRIT_TEMPLATE=$GERRIT_CACHE/site-template-$(cat "$SLUICE_ROOT"/tools/gerrit/{gerrit.sh,provision.sh,GerritServer.java,jars.sha256} | sha256sum | cut -c1-12)

# shellcheck source=tools/gerrit/client.sh
source "$SLUICE_ROOT/tools/gerrit/client.sh"
# shellcheck source=tools/gerrit/provision.sh
source "$SLUICE_ROOT/tools/gerrit/provision.sh"

ensure_gerrit() {
  apt_ensure curl=curl jq=jq ssh-keygen=openssh-client git=git
  use_jdk
  with_lock gerrit install_gerrit
}

install_gerrit() {
  [[ -s $GERRIT_CACHE/lib/launcher.jar ]] || install_gerrit_jars
  [[ -d $GERRIT_TEMPLATE ]] || make_gerrit_template
}

install_gerrit_jars() {
  local lib=$GERRIT_CACHE/lib.new log=$GERRIT_CACHE/jars.log
  say "fetching Gerrit $GERRIT_VERSION through Maven (90 MB; log: $log)"
  rm -rf "$lib"
  mkdir -p "$lib/classes"
  "$SLUICE_ROOT/mvnw" --batch-mode --quiet --file "$SLUICE_ROOT/tools/gerrit/pom.xml" dependency:copy-dependencies \
    -DoutputDirectory="$lib" >"$log" 2>&1 || fail_with_log "$log" "Gerrit's jars could not be fetched."
  (cd "$lib" && sha256sum --check --quiet "$SLUICE_ROOT/tools/gerrit/jars.sha256") >"$log" 2>&1 ||
    fail_with_log "$log" "Gerrit's jars do not have the checksums pinned in tools/gerrit/jars.sha256." "They were not used; they lie in $lib."
  "$JAVA_HOME/bin/javac" -cp "$(gerrit_class_path "$lib")" -d "$lib/classes" "$SLUICE_ROOT/tools/gerrit/GerritServer.java"
  # A jar, not a directory: an archive of loaded classes accepts nothing else on the class path.
  "$JAVA_HOME/bin/jar" --create --file "$lib/launcher.jar" -C "$lib/classes" .
  rm -rf "$lib/classes" "${GERRIT_CACHE:?}/lib"
  mv "$lib" "$GERRIT_CACHE/lib"
}

# Bouncy Castle first: the big jars carry signature-stripped copies.
gerrit_class_path() {
  local jar path=
  for jar in bcprov-jdk18on bcpg-jdk18on bcutil-jdk18on bcpkix-jdk18on gerrit-acceptance-framework gerrit-plugin-api launcher; do
    path+=${path:+:}$1/$jar.jar
  done
  printf '%s' "$path"
}

# Keyed by the JDK: the JVM accepts only its own.
gerrit_class_archive() { printf '%s/classes-%s.jsa' "$GERRIT_CACHE" "$("$JAVA_HOME/bin/java" --version | sha256sum | cut -c1-12)"; }

# Prints the command line, one word a line, that runs the launcher; ARCHIVE_FLAG makes or uses the class archive.
gerrit_command() {
  local archive flag
  archive=$(gerrit_class_archive)
  flag=-XX:SharedArchiveFile=$archive
  [[ -s $archive ]] || flag=-Xshare:auto
  printf '%s\n' "$JAVA_HOME/bin/java" -Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --sun-misc-unsafe-memory-access=allow \
    --enable-native-access=ALL-UNNAMED "${1:-$flag}" -Xlog:disable -Xlog:all=error:stderr \
    -cp "$(gerrit_class_path "$GERRIT_CACHE/lib")" GerritServer
}

make_gerrit_template() {
  local work=$GERRIT_CACHE/template.new log=$GERRIT_CACHE/template.log http ssh command
  say "making Gerrit's site template, once (about half a minute; log: $log)"
  rm -rf "$work"
  mapfile -t command < <(gerrit_command)
  # Not from the work tree: init asks git for settings.
  (cd "$GERRIT_CACHE" && "${command[@]}" init -d "$work" --batch --no-auto-start --dev) >"$log" 2>&1 || fail_with_log "$log" "Gerrit's init failed."
  rm -rf "${work:?}"/bin "$work"/etc/ssh_host_*
  http=$(free_port 18080 gerrit-template-http)
  ssh=$(free_port 19418 gerrit-template-ssh)
  mkdir -p "$work/sluice"
  chmod 0700 "$work"
  printf secret >"$work/sluice/admin-password" # what init --dev sets; a checkout's own Gerrit gets random ones
  printf secret >"$work/sluice/zuul-password"
  ssh-keygen -q -t ecdsa -b 256 -N '' -C zuul -f "$work/sluice/zuul-key"
  configure_gerrit "$work" "$http" "$ssh"
  mapfile -t command < <(gerrit_command "-XX:ArchiveClassesAtExit=$(gerrit_class_archive).new")
  start_process gerrit-template "${command[@]}" daemon -d "$work" --headless --console-log
  wait_for_process gerrit-template 120 "Gerrit to answer at 127.0.0.1:$http" "$SLUICE_LOGS/gerrit-template.log" gerrit_answers "http://127.0.0.1:$http"
  (gerrit_use "http://127.0.0.1:$http" "$work/sluice" && provision_gerrit) || {
    stop_process gerrit-template
    fail "Gerrit's template could not be provisioned (reason above)." "Log: $SLUICE_LOGS/gerrit-template.log"
  }
  stop_process gerrit-template 120
  mv "$(gerrit_class_archive).new" "$(gerrit_class_archive)" 2>/dev/null || warn "no archive of Gerrit's classes was made: its starts take twice as long"
  rm -rf "$work"/logs/* "$work"/tmp/* "$work"/etc/ssh_host_* "$work"/sluice/{netrc-*,credentials-*}
  mv "$work" "$GERRIT_TEMPLATE"
}

# configure_gerrit SITE HTTP_PORT SSH_PORT
configure_gerrit() {
  local config=$1/etc/gerrit.config
  set_in() { git config --file "$config" --replace-all "$1" "$2"; }
  set_in gerrit.canonicalWebUrl "http://127.0.0.1:$2/"
  set_in httpd.listenUrl "http://127.0.0.1:$2/"
  set_in httpd.maxThreads 25
  set_in sshd.listenAddress "127.0.0.1:$3"
  set_in sendemail.enable false
  set_in container.heapLimit 384m
  set_in log.jsonLogging false
  set_in index.scheduledIndexer.enabled false
  set_in change.submitWholeTopic true
  # What a change is must be found again after the server was killed; by default its index reaches the disk every five minutes.
  set_in index.changes_open.commitWithin 0
  set_in index.changes_closed.commitWithin 0
  set_in receive.autogc false
  set_in gc.aggressive false
  # One kind of host key: a client that was given that one never meets another.
  [[ -s $1/etc/ssh_host_ecdsa_key ]] || ssh-keygen -q -t ecdsa -b 256 -N '' -C gerrit -f "$1/etc/ssh_host_ecdsa_key"
}

gerrit_answers() { curl --silent --fail --max-time 5 "$1/config/server/version" >/dev/null; }

# lay_gerrit_site SITE HTTP_PORT SSH_PORT: a copy of the template, unless the site is there and of this template.
lay_gerrit_site() {
  local site=$1
  if [[ $(cat "$site/sluice/template" 2>/dev/null) != "$GERRIT_TEMPLATE" ]]; then
    rm -rf "$site" "$site.new"
    mkdir -p "$(dirname "$site")"
    cp --archive "$GERRIT_TEMPLATE" "$site.new"
    printf '%s' "$GERRIT_TEMPLATE" >"$site.new/sluice/template"
    mv "$site.new" "$site"
  fi
  # Locks of a killed server would stop the next one.
  find "$site/index" -name write.lock -delete
  configure_gerrit "$site" "$2" "$3"
  cp "$site/etc/ssh_host_ecdsa_key.pub" "$site/sluice/host-key.pub"
}

start_gerrit() {
  ensure_gerrit
  local http ssh url command
  url=$(get_env SLUICE_GERRIT_URL)
  if is_running gerrit && [[ -n $url ]] && gerrit_answers "$url"; then
    say "Gerrit: already up at $url"
    return
  fi
  stop_process gerrit
  http=$(free_port 8080 gerrit-http)
  ssh=$(free_port 29418 gerrit-ssh)
  url=http://127.0.0.1:$http
  lay_gerrit_site "$GERRIT_SITE" "$http" "$ssh"
  mapfile -t command < <(gerrit_command)
  start_process gerrit "${command[@]}" daemon -d "$GERRIT_SITE" --headless --console-log
  wait_for_process gerrit 120 "Gerrit to answer at $url" "$SLUICE_LOGS/gerrit.log" gerrit_answers "$url"
  gerrit_use "$url" "$GERRIT_SITE/sluice"
  [[ -e $GERRIT_SITE/sluice/own-secrets ]] || rotate_gerrit_secrets
  put_env gerrit "SLUICE_GERRIT_URL=$url" "SLUICE_GERRIT_SSH_PORT=$ssh"
  say "Gerrit: $GERRIT_VERSION at $url, SSH port $ssh (users admin and zuul, passwords in $SLUICE_SECRETS)"
}

stop_gerrit() {
  stop_process gerrit 20
  drop_env gerrit
}
