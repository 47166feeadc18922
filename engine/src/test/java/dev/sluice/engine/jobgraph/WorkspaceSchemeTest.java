package dev.sluice.engine.jobgraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.change.Project;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// As Zuul's `workspace_project_path` answers.
final class WorkspaceSchemeTest {
    @ParameterizedTest
    @CsvSource({
        "GOLANG, org/app, src/review.example.com/org/app",
        "GOLANG, app, src/review.example.com/app",
        "FLAT, org/team/app, src/app",
        "FLAT, app, src/app",
        "UNIQUE, org/team/app, src/review.example.com/org/org%2Fteam%2Fapp",
        "UNIQUE, app, src/review.example.com/app/app",
        "UNIQUE, a b/c, src/review.example.com/a b/a+b%2Fc"
    })
    void aProjectHasOnePlace(WorkspaceScheme scheme, String name, String place) {
        assertThat(scheme.sourceDirectory(new Project("gerrit", "review.example.com", name)))
                .isEqualTo(place);
    }
}
