/// JSON of payloads and stored documents: records, optionals, and sealed families tagged by `type`.
///
/// The engine carries no annotation: [SealedFamilies] reads what `permits` says. A record of a sealed family is
/// written with its simple name, whatever type it is declared as:
///
/// ```json
/// {"type": "BuildPaused", "build": "5f0c…", "returned": {…}, "atEpochMilli": 1700000000000}
/// ```
///
/// Upgrades: a field that the reader does not know is passed over; an absent list, map or text is read as an empty
/// one. Sets are refused, since they would be read in an order of their own.
@NullMarked
package dev.sluice.workflows.json;

import org.jspecify.annotations.NullMarked;
