#!/usr/bin/env bash
# Makes docs/images/gate.svg from the trees that './dev demo gate' saw: tools/dev/gate-picture.sh [FRAMES [SVG]].
# Of the pictures between two changes of the queue the last is shown, with the seconds since the first approval.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
frames=${1:-$root/.sluice/demo-gate.jsonl}
svg=${2:-$root/docs/images/gate.svg}

[[ -s $frames ]] || {
  printf "error: '%s' is not there: './dev demo gate --keep' makes it.\n" "$frames" >&2
  exit 1
}

jq --raw-output --slurp '
  # What stands in the line, whatever its jobs do.
  def shape: .tree | split("\n") | map(.[0:12]) | join("\n");
  def escaped: gsub("&"; "&amp;") | gsub("<"; "&lt;");
  def coloured: reduce (["✔", "#2da44e"], ["✘", "#cf222e"], ["▶", "#bf8700"], ["·", "#8c959f"]) as [$mark, $colour]
    (.; gsub($mark; "<tspan fill=\"\($colour)\">\($mark)</tspan>"));
  def line($x; $y; $text): "<text x=\"\($x)\" y=\"\($y)\">\($text)</text>";

  reduce .[] as $frame ([]; if length > 0 and (.[-1] | shape) == ($frame | shape) then .[:-1] + [$frame] else . + [$frame] end)
  | (map(.tree | split("\n") | length) | max) as $tallest
  # The line fills first; the story begins when all are in it.
  | .[(map(.tree | split("\n") | length) | index($tallest)):]
  | . as $shown
  | 340 as $width | (44 + 20 * $tallest) as $height
  | "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \($width * 3) \($height * ((length + 2) / 3 | floor))\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"14\" xml:space=\"preserve\">",
    "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
    (to_entries[] | .key as $i | .value as $frame
      | (($i % 3) * $width + 16) as $x | (($i / 3 | floor) * $height) as $top
      | "<g fill=\"#24292f\">",
        "<text x=\"\($x)\" y=\"\($top + 22)\" fill=\"#8c959f\">\($frame.at) s</text>",
        ($frame.tree | split("\n") | to_entries[] | line($x; $top + 44 + 20 * .key; .value | escaped | coloured)),
        "</g>"),
    "</svg>"' "$frames" >"$svg.new"
mv "$svg.new" "$svg"
printf '%s\n' "$svg"
