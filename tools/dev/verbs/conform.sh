# shellcheck shell=bash
# ./dev conform DIR…: conformance cases, on a fresh build.

# shellcheck source=tools/dev/build.sh
source "$SLUICE_ROOT/tools/dev/build.sh"

verb_conform() {
  (($#)) || fail "'./dev conform' wants directories with cases." "Example: ./dev conform conformance/"
  make_places
  ensure_build
  exec "$SLUICE_ROOT/sluice" conform "$@"
}
