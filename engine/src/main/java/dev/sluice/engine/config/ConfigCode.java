package dev.sluice.engine.config;

import dev.sluice.engine.problem.Severity;

/// Every mistake in configuration that Sluice knows, with its stable code and Zuul's name of its kind.
///
/// Codes are never reused: 0xx files, 1xx YAML and schema, 2xx security and uniqueness, 3xx references,
/// 4xx single objects, 5xx warnings, 6xx tenant file, 7xx speculative layouts, 8xx freezing.
public enum ConfigCode {
    FILE_TOO_LARGE("CONFIG-001", Kind.SYNTAX),
    NOT_UTF8("CONFIG-002", Kind.SYNTAX),
    YAML_SYNTAX("CONFIG-003", Kind.SYNTAX),
    TAB("CONFIG-004", Kind.SYNTAX),
    DUPLICATE_KEY("CONFIG-005", Kind.SYNTAX),
    UNKNOWN_TAG("CONFIG-006", Kind.SYNTAX),
    UNSAFE_TAG("CONFIG-007", Kind.SYNTAX),
    KEY_NOT_TEXT("CONFIG-008", Kind.SYNTAX),
    TOO_DEEP("CONFIG-009", Kind.SYNTAX),
    TOO_MANY_ALIASES("CONFIG-010", Kind.SYNTAX),
    ALIAS_OF_ITSELF("CONFIG-011", Kind.SYNTAX),
    SEVERAL_DOCUMENTS("CONFIG-012", Kind.SYNTAX),
    BAD_MERGE_KEY("CONFIG-013", Kind.SYNTAX),
    TOO_MANY_PROBLEMS("CONFIG-014", Kind.SYNTAX),

    NOT_A_LIST("CONFIG-101", Kind.SYNTAX),
    NOT_A_MAPPING("CONFIG-102", Kind.SYNTAX),
    SEVERAL_KEYS("CONFIG-103", Kind.SYNTAX),
    UNKNOWN_OBJECT("CONFIG-104", Kind.SYNTAX),
    UNKNOWN_ATTRIBUTE("CONFIG-105", Kind.SYNTAX),
    MISSING_ATTRIBUTE("CONFIG-106", Kind.SYNTAX),
    WRONG_TYPE("CONFIG-107", Kind.SYNTAX),
    NOT_ALLOWED_VALUE("CONFIG-108", Kind.SYNTAX),
    OUT_OF_RANGE("CONFIG-109", Kind.SYNTAX),
    BAD_REGEX("CONFIG-110", Kind.SYNTAX),
    BAD_VARIABLE_NAME("CONFIG-111", Kind.SYNTAX),
    RESERVED_VARIABLE("CONFIG-112", Kind.SYNTAX),
    TAG_NOT_HERE("CONFIG-113", Kind.SYNTAX),
    BAD_CRON("CONFIG-114", Kind.SYNTAX),
    BAD_AGE("CONFIG-115", Kind.SYNTAX),
    BAD_TEMPLATE("CONFIG-116", Kind.SYNTAX),
    NOT_ONE_OF("CONFIG-117", Kind.SYNTAX),

    PIPELINE_FORBIDDEN("CONFIG-201", "Pipeline Forbidden"),
    PROJECT_FORBIDDEN("CONFIG-202", "Project Forbidden"),
    BASE_JOB_FORBIDDEN("CONFIG-203", "Base Job Not Permitted"),
    SHADOWED_JOB("CONFIG-204", Kind.UNKNOWN),
    ALREADY_DEFINED("CONFIG-205", Kind.UNKNOWN),
    DIFFERS_BETWEEN_BRANCHES("CONFIG-206", Kind.UNKNOWN),
    DEFINED_IN_OTHER_PROJECT("CONFIG-207", Kind.UNKNOWN),
    GLOBAL_SEMAPHORE_NAME("CONFIG-208", Kind.UNKNOWN),
    BUILT_IN_JOB("CONFIG-209", Kind.UNKNOWN),
    SECRET_OF_OTHER_PROJECT("CONFIG-210", Kind.UNKNOWN),
    REGEX_PROJECT_FORBIDDEN("CONFIG-211", "Project Forbidden"),

    JOB_NOT_FOUND("CONFIG-301", Kind.UNKNOWN),
    NODESET_NOT_FOUND("CONFIG-302", "Nodeset Not Found"),
    PROJECT_NOT_FOUND("CONFIG-303", "Project Not Found"),
    TEMPLATE_NOT_FOUND("CONFIG-304", "Template Not Found"),
    PIPELINE_NOT_FOUND("CONFIG-305", Kind.UNKNOWN),
    SECRET_NOT_FOUND("CONFIG-306", Kind.UNKNOWN),
    UNKNOWN_CONNECTION("CONFIG-307", "Unknown Connection"),
    GLOBAL_SEMAPHORE_NOT_FOUND("CONFIG-308", "Global Semaphore Not Found"),
    AMBIGUOUS_PROJECT("CONFIG-309", "Project Not Found"),
    NO_SUCH_CONNECTION("CONFIG-310", Kind.SYNTAX),
    LABEL_NOT_FOUND("CONFIG-311", "Label Not Found"),

    DUPLICATE_NODE("CONFIG-401", "Duplicate Node"),
    DUPLICATE_GROUP("CONFIG-402", "Duplicate Nodeset Group"),
    NODE_FROM_GROUP_NOT_FOUND("CONFIG-403", "Node From Group Not Found"),
    NODE_NAMED_LOCALHOST("CONFIG-404", Kind.UNKNOWN),
    TOO_MANY_NODES("CONFIG-405", Kind.UNKNOWN),
    LABEL_FORBIDDEN("CONFIG-406", "Label Forbidden"),
    NODESET_CYCLE("CONFIG-407", Kind.UNKNOWN),
    NODESET_MIXED("CONFIG-408", Kind.SYNTAX),
    MAX_TIMEOUT("CONFIG-409", "Max Timeout Exceeded"),
    PRE_TIMEOUT("CONFIG-410", "Pre-Timeout Exceeds Timeout"),
    INTERMEDIATE_NOT_ABSTRACT("CONFIG-411", Kind.UNKNOWN),
    POST_REVIEW_UNSET("CONFIG-412", Kind.UNKNOWN),
    SEMAPHORE_TWICE("CONFIG-413", Kind.UNKNOWN),
    FINAL_PARENT("CONFIG-414", Kind.UNKNOWN),
    INTERMEDIATE_PARENT("CONFIG-415", Kind.UNKNOWN),
    PROTECTED_PARENT("CONFIG-416", Kind.UNKNOWN),
    WINDOW_CEILING("CONFIG-417", Kind.UNKNOWN),
    QUEUE_BY_TOPIC("CONFIG-418", Kind.UNKNOWN),
    SECRET_UNREADABLE("CONFIG-419", Kind.UNKNOWN),
    PARENT_CYCLE("CONFIG-421", "Parent Cycle", Severity.NOTE),
    MERGE_MODE("CONFIG-422", Kind.UNKNOWN),
    OIDC_TTL("CONFIG-423", "Max OIDC TTL Exceeded"),
    OIDC_ISSUER("CONFIG-424", "OIDC issuer not allowed"),

    SEVERAL_ROOTS("CONFIG-501", "Multiple Project Configurations", Severity.WARNING),
    DEPRECATED_REGEX("CONFIG-502", "Regex Deprecation", Severity.WARNING),
    DEPRECATED_CLEANUP_RUN("CONFIG-503", "Cleanup Run Deprecation", Severity.WARNING),
    DEPRECATED("CONFIG-504", "Deprecated", Severity.NOTE),
    DEPRECATED_REQUIRE_APPROVAL("CONFIG-506", "Gerrit require-approval Deprecation", Severity.WARNING),
    DEPRECATED_REJECT_APPROVAL("CONFIG-507", "Gerrit reject-approval Deprecation", Severity.WARNING),
    UNKNOWN_PIPELINE("CONFIG-505", "Unknown Pipeline", Severity.NOTE),
    WITHOUT_EFFECT("CONFIG-508", "Without Effect", Severity.NOTE),

    TENANT_NAME_TWICE("CONFIG-601", Kind.UNKNOWN),
    PROJECT_TWICE("CONFIG-602", Kind.UNKNOWN),
    DEFAULT_PATH_AS_EXTRA("CONFIG-603", Kind.UNKNOWN),
    SEMAPHORE_TWICE_GLOBAL("CONFIG-604", Kind.UNKNOWN),
    NO_SUCH_BRANCH("CONFIG-605", Kind.UNKNOWN),

    DEPENDS_ON_CONFIG_PROJECT("CONFIG-701", Kind.UNKNOWN),
    DEPENDS_ON_INVALID("CONFIG-702", Kind.UNKNOWN),

    FREEZE_TEMPLATE("FREEZE-001", "Template Not Found"),
    FREEZE_FINAL("FREEZE-002", Kind.UNKNOWN),
    FREEZE_PROTECTED("FREEZE-003", Kind.UNKNOWN),
    FREEZE_PROTECTED_RESET("FREEZE-004", Kind.UNKNOWN),
    FREEZE_ABSTRACT("FREEZE-005", Kind.UNKNOWN),
    FREEZE_INTERMEDIATE("FREEZE-006", Kind.UNKNOWN),
    FREEZE_ATTRIBUTE_FINAL("FREEZE-007", Kind.UNKNOWN),
    FREEZE_PRE_REVIEW("FREEZE-008", Kind.UNKNOWN),
    FREEZE_PROJECT_NOT_ALLOWED("FREEZE-009", Kind.UNKNOWN),
    FREEZE_NO_RUN("FREEZE-010", Kind.UNKNOWN),
    FREEZE_DEPENDENCY("FREEZE-011", Kind.UNKNOWN),
    FREEZE_DEPENDENCY_CYCLE("FREEZE-012", Kind.UNKNOWN),
    FREEZE_REPORTER("FREEZE-013", "Reporter Job Not Permitted"),
    FREEZE_NODESET("FREEZE-014", "Nodeset Not Found"),
    FREEZE_SECRET("FREEZE-015", Kind.UNKNOWN);

    private final String code;
    private final String kind;
    private final Severity severity;

    ConfigCode(String code, String kind) {
        this(code, kind, Severity.ERROR);
    }

    ConfigCode(String code, String kind, Severity severity) {
        this.code = code;
        this.kind = kind;
        this.severity = severity;
    }

    /// The stable code, such as `CONFIG-105`.
    public String code() {
        return code;
    }

    /// Zuul's name of the kind of error (case-format section 5).
    public String kind() {
        return kind;
    }

    public Severity severity() {
        return severity;
    }

    private static final class Kind {
        static final String SYNTAX = "Configuration Syntax Error";
        static final String UNKNOWN = "Unknown Configuration Error";
    }
}
