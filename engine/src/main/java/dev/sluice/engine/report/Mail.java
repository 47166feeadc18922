package dev.sluice.engine.report;

/// One mail about an item.
///
/// @param key names the report, so that a repeated delivery is recognised
/// @param to addresses with commas between them; empty for the connection's own
/// @param from an address; empty for the connection's own
/// @param subject one line
public record Mail(String key, String connection, String to, String from, String subject, String text) {}
