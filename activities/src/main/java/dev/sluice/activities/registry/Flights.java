package dev.sluice.activities.registry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// Who uploads which blob to which registry just now, and where blobs were seen: two uploads of one blob at a time are
/// a race that registries lose, and a blob that a registry holds in one repository can be mounted into another.
final class Flights {
    private static final int REMEMBERED = 20_000;

    private final Map<Place, CountDownLatch> inTheAir = new ConcurrentHashMap<>();
    private final Map<Place, String> seen = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, String> eldest) {
            return size() > REMEMBERED;
        }
    });

    private record Place(String registry, Digest digest) {}

    interface Work<T> {
        T run() throws RegistryRefusal, BrokenTransfer, InterruptedException;
    }

    /// Runs the work while no other work on that blob of that registry runs.
    <T> T alone(String registry, Digest digest, Work<T> work)
            throws RegistryRefusal, BrokenTransfer, InterruptedException {
        Place place = new Place(registry, digest);
        CountDownLatch mine = new CountDownLatch(1);
        for (CountDownLatch other = inTheAir.putIfAbsent(place, mine);
                other != null;
                other = inTheAir.putIfAbsent(place, mine)) {
            other.await();
        }
        try {
            return work.run();
        } finally {
            inTheAir.remove(place, mine);
            mine.countDown();
        }
    }

    void saw(String registry, Digest digest, String repository) {
        seen.put(new Place(registry, digest), repository);
    }

    /// A repository of that registry that held the blob.
    Optional<String> seenIn(String registry, Digest digest) {
        return Optional.ofNullable(seen.get(new Place(registry, digest)));
    }
}
