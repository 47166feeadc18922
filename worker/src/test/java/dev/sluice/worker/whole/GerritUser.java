package dev.sluice.worker.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// A person at Gerrit, through REST.
public final class GerritUser {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String authorization;

    public GerritUser(RunningSite site) throws IOException {
        this.url = site.place("SLUICE_GERRIT_URL");
        String credential = "admin:" + site.secret("gerrit-admin-password");
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8));
    }

    /// Creates a change whose first patch set writes one file; returns its number.
    public int change(String project, String subject, String path, String content) {
        ObjectNode input = JSON.createObjectNode();
        input.put("project", project).put("branch", "master").put("subject", subject);
        input.putObject("patch").put("patch", diff(path, content));
        return call("POST", "/changes/", input).get("_number").asInt();
    }

    /// A new patch set that replaces one file.
    public void patchset(int change, String path, String content) {
        patchset(change, Map.of(path, content));
    }

    /// A new patch set that replaces files: path → content.
    public void patchset(int change, Map<String, String> files) {
        files.forEach((path, content) -> put("/changes/" + change + "/edit/" + path.replace("/", "%2F"), content));
        call("POST", "/changes/" + change + "/edit:publish", JSON.createObjectNode());
    }

    /// Votes as the reviewer that this person is.
    void vote(int change, String label, int value) {
        ObjectNode review = JSON.createObjectNode();
        review.putObject("labels").put(label, value);
        call("POST", "/changes/" + change + "/revisions/current/review", review);
    }

    void topic(int change, String topic) {
        call("PUT", "/changes/" + change + "/topic", JSON.createObjectNode().put("topic", topic));
    }

    /// The change's address, as a footer names it.
    String page(int change) {
        return url + "/c/" + change;
    }

    String status(int change) {
        return detail(change).path("status").asText();
    }

    public void abandon(int change) {
        call("POST", "/changes/" + change + "/abandon", JSON.createObjectNode());
    }

    void submit(int change) {
        call("POST", "/changes/" + change + "/submit", JSON.createObjectNode());
    }

    /// A file of a project's master.
    String content(String project, String path) {
        String found = send(HttpRequest.newBuilder(URI.create(
                url + "/a/projects/" + project + "/branches/master/files/" + path.replace("/", "%2F") + "/content")));
        return new String(Base64.getDecoder().decode(found), StandardCharsets.UTF_8);
    }

    void comment(int change, String message) {
        call(
                "POST",
                "/changes/" + change + "/revisions/current/review",
                JSON.createObjectNode().put("message", message));
    }

    /// The vote of `zuul` on the current patch set, 0 when there is none.
    public int verified(int change) {
        for (JsonNode vote : detail(change).path("labels").path("Verified").path("all")) {
            if (vote.path("username").asText().equals("zuul")) {
                return vote.path("value").asInt();
            }
        }
        return 0;
    }

    /// Everything `zuul` said on a change, the newest last.
    List<String> messages(int change) {
        List<String> messages = new ArrayList<>();
        for (JsonNode message : detail(change).path("messages")) {
            if (message.path("author").path("username").asText().equals("zuul")) {
                messages.add(message.path("message").asText());
            }
        }
        return messages;
    }

    JsonNode detail(int change) {
        return call("GET", "/changes/" + change + "/detail?o=DETAILED_ACCOUNTS", null);
    }

    /// A patch that adds a file, in the form Gerrit applies.
    private static String diff(String path, String content) {
        String[] lines = content.split("\n", -1);
        int count = content.endsWith("\n") ? lines.length - 1 : lines.length;
        StringBuilder diff = new StringBuilder("diff --git a/" + path + " b/" + path + "\nnew file mode 100644\n");
        diff.append("--- /dev/null\n+++ b/")
                .append(path)
                .append("\n@@ -0,0 +1,")
                .append(count)
                .append(" @@\n");
        for (int i = 0; i < count; i++) {
            diff.append('+').append(lines[i]).append('\n');
        }
        return diff.toString();
    }

    private void put(String path, String content) {
        send(HttpRequest.newBuilder(URI.create(url + "/a" + path))
                .header("Content-Type", "text/plain")
                .PUT(HttpRequest.BodyPublishers.ofString(content)));
    }

    private JsonNode call(String verb, String path, @org.jspecify.annotations.Nullable ObjectNode body) {
        String answer = send(HttpRequest.newBuilder(URI.create(url + "/a" + path))
                .header("Content-Type", "application/json")
                .method(
                        verb,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString())));
        try {
            return JSON.readTree(answer.replaceFirst("^\\)]}'", ""));
        } catch (IOException foreign) {
            throw new IllegalStateException("not JSON: " + answer, foreign);
        }
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(
                    request.header("Authorization", authorization).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException("Gerrit answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException("Gerrit does not answer", failed);
        }
    }
}
