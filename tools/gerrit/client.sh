# shellcheck shell=bash
# What people do with Gerrit, from the shell: projects, pushes, changes, votes. Passwords go by file, never on a command line.

# gerrit_use URL FOLDER: which server, and the folder with admin-password, zuul-password and zuul-key for it.
gerrit_use() {
  GERRIT_URL=$1
  GERRIT_KEYS=$2
  local user host=${1#http://}
  for user in admin zuul; do
    (
      umask 077
      printf 'machine %s login %s password %s\n' "${host%%:*}" "$user" "$(<"$2/$user-password")" >"$2/netrc-$user"
      printf 'http://%s:%s@%s\n' "$user" "$(<"$2/$user-password")" "$host" >"$2/credentials-$user"
    )
  done
}

# gerrit_rest METHOD PATH [JSON]: as admin; prints the answer's JSON without Gerrit's guard line. GERRIT_AS names another user.
gerrit_rest() {
  local method=$1 path=$2 answer status
  answer=$(mktemp)
  # The body by standard input: it may hold a password.
  status=$(curl --silent --show-error --max-time 30 --netrc-file "$GERRIT_KEYS/netrc-${GERRIT_AS:-admin}" --request "$method" \
    --output "$answer" --write-out '%{http_code}' ${3:+--header "Content-Type: application/json" --data-binary @-} "$GERRIT_URL/a/$path" <<<"${3:-}")
  if [[ $status != 2* ]]; then
    local body
    body=$(<"$answer")
    rm -f "$answer"
    fail "Gerrit answered $status to $method $GERRIT_URL/a/$path: $body"
  fi
  sed "1{/^)]}'/d}" "$answer"
  rm -f "$answer"
}

# gerrit_git ARGUMENT…: git, signed in as admin, blind to the user's own settings.
gerrit_git() {
  GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0 git \
    -c "credential.helper=store --file=$GERRIT_KEYS/credentials-${GERRIT_AS:-admin}" -c user.name=Administrator -c user.email=admin@example.com \
    -c init.defaultBranch=master -c core.hooksPath=/dev/null -c advice.detachedHead=false "$@"
}

url_encoded() { jq --null-input --raw-output --arg text "$1" '$text | @uri'; }

gerrit_create_project() {
  local name
  name=$(url_encoded "$1")
  if (gerrit_rest GET "projects/$name") >/dev/null 2>&1; then return; fi
  gerrit_rest PUT "projects/$name" '{"create_empty_commit": true, "branches": ["master"]}' >/dev/null
}

# gerrit_push_tree PROJECT DIRECTORY MESSAGE: the branch's content becomes the directory's; no commit when it is that already.
gerrit_push_tree() {
  local work
  work=$(gerrit_clone "$1")
  find "$work" -mindepth 1 -maxdepth 1 ! -name .git -exec rm -rf {} +
  cp -R "$2/." "$work"
  gerrit_git -C "$work" add --all
  if ! gerrit_git -C "$work" diff --cached --quiet; then
    gerrit_git -C "$work" commit --quiet --message "$3"
    gerrit_git -C "$work" push --quiet origin HEAD:refs/heads/master 2>"$work/.git/push" ||
      fail_with_log "$work/.git/push" "the content of '$2' could not be pushed to project '$1'."
  fi
  rm -rf "$work"
}

gerrit_clone() {
  local work
  work=$(mktemp -d "$SLUICE_HERE/clone.XXXXXX")
  gerrit_git clone --quiet "$GERRIT_URL/a/$1" "$work" >&2 || fail "project '$1' could not be cloned from $GERRIT_URL."
  printf '%s' "$work"
}

# gerrit_create_change PROJECT DIRECTORY MESSAGE: lays the directory's files over the branch and pushes for review; prints the number.
gerrit_create_change() {
  local work output number id
  work=$(gerrit_clone "$1")
  cp -R "$2/." "$work"
  gerrit_git -C "$work" add --all
  # As Gerrit's commit hook does: a hash over who, when and what.
  id=I$(printf '%s\n%s\n%s\n%s' "$1" "$3" "$EPOCHREALTIME" "$(gerrit_git -C "$work" write-tree)" | git hash-object --stdin)
  gerrit_git -C "$work" commit --quiet --message "$3" --message "Change-Id: $id"
  output=$(gerrit_git -C "$work" push origin HEAD:refs/for/master 2>&1) || fail "the change to '$1' was not accepted by Gerrit: $output"
  number=$(sed -n 's|.*/+/\([0-9]*\).*|\1|p' <<<"$output" | head -n 1)
  rm -rf "$work"
  [[ -n $number ]] || fail "Gerrit took the push to '$1' but named no change: $output"
  printf '%s' "$number"
}

# gerrit_vote NUMBER LABEL: the extreme vote that stands on the current patch set ('1', '-1', …), or nothing.
gerrit_vote() {
  gerrit_rest GET "changes/$1/detail" |
    jq --raw-output --arg name "$2" '[.labels[$name].all[]? | .value // 0 | select(. != 0)] | if any(. < 0) then min else max // empty end'
}

# gerrit_voted NUMBER LABEL VALUE: as a condition for wait_for.
gerrit_voted() { [[ $(gerrit_vote "$1" "$2") == "$3" ]]; }

# gerrit_messages NUMBER: author and text of every message, oldest first.
gerrit_messages() {
  gerrit_rest GET "changes/$1/detail" | jq --raw-output '.messages[] | "--- \(.author.username // .author.name // "Gerrit")\n\(.message)"'
}

# The last message that zuul wrote on a change.
gerrit_last_report() {
  gerrit_rest GET "changes/$1/detail" | jq --raw-output '[.messages[] | select(.author.username == "zuul")] | last | .message // ""'
}

gerrit_change_url() { printf '%s/c/%s' "$GERRIT_URL" "$1"; }
