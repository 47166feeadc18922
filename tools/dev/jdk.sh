# shellcheck shell=bash
# Finds a JDK 25 (or newer) and exports JAVA_HOME. Sourced by mvnw, sluice and ./dev, so that all of them agree on one.

SLUICE_JDK_RELEASE=25

# Prints the feature release of the JDK in directory $1; nothing when it is no JDK (a bare JRE has no javac).
jdk_release() {
  [[ -x $1/bin/javac && -r $1/release ]] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# Prints candidate homes, best first: what the user set, what the user's PATH has, where distributions put JDKs.
jdk_candidates() {
  [[ -z ${JAVA_HOME:-} ]] || printf '%s\n' "$JAVA_HOME"
  local java
  java=$(command -v javac || true)
  [[ -z $java ]] || dirname "$(dirname "$(readlink -f "$java")")"
  local home
  for home in /usr/lib/jvm/*25* /usr/lib/jvm/* /opt/*jdk*25* "$HOME"/.sdkman/candidates/java/25*; do
    [[ ! -d $home ]] || printf '%s\n' "$home"
  done
}

use_jdk() {
  local home release
  while IFS= read -r home; do
    release=$(jdk_release "$home")
    if [[ -n $release ]] && ((release >= SLUICE_JDK_RELEASE)); then
      export JAVA_HOME=$home
      return 0
    fi
  done < <(jdk_candidates)
  printf '%s\n' \
    "sluice: no JDK $SLUICE_JDK_RELEASE found: looked at JAVA_HOME ('${JAVA_HOME:-}'), javac on PATH ('$(command -v javac || true)') and /usr/lib/jvm." \
    "        Install one (Temurin, or your distribution's openjdk-$SLUICE_JDK_RELEASE-jdk) or set JAVA_HOME to it, then run the same command again." >&2
  return 1
}
