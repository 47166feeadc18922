package dev.sluice.activities.registry.bench;

import dev.sluice.activities.registry.CopyReport;
import dev.sluice.activities.registry.Digest;
import dev.sluice.activities.registry.ImageCopier;
import dev.sluice.activities.registry.ImageCopier.Image;
import dev.sluice.activities.registry.Manifest;
import dev.sluice.activities.registry.Patience;
import dev.sluice.activities.registry.RealRegistry;
import dev.sluice.activities.registry.RealRegistry.Guard;
import dev.sluice.activities.registry.RegistryClient;
import dev.sluice.activities.registry.TrustedCas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/// Copies an image of ten layers from one registry to another, in turns with `skopeo copy --all`, each time to a fresh
/// registry; prints medians and their ratio, and what a repeated copy costs. A worker lives for weeks, so the rounds
/// begin after some copies, which are printed as well: what they take longer is the JIT compiler's work.
///
/// Arguments: megabytes (200), rounds (9), `plain` for HTTP instead of TLS.
public final class CopyBenchmark {
    private static final int LAYERS = 10;
    private static final int LANES = 4;
    private static final int WARM_UPS = 10;

    private final int megabytes;
    private final int rounds;
    private final boolean tls;
    private final Path directory;

    private CopyBenchmark(int megabytes, int rounds, boolean tls, Path directory) {
        this.megabytes = megabytes;
        this.rounds = rounds;
        this.tls = tls;
        this.directory = directory;
    }

    public static void main(String[] arguments) throws Exception {
        int megabytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 9;
        boolean tls = arguments.length < 3 || !arguments[2].equals("plain");
        Path directory = Files.createTempDirectory("sluice-copy-benchmark");
        try {
            new CopyBenchmark(megabytes, rounds, tls, directory).run();
        } finally {
            delete(directory);
        }
    }

    private void run() throws Exception {
        try (RealRegistry source = new RealRegistry(directory.resolve("source"), "127.0.0.1", Guard.none(), tls)) {
            Digest digest;
            try (RegistryClient client = client(source)) {
                digest = make(client);
            }
            System.out.printf(
                    "image: %d layers, %d MB, %s; %s; %d processors; heap at most %d MB%n",
                    LAYERS,
                    megabytes,
                    digest,
                    tls ? "TLS" : "plain HTTP",
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.getRuntime().maxMemory() >> 20);
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            for (int copy = 1; copy <= WARM_UPS; copy++) {
                System.out.printf("copy %d of a fresh process: sluice %.3f s%n", copy, ours(source, digest, -copy));
            }
            for (int round = 1; round <= rounds; round++) {
                double own = ours(source, digest, round);
                double skopeo = skopeo(source, round);
                System.out.printf("round %d: sluice %.3f s, skopeo %.3f s%n", round, own, skopeo);
                ours.add(own);
                theirs.add(skopeo);
            }
            System.out.printf("live heap while it copies: %.1f MB over idle%n", heap(source) / 1e6);
            System.out.printf(
                    "median: sluice %.3f s, skopeo %.3f s, ratio %.2f%n",
                    median(ours), median(theirs), median(ours) / median(theirs));
        }
    }

    private static RegistryClient client(RealRegistry registry) {
        return new RegistryClient(
                registry.endpoint(Optional.empty()), TrustedCas.none(), Patience.usual(), Clock.systemUTC());
    }

    /// Layers are gzip of noise: skopeo compresses what is not compressed, and would copy another image.
    private Digest make(RegistryClient client) throws Exception {
        Random random = new Random(1);
        List<String> layers = new ArrayList<>();
        for (int i = 0; i < LAYERS; i++) {
            byte[] noise = new byte[(megabytes << 20) / LAYERS];
            random.nextBytes(noise);
            ByteArrayOutputStream packed = new ByteArrayOutputStream(noise.length + 1024);
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(noise);
            }
            byte[] layer = packed.toByteArray();
            client.putBlob("bench/image", layer);
            layers.add(
                    "{\"mediaType\":\"application/vnd.docker.image.rootfs.diff.tar.gzip\",\"size\":%d,\"digest\":\"%s\"}"
                            .formatted(layer.length, Digest.of(layer)));
        }
        byte[] config = "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}"
                .getBytes(StandardCharsets.UTF_8);
        client.putBlob("bench/image", config);
        String manifest =
                "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":{\"mediaType\":\"application/vnd.docker.container.image.v1+json\",\"size\":%d,\"digest\":\"%s\"},\"layers\":[%s]}"
                        .formatted(
                                Manifest.DOCKER_MANIFEST, config.length, Digest.of(config), String.join(",", layers));
        return client.putManifest(
                "bench/image",
                "latest",
                Manifest.of(manifest.getBytes(StandardCharsets.UTF_8), Manifest.DOCKER_MANIFEST));
    }

    private double ours(RealRegistry source, Digest digest, int round) throws Exception {
        Path place = directory.resolve("ours-" + round);
        try (RealRegistry target = new RealRegistry(place, "127.0.0.1", Guard.none(), tls)) {
            long start = System.nanoTime();
            double seconds;
            try (RegistryClient from = client(source);
                    RegistryClient to = client(target)) {
                ImageCopier copier = new ImageCopier(LANES);
                copy(copier, from, to, Optional.empty());
                seconds = (System.nanoTime() - start) / 1e9;
                if (round == rounds) {
                    long before = from.requests() + to.requests();
                    CopyReport again = copy(copier, from, to, Optional.empty());
                    long known = from.requests() + to.requests();
                    copy(copier, from, to, Optional.of(digest));
                    System.out.printf(
                            "repeated copy: %d requests, %d blob bytes (digest known: %d request); first copy: %d requests; heap used now %d MB, peak RSS %s%n",
                            known - before,
                            again.bytes(),
                            from.requests() + to.requests() - known,
                            before,
                            ManagementFactory.getMemoryMXBean()
                                            .getHeapMemoryUsage()
                                            .getUsed()
                                    >> 20,
                            peak());
                }
            }
            return seconds;
        } finally {
            delete(place);
        }
    }

    /// What is left after the collections that one copy is interrupted for, over what was left before it.
    private long heap(RealRegistry source) throws Exception {
        Path place = directory.resolve("heap");
        try (RealRegistry target = new RealRegistry(place, "127.0.0.1", Guard.none(), tls);
                RegistryClient from = client(source);
                RegistryClient to = client(target)) {
            long idle = live();
            AtomicLong most = new AtomicLong();
            new ImageCopier(LANES)
                    .copy(
                            new Image(from, "bench/image", "latest"),
                            new Image(to, "bench/image", "latest"),
                            Optional.empty(),
                            _ -> most.accumulateAndGet(live(), Math::max));
            return most.get() - idle;
        } finally {
            delete(place);
        }
    }

    private static long live() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static CopyReport copy(ImageCopier copier, RegistryClient from, RegistryClient to, Optional<Digest> known)
            throws Exception {
        return copier.copy(
                new Image(from, "bench/image", "latest"), new Image(to, "bench/image", "latest"), known, _ -> {});
    }

    private double skopeo(RealRegistry source, int round) throws Exception {
        Path place = directory.resolve("skopeo-" + round);
        try (RealRegistry target = new RealRegistry(place, "127.0.0.1", Guard.none(), tls)) {
            List<String> argv = new ArrayList<>(List.of("skopeo", "copy", "--all", "--quiet"));
            if (tls) {
                argv.addAll(List.of("--src-cert-dir", trust(source, "s" + round)));
                argv.addAll(List.of("--dest-cert-dir", trust(target, "t" + round)));
            } else {
                argv.addAll(List.of("--src-tls-verify=false", "--dest-tls-verify=false"));
            }
            argv.add("docker://127.0.0.1:" + source.port() + "/bench/image:latest");
            argv.add("docker://127.0.0.1:" + target.port() + "/bench/image:latest");
            long start = System.nanoTime();
            Process process = new ProcessBuilder(argv).inheritIO().start();
            if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("skopeo failed");
            }
            return (System.nanoTime() - start) / 1e9;
        } finally {
            delete(place);
        }
    }

    private String trust(RealRegistry registry, String name) throws IOException {
        Path certificates = Files.createDirectories(directory.resolve("trust-" + name));
        Files.writeString(certificates.resolve("ca.crt"), registry.ca().orElseThrow());
        return certificates.toString();
    }

    private static String peak() throws IOException {
        return Files.readString(Path.of("/proc/self/status"))
                .lines()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("unknown")
                .replaceAll("VmHWM:\\s*", "");
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException broken) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
