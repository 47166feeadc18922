package dev.sluice.engine.autohold;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A tenant's autoholds.
///
/// @param requests oldest first
/// @param idsGiven how many there ever were
public record Autoholds(List<Autohold> requests, int idsGiven) {
    /// More would not fit beside the rest of what a tenant remembers.
    public static final int AT_MOST = 100;

    public static Autoholds none() {
        return new Autoholds(List.of(), 0);
    }

    public Optional<Autohold> find(String id) {
        return requests.stream().filter(request -> request.id().equals(id)).findFirst();
    }

    /// The request that holds a build already.
    public Optional<Autohold> holding(String build) {
        return requests.stream()
                .filter(request ->
                        request.held().stream().anyMatch(held -> held.build().equals(build)))
                .findFirst();
    }

    /// The request that an ended build is to be held for: the narrowest, and the oldest of those.
    public Optional<Autohold> wanting(EndedBuild ended) {
        return ended.mayBeHeld()
                ? requests.stream()
                        .filter(request -> request.wants(ended))
                        .max(Comparator.comparingInt(Autohold::scope)
                                .thenComparing(Autohold::id, Comparator.reverseOrder()))
                : Optional.empty();
    }

    /// The same with a new request.
    public Autoholds with(
            String project, String job, String refFilter, String reason, int maxCount, long nodeHoldExpiration) {
        String id = String.format(Locale.ROOT, "%010d", idsGiven);
        Autohold request = new Autohold(id, project, job, refFilter, reason, maxCount, nodeHoldExpiration, List.of());
        return new Autoholds(
                Stream.concat(requests.stream(), Stream.of(request)).toList(), idsGiven + 1);
    }

    public Autoholds without(String id) {
        return new Autoholds(
                requests.stream().filter(request -> !request.id().equals(id)).toList(), idsGiven);
    }

    /// The same with a build held for a request.
    public Autoholds holding(String id, HeldBuild build) {
        return new Autoholds(
                requests.stream()
                        .map(request -> request.id().equals(id) ? request.with(build) : request)
                        .toList(),
                idsGiven);
    }

    /// The same without what is used up and over.
    public Autoholds at(long now) {
        return new Autoholds(
                requests.stream().filter(request -> !request.isOver(now)).toList(), idsGiven);
    }

    /// Whether the nodes of a build are kept now.
    public boolean keep(String build, long now) {
        return requests.stream()
                .flatMap(request -> request.held().stream())
                .anyMatch(held -> held.build().equals(build) && !held.isOver(now));
    }
}
