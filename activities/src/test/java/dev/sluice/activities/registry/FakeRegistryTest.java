package dev.sluice.activities.registry;

import org.junit.jupiter.api.AfterEach;

final class FakeRegistryTest extends RegistryContract {
    private final FakeRegistry from = new FakeRegistry();
    private final FakeRegistry to = new FakeRegistry();

    @Override
    RegistryClient source() {
        return registries.connect(from.base());
    }

    @Override
    RegistryClient target() {
        return registries.connect(to.base());
    }

    @AfterEach
    void stop() {
        from.close();
        to.close();
    }
}
