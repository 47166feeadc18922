package dev.sluice.workflows.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/// What would make a replay differ from the run that it replays.
@AnalyzeClasses(packages = "dev.sluice.workflows", importOptions = ImportOption.DoNotIncludeTests.class)
class DeterminismTest {
    private static final List<String> UNORDERED = List.of(
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.IdentityHashMap",
            "java.util.WeakHashMap",
            "java.util.concurrent.ConcurrentHashMap");
    private static final List<String> OUTSIDE = List.of(
            "java.lang.Thread",
            "java.util.Random",
            "java.util.concurrent.ThreadLocalRandom",
            "java.util.Timer",
            "java.nio.file.Files",
            "java.io.File",
            "java.net.Socket",
            "java.lang.ProcessBuilder");

    @ArchTest
    static final ArchRule nothingUnordered = noClasses()
            .should()
            .dependOnClassesThat(named(UNORDERED))
            .because("their order differs between two workers; use LinkedHashMap, TreeMap, List");

    @ArchTest
    static final ArchRule nothingFromOutside = noClasses()
            .should()
            .dependOnClassesThat(named(OUTSIDE))
            .because("a workflow sees the world through activities only");

    @ArchTest
    static final ArchRule noClockNoChance = noClasses()
            .should()
            .callMethodWhere(calls("java.time.Instant", "now"))
            .orShould()
            .callMethodWhere(calls("java.time.LocalDateTime", "now"))
            .orShould()
            .callMethodWhere(calls("java.lang.System", "currentTimeMillis"))
            .orShould()
            .callMethodWhere(calls("java.lang.System", "nanoTime"))
            .orShould()
            .callMethodWhere(calls("java.lang.System", "getenv"))
            .orShould()
            .callMethodWhere(calls("java.util.UUID", "randomUUID"))
            .orShould()
            .callMethodWhere(calls("java.lang.Math", "random"))
            .because("use Workflow.currentTimeMillis and Workflow.randomUUID");

    @ArchTest
    static final ArchRule noUnorderedFactories = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.workflows.port..")
            .should()
            .callMethodWhere(calls("java.util.Map", "of"))
            .orShould()
            .callMethodWhere(calls("java.util.Set", "of"))
            .orShould()
            .callMethodWhere(calls("java.util.Set", "copyOf"))
            .orShould()
            .callMethodWhere(calls("java.util.Map", "copyOf"))
            .orShould()
            .callMethodWhere(calls("java.util.stream.Collectors", "toSet"))
            .orShould()
            .callMethodWhere(calls("java.util.Collection", "parallelStream"))
            .because("Map.of and Set.of change their order from one JVM to the next");

    private static DescribedPredicate<JavaClass> named(List<String> names) {
        return DescribedPredicate.describe("are one of " + names, type -> names.contains(type.getName()));
    }

    private static DescribedPredicate<JavaMethodCall> calls(String owner, String method) {
        return DescribedPredicate.describe(
                owner + "." + method,
                call -> call.getTargetOwner().getName().equals(owner)
                        && call.getTarget().getName().equals(method));
    }
}
