package dev.sluice.worker.http;

import dev.sluice.worker.api.ApiBuild;
import dev.sluice.worker.api.ApiBuildset;
import dev.sluice.worker.api.ApiInfo;
import dev.sluice.worker.api.ApiTenant;
import java.util.List;

/// Small pages for people who follow a link from a review; they work without scripts.
final class Pages {
    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
            table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #ddd}
            .SUCCESS{color:#116329}.FAILURE,.RETRY_LIMIT,.POST_FAILURE,.TIMED_OUT,.NODE_FAILURE{color:#a40e26}
            .SKIPPED,.CANCELED{color:#57606a}code{font-size:.9em}pre{white-space:pre-wrap;background:#f6f8fa;padding:.8rem}
            @media(prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}td,th{border-color:#30363d}
            pre{background:#161b22}a{color:#79c0ff}.SUCCESS{color:#7ee787}.FAILURE,.RETRY_LIMIT,.POST_FAILURE{color:#ff7b72}}
            """;

    private Pages() {}

    static String index(List<ApiTenant> tenants, ApiInfo info) {
        StringBuilder body = new StringBuilder("<h1>Sluice</h1>");
        if (!info.temporalUi().isEmpty()) {
            body.append("<p>").append(link(info.temporalUi(), "Temporal UI")).append("</p>");
        }
        for (ApiTenant tenant : tenants) {
            String api = "/api/tenant/" + tenant.name();
            body.append("<h2>").append(text(tenant.name())).append("</h2><p>");
            body.append(link(api + "/status", "queues")).append(" · ");
            body.append(link(api + "/buildsets", "buildsets")).append("</p>");
            tenant.problems()
                    .forEach(problem ->
                            body.append("<pre>").append(text(problem)).append("</pre>"));
        }
        return page("Sluice", body);
    }

    static String buildset(ApiBuildset buildset) {
        StringBuilder body = new StringBuilder();
        String result = buildset.result().isEmpty() ? "running" : buildset.result();
        body.append("<h1>").append(text(buildset.pipeline())).append(": ");
        body.append(text(buildset.project() + " " + buildset.subject())).append("</h1>");
        body.append("<p class='").append(text(buildset.result())).append("'><strong>");
        body.append(text(result)).append("</strong></p><p>").append(link(buildset.url(), "the change"));
        if (!buildset.temporalUrl().isEmpty()) {
            body.append(" · ").append(link(buildset.temporalUrl(), "in the Temporal UI"));
        }
        body.append("</p><table><tr><th>job<th>result<th>note<th>log</tr>");
        for (ApiBuild build : buildset.builds()) {
            String state = build.result().isEmpty() ? build.state() : build.result();
            body.append("<tr><td>").append(text(build.job())).append(build.voting() ? "" : " (non-voting)");
            body.append("<td class='").append(text(state)).append("'>").append(text(state));
            body.append("<td>").append(text(build.note())).append("<td>");
            body.append(build.logUrl().isEmpty() ? "" : link(build.logUrl(), "log"))
                    .append("</tr>");
        }
        body.append("</table>");
        if (!buildset.landed().isEmpty()) {
            body.append("<p>Merged. ").append(text(buildset.landed())).append("</p>");
        }
        if (!buildset.message().isEmpty()) {
            body.append("<h2>Reported</h2><pre>")
                    .append(text(buildset.message()))
                    .append("</pre>");
        }
        return page(buildset.subject() + " " + result, body);
    }

    static String logs(String build, List<String> files) {
        StringBuilder body = new StringBuilder("<h1>Logs of build <code>" + text(build) + "</code></h1><ul>");
        for (String file : files) {
            body.append("<li>").append(link(file, file)).append(" (");
            body.append(link(file + "?follow=true", "follow")).append(")");
        }
        return page("logs", body.append("</ul>"));
    }

    private static String link(String address, String label) {
        return "<a href=\"" + text(address) + "\">" + text(label) + "</a>";
    }

    private static String page(String title, CharSequence body) {
        return "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'><title>"
                + text(title) + "</title><style>" + STYLE + "</style>" + body + "</html>";
    }

    /// HTML text: what users wrote never becomes markup.
    private static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
