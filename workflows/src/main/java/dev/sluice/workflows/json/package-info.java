/// JSON of payloads and stored documents: records, optionals, and sealed families tagged by `type`.
@NullMarked
package dev.sluice.workflows.json;

import org.jspecify.annotations.NullMarked;
