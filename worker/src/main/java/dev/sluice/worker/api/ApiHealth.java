package dev.sluice.worker.api;

import java.util.Map;

/// @param status `ok`, or `not ready` while a part is not
/// @param parts what each part says of itself
public record ApiHealth(String status, Map<String, String> parts) {}
