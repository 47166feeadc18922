package dev.sluice.engine.config.load;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A cache that forgets what was used longest ago once it holds too much; files of strangers must not fill the memory.
final class Recent<K, V> {
    private final long most;
    private final LinkedHashMap<K, Weighed<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long total;

    private record Weighed<V>(V value, long weight) {}

    /// @param most sum of the weights that it may hold
    Recent(long most) {
        this.most = most;
    }

    Optional<V> find(K key) {
        return Optional.ofNullable(entries.get(key)).map(Weighed::value);
    }

    /// Keeps a value, however heavy, at least until the next one comes.
    V keep(K key, V value, long weight) {
        Weighed<V> before = entries.put(key, new Weighed<>(value, weight));
        total += weight - (before == null ? 0 : before.weight());
        Iterator<Map.Entry<K, Weighed<V>>> oldest = entries.entrySet().iterator();
        while (total > most && entries.size() > 1) {
            total -= oldest.next().getValue().weight();
            oldest.remove();
        }
        return value;
    }

    int size() {
        return entries.size();
    }
}
