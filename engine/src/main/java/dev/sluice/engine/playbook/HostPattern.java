package dev.sluice.engine.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// `hosts` of a play: names and groups joined by `,` or `:`, `all`, `localhost`, `!` to leave out, `&` to intersect.
final class HostPattern {
    private HostPattern() {}

    /// Hosts in the inventory's order, the executor last.
    ///
    /// @param unknown told of every word that names nothing
    static List<String> resolve(List<String> words, Inventory inventory, Consumer<String> unknown) {
        List<String> chosen = new ArrayList<>();
        for (String word : words) {
            if (!word.startsWith("!") && !word.startsWith("&")) {
                chosen.addAll(named(word, inventory, unknown));
            }
        }
        for (String word : words) {
            if (word.startsWith("&")) {
                chosen.retainAll(named(word.substring(1), inventory, unknown));
            }
        }
        for (String word : words) {
            if (word.startsWith("!")) {
                chosen.removeAll(named(word.substring(1), inventory, unknown));
            }
        }
        List<String> ordered = new ArrayList<>(inventory.hosts());
        ordered.remove(Inventory.EXECUTOR);
        ordered.add(Inventory.EXECUTOR);
        ordered.retainAll(chosen);
        return List.copyOf(ordered);
    }

    static List<String> words(String pattern) {
        List<String> words = new ArrayList<>();
        for (String word : pattern.split("[,:]")) {
            if (!word.isBlank()) {
                words.add(word.strip());
            }
        }
        return words;
    }

    private static List<String> named(String word, Inventory inventory, Consumer<String> unknown) {
        if (word.equals("all") || word.equals("*")) {
            return inventory.hosts();
        }
        if (!inventory.knows(word)) {
            unknown.accept(word);
            return List.of();
        }
        return inventory.groups().getOrDefault(word, List.of(word));
    }
}
