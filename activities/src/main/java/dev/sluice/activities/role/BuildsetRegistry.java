package dev.sluice.activities.role;

import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.Credential;
import dev.sluice.activities.registry.RegistryEndpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How to reach the registry of a buildset; the record that `run-buildset-registry` returns (container-roles 1.7).
///
/// @param host an address that nodes and executors reach; never a loopback address
/// @param cert authorities to trust, in PEM: the registry's own and the token service's
record BuildsetRegistry(String host, int port, String username, String password, String cert) {
    /// Variable and key of the record.
    static final String NAME = "buildset_registry";
    /// Stands for the registry's address on nodes, above all in image names, which cannot hold IPv6 literals.
    static final String ALIAS = "zuul-jobs.buildset-registry";

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    /// The buildset's registry: the variable that a parent job returned, else what this build itself returned, for that
    /// is not yet a variable (1.4).
    static Optional<BuildsetRegistry> of(RoleContext context) throws StepFailure {
        Optional<Object> found = context.variable(NAME)
                .filter(value -> value instanceof Map)
                .or(() -> Optional.ofNullable(context.returnedSecretData().get(NAME)));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        BuildsetRegistry registry = read(Variables.map(found.get()));
        registry.hideSecrets(context);
        return Optional.of(registry);
    }

    static BuildsetRegistry required(RoleContext context, String role) throws StepFailure {
        return of(context)
                .orElseThrow(() -> new StepFailure("Role '" + role + "' needs a buildset registry, and the variable '"
                        + NAME
                        + "' is not defined. Run the role 'run-buildset-registry' before it, or let the job depend"
                        + " on one that does. [REGISTRY-001]"));
    }

    private static BuildsetRegistry read(Map<String, Object> record) throws StepFailure {
        for (String key : new String[] {"host", "port", "username", "password", "cert"}) {
            if (!record.containsKey(key)) {
                throw new StepFailure("The variable '" + NAME + "' has no '" + key
                        + "'; it needs host, port, username, password and cert, as 'run-buildset-registry' returns them."
                        + " [REGISTRY-002]");
            }
        }
        String port = String.valueOf(record.get("port"));
        if (!port.matches("[0-9]{1,5}")) {
            throw new StepFailure(
                    "The variable '" + NAME + "' has port '" + port + "', which is no number. [REGISTRY-002]");
        }
        return new BuildsetRegistry(
                String.valueOf(record.get("host")),
                Integer.parseInt(port),
                String.valueOf(record.get("username")),
                String.valueOf(record.get("password")),
                String.valueOf(record.get("cert")));
    }

    Map<String, Object> record() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("host", host);
        record.put("port", port);
        record.put("username", username);
        record.put("password", password);
        record.put("cert", cert);
        return record;
    }

    boolean isAddress() {
        return ADDRESS.matcher(host).matches();
    }

    /// Host and port by which a node's engine knows the registry. The alias serves an IPv6 address only: an engine may
    /// take 5 s to see a new line in `/etc/hosts`, and each job would wait for it.
    String authority() {
        return (host.contains(":") ? ALIAS : host) + ":" + port;
    }

    /// All names under which jobs may write the registry's images.
    List<String> authorities() {
        return isAddress()
                ? List.of(authority(), ALIAS + ":" + port).stream().distinct().toList()
                : List.of(authority());
    }

    Credential credential() {
        return new Credential(username, password);
    }

    RegistryEndpoint endpoint() {
        return RegistryEndpoint.https(host, port, Optional.of(cert), Optional.of(credential()));
    }

    void hideSecrets(RoleContext context) {
        context.hide(password);
        context.hide(credential().encoded());
    }

    @Override
    public String toString() {
        return "BuildsetRegistry[" + authority() + "]";
    }
}
