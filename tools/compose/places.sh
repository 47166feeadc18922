# shellcheck shell=bash
# The compose site is a checkout's second site, beside the one of ./dev: own state folder, own label, own passwords.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export SLUICE_HERE=$here/.compose
# shellcheck source=tools/dev/lib.sh
source "$here/tools/dev/lib.sh"
# shellcheck source=tools/dev/components.sh
source "$SLUICE_ROOT/tools/dev/components.sh"
