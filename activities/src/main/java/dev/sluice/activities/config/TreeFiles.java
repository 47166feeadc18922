package dev.sluice.activities.config;

import dev.sluice.activities.contract.ProjectTrees;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.playbook.PlaybookFiles;
import java.util.List;
import java.util.Optional;

/// A playbook's files at the commits it will be read from.
record TreeFiles(ProjectTrees trees, At repository, List<At> roles) implements PlaybookFiles {
    private static final String ROLE_NAME = "[A-Za-z0-9_][A-Za-z0-9_.-]*";

    /// @param commit empty when the repository has no such branch
    /// @param single the role's name when the repository is itself one role, else empty
    record At(Project project, String commit, String single) {}

    @Override
    public Optional<String> find(String path) {
        return file(repository, path);
    }

    @Override
    public Optional<RoleFiles> role(String name) {
        if (!name.matches(ROLE_NAME)) {
            return Optional.empty();
        }
        for (At at : roles) {
            if (at.single().equals(name)) {
                return Optional.of(new Role(this, at, ""));
            }
            String prefix = "roles/" + name + "/";
            if (!at.commit().isEmpty()
                    && !trees.files(at.project(), at.commit(), prefix).isEmpty()) {
                return Optional.of(new Role(this, at, prefix));
            }
        }
        return Optional.empty();
    }

    private Optional<String> file(At at, String path) {
        return at.commit().isEmpty() ? Optional.empty() : trees.file(at.project(), at.commit(), path);
    }

    private record Role(TreeFiles files, At at, String prefix) implements RoleFiles {
        @Override
        public String origin() {
            return at.project().canonicalName() + (prefix.isEmpty() ? "" : ":" + prefix);
        }

        @Override
        public Optional<String> find(String path) {
            return files.file(at, prefix + path);
        }
    }
}
