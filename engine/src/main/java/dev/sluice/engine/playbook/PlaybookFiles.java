package dev.sluice.engine.playbook;

import java.util.Optional;

/// The repositories that a playbook may read from, as the job's frozen form names them.
///
/// Implementations never leave the repository: neither by `..` nor by a symbolic link.
public interface PlaybookFiles {

    /// Text of a file of the playbook's own repository.
    ///
    /// @param path from the root of the repository, normalized
    Optional<String> find(String path);

    /// A role as data: the first among the playbook's role repositories that has a role of this name.
    Optional<RoleFiles> role(String name);

    /// Files of one role.
    interface RoleFiles {
        /// For messages, such as `review.example.com/org/config:roles/base`.
        String origin();

        /// Text of a file of the role, such as `tasks/main.yaml`.
        Optional<String> find(String path);
    }

    /// No files at all: a playbook on its own.
    static PlaybookFiles none() {
        return new PlaybookFiles() {
            @Override
            public Optional<String> find(String path) {
                return Optional.empty();
            }

            @Override
            public Optional<RoleFiles> role(String name) {
                return Optional.empty();
            }
        };
    }
}
