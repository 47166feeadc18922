package dev.sluice.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The arrows of ARCHITECTURE.md, where every module is on the class path.
@AnalyzeClasses(packages = "dev.sluice", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String[] ENGINE_IS_FREE_OF = {
        "io.temporal..",
        "com.google.inject..",
        "org.slf4j..",
        "com.github.dockerjava..",
        "org.eclipse.jgit..",
        "java.net.http..",
        "java.sql..",
        "java.io.File",
        "java.util.concurrent.."
    };

    @ArchTest
    static final ArchRule engineIsPure = noClasses()
            .that()
            .resideInAPackage("dev.sluice.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE_IS_FREE_OF);

    @ArchTest
    static final ArchRule onlyTheYamlRoomsKnowJackson = noClasses()
            .that()
            .resideInAPackage("dev.sluice.engine..")
            .and()
            .resideOutsideOfPackages(
                    "dev.sluice.engine.config.yaml..", "dev.sluice.engine.playbook..", "dev.sluice.engine.conform..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson..", "org.yaml.snakeyaml..");

    @ArchTest
    static final ArchRule engineAndWorkflowsHaveNoClockAndNoChance = noClasses()
            .that()
            .resideInAnyPackage("dev.sluice.engine..", "dev.sluice.workflows..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule workflowsSeeNoAdapter = noClasses()
            .that()
            .resideInAPackage("dev.sluice.workflows..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sluice.activities..",
                    "dev.sluice.worker..",
                    "com.github.dockerjava..",
                    "org.eclipse.jgit..",
                    "java.net.http..",
                    "java.sql..",
                    "com.google.inject..");

    @ArchTest
    static final ArchRule adaptersKnowTheWorkflowsOnlyByTheirPorts = noClasses()
            .that()
            .resideInAPackage("dev.sluice.activities..")
            .should()
            .dependOnClassesThat(residesInWorkflowsButNotIn("port", "json"));

    @ArchTest
    static final ArchRule adaptersDoNotImportOneAnother = slices().matching("dev.sluice.activities.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    DescribedPredicate.alwaysTrue(),
                    JavaClass.Predicates.resideInAPackage("dev.sluice.activities.contract.."))
            .ignoreDependency(
                    JavaClass.Predicates.resideInAPackage("dev.sluice.activities.role.."),
                    JavaClass.Predicates.resideInAPackage("dev.sluice.activities.registry.."));

    @ArchTest
    static final ArchRule guiceStaysInTheWiring = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.worker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.inject..", "jakarta.inject..");

    @ArchTest
    static final ArchRule nobodyIsAManager = classes()
            .that()
            .doNotHaveFullyQualifiedName("dev.sluice.engine.config.Manager") // Zuul's word for a pipeline's kind
            .should()
            .haveNameNotMatching(".*(Manager|Helper|Util|Utils)")
            .because("a class is named for what it is");

    private static DescribedPredicate<JavaClass> residesInWorkflowsButNotIn(String... rooms) {
        return DescribedPredicate.describe("are in workflows, outside of its ports", javaClass -> {
            String name = javaClass.getPackageName();
            if (!name.startsWith("dev.sluice.workflows.")) {
                return false;
            }
            for (String room : rooms) {
                if (name.startsWith("dev.sluice.workflows." + room)) {
                    return false;
                }
            }
            return true;
        });
    }
}
