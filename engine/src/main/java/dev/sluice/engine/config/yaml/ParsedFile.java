package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.Pragma;
import dev.sluice.engine.problem.Problem;
import java.util.List;

/// One file after parsing, the same for every tenant that reads it.
///
/// @param problems of the file as a whole, when it is no list of stanzas
public record ParsedFile(List<ParsedStanza> stanzas, List<Problem> problems) {

    /// What its pragmas say together; they hold for the whole file (A62).
    public Pragma pragma() {
        Pragma pragma = Pragma.NONE;
        for (ParsedStanza stanza : stanzas) {
            if (stanza.object().orElse(null) instanceof ConfigObject.OfPragma(Pragma found)) {
                pragma = pragma.and(found);
            }
        }
        return pragma;
    }
}
