package dev.sluice.activities.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.config.Tips.Held;
import dev.sluice.activities.config.Tips.ProjectTips;
import dev.sluice.activities.contract.DocumentStore;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import dev.sluice.workflows.json.SluiceJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Remembers of every branch the last commit whose configuration had no errors, so that a broken push to one project
/// changes nothing until it is mended.
final class LastGood {
    private final DocumentStore documents;
    private final ObjectMapper json = SluiceJson.mapper();

    LastGood(DocumentStore documents) {
        this.documents = documents;
    }

    /// The broken branches of which an earlier, good commit is known.
    List<Held> standIns(Tips tips, List<Problem> problems) {
        Set<String> broken = broken(problems);
        if (broken.isEmpty()) {
            return List.of();
        }
        Map<ProjectBranch, String> good = read(tips.tenant());
        List<Held> held = new ArrayList<>();
        for (ProjectTips project : tips.projects()) {
            project.branches().forEach((branch, tip) -> {
                String earlier = good.get(new ProjectBranch(project.project(), branch));
                boolean isBroken = broken.contains(key(project.project().canonicalName(), branch));
                if (isBroken && earlier != null && !earlier.equals(tip)) {
                    held.add(new Held(project.project(), branch, earlier));
                }
            });
        }
        return List.copyOf(held);
    }

    /// Those whose stand-in is itself free of errors, as things are now.
    static List<Held> sound(List<Held> held, List<Problem> problemsWithStandIns) {
        Set<String> broken = broken(problemsWithStandIns);
        return held.stream()
                .filter(each -> !broken.contains(key(each.project().canonicalName(), each.branch())))
                .toList();
    }

    /// Takes the tips without errors as good; of the others what was good before stays remembered.
    void remember(Tips tips, List<Problem> problems) {
        Set<String> broken = broken(problems);
        Map<ProjectBranch, String> before = read(tips.tenant());
        List<Held> good = new ArrayList<>();
        for (ProjectTips project : tips.projects()) {
            project.branches().forEach((branch, tip) -> {
                String earlier = before.get(new ProjectBranch(project.project(), branch));
                if (!broken.contains(key(project.project().canonicalName(), branch))) {
                    good.add(new Held(project.project(), branch, tip));
                } else if (earlier != null) {
                    good.add(new Held(project.project(), branch, earlier));
                }
            });
        }
        try {
            documents.put(document(tips.tenant()), json.writeValueAsString(good));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("commits are plain records", impossible);
        }
    }

    private Map<ProjectBranch, String> read(String tenant) {
        Map<ProjectBranch, String> good = new LinkedHashMap<>();
        try {
            for (Held each :
                    json.readValue(documents.find(document(tenant)).orElse("[]"), new TypeReference<List<Held>>() {})) {
                good.put(new ProjectBranch(each.project(), each.branch()), each.commit());
            }
        } catch (JsonProcessingException foreign) {
            // Written by another version: as if nothing was known, and written anew after this load.
            return Map.of();
        }
        return good;
    }

    private static Set<String> broken(List<Problem> problems) {
        Set<String> broken = new LinkedHashSet<>();
        problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .forEach(problem -> broken.add(
                        key(problem.where().project(), problem.where().branch())));
        return broken;
    }

    private static String key(String project, String branch) {
        return project + " " + branch;
    }

    private static String document(String tenant) {
        return "layout-good/" + tenant;
    }
}
