package dev.sluice.workflows.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sluice.engine.buildset.BuildsetEvent;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.workflows.port.TenantActivities.Preparation;
import dev.sluice.workflows.port.TenantActivities.Routing;
import io.temporal.activity.ActivityInterface;
import io.temporal.common.converter.DataConverter;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadsTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice.engine", "dev.sluice.workflows");
    private final ObjectMapper mapper = SluiceJson.mapper();

    static Stream<Class<?>> membersOfSealedFamilies() {
        return OURS.stream()
                .filter(JavaClass::isInterface)
                .filter(type -> !type.getPackageName().startsWith("dev.sluice.engine.config")) // never a payload
                .<Class<?>>map(JavaClass::reflect)
                .filter(Class::isSealed)
                .filter(family -> SealedFamilies.members(family).stream().allMatch(Class::isRecord))
                .flatMap(family -> SealedFamilies.members(family).stream())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("membersOfSealedFamilies")
    void readsBackEveryMemberOfASealedFamilyAsTheFamily(Class<?> member) throws Exception {
        Object sample = new Samples().of(member);

        String json = mapper.writeValueAsString(sample);

        for (Class<?> family : member.getInterfaces()) {
            if (family.isSealed()) {
                assertThat(mapper.readValue(json, family)).isEqualTo(sample);
            }
        }
        assertThat(mapper.<Object>readValue(json, mapper.constructType(member))).isEqualTo(sample);
    }

    /// What crosses the wire: parameters and results of activities, workflows, signals, updates and queries.
    static Stream<Type> payloads() {
        List<Type> payloads = new ArrayList<>();
        OURS.stream()
                .filter(JavaClass::isInterface)
                .<Class<?>>map(JavaClass::reflect)
                .forEach(type -> {
                    boolean activity = type.isAnnotationPresent(ActivityInterface.class);
                    if (activity || type.isAnnotationPresent(WorkflowInterface.class)) {
                        for (Method method : type.getDeclaredMethods()) {
                            if (activity || isMessage(method)) {
                                payloads.addAll(Arrays.asList(method.getGenericParameterTypes()));
                                payloads.add(method.getGenericReturnType());
                            }
                        }
                    }
                });
        return payloads.stream().filter(type -> type != void.class).distinct();
    }

    private static boolean isMessage(Method method) {
        return Stream.of(WorkflowMethod.class, SignalMethod.class, UpdateMethod.class, QueryMethod.class)
                .anyMatch(method::isAnnotationPresent);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void readsBackEveryPayload(Type payload) throws Exception {
        Object sample = new Samples().of(payload);

        String json = mapper.writeValueAsString(sample);

        assertThat(mapper.<Object>readValue(json, mapper.constructType(payload)))
                .isEqualTo(sample);
    }

    @Test
    void findsTheFamiliesAndPayloadsByItself() {
        assertThat(membersOfSealedFamilies())
                .contains(BuildsetEvent.BuildEnd.Lost.class, QueueEvent.Enqueue.class, Preparation.Refused.class);
        assertThat(payloads()).contains(Routing.class);
    }

    @Test
    void tagsAMemberWithItsSimpleNameWhateverItIsDeclaredAs() throws Exception {
        GitRef ref =
                new GitRef(new Project("gerrit", "review.example.com", "org/app"), "refs/heads/a", "", "c0ffee", "");

        assertThat(mapper.readTree(mapper.writeValueAsString(ref)).get("type").asText())
                .isEqualTo("GitRef");
        assertThat(mapper.readValue(mapper.writeValueAsString(ref), Subject.class))
                .isEqualTo(ref);
    }

    @Test
    void passesOverFieldsOfANewerVersion() throws Exception {
        assertThat(mapper.readValue(
                        "{\"name\":\"a\",\"hostname\":\"b\",\"connection\":\"c\",\"later\":[1]}", Project.class))
                .isEqualTo(new Project("c", "b", "a"));
    }

    record Grown(String text, List<String> list, Optional<String> maybe, Project project) {}

    @Test
    void readsAnAbsentTextListOrOptionalOfAnOlderVersionAsEmpty() throws Exception {
        Grown grown = mapper.readValue("{}", Grown.class);

        assertThat(grown.text()).isEmpty();
        assertThat(grown.list()).isEmpty();
        assertThat(grown.maybe()).isEmpty();
    }

    record Unordered(Set<String> names) {}

    @Test
    void refusesSets() {
        assertThatThrownBy(() -> mapper.writeValueAsString(new Unordered(Set.of("a"))))
                .hasMessageContaining("use a list");
        assertThatThrownBy(() -> mapper.readValue("{\"names\":[\"a\"]}", Unordered.class))
                .hasMessageContaining("use a list");
    }

    @Test
    void convertsThroughTemporalPayloads() {
        DataConverter converter = SluiceDataConverter.create();
        QueueEvent event = (QueueEvent) new Samples().of(QueueEvent.Enqueue.class);

        var payload = converter.toPayload(event).orElseThrow();

        assertThat(converter.fromPayload(payload, QueueEvent.class, QueueEvent.class))
                .isEqualTo(event);
    }
}
