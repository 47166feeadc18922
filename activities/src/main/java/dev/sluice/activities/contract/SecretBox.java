package dev.sluice.activities.contract;

import java.util.Map;

/// Seals `secret_data` so that it may travel through a workflow's history; only executors of this site can open it.
public interface SecretBox {

    String seal(Map<String, Object> data);

    Map<String, Object> open(String sealed);
}
