# shellcheck shell=bash
# Adds up what Surefire and Failsafe wrote.

RESULT_PASSED=0 RESULT_FAILED=0 RESULT_SKIPPED=0

# count_maven_results SINCE: the XML reports newer than that file.
count_maven_results() {
  local tests failures errors skipped
  while read -r tests failures errors skipped; do
    RESULT_PASSED=$((RESULT_PASSED + tests - failures - errors - skipped))
    RESULT_FAILED=$((RESULT_FAILED + failures + errors))
    RESULT_SKIPPED=$((RESULT_SKIPPED + skipped))
  done < <(
    # shellcheck disable=SC2016 # awk's own dollars
    find "$SLUICE_ROOT" -path '*/target/*-reports/TEST-*.xml' -newer "$1" -print0 |
      xargs -0 --no-run-if-empty awk '
        function number(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
        # Attributes of the root element may stand on several lines, up to its closing angle bracket.
        FNR == 1 { head = "" ; done = 0 }
        !done {
          head = head " " $0
          if (head ~ /<testsuite[^>]*>/) { $0 = head; print number("tests"), number("failures"), number("errors"), number("skipped"); done = 1 }
        }'
  )
}
