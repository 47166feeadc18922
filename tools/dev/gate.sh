# shellcheck shell=bash
# Changes that go through the gate of job-defs/gate, for './dev demo gate' and the soak test.

GATE_FRAMES=$SLUICE_HERE/demo-gate.jsonl

use_gate_tenant() {
  # shellcheck disable=SC2034 # read where projects are made and settings written
  DEMO_DEFS=$SLUICE_ROOT/job-defs/gate SLUICE_TENANTS=$SLUICE_ROOT/job-defs/gate/main.yaml
}

# gate_change PROJECT TITLE FILE [NUMBER]: a change with one new file; NUMBER is what it depends on. Prints its number.
gate_change() {
  local project=$1 title=$2 file=$3 tree message
  tree=$(mktemp -d "$SLUICE_HERE/change.XXXXXX")
  date --iso-8601=ns >"$tree/$file"
  message=$title${4:+$'\n\n'"Depends-On: $(gerrit_change_url "$4")"}
  gerrit_create_change "$project" "$tree" "$message"
  rm -rf "$tree"
}

gate_approve() { gerrit_rest POST "changes/$1/revisions/current/review" '{"labels": {"Code-Review": 2}}' >/dev/null; }

gate_status() { gerrit_rest GET "changes/$1" | jq --raw-output .status; }

# Four changes over three projects; the second is broken, and what comes behind it is tested again without it.
gate_demo() {
  local lib api web again
  lib=$(gate_change lib "Offer a greeting" greeting)
  api=$(gate_change api "Greet through the library" broken "$lib")
  web=$(gate_change web "Show a page" page)
  again=$(gate_change lib "Greet the page's readers" readers "$web")
  say "changes $lib (lib), $api (api, needs $lib), $web (web) and $again (lib, needs $web) wait for approval"
  local number
  for number in "$lib" "$api" "$web" "$again"; do gate_approve "$number"; done
  gate_watch "$lib" "$api" "$web" "$again"
  gate_judge "$api" "$lib" "$web" "$again"
}

# gate_picture: the queue as a tree, from the API's status on standard input. What fails stands beside the line.
gate_picture() {
  jq --raw-output '
    def mark: if .result == "SUCCESS" then "✔" elif .result == "SKIPPED" then "-" elif .result != "" then "✘"
      elif (.state | IN("waiting", "queued")) then "·" else "▶" end;
    [.[] | select(.pipeline == "gate") | .items[]] as $items
    | if ($items | length) == 0 then "gate ╶ empty" else
        "gate ╶ integrated",
        ($items | to_entries[] | (if .value.failing then "│ ✘─ " elif .key == ($items | length) - 1 then "└── " else "├── " end)
          + .value.subject + " " + .value.project + "  " + ([.value.jobs[] | mark + " " + .job] | join("  ")))
      end'
}

# gate_watch NUMBER…: prints the tree whenever it changes, until Gerrit has an answer for each; keeps all pictures.
gate_watch() {
  local deadline=$((SECONDS + 300)) picture before='' began=$EPOCHREALTIME lines=0
  : >"$GATE_FRAMES"
  while ((SECONDS < deadline)); do
    picture=$(curl --silent --fail --max-time 10 "$(get_env SLUICE_URL)/api/tenant/$DEMO_TENANT/status" | gate_picture) || picture=$before
    if [[ $picture != "$before" ]]; then
      # On a terminal the new tree takes the old one's place.
      if [[ -t 2 ]] && ((lines)); then printf '\033[%dA\033[J' "$lines" >&2; fi
      printf '%s\n' "$picture" | sed 's/^/  /' >&2
      [[ -t 2 ]] || printf '\n' >&2
      lines=$(wc -l <<<"$picture")
      jq --null-input --compact-output --arg at "$(elapsed_since "$began")" --arg tree "$picture" '{at: $at, tree: $tree}' >>"$GATE_FRAMES"
      before=$picture
    fi
    if [[ $picture == *empty* ]] && gate_decided "$@"; then return; fi
    sleep 0.2
  done
  warn "the gate is not through with changes $* after 300 s; log of the server: $SLUICE_LOGS/sluice.log"
  return 1
}

gate_decided() {
  local number
  for number in "$@"; do
    [[ $(gate_status "$number") == MERGED || $(gerrit_vote "$number" Verified) == -2 ]] || return 1
  done
}

# gate_judge BROKEN GOOD…: what Gerrit itself says.
gate_judge() {
  local broken=$1 failed=0 number
  shift
  for number in "$@"; do
    if [[ $(gate_status "$number") == MERGED ]]; then
      good "Gerrit says MERGED of change $number"
    else
      warn "Gerrit says $(gate_status "$number") of change $number, expected MERGED" && failed=1
    fi
  done
  if [[ $(gate_status "$broken") == NEW && $(gerrit_vote "$broken" Verified) == -2 ]]; then
    good "Gerrit says Verified -2 on change $broken"
  else
    warn "Gerrit says $(gate_status "$broken") of change $broken with Verified '$(gerrit_vote "$broken" Verified)', expected NEW with -2" && failed=1
  fi
  return "$failed"
}
