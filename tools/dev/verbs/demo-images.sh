# shellcheck shell=bash
# ./dev demo images: three changes in three repositories, each image built on the one before; tested unmerged, gated, promoted.
# What counts is what Gerrit and the two registries say afterwards.

IMAGES_PROJECTS=(app site deploy)

run_images_demo() {
  local keep=$1 failed=0
  bring_up
  IMAGES_CHANGES=()
  push_image_changes
  test_and_gate || failed=1
  if ((failed == 0)); then draw_image_flow || failed=1; fi
  check_leftovers builds 30 || failed=1
  if [[ $keep == no ]]; then
    # shellcheck disable=SC2034 # read by end_of_demo
    DEMO_ENDED=yes
    (bring_down) || failed=1
  else
    say "everything stays up, as --keep asks; './dev down' ends it"
  fi
  if ((failed)); then
    fail "./dev demo images: not what was expected (reasons above)." "Logs: $SLUICE_LOGS"
  fi
  good "demo images: what was tested before the merge is what is published"
}

# A(app) <- B(site) <- C(deploy). The greeting changes, so C's test passes only if it sees A through B.
push_image_changes() {
  local word overlay project needed='' number
  word="hello from $(date --iso-8601=seconds)"
  for project in "${IMAGES_PROJECTS[@]}"; do
    overlay=$(mktemp -d "$SLUICE_HERE/change.XXXXXX")
    sed "s/hello from the app/$word/" "$DEMO_DEFS/$project/zuul.yaml" >"$overlay/zuul.yaml"
    [[ $project != app ]] || printf '%s\n' "$word" >"$overlay/greeting"
    [[ $project != site ]] || printf 'On top of the app, %s\n' "$word" >"$overlay/README.md"
    number=$(gerrit_create_change "$project" "$overlay" "Greet anew in $project${needed:+

Depends-On: $needed}")
    rm -rf "$overlay"
    IMAGES_CHANGES+=("$number")
    say "change $number of '$project' pushed${needed:+, on top of $needed}"
    needed=$(gerrit_change_url "$number")
  done
}

test_and_gate() {
  local number
  for number in "${IMAGES_CHANGES[@]}"; do
    watch_pipeline "$number" check || return 1
  done
  for number in "${IMAGES_CHANGES[@]}"; do
    gerrit_rest POST "changes/$number/revisions/current/review" '{"labels": {"Code-Review": 2}}' >/dev/null
  done
  say "all three approved: Code-Review +2"
  for number in "${IMAGES_CHANGES[@]}"; do
    watch_pipeline "$number" gate || return 1
  done
  for number in "${IMAGES_CHANGES[@]}"; do
    watch_pipeline "$number" promote || return 1
  done
}

watch_pipeline() {
  "$SLUICE_ROOT/sluice" watch --url "$(get_env SLUICE_URL)" --change "$1" --pipeline "$2" --timeout 10m >&2 ||
    {
      warn "pipeline '$2' did not end well for change $1 (exit code $?); log of the server: $SLUICE_LOGS/sluice.log"
      gerrit_last_report "$1" | sed 's/^/       | /' >&2
      return 1
    }
}

# image_build NUMBER PIPELINE JOB: the build's uuid in the newest buildset.
image_build() {
  curl --silent --fail --max-time 10 "$(get_env SLUICE_URL)/api/tenant/$DEMO_TENANT/buildsets?change=$1" |
    jq --raw-output --arg pipeline "$2" --arg job "$3" \
      '[.[] | select(.pipeline == $pipeline)] | max_by(.startedAt) | .builds[] | select(.job == $job) | .uuid'
}

# manifest_file REGISTRY REPOSITORY TAG FILE
manifest_file() {
  registry_curl "$1" --header 'Accept: application/vnd.docker.distribution.manifest.v2+json' --header 'Accept: application/vnd.oci.image.manifest.v1+json' \
    --output "$4" "https://$(get_env "SLUICE_${1^^}_REGISTRY")/v2/$2/manifests/$3"
}

# Fetches what each of the three became, checks it, and shows it with the digests that the registries give.
draw_image_flow() {
  local work project number i wrong=0 stage
  work=$(mktemp -d)
  for i in "${!IMAGES_PROJECTS[@]}"; do
    project=${IMAGES_PROJECTS[i]} number=${IMAGES_CHANGES[i]}
    manifest_file intermediate "example/$project" "$(image_build "$number" check "$project-build-image")_latest" "$work/$project.check"
    manifest_file intermediate "example/$project" "$(image_build "$number" gate "$project-upload-image")_latest" "$work/$project.gate"
    manifest_file final "example/$project" latest "$work/$project.final"
    for stage in check gate; do jq --raw-output '.layers[].digest' "$work/$project.$stage" >"$work/$project.$stage.layers"; done
  done
  echo
  for i in "${!IMAGES_PROJECTS[@]}"; do
    draw_image "$work" "$i" || wrong=1
  done
  rm -rf "$work"
  return "$wrong"
}

# draw_image DIRECTORY INDEX
draw_image() {
  local work=$1 i=$2 wrong=0 project=${IMAGES_PROJECTS[$2]} below='' stage
  ((i == 0)) || below=${IMAGES_PROJECTS[i - 1]}
  printf '  example/%s, change %s%s\n' "$project" "${IMAGES_CHANGES[i]}" "${below:+, FROM example/$below}"
  for stage in check gate; do
    printf '  │ %-7s built    %s\n' "$stage" "$(digest_of "$work/$project.$stage")"
    [[ -n $below ]] || continue
    [[ $stage == check ]] || printf '  │         %s\n' "$(handover "$(image_build "${IMAGES_CHANGES[i - 1]}" gate "$below-upload-image")" "$(image_build "${IMAGES_CHANGES[i]}" gate "$project-upload-image")")"
    if ! grep -qvxF -f "$work/$project.$stage.layers" "$work/$below.$stage.layers"; then
      printf '  │         on layer %s  of change %s, %s\n' "$(tail -n 1 "$work/$below.$stage.layers")" "${IMAGES_CHANGES[i - 1]}" \
        "$([[ $stage == check ]] && echo 'not merged then' || echo 'ahead in the gate')"
    else
      warn "example/$project in $stage is not built on the image of change ${IMAGES_CHANGES[i - 1]}"
      wrong=1
    fi
  done
  printf '  │ promote latest   %s\n' "$(digest_of "$work/$project.final")"
  if cmp --quiet "$work/$project.gate" "$work/$project.final"; then
    printf '  ▼         the bytes that the gate tested\n\n'
  else
    warn "example/$project:latest is not what the gate tested"
    wrong=1
  fi
  return "$wrong"
}

# handover PROVIDER CONSUMER: from the success of one build to the first step that builds on its image, and what was copied for it.
handover() {
  local ended began log=$SLUICE_HERE/state/logs/$2/job-output.txt
  ended=$(curl --silent --fail --max-time 10 "$(get_env SLUICE_URL)/api/build/$1" | jq .endedAt)
  began=$(date --utc --date "$(grep -m 1 -F 'TASK [role: build-docker-image]' "$log" | cut -d '|' -f 1)" +%s%3N)
  awk -v millis=$((began - ended)) '/ bytes$/ { bytes += $(NF - 1) } END { printf "%.1f s after its provider'"'"'s success, %d bytes copied\n", millis / 1000, bytes }' "$log"
}
