# shellcheck shell=bash
# ./dev down: the way back, whatever state things are in.

# shellcheck source=tools/dev/components.sh
source "$SLUICE_ROOT/tools/dev/components.sh"

verb_down() {
  (($# == 0)) || unknown_option down "$1" nothing
  lock_checkout down
  bring_down
}

bring_down() {
  say "bringing everything of this checkout down"
  stop_parts
  check_leftovers all 10
}
