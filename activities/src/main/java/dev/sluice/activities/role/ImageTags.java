package dev.sluice.activities.role;

import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.registry.ImageRef;

/// Tags made from a final tag (1.3).
///
/// @param prefix `change_<number>` for a change, else the pipeline's name
/// @param build the build's uuid
record ImageTags(String prefix, String build) {

    static ImageTags of(RoleContext context) {
        String prefix = Variables.text(context, "zuul", "change")
                .map(change -> "change_" + change)
                .or(() -> Variables.text(context, "zuul", "pipeline"))
                .orElse("build");
        return new ImageTags(prefix, context.build());
    }

    /// In the final registry, until the change has merged.
    String temporary(String tag) {
        return prefix + "_" + tag;
    }

    /// In the intermediate registry; unlike the change's, a build's uuid is never used twice.
    String intermediate(String tag) {
        return build.replace("-", "") + "_" + tag;
    }

    /// What is wrong with a final tag, or the empty string.
    String defect(String tag) {
        if (!ImageRef.isTag(tag)) {
            return "tag '" + tag
                    + "' is not allowed: it must begin with a letter, a digit or '_', and go on with these,"
                    + " '.' or '-', at most " + ImageRef.TAG_LENGTH + " in all.";
        }
        for (String derived : new String[] {temporary(tag), intermediate(tag)}) {
            if (derived.length() > ImageRef.TAG_LENGTH) {
                return "tag '" + tag + "' is too long: with its temporary form '" + derived + "' it has "
                        + derived.length() + " characters, and " + ImageRef.TAG_LENGTH + " are allowed. Shorten it by "
                        + (derived.length() - ImageRef.TAG_LENGTH) + ".";
            }
            if (!ImageRef.isTag(derived)) {
                return "tag '" + tag + "' has the temporary form '" + derived
                        + "', which is not allowed: the pipeline's"
                        + " name holds what no tag may hold. Rename the pipeline.";
            }
        }
        return "";
    }
}
