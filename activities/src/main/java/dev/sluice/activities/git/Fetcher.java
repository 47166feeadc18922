package dev.sluice.activities.git;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.engine.change.Project;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/// Fetches from the projects' remotes.
final class Fetcher {
    private static final int TIMEOUT_SECONDS = 120;

    private final GitRemotes remotes;

    Fetcher(GitRemotes remotes) {
        this.remotes = remotes;
    }

    /// Branches and tags, with those gone that are gone there.
    ///
    /// @return the branch that the remote's `HEAD` names; empty when it does not tell
    String branches(Project project, Repository into) throws IOException {
        FetchResult result = fetch(
                project,
                into,
                List.of(new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*")));
        Ref head = result.getAdvertisedRef(Constants.HEAD);
        String target = head != null && head.isSymbolic() ? head.getTarget().getName() : "";
        return target.startsWith(Constants.R_HEADS) ? target.substring(Constants.R_HEADS.length()) : "";
    }

    void ref(Project project, Repository into, String ref) throws IOException {
        fetch(project, into, List.of(new RefSpec("+" + ref + ":" + ref)));
    }

    private FetchResult fetch(Project project, Repository into, List<RefSpec> specs) throws IOException {
        GitRemotes.Remote remote = remotes.of(project);
        try (Transport transport = Transport.open(into, new URIish(remote.fetchUrl()))) {
            transport.setTimeout(TIMEOUT_SECONDS);
            transport.setTagOpt(TagOpt.NO_TAGS);
            transport.setRemoveDeletedRefs(specs.size() > 1);
            if (!remote.user().isEmpty()) {
                transport.setCredentialsProvider(new UsernamePasswordCredentialsProvider(
                        remote.user(), remote.password().get()));
            }
            return transport.fetch(NullProgressMonitor.INSTANCE, specs);
        } catch (URISyntaxException e) {
            throw new InfrastructureFailure("'%s' is not the address of a repository".formatted(remote.fetchUrl()));
        } catch (NoRemoteRepositoryException e) {
            throw new InfrastructureFailure(
                    "there is no repository '%s' at %s, or user '%s' may not read it. Check the tenant's projects and that user's rights."
                            .formatted(project.name(), remote.url(), remote.user()));
        } catch (TransportException e) {
            if (own(e)) {
                throw new CorruptObjectException(e.getMessage());
            }
            throw new InfrastructureFailure(
                    "'%s' could not be fetched from %s as user '%s' (%s). Check that the server runs and that the user and password are right."
                            .formatted(project.name(), remote.url(), remote.user(), e.getMessage()),
                    e);
        }
    }

    /// Whether the fault is in our own clone, which then has to be made anew.
    private static boolean own(TransportException fault) {
        for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof MissingObjectException || cause instanceof CorruptObjectException) {
                return true;
            }
        }
        return false;
    }
}
