package dev.sluice.activities.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.registry.RegistryRefusal.ManifestInvalid;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Calls that list: tags of a repository, repositories of a registry.
final class ListingCalls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?", Pattern.CASE_INSENSITIVE);

    private ListingCalls() {}

    /// @param next address of the next page
    record Page(List<String> names, Optional<URI> next) {}

    private static Page page(Answer answer, String key, String purpose) throws RegistryRefusal {
        List<String> names = new ArrayList<>();
        try {
            JsonNode root = JSON.readTree(answer.bytes());
            // A repository that lost all its tags answers `null`.
            root.path(key).forEach(name -> names.add(name.asText()));
        } catch (IOException malformed) {
            throw new ManifestInvalid("could not " + purpose + ": the answer is not JSON.");
        }
        Matcher next = NEXT.matcher(answer.header("link").orElse(""));
        if (!next.find()) {
            return new Page(List.copyOf(names), Optional.empty());
        }
        Optional<URI> at = answer.resolved(next.group(1));
        if (at.isEmpty()
                || !RegistryEndpoint.origin(at.get()).equals(RegistryEndpoint.origin(answer.from()))
                || at.get().equals(answer.from())) {
            throw new ManifestInvalid(
                    "could not " + purpose + ": its next page is said to be at '" + next.group(1)
                            + "', which is not another page of this registry. Its 'Link' header must lead on, on its own host.");
        }
        return new Page(List.copyOf(names), at);
    }

    record Tags(String repository, Optional<URI> at) implements RegistryCall<Page> {
        @Override
        public Line line() {
            return new Line(
                    "GET",
                    at.map(URI::toString).orElse("/v2/" + repository + "/tags/list"),
                    "list the tags of '" + repository + "'",
                    List.of(Scope.read(repository)),
                    List.of(200, 404));
        }

        @Override
        public Page result(Answer answer) throws RegistryRefusal {
            return answer.status() == 404
                    ? new Page(List.of(), Optional.empty())
                    : page(answer, "tags", line().purpose());
        }
    }

    record Repositories(Optional<URI> at) implements RegistryCall<Page> {
        @Override
        public Line line() {
            return new Line(
                    "GET",
                    at.map(URI::toString).orElse("/v2/_catalog?n=1000"),
                    "list the repositories",
                    List.of(Scope.catalog()),
                    List.of(200));
        }

        @Override
        public Page result(Answer answer) throws RegistryRefusal {
            return page(answer, "repositories", line().purpose());
        }
    }
}
