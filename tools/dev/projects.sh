# shellcheck shell=bash
# The projects of a tenant in Gerrit: the config project and its code projects, from a folder of job-defs/.

DEMO_DEFS=${SLUICE_DEMO_DEFS:-$SLUICE_ROOT/job-defs/demo}
DEMO_TENANT=demo
DEMO_CONFIG_PROJECT=config

create_projects() {
  local project projects=()
  # Folders that begin with 'change' are what a demo lays over a project.
  mapfile -t projects < <(find "$DEMO_DEFS" -mindepth 1 -maxdepth 1 -type d ! -name 'change*' -printf '%f\n' | sort)
  [[ " ${projects[*]} " == *" $DEMO_CONFIG_PROJECT "* ]] || fail "'$DEMO_DEFS/$DEMO_CONFIG_PROJECT' is not there: the tenant has no configuration."
  for project in "${projects[@]}"; do
    gerrit_create_project "$project"
    [[ $project == "$DEMO_CONFIG_PROJECT" ]] || gerrit_push_tree "$project" "$DEMO_DEFS/$project" "The project $project"
  done
  say "Gerrit: projects ${projects[*]} are there"
}

# The config project needs `sluice dev` up: its secret is encrypted to the key that only the server has.
push_configuration() {
  local tree
  tree=$(mktemp -d "$SLUICE_HERE/config.XXXXXX")
  cp -R "$DEMO_DEFS/config/." "$tree"
  fill_placeholders "$tree"
  gerrit_push_tree "$DEMO_CONFIG_PROJECT" "$tree" "The site's jobs and pipelines"
  rm -rf "$tree"
  say "Gerrit: the site's configuration is pushed"
}

fill_placeholders() {
  local registry host port file password
  registry=$(get_env SLUICE_INTERMEDIATE_REGISTRY)
  host=${registry%:*} port=${registry##*:}
  while IFS= read -r file; do
    sed -i "s/@INTERMEDIATE_HOST@/$host/g; s/@INTERMEDIATE_PORT@/$port/g" "$file"
    if grep -q '@INTERMEDIATE_PASSWORD@' "$file"; then
      # By itself: a failure inside an argument would go unseen.
      password=$(encrypted_password intermediate)
      put_block "$file" '@INTERMEDIATE_PASSWORD@' "$password"
    fi
    if grep -q '@FINAL_PASSWORD@' "$file"; then
      password=$(encrypted_password final)
      put_block "$file" '@FINAL_PASSWORD@' "$password"
    fi
  done < <(grep -rlE '@(INTERMEDIATE_(HOST|PORT|PASSWORD)|FINAL_PASSWORD)@' "$1")
}

# Encryption is salted: the same password gives another text each time. The text is kept as long as password and key are the same,
# so that a second demo pushes no new configuration.
# encrypted_password NAME: of the registry of that name.
encrypted_password() {
  local url key kept secret=$SLUICE_SECRETS/$1-password
  url=$(get_env SLUICE_URL)
  key=$(curl --silent --show-error --fail --max-time 60 "$url/api/tenant/$DEMO_TENANT/key/$DEMO_CONFIG_PROJECT.pub") ||
    fail "'sluice dev' at $url gives no public key for project '$DEMO_CONFIG_PROJECT' of tenant '$DEMO_TENANT'." "Its log: $SLUICE_LOGS/sluice.log"
  kept=$SLUICE_HERE/encrypted-$1-$( (printf '%s' "$key" && cat "$secret") | sha256sum | cut -c1-16)
  if [[ ! -s $kept ]]; then
    "$SLUICE_ROOT/sluice" encrypt --url "$url" --tenant "$DEMO_TENANT" --project "$DEMO_CONFIG_PROJECT" \
      <"$secret" >"$kept.new" || fail "'sluice encrypt' failed (its message is above)."
    mv "$kept.new" "$kept"
  fi
  cat "$kept"
}

# put_block FILE MARK BLOCK: MARK becomes the block's first line; its other lines follow, moved in to where the marked line stands.
put_block() {
  BLOCK=$3 awk -v mark="$2" '
    (at = index($0, mark)) {
      match($0, /^ */)
      indent = substr($0, 1, RLENGTH)
      lines = split(ENVIRON["BLOCK"], line, "\n")
      print substr($0, 1, at - 1) line[1] substr($0, at + length(mark))
      for (i = 2; i <= lines; i++) {
        sub(/^ */, "", line[i])
        if (line[i] != "") print indent "  " line[i]
      }
      next
    }
    { print }' "$1" >"$1.new"
  mv "$1.new" "$1"
}
