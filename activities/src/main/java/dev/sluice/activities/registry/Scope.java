package dev.sluice.activities.registry;

/// What a call needs to be allowed, in the words of the token protocol.
record Scope(String type, String name, Access access) {

    /// Ordered: each allows what those before it allow.
    enum Access {
        READ("pull"),
        WRITE("pull,push"),
        DELETE("pull,push,delete"),
        ALL("*");

        private final String actions;

        Access(String actions) {
            this.actions = actions;
        }
    }

    static Scope read(String repository) {
        return new Scope("repository", repository, Access.READ);
    }

    static Scope write(String repository) {
        return new Scope("repository", repository, Access.WRITE);
    }

    static Scope delete(String repository) {
        return new Scope("repository", repository, Access.DELETE);
    }

    static Scope catalog() {
        return new Scope("registry", "catalog", Access.ALL);
    }

    boolean covers(Scope other) {
        return type.equals(other.type) && name.equals(other.name) && access.compareTo(other.access) >= 0;
    }

    @Override
    public String toString() {
        return type + ":" + name + ":" + access.actions;
    }
}
