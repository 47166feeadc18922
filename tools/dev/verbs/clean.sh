# shellcheck shell=bash
# ./dev clean [--cache]: down, and the disk back.

# shellcheck source=tools/dev/verbs/down.sh
source "$SLUICE_ROOT/tools/dev/verbs/down.sh"

verb_clean() {
  local cache=no
  case ${1:-} in
  '') ;;
  --cache) cache=yes ;;
  *) unknown_option clean "$1" --cache ;;
  esac
  lock_checkout clean
  bring_down
  if [[ $cache == yes ]]; then
    # The engine's data lies in there: nothing of it may be in use.
    if own_engine_pid >/dev/null; then
      fail "the cache '$SLUICE_CACHE' is in use: our Docker engine (pid $(own_engine_pid)) still serves others." "Run './dev down' in the checkouts named above first."
    fi
    say "removing $SLUICE_CACHE ($(du -sh "$SLUICE_CACHE" 2>/dev/null | cut -f1))"
    unmount_below "$SLUICE_CACHE"
    as_root rm -rf "$SLUICE_CACHE"
  fi
  find "$SLUICE_ROOT" -maxdepth 2 -type d -name target -exec rm -rf {} +
  rm -rf "$SLUICE_HERE"
  say "clean"
}

# A killed engine leaves mounts behind, and rm stops at them.
unmount_below() {
  local mount
  while read -r mount; do
    [[ $mount != "$1"/* ]] || as_root umount "$mount"
  done < <(cut -d' ' -f2 /proc/self/mounts | sort -r)
}
