package dev.sluice.activities.config;

import dev.sluice.activities.config.Layouts.TenantLayout;
import dev.sluice.activities.config.Tips.ProjectTips;
import dev.sluice.engine.config.Layout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// What differs between two layouts of a tenant, for people: the commits read, and what they define.
final class LayoutNews {
    private static final int TOLD = 100;
    private static final int SHORT_COMMIT = 9;

    private final List<String> news = new ArrayList<>();

    private LayoutNews() {}

    static List<String> between(TenantLayout before, TenantLayout after) {
        LayoutNews all = new LayoutNews();
        all.tips(before.tips(), after.tips());
        Layout old = before.loaded().layout();
        Layout now = after.loaded().layout();
        all.names("pipeline", old.pipelines().keySet(), now.pipelines().keySet());
        all.names("job", old.jobs().keySet(), now.jobs().keySet());
        all.names("nodeset", old.nodesets().keySet(), now.nodesets().keySet());
        all.names("secret", old.secrets().keySet(), now.secrets().keySet());
        all.names("semaphore", old.semaphores().keySet(), now.semaphores().keySet());
        all.names("queue", old.queues().keySet(), now.queues().keySet());
        all.names("project-template", old.templates().keySet(), now.templates().keySet());
        return all.news.stream().limit(TOLD).toList();
    }

    private void tips(Tips before, Tips after) {
        for (ProjectTips now : after.projects()) {
            Map<String, String> old =
                    before.of(now.project()).map(ProjectTips::branches).orElse(Map.of());
            String name = now.project().name();
            names("branch of " + name, old.keySet(), now.branches().keySet());
            now.branches().forEach((branch, commit) -> {
                String earlier = old.getOrDefault(branch, commit);
                if (!earlier.equals(commit)) {
                    news.add(name + " " + branch + ": " + brief(earlier) + " → " + brief(commit));
                }
            });
        }
    }

    private void names(String kind, Collection<String> before, Collection<String> after) {
        SequencedSet<String> fresh = new LinkedHashSet<>(after);
        fresh.removeAll(before);
        fresh.forEach(name -> news.add("new " + kind + " '" + name + "'"));
        SequencedSet<String> gone = new LinkedHashSet<>(before);
        gone.removeAll(after);
        gone.forEach(name -> news.add(kind + " '" + name + "' is gone"));
    }

    private static String brief(String commit) {
        return commit.substring(0, Math.min(SHORT_COMMIT, commit.length()));
    }
}
