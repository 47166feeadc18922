package dev.sluice.activities.git;

import dev.sluice.engine.change.Project;
import java.util.function.Supplier;

/// Where projects' repositories are.
@FunctionalInterface
public interface GitRemotes {

    Remote of(Project project);

    /// @param url without credentials; also `origin` of what is checked out
    /// @param fetchUrl what is fetched from, such as the address for signed-in users; without credentials too
    /// @param user empty when nobody has to sign in
    /// @param password asked for at every use
    record Remote(String url, String fetchUrl, String user, Supplier<String> password) {}
}
