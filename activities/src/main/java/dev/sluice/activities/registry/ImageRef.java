package dev.sluice.activities.registry;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Name of an image, read as Docker reads it: the first component is a host if it holds a `.` or `:` or is
/// `localhost`; without one the host is `docker.io`, whose one-word images live in `library/`
/// (container-roles 2.3).
///
/// @param host registry, with its port if any; the aliases of Docker Hub are `docker.io`
/// @param path repository on that registry
public record ImageRef(String host, String path, Optional<String> tag, Optional<Digest> digest) {
    /// Longest tag that the distribution API allows.
    public static final int TAG_LENGTH = 128;

    private static final String HUB = "docker.io";
    private static final Set<String> HUB_NAMES = Set.of(HUB, "index.docker.io", "registry-1.docker.io");
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9a-fA-F:.]+])(?::[0-9]{1,5})?");
    private static final Pattern COMPONENT = Pattern.compile("[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final Pattern ENCODED_PORT = Pattern.compile("([A-Za-z0-9.-]+)_([0-9]{1,5})");

    public ImageRef {
        requireNonNull(host, "host");
        requireNonNull(path, "path");
        requireNonNull(tag, "tag");
        requireNonNull(digest, "digest");
    }

    /// @throws IllegalArgumentException with a sentence for its author when the text is no image name
    public static ImageRef parse(String text) {
        String name = text;
        Optional<Digest> digest = Optional.empty();
        int at = name.indexOf('@');
        if (at >= 0) {
            digest = Digest.parse(name.substring(at + 1));
            if (digest.isEmpty()) {
                throw refused(text, "what follows '@' is not a digest");
            }
            name = name.substring(0, at);
        }
        Optional<String> tag = Optional.empty();
        int colon = name.lastIndexOf(':');
        if (colon > name.lastIndexOf('/') && !name.endsWith("]")) {
            String found = name.substring(colon + 1);
            if (!isTag(found)) {
                throw refused(text, "its tag must be letters, digits, '_', '.' or '-', at most 128 of them");
            }
            tag = Optional.of(found);
            name = name.substring(0, colon);
        }
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean hosted = first.contains(".") || first.contains(":") || first.equals("localhost");
        String host = hosted ? first : HUB;
        String path = hosted ? name.substring(slash + 1) : name;
        if (!HOST.matcher(host).matches()) {
            throw refused(text, "'" + host + "' is not a registry host");
        }
        for (String component : path.split("/", -1)) {
            if (!COMPONENT.matcher(component).matches()) {
                throw refused(
                        text,
                        "each part of its path must be lower-case letters and digits, joined by '.', '_', '__' or '-'");
            }
        }
        if (HUB_NAMES.contains(host)) {
            host = HUB;
            path = path.contains("/") ? path : "library/" + path;
        }
        return new ImageRef(host, path, tag, digest);
    }

    public static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }

    /// The public image that a registry which mirrors many hosts keeps under this path: the inverse of
    /// [#registryPath].
    public static ImageRef atRegistryPath(String path, String tag) {
        int slash = path.indexOf('/');
        if (slash > 0) {
            Matcher encoded = ENCODED_PORT.matcher(path.substring(0, slash));
            if (encoded.matches()) {
                return parse(encoded.group(1) + ":" + encoded.group(2) + path.substring(slash) + ":" + tag);
            }
        }
        return parse(path + ":" + tag);
    }

    /// Where a registry that mirrors many hosts keeps this image: Docker Hub's images by their path, all others below
    /// their host, in which a port's colon is written `_`.
    public String registryPath() {
        return host.equals(HUB) ? path : host.replace(':', '_') + "/" + path;
    }

    /// The name as people and the engine write it: no `docker.io/`, no `library/`.
    public String familiarName() {
        if (!host.equals(HUB)) {
            return host + "/" + path;
        }
        String library = "library/";
        return path.startsWith(library) && path.indexOf('/', library.length()) < 0
                ? path.substring(library.length())
                : path;
    }

    /// Digest, else tag, else `latest`.
    public String reference() {
        return digest.map(Digest::toString).or(() -> tag).orElse("latest");
    }

    public ImageRef withTag(String newTag) {
        return new ImageRef(host, path, Optional.of(newTag), Optional.empty());
    }

    @Override
    public String toString() {
        return familiarName()
                + tag.map(found -> ":" + found).orElse("")
                + digest.map(found -> "@" + found).orElse("");
    }

    private static IllegalArgumentException refused(String text, String reason) {
        return new IllegalArgumentException("'" + text + "' is not an image name: " + reason + ".");
    }
}
