package dev.sluice.engine.queue;

import java.util.ArrayList;
import java.util.List;

/// A change queue while one event is worked in: ids of its items, head first.
final class Lane {
    private final String name;
    private final boolean lasting;
    private final List<String> ids = new ArrayList<>();
    private int window;

    Lane(String name, boolean lasting, int window) {
        this.name = name;
        this.lasting = lasting;
        this.window = window;
    }

    String name() {
        return name;
    }

    boolean lasting() {
        return lasting;
    }

    List<String> ids() {
        return ids;
    }

    int window() {
        return window;
    }

    void window(int next) {
        window = next;
    }
}
