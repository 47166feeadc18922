package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.engine.buildset.FileComment;
import dev.sluice.engine.report.Review;
import dev.sluice.workflows.port.FailureKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Posts reviews (F70, F71).
///
/// A review leaves no trace of its key in Gerrit: the text must have the form that Gerrit's plugins read, and so must
/// the tag. A repeated delivery is recognised by what is new on the change instead: before the first post the caller
/// keeps the id of the change's newest message ([#newestMessage]), and a later attempt posts nothing when a message
/// after that one has our tag, patch set and text.
final class ReviewPoster {
    private static final Logger LOG = LoggerFactory.getLogger(ReviewPoster.class);
    private static final List<String> OPTIONS = List.of("CURRENT_REVISION", "DETAILED_LABELS", "MESSAGES");
    private static final List<String> BESIDES_FILES = List.of("/COMMIT_MSG", "/PATCHSET_LEVEL");

    private final GerritRest rest;

    ReviewPoster(GerritRest rest) {
        this.rest = rest;
    }

    /// Id of the newest message on the review's change, empty when it has none; absent when there is no such change.
    Optional<String> newestMessage(Review review) {
        return change(review).map(json -> {
            JsonNode messages = json.path("messages");
            return messages.isEmpty()
                    ? ""
                    : messages.get(messages.size() - 1).path("id").asText("");
        });
    }

    /// @param after id of the message that was the newest before this review was first tried
    /// @return false when Gerrit refused it for good
    boolean post(Review review, String after) {
        Optional<JsonNode> found = change(review);
        if (found.isEmpty()) {
            LOG.info(
                    "change {} is gone from {}: its report is dropped",
                    review.change().id(),
                    rest.connection());
            return false;
        }
        JsonNode change = found.get();
        if (!isThere(review, after, change)) {
            Map<String, Integer> labels = labels(review, change);
            refuseUngranted(review, labels, change);
            if (!send(review, labels)) {
                return false;
            }
        }
        return !review.submit() || isMerged(change) || rest.send(new SubmitChange(review.change()));
    }

    private boolean send(Review review, Map<String, Integer> labels) {
        List<FileComment> comments = review.comments().stream()
                .filter(comment -> BESIDES_FILES.contains(comment.path())
                        || review.change().files().contains(comment.path()))
                .toList();
        if (comments.size() < review.comments().size()) {
            LOG.info(
                    "{} comments on files outside change {} are left out",
                    review.comments().size() - comments.size(),
                    review.change().id());
        }
        return switch (rest.send(new ReviewPost(review, labels, comments))) {
            case ReviewPost.Outcome.Posted posted -> true;
            case ReviewPost.Outcome.Refused refused -> again(review, labels, comments, refused);
        };
    }

    /// A vote that came too late, or a remark that Gerrit cannot place, must not cost the message.
    private boolean again(
            Review review,
            Map<String, Integer> labels,
            List<FileComment> comments,
            ReviewPost.Outcome.Refused refused) {
        if (refused.status() == 404) {
            return false;
        }
        if (refused.status() == 403) {
            throw FailureKind.CONFIG.failure(
                    "%s refuses a review by user '%s' on '%s', branch '%s': %s. Grant that user the right in Gerrit."
                            .formatted(
                                    rest.connection(),
                                    rest.connection().user(),
                                    review.change().project().name(),
                                    review.change().branch(),
                                    refused.text()),
                    null);
        }
        if (refused.status() == 400 && !comments.isEmpty()) {
            LOG.warn("comments on change {} are left out: {}", review.change().id(), refused.text());
            return send(without(review), labels);
        }
        boolean votesTooLate = !labels.isEmpty()
                && change(review).map(now -> labels(review, now).isEmpty()).orElse(false);
        if (votesTooLate) {
            return send(review, Map.of());
        }
        LOG.warn(
                "{} refuses the report on change {}: {}",
                rest.connection(),
                review.change().id(),
                refused.text());
        return false;
    }

    private static Review without(Review review) {
        return new Review(
                review.key(),
                review.connection(),
                review.change(),
                review.message(),
                review.tag(),
                review.labels(),
                List.of(),
                review.submit());
    }

    private Optional<JsonNode> change(Review review) {
        String id =
                ReadChange.id(review.change().project().name(), review.change().number());
        return rest.send(new ReadChange(id, OPTIONS));
    }

    private static boolean isMerged(JsonNode change) {
        return change.path("status").asText("").equals("MERGED");
    }

    /// Only an open change's current patch set takes votes.
    private static Map<String, Integer> labels(Review review, JsonNode change) {
        boolean current =
                ChangeReader.currentPatchset(change) == review.change().patchset();
        boolean open = change.path("status").asText("").equals("NEW");
        return current && open ? new TreeMap<>(review.labels()) : Map.of();
    }

    /// Gerrit silently leaves out a vote that it does not know or does not allow.
    private void refuseUngranted(Review review, Map<String, Integer> labels, JsonNode change) {
        labels.forEach((label, value) -> {
            if (!change.path("labels").has(label)) {
                throw FailureKind.CONFIG.failure(
                        "label '%s' is not defined for project '%s' in %s; labels there: %s. Define it in Gerrit, or change the pipeline's reporter."
                                .formatted(
                                        label,
                                        review.change().project().name(),
                                        rest.connection(),
                                        names(change.path("labels"))),
                        null);
            }
            TreeSet<Integer> granted = new TreeSet<>();
            change.path("permitted_labels")
                    .path(label)
                    .forEach(text ->
                            granted.add(Integer.valueOf(text.asText("0").strip().replace("+", ""))));
            if (!granted.contains(value)) {
                throw FailureKind.CONFIG.failure(
                        "user '%s' may not vote '%s: %d' on project '%s', branch '%s' in %s; allowed: %s. Grant 'Label %s' with this range on 'refs/heads/*' to a group of that user, for example in All-Projects."
                                .formatted(
                                        rest.connection().user(),
                                        label,
                                        value,
                                        review.change().project().name(),
                                        review.change().branch(),
                                        rest.connection(),
                                        granted.isEmpty() ? "nothing" : granted,
                                        label),
                        null);
            }
        });
    }

    private static String names(JsonNode object) {
        TreeSet<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private boolean isThere(Review review, String after, JsonNode change) {
        boolean later = after.isEmpty();
        for (JsonNode message : change.path("messages")) {
            if (later
                    && message.path("tag").asText("").equals(review.tag())
                    && message.path("_revision_number").asInt(0)
                            == review.change().patchset()
                    && message.path("message")
                            .asText("")
                            .strip()
                            .endsWith(review.message().strip())) {
                return true;
            }
            later |= message.path("id").asText("").equals(after);
        }
        return false;
    }
}
