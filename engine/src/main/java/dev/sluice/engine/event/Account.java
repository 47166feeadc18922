package dev.sluice.engine.event;

/// Who caused an event; parts that Gerrit did not tell are empty.
public record Account(String name, String username, String email) {}
