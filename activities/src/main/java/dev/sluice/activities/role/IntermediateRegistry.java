package dev.sluice.activities.role;

import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.Credential;
import dev.sluice.activities.registry.RegistryEndpoint;
import java.util.Map;
import java.util.Optional;

/// The site's registry for images of changes that have not merged; the secret `intermediate_registry` (1.12).
///
/// @param cert its authority, if the site's settings do not hold it
record IntermediateRegistry(String host, int port, Credential credential, Optional<String> cert) {
    static final String NAME = "intermediate_registry";

    static IntermediateRegistry required(RoleContext context) throws StepFailure {
        Map<String, Object> secret = Variables.map(context.variable(NAME)
                .orElseThrow(
                        () -> new StepFailure("The secret '" + NAME + "' is not defined. Give the job a secret of that"
                                + " name with host, port, username and password. [REGISTRY-003]")));
        for (String key : new String[] {"host", "port", "username", "password"}) {
            if (String.valueOf(secret.getOrDefault(key, "")).isBlank()) {
                throw new StepFailure("The secret '" + NAME + "' has no '" + key
                        + "'; it needs host, port, username and password. [REGISTRY-003]");
            }
        }
        String port = String.valueOf(secret.get("port")).strip();
        if (!port.matches("[0-9]{1,5}")) {
            throw new StepFailure("The secret '" + NAME + "' has a 'port' that is no number. [REGISTRY-003]");
        }
        // Secrets made from files end in a line break more often than not, and registries answer that with a bare 401.
        String password = String.valueOf(secret.get("password")).strip();
        IntermediateRegistry registry = new IntermediateRegistry(
                String.valueOf(secret.get("host")).strip(),
                Integer.parseInt(port),
                new Credential(String.valueOf(secret.get("username")).strip(), password),
                Optional.ofNullable(secret.get("cert")).map(String::valueOf));
        context.hide(password);
        context.hide(registry.credential.encoded());
        return registry;
    }

    String authority() {
        return host + ":" + port;
    }

    RegistryEndpoint endpoint() {
        return RegistryEndpoint.https(host, port, cert, Optional.of(credential));
    }

    @Override
    public String toString() {
        return "IntermediateRegistry[" + authority() + "]";
    }
}
