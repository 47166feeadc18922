package dev.sluice.worker.api;

import java.util.Map;

/// @param status `ok`, or `starting` while a part is not ready yet
/// @param parts what each part says of itself
public record ApiHealth(String status, Map<String, String> parts) {}
