package dev.sluice.worker.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.queue.QueueView;
import dev.sluice.engine.queue.QueueView.Item;
import dev.sluice.engine.queue.QueueView.ItemState;
import dev.sluice.worker.api.ApiTenant;
import dev.sluice.worker.wiring.NeededBuilds.Owner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NeededBuildsTest {
    private final Map<String, Owner> owners = new LinkedHashMap<>();
    private final Map<String, QueueView> queues = new LinkedHashMap<>();
    private String layout = "layout";

    private final NeededBuilds.Sources sources = new NeededBuilds.Sources() {
        @Override
        public List<ApiTenant> tenants() {
            return List.of(new ApiTenant("one", layout, List.of("check", "gate"), List.of()));
        }

        @Override
        public Optional<QueueView> queue(String tenant, String pipeline) {
            return Optional.ofNullable(queues.get(pipeline));
        }

        @Override
        public Optional<Owner> owner(String build) {
            return Optional.ofNullable(owners.get(build));
        }
    };

    private final NeededBuilds needed = new NeededBuilds(sources, "running"::equals);

    NeededBuildsTest() {
        queues.put("check", queue("check", item("7,2", false), item("refs/heads/master", true)));
        queues.put("gate", queue("gate"));
        owners.put("of 7", new Owner("one", 7));
        owners.put("of 8", new Owner("one", 8));
        owners.put("of another tenant's 7", new Owner("two", 7));
        owners.put("of a ref", new Owner("one", 0));
    }

    private static QueueView queue(String pipeline, Item... items) {
        return new QueueView("one", pipeline, false, List.of(new QueueView.Line("", List.of(items))));
    }

    private static Item item(String subject, boolean live) {
        return new Item("id", "app", "master", subject, "", live, ItemState.WAITING, "", 0, "", List.of());
    }

    private boolean keeps(String build) {
        return needed.now().orElseThrow().test(build);
    }

    @Test
    void buildsOfChangesInAQueueAreNeededEvenWhenTheyStandThereForOthers() {
        assertThat(keeps("of 7")).isTrue();
        assertThat(keeps("of 8")).isFalse();
        assertThat(keeps("of another tenant's 7")).isFalse();
        assertThat(keeps("of a ref")).isFalse();
        assertThat(keeps("unknown")).isFalse();
    }

    @Test
    void aRunningBuildIsNeeded() {
        assertThat(keeps("running")).isTrue();
    }

    @Test
    void nothingIsSaidWhileAQueueOrATenantDoesNotAnswer() {
        queues.remove("gate");
        assertThat(needed.now()).isEmpty();

        queues.put("gate", queue("gate"));
        layout = "";
        assertThat(needed.now()).isEmpty();
    }
}
