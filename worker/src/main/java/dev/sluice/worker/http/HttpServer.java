package dev.sluice.worker.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.json.JavalinJackson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Health, logs, read-only JSON, public keys and metrics over HTTP.
public final class HttpServer implements AutoCloseable {
    private final Javalin javalin;

    /// @param port 0 picks a free one
    public HttpServer(Site site, LogFiles logs, OpenIdProvider openId, String host, int port) {
        this.javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.concurrency.useVirtualThreads = true;
            config.jsonMapper(new JavalinJackson(new ObjectMapper(), true));
            config.jetty.host = host;
            config.jetty.port = port;
            config.routes
                    .get("/", context -> page(context, Pages.index(site.tenants(), site.info())))
                    .get("/health", context -> health(context, site))
                    .get(
                            "/metrics",
                            context -> context.contentType("text/plain; version=0.0.4")
                                    .result(site.metrics()))
                    .get("/api/info", context -> context.json(site.info()))
                    .get("/api/tenants", context -> context.json(site.tenants()))
                    .get(
                            "/api/tenant/{tenant}/status",
                            context -> found(context, site.status(context.pathParam("tenant")), "tenant"))
                    .get(
                            "/api/tenant/{tenant}/autohold",
                            context -> found(context, site.autoholds(context.pathParam("tenant")), "tenant"))
                    .get(
                            "/api/tenant/{tenant}/buildsets",
                            context -> context.json(site.buildsets(
                                    context.pathParam("tenant"),
                                    number(context, "change", 0),
                                    Math.min(number(context, "limit", 20), 200))))
                    .get("/api/tenant/{tenant}/key/<project>", context -> key(context, site))
                    .get(
                            "/api/buildset/{uuid}",
                            context -> found(context, site.buildset(context.pathParam("uuid")), "buildset"))
                    .get("/api/build/{uuid}", context -> found(context, site.build(context.pathParam("uuid")), "build"))
                    .get(
                            "/buildset/{uuid}",
                            context -> site.buildset(context.pathParam("uuid"))
                                    .ifPresentOrElse(
                                            buildset -> page(context, Pages.buildset(buildset)),
                                            () -> missing(context, "buildset")))
                    .get("/.well-known/openid-configuration", openId::configuration)
                    .get("/oidc/jwks", openId::keys)
                    .get("/logs/{build}/{file}", context -> logs.serve(context, site))
                    .get("/logs/{build}/", context -> logs.index(context));
        });
    }

    /// @throws io.javalin.util.JavalinBindException when the port is taken
    public int start() {
        javalin.start();
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    static void missing(Context context, String what) {
        context.status(HttpStatus.NOT_FOUND).result("There is no such " + what + ".\n");
    }

    private static void health(Context context, Site site) {
        var health = site.health();
        context.status(health.status().equals("ok") ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .json(health);
    }

    private static void key(Context context, Site site) {
        String path = context.pathParam("project");
        String project = path.endsWith(".pub") ? path.substring(0, path.length() - ".pub".length()) : path;
        Optional<String> pem = site.publicKey(context.pathParam("tenant"), project);
        if (pem.isPresent()) {
            context.contentType("text/plain").result(pem.get());
        } else {
            missing(context, "project in this tenant");
        }
    }

    private static void found(Context context, Optional<?> value, String what) {
        if (value.isPresent()) {
            context.json(value.get());
        } else {
            missing(context, what);
        }
    }

    private static void page(Context context, String html) {
        context.html(html);
    }

    private static int number(Context context, String name, int fallback) {
        @Nullable String text = context.queryParam(name);
        return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : fallback;
    }
}
