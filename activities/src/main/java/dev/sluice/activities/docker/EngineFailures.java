package dev.sluice.activities.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.sluice.activities.contract.InfrastructureFailure;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Wording of what can go wrong with an engine: what was tried, what it said, what to do.
final class EngineFailures {
    private static final Pattern MESSAGE = Pattern.compile("\\{\"message\":\"(.*)\"}", Pattern.DOTALL);

    private EngineFailures() {}

    /// Runs a call and turns what it throws into words.
    static <T> T call(EngineSettings settings, String purpose, Supplier<T> call) {
        try {
            return call.get();
        } catch (InfrastructureFailure e) {
            throw e;
        } catch (RuntimeException e) {
            throw explain(settings, purpose, e);
        }
    }

    static InfrastructureFailure explain(EngineSettings settings, String purpose, RuntimeException failure) {
        return new InfrastructureFailure(
                "Could not " + purpose + " on the Docker engine '" + settings.host() + "': "
                        + reason(settings, failure),
                failure);
    }

    private static String reason(EngineSettings settings, RuntimeException failure) {
        String said = said(failure);
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("permission denied") && !(failure instanceof DockerException)) {
            return "permission denied on its socket. Run the worker as a user of the group that owns the socket (usually "
                    + "'docker'), or as root. [DOCKER-PERMISSION]";
        }
        if (!(failure instanceof DockerException) && unanswered(failure)) {
            return "it does not answer (" + said
                    + "). Start it, or set 'docker.host' to where it listens. [DOCKER-DOWN]";
        }
        if (lower.contains("no space left on device")) {
            return "no space is left on its disk (" + said + "). Free some: 'docker system df' shows what takes it, "
                    + "'docker system prune' removes what is unused. [DOCKER-DISK-FULL]";
        }
        if (lower.contains("non-overlapping ipv4 address pool") || lower.contains("could not find an available")) {
            return "its address pools are exhausted. Set 'docker.subnets' to a private range that nothing else uses (now '"
                    + settings.subnets() + "'). [DOCKER-NO-SUBNET]";
        }
        return said + " [DOCKER-REFUSED]";
    }

    static InfrastructureFailure imageMissing(EngineSettings settings, String image, String said) {
        return new InfrastructureFailure("Image '" + image + "' is not on the Docker engine '" + settings.host()
                + "', and could not be pulled: " + said + ". Build it there or pull it by hand ('docker pull " + image
                + "'), or name another image in the settings. [DOCKER-NO-IMAGE]");
    }

    static InfrastructureFailure noSubnet(EngineSettings settings, int networks) {
        return new InfrastructureFailure("No free subnet is left in '" + settings.subnets() + "' (" + networks
                + " networks exist on the Docker engine '" + settings.host()
                + "'). Set 'docker.subnets' to a larger private range, or remove networks that nothing uses "
                + "('docker network prune'). [DOCKER-NO-SUBNET]");
    }

    static InfrastructureFailure noGateway(EngineSettings settings) {
        return new InfrastructureFailure("The default bridge of the Docker engine '" + settings.host()
                + "' has no IPv4 gateway. Set 'docker.advertise-host' to an address of this host that containers can "
                + "reach. [DOCKER-NO-GATEWAY]");
    }

    /// What the engine said, without the wrapping of the client library.
    static String said(Throwable failure) {
        String text = String.valueOf(failure.getMessage()).strip();
        Matcher matcher = MESSAGE.matcher(text);
        if (matcher.find()) {
            return matcher.group(1).replace("\\\"", "\"").strip();
        }
        Throwable cause = failure.getCause();
        return cause == null || failure instanceof DockerException ? text : said(cause);
    }

    static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    static boolean unanswered(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof NoSuchFileException
                    || cause instanceof java.net.SocketException
                    || cause instanceof java.net.SocketTimeoutException
                    || cause instanceof java.io.IOException) {
                return true;
            }
        }
        return false;
    }
}
