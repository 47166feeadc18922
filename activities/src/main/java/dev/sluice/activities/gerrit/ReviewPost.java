package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.engine.buildset.FileComment;
import dev.sluice.engine.report.Review;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One review: message, tag, votes and comments in a single call.
///
/// @param labels those that are to be set, which may be fewer than the review's own
record ReviewPost(Review review, Map<String, Integer> labels, List<FileComment> comments)
        implements GerritCall<ReviewPost.Outcome> {

    /// What Gerrit made of it.
    sealed interface Outcome {
        record Posted() implements Outcome {}

        /// @param text Gerrit's own words
        record Refused(int status, String text) implements Outcome {}
    }

    @Override
    public String purpose() {
        return "post a review on change " + review.change().id();
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "changes/%s/revisions/%d/review"
                .formatted(
                        ReadChange.id(
                                review.change().project().name(),
                                review.change().number()),
                        review.change().patchset());
    }

    @Override
    public Optional<JsonNode> body() {
        ObjectNode body = GerritJson.object();
        body.put("message", review.message());
        body.put("tag", review.tag());
        if (!review.notifyWhom().isEmpty()) {
            body.put("notify", review.notifyWhom());
        }
        // A repeated delivery does not repeat the remarks.
        body.put("omit_duplicate_comments", true);
        ObjectNode votes = body.putObject("labels");
        labels.forEach(votes::put);
        ObjectNode files = body.putObject("comments");
        comments.forEach(
                comment -> remark(files.withArrayProperty(comment.path()).addObject(), comment));
        return Optional.of(body);
    }

    private static void remark(ObjectNode json, FileComment comment) {
        json.put("message", comment.message());
        if (comment.line() > 0) {
            json.put("line", comment.line());
        }
        if (comment.endLine() > 0) {
            json.putObject("range")
                    .put("start_line", comment.startLine())
                    .put("start_character", comment.startCharacter())
                    .put("end_line", comment.endLine())
                    .put("end_character", comment.endCharacter());
        }
    }

    @Override
    public Outcome answer(JsonNode json) {
        return new Outcome.Posted();
    }

    @Override
    public Optional<Outcome> refusal(int status, String text) {
        return switch (status) {
            case 400, 403, 404, 409, 422 -> Optional.of(new Outcome.Refused(status, text));
            default -> Optional.empty();
        };
    }
}
