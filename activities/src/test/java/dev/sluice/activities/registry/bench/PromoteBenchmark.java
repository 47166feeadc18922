package dev.sluice.activities.registry.bench;

import dev.sluice.activities.registry.Patience;
import dev.sluice.activities.registry.Promotion;
import dev.sluice.activities.registry.RealRegistry;
import dev.sluice.activities.registry.RealRegistry.Guard;
import dev.sluice.activities.registry.RegistryClient;
import dev.sluice.activities.registry.TestImage;
import dev.sluice.activities.registry.TrustedCas;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Promotes staged images at a real registry: one at a time, then twenty of one change; prints times, requests, and the
/// blob requests that the registry itself counted.
///
/// Arguments: promotions of one image (200).
public final class PromoteBenchmark {
    private static final int WARM_UP = 30;
    private static final int MANY = 20;

    private PromoteBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        Path directory = Files.createTempDirectory("sluice-promote-benchmark");
        try (RealRegistry registry = new RealRegistry(directory, "127.0.0.1", Guard.none(), true);
                RegistryClient client = new RegistryClient(
                        registry.endpoint(Optional.empty()), TrustedCas.none(), Patience.usual(), Clock.systemUTC())) {
            run(registry, client, rounds);
        }
    }

    private static void run(RealRegistry registry, RegistryClient client, int rounds) throws Exception {
        TestImage image = TestImage.ociIndex("promoted", 100_000, 100_000);
        List<Long> times = new ArrayList<>();
        long requests = 0;
        int blobs = 0;
        for (int round = 0; round < WARM_UP + rounds; round++) {
            String staged = "change_" + round + "_latest";
            image.pushTo(client, "org/app", staged);
            int blobsBefore = blobRequests(registry);
            long before = client.requests();
            long nanos = promote(client, round, List.of("org/app"), staged);
            if (round >= WARM_UP) {
                times.add(nanos);
                requests += client.requests() - before;
                blobs += blobRequests(registry) - blobsBefore;
            }
        }
        Collections.sort(times);
        System.out.printf(
                "one image: p50 %.1f ms, p99 %.1f ms, %.1f requests, %d blob requests in %d promotions%n",
                times.get(times.size() / 2) / 1e6,
                times.get((int) Math.ceil(times.size() * 0.99) - 1) / 1e6,
                requests / (double) rounds,
                blobs,
                rounds);
        List<String> repositories = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            repositories.add("org/image" + i);
            TestImage.ociIndex("image" + i, 100_000).pushTo(client, "org/image" + i, "change_1_latest");
        }
        int blobsBefore = blobRequests(registry);
        long nanos = promote(client, 1, repositories, "change_1_latest");
        System.out.printf(
                "%d images of one change: %.0f ms, %d blob requests%n",
                MANY, nanos / 1e6, blobRequests(registry) - blobsBefore);
    }

    private static int blobRequests(RealRegistry registry) throws Exception {
        return registry.log().split("/blobs/", -1).length - 1;
    }

    private static long promote(RegistryClient client, int change, List<String> repositories, String staged)
            throws Exception {
        List<Promotion.Image> images = repositories.stream()
                .map(one -> new Promotion.Image(client, one, staged, "latest", Optional.empty()))
                .toList();
        Promotion.By by = new Promotion.By("example.com/app", "master", "" + change, "1", "" + change);
        long start = System.nanoTime();
        List<Promotion.Result> results = new Promotion(
                        (later, earlier) -> Integer.parseInt(later) > Integer.parseInt(earlier))
                .promote(images, by, _ -> {});
        long nanos = System.nanoTime() - start;
        if (results.stream().anyMatch(one -> one.outcome() != Promotion.Outcome.PROMOTED || one.stagedLeft())) {
            throw new IllegalStateException("not promoted: " + results);
        }
        return nanos;
    }
}
