package dev.sluice.engine.config;

import java.util.List;
import java.util.Optional;

/// Who may use and change a job (B30–B35).
///
/// @param finalAttributes attributes that `attribute-control` closes
public record JobFlags(
        boolean isFinal,
        boolean isAbstract,
        boolean intermediate,
        Optional<Boolean> isProtected,
        List<String> finalAttributes) {}
