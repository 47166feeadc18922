package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.JobFlags;
import dev.sluice.engine.config.JobVariant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the stanzas so far forbid the later ones (B30–B35).
///
/// @param protectedBy the project that protected the job first
/// @param closed attributes that `attribute-control` closed
record JobGuards(
        boolean isFinal, boolean isAbstract, boolean intermediate, Optional<Project> protectedBy, List<String> closed) {
    static final JobGuards NONE = new JobGuards(false, false, false, Optional.empty(), List.of());
    /// Those of the built-in job (A37).
    static final JobGuards FINAL = new JobGuards(true, false, false, Optional.empty(), List.of());

    /// Tells what `variant` may not do to the job `name`.
    ///
    /// @param listed whether the variant is an entry of a pipeline
    void check(String name, JobVariant variant, boolean listed, FreezeLog log) {
        List<String> execution = SetAttributes.ofExecution(variant, listed);
        if (isFinal && !execution.isEmpty()) {
            log.report(
                    variant.source(),
                    ConfigCode.FREEZE_FINAL,
                    execution.getFirst(),
                    "Unable to modify final job '%s': %s sets '%s'."
                            .formatted(name, variant.path(), String.join("', '", execution)),
                    "A final job may still be non-voting, restricted to branches or files, and given dependencies.");
        }
        if (intermediate && !variant.flags().isAbstract()) {
            log.report(
                    variant.source(),
                    ConfigCode.FREEZE_INTERMEDIATE,
                    name,
                    "job '%s' is intermediate and may only be inherited by another abstract job, which '%s' is not."
                            .formatted(name, variant.name()),
                    "Add 'abstract: true', or inherit from a job that is not intermediate.");
        }
        checkProtected(name, variant, execution, log);
        Stream.concat(execution.stream(), SetAttributes.ofContext(variant).stream())
                .filter(closed::contains)
                .forEach(attribute -> log.report(
                        variant.source(),
                        ConfigCode.FREEZE_ATTRIBUTE_FINAL,
                        attribute,
                        "attribute '%s' of job '%s' is final and may not be set again by %s."
                                .formatted(attribute, name, variant.path()),
                        "Leave '%s' out.".formatted(attribute)));
    }

    private void checkProtected(String name, JobVariant variant, List<String> execution, FreezeLog log) {
        if (protectedBy.isEmpty()) {
            return;
        }
        boolean foreign = !variant.source().project().equals(protectedBy.get());
        if (foreign && !execution.isEmpty()) {
            log.report(
                    variant.source(),
                    ConfigCode.FREEZE_PROTECTED,
                    execution.getFirst(),
                    "job '%s', which is defined in '%s', is protected and cannot be inherited from other projects; %s sets '%s'."
                            .formatted(name, protectedBy.get().name(), variant.path(), String.join("', '", execution)),
                    "Attach it as it is.");
        }
        if (variant.flags().isProtected().filter(value -> !value).isPresent()) {
            log.report(
                    variant.source(),
                    ConfigCode.FREEZE_PROTECTED_RESET,
                    "protected",
                    "Unable to reset protected attribute of job '%s' by %s.".formatted(name, variant.path()),
                    "Leave 'protected: false' out.");
        }
    }

    /// @param first whether it is the first stanza; what that says of `protected` restricts no other (B33)
    /// @param anew whether abstract and intermediate begin anew, as for an inheriting job (B31, B32)
    JobGuards with(JobVariant variant, boolean first, boolean anew) {
        JobFlags flags = variant.flags();
        // saying `false` claims the job for the project, too
        boolean protects = !first && flags.isProtected().isPresent();
        return new JobGuards(
                isFinal || flags.isFinal(),
                flags.isAbstract() || (!anew && isAbstract),
                flags.intermediate() || (!anew && intermediate),
                protectedBy.or(() -> protects ? Optional.of(variant.source().project()) : Optional.empty()),
                Merges.appended(closed, flags.finalAttributes()));
    }
}
