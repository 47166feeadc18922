package dev.sluice.activities.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.JobTrees;
import dev.sluice.engine.jobgraph.FrozenInclude;
import dev.sluice.engine.jobgraph.FrozenNode;
import dev.sluice.engine.jobgraph.FrozenNodeset;
import dev.sluice.engine.playbook.StepEnd;
import dev.sluice.engine.playbook.StepStatus;
import dev.sluice.workflows.port.ExecutorActivities.NodeRequest;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who sees which variable, and that nobody else sees a secret.
class VariablesTest {
    private static final String SECRET = "p\"a'ss\\word & <zauber>";
    private static final String KEY =
            "-----BEGIN KEY-----\nQUJDREVGR0hJSktMTU5PUA==\nc2Vjb25kIGxpbmUgb2YgaXQ=\n-----END KEY-----\n";

    @TempDir
    private Path directory;

    private Workbench bench;

    @BeforeEach
    void setUp() {
        bench = new Workbench(directory);
    }

    @Test
    void tellsAJobWhatItIsAbout() {
        List<StepEnd> ends = bench.play("""
                - hosts: localhost
                  tasks:
                    - assert:
                        that:
                          - zuul.build == 'build1' and zuul.buildset == 'buildset1' and zuul.event_id == '5eed'
                          - zuul.tenant == 'tenant' and zuul.pipeline == 'check' and zuul.job == 'unit'
                          - zuul.post_review and zuul.voting
                          - zuul.attempts == 2 and zuul.max_attempts == 3
                          - zuul.timeout == 1800 and zuul.post_timeout is none
                          - zuul.jobtags == ['a', 'b']
                          - zuul.project.name == 'org/app' and zuul.project.short_name == 'app'
                          - zuul.project.canonical_name == 'review.example.com/org/app'
                          - zuul.project.src_dir == 'src/review.example.com/org/app'
                          - zuul.projects['review.example.com/org/app'].checkout == 'master'
                          - zuul.projects['review.example.com/org/app'].commit == 'commit-of-org/app'
                          - not zuul.projects['review.example.com/org/app'].required
                          - zuul.change is string and zuul.change == '12' and zuul.patchset == '3'
                          - zuul.ref == 'refs/changes/12/12/3' and zuul.branch == 'master'
                          - zuul.message | b64decode == zuul.change_message
                          - "zuul.change_message == 'Fix {' ~ '{ it }' ~ '}\\n'"
                          - zuul.commit_id == 'c0ffee' and zuul.topic == 'topic'
                          - zuul.items | length == 1 and zuul.items[0].change == '12'
                          - zuul.artifacts[0].metadata.type == 'container_image' and zuul.artifacts[0].change == '7'
                          - zuul.child_jobs == ['child']
                          - zuul.executor.hostname == 'executor.example.com'
                          - zuul.oldrev is not defined and zuul.tag is not defined
                          - zuul_success is not defined
                """);
        assertThat(ends).extracting(StepEnd::message).containsOnly("");
    }

    @Test
    void tellsAJobWhatItIsMadeOf() {
        bench.ansibleVersion = Optional.of("9");
        bench.includeVars.add(new FrozenInclude("vars.yaml", Optional.empty(), false, true));
        bench.jobTrees.put(
                "unit", new JobTrees(List.of(new JobTrees.Source(0, "job override ref")), List.of("master"), Map.of()));
        List<StepEnd> ends = bench.play("""
                - hosts: localhost
                  tasks:
                    - assert:
                        that:
                          - zuul.ansible_version == '9'
                          - zuul.projects['review.example.com/org/app'].checkout_description == 'job override ref'
                          - zuul.resources.node.label == 'docker'
                          - zuul.include_vars[0].name == 'vars.yaml' and not zuul.include_vars[0].required
                          - zuul.include_vars[0].project == 'review.example.com/org/app' and zuul.include_vars[0].use_ref
                          - zuul.playbook_context.playbooks[0].path == dir ~ '/playbooks/p0.yaml'
                          - zuul.playbook_context.playbooks[0].roles[0].role_path == dir ~ '/roles'
                          - zuul.playbook_context.playbook_projects[dir].canonical_name == 'review.example.com/org/config'
                          - zuul.playbook_context.playbook_projects[dir].checkout == 'master'
                          - zuul.playbook_context.playbook_projects[dir].commit == 'commit-of-org/config'
                      vars: {dir: 'trusted/review.example.com/org/config@master'}
                """);
        assertThat(ends).extracting(StepEnd::message).containsOnly("");
    }

    @Test
    void readsIncludedVariablesFromTheRightTree() {
        bench.configFiles.put("shared.yaml", "v1: config\nv2: config\nv3: config\nv4: '{{ v1 }} {{ v2 }}'\n");
        bench.appFiles.put("own.yaml", "v2: change\nv3: change\n");
        bench.includeVars.add(new FrozenInclude("shared.yaml", Optional.of(Workbench.CONFIG), true, false));
        bench.includeVars.add(new FrozenInclude("own.yaml", Optional.empty(), true, true));
        bench.includeVars.add(new FrozenInclude("none.yaml", Optional.empty(), false, true));
        bench.jobTrees.put(
                "unit",
                new JobTrees(
                        List.of(new JobTrees.Source(0, "zuul branch")),
                        List.of("master", "master", "master"),
                        Map.of()));
        bench.vars.put("v3", "job");
        bench.parentData.put("v1", "parent");

        bench.play("- hosts: all\n  tasks: [{debug: {msg: '{{ v1 }} {{ v2 }} {{ v3 }} {{ v4 }}'}}]\n");

        assertThat(bench.logs.lines()).contains("node | config change job config change");
    }

    @Test
    void givesTheFirstNodesetWhoseLabelsTheHostKnows() {
        bench.label = "mainframe";
        bench.nodesetAlternatives.add(nodeset("other", "vax"));
        bench.nodesetAlternatives.add(nodeset("fallback", "spare"));
        bench.run.add(
                bench.playbook(true, "- hosts: fallback\n  tasks: [{debug: {msg: 'on {{ zuul.resources }}'}}]\n"));

        assertThat(bench.open().nodes()).extracting(NodeRequest::label).containsExactly("spare");
        bench.restart();
        bench.runPlaybook(0);
        assertThat(bench.logs.text()).contains("fallback | on ");
    }

    @Test
    void asksForTheJobsOwnNodesetWhereNoneCanBeHad() {
        bench.label = "mainframe";
        bench.nodesetAlternatives.add(nodeset("other", "vax"));
        bench.run.add(bench.playbook(true, "- hosts: all\n  tasks: []\n"));

        assertThat(bench.open().nodes()).extracting(NodeRequest::label).containsExactly("mainframe");
    }

    private static FrozenNodeset nodeset(String name, String label) {
        return new FrozenNodeset("", List.of(new FrozenNode(List.of(name), label)), List.of());
    }

    @Test
    void ranksVariables() {
        bench.siteVars.put("v1", "site");
        for (String name : List.of("v1", "v2")) {
            bench.extraVars.put(name, "extra");
        }
        for (String name : List.of("v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8")) {
            bench.vars.put(name, "job");
        }
        bench.secrets.add(bench.secret("v3", Map.of("x", "secret")));
        bench.hostVars.put("node", Map.of("v7", "host"));
        for (String name : List.of("v1", "v8", "v9", "zuul")) {
            bench.parentData.put(name, "parent");
        }
        bench.parentSecrets.add(bench.box.seal(Map.of("v9", "later", "v10", "first secret")));
        bench.parentSecrets.add(bench.box.seal(Map.of("v10", "second secret")));
        bench.configFiles.put("roles/r/defaults/main.yaml", "v8: default\nv9: default\nv10: default\nv11: default\n");
        bench.configFiles.put("roles/r/tasks/main.yaml", """
                - debug:
                    msg: "{{ v1 }} {{ v2 }} {{ v3.x | upper }} {{ v4 }} {{ v5 }} {{ v6 }} {{ v7 }} {{ v8 }} {{ v9 }} {{ v10 | length }} {{ v11 }}"
                  vars: {v5: task, v2: task, v3: task, v1: task}
                """);
        bench.play("""
                - hosts: all
                  vars: {v4: play, v5: play, v6: play}
                  tasks:
                    - set_fact: {v6: fact}
                  post_tasks:
                    - import_role: {name: r}
                """);
        assertThat(bench.logs.lines()).contains("node | site extra SECRET play task fact host job parent 12 default");
    }

    @Test
    void givesASecretOnlyToItsPlaybook() {
        bench.secrets.add(bench.secret("registry", Map.of("user", "robot", "password", Workbench.encrypted(SECRET))));
        bench.run.add(bench.playbook(true, "- hosts: all\n  tasks: [{debug: {var: registry.user}}]\n"));
        bench.run.add(bench.playbook(false, "- hosts: all\n  tasks: [{debug: {msg: '{{ registry }}'}}]\n"));
        bench.open();
        assertThat(bench.runPlaybook(0).getFirst().status()).isEqualTo(StepStatus.OK);
        assertThat(bench.runPlaybook(1).getFirst().message()).isEqualTo("'registry' is undefined");
        assertThat(bench.logs.lines()).contains("node | registry.user: robot");
    }

    @Test
    void keepsSecretsFromVariablesOfAnUntrustedJob() {
        bench.secrets.add(bench.secret("registry", Map.of("password", Workbench.encrypted(SECRET))));
        bench.vars.put("note", "{{ registry.password }}");
        bench.vars.put("project", "{{ zuul.project.name }} {{ other }}");
        bench.vars.put("other", "fine");
        List<StepEnd> ends = bench.play("""
                - hosts: all
                  tasks:
                    - debug: {msg: "{{ project }}"}
                    - shell: echo "{{ note }}" >leak
                """);
        assertThat(bench.logs.lines()).contains("node | org/app fine");
        assertThat(ends.getLast().message()).isEqualTo("'registry' is undefined");
    }

    @Test
    void keepsFactsOfAnUntrustedPlaybookFromATrustedOne() {
        bench.run.add(bench.playbook(false, "- hosts: all\n  tasks: [{set_fact: {x: 1, y: 2, cacheable: true}}]\n"));
        bench.run.add(bench.playbook(false, "- hosts: all\n  tasks: [{debug: {msg: 'x is {{ x }}'}}]\n"));
        bench.run.add(bench.playbook(true, "- hosts: all\n  tasks: [{debug: {msg: '{{ x }}'}}]\n"));
        bench.open();
        bench.runPlaybook(0);
        bench.runPlaybook(1);
        assertThat(bench.logs.lines()).contains("node | x is 1");
        assertThat(bench.runPlaybook(2).getFirst().message()).isEqualTo("'x' is undefined");
    }

    @Test
    void forgetsRegisteredVariablesWithTheirPlaybook() {
        bench.run.add(bench.playbook(true, "- hosts: all\n  tasks: [{command: ls, register: x}]\n"));
        bench.run.add(bench.playbook(true, "- hosts: all\n  tasks: [{debug: {msg: '{{ x.rc }}'}}]\n"));
        bench.open();
        bench.runPlaybook(0);
        assertThat(bench.runPlaybook(1).getFirst().message()).isEqualTo("'x' is undefined");
    }

    @Test
    void tellsPostRunWhetherTheJobSucceeded() {
        bench.run.add(bench.playbook(true, "- hosts: all\n  tasks: []\n"));
        bench.post.add(bench.playbook(true, "- hosts: all\n  tasks: [{debug: {msg: '{{ zuul_success | bool }}'}}]\n"));
        bench.open();
        bench.runPlaybook(1);
        assertThat(bench.logs.lines()).contains("node | true");
    }

    @Test
    void neverTakesAResultForATemplate() {
        bench.play("""
                - hosts: all
                  vars: {secret: hush}
                  tasks:
                    - shell: printf '\\173\\173 secret \\175\\175'
                      register: evil
                    - debug: {msg: "{{ evil.stdout }}"}
                    - set_fact: {copy: "{{ evil.stdout }}"}
                    - shell: printf '%s' "{{ copy }}" >out
                """);
        assertThat(read(bench.node().resolve("out"))).isEqualTo("{{ secret }}");
        assertThat(bench.logs.text()).doesNotContain("hush");
    }

    @Test
    void hidesEverySecretInEveryForm() throws IOException {
        bench.secrets.add(
                bench.secret("s", Map.of("password", Workbench.encrypted(SECRET), "key", Workbench.encrypted(KEY))));
        bench.parentSecrets.add(
                bench.box.seal(Map.of("up", Map.of("password", "parent-password", "host", "10.0.0.1"))));
        List<StepEnd> ends = bench.play("""
                - hosts: all
                  tasks:
                    - debug: {msg: "{{ s.password }}"}
                    - debug: {var: s}
                    - debug: {msg: "{{ s }} {{ up.password }} {{ up.host }}"}
                    - debug: {msg: "{{ ('user:' ~ s.password) | b64encode }} {{ s.password | b64encode }}"}
                    - debug: {msg: "{{ s.password | urlencode }} {{ s.password | quote }}"}
                    - debug: {msg: "{{ s.key }}"}
                    - shell: cat
                      args: {stdin: "{{ s.password }}"}
                    - command: {argv: [echo, "{{ s.password }}"]}
                    - shell: "echo $P; exit 1"
                      environment: {P: "{{ s.password }}"}
                      ignore_errors: true
                    - copy: {content: "{{ s.password }}", dest: "file-{{ up.password }}"}
                    - command: cat file-{{ up.password }}
                    - set_fact: {copy: "{{ s.password }}"}
                    - zuul_return: {data: {x: 1}, secret_data: {token: "token-{{ up.password }}", other: "anothersecret"}}
                    - debug: {msg: "anothersecret"}
                    - assert: {that: false, fail_msg: "it was {{ s.password }}"}
                      ignore_errors: true
                    - debug: {msg: "{{ {}[s.password] }}"}
                      ignore_errors: true
                    - command: "{{ s.password }}"
                      ignore_errors: true
                    - shell: echo {{ s.password | quote }}
                      no_log: true
                      loop: [1]
                    - fail: {msg: "end of {{ s.password }}"}
                """);
        assertThat(ends.getLast().message()).isEqualTo("end of ***");
        bench.executor().announce("build1", "said " + SECRET);
        String everything = bench.logs.text() + ends + bench.executor().returned("build1");
        for (String secret : List.of(SECRET, "parent-password", "anothersecret", "QUJDREVGR0hJSktMTU5PUA==")) {
            for (String form : Hidden.formsOf(secret)) {
                assertThat(everything).doesNotContain(form);
            }
            assertThat(everything)
                    .doesNotContain(Base64.getEncoder()
                            .encodeToString(("user:" + secret).getBytes())
                            .substring(8));
        }
        assertThat(bench.logs.text()).contains("***").contains("10.0.0.1");
        assertThat(bench.nodes.commands)
                .allSatisfy(
                        command -> assertThat(String.join(" ", command.argv())).doesNotContain("zauber"));
        try (Stream<Path> files = Files.walk(bench.state)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.getParent().getFileName().toString().equals("build1")) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------");
                }
                if (!file.endsWith("variables.jsonl")) {
                    assertThat(read(file)).as(file.toString()).doesNotContain("zauber");
                }
            }
        }
    }

    @Test
    void showsNothingOfATaskThatSaysSo() {
        List<StepEnd> ends = bench.play("""
                - hosts: all
                  tasks:
                    - shell: echo visible; echo not quite >&2; exit 1
                      no_log: true
                """);
        assertThat(ends.getLast().message()).contains("no_log");
        assertThat(bench.logs.text()).doesNotContain("visible").doesNotContain("not quite");
    }

    @Test
    void saysWhichSecretCannotBeRead() {
        bench.secrets.add(bench.secret("s", Map.of("p", Map.of("!encrypted/pkcs1-oaep", List.of("AAAA")))));
        bench.run.add(bench.playbook(true, "- hosts: all\n  tasks: []\n"));
        assertThatThrownBy(() -> bench.open()).isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
            assertThat(failure.getType()).isEqualTo("CONFIG");
            assertThat(failure.getOriginalMessage()).contains("'s_secret'").contains("org/config");
        });
    }

    @Test
    void readsFilesOfAConfigProjectFromItsTipOnly() {
        bench.configFiles.put("roles/shared/tasks/main.yaml", "- debug: {msg: from the tip}\n");
        bench.appFiles.put("roles/own/tasks/main.yaml", "- debug: {msg: from the change}\n");
        bench.run.add(bench.playbook(true, "- hosts: all\n  roles: [shared]\n"));
        bench.run.add(bench.playbook(false, "- hosts: all\n  roles: [own]\n"));
        bench.open();
        bench.runPlaybook(0);
        bench.runPlaybook(1);
        assertThat(bench.logs.lines()).contains("node | from the tip", "node | from the change");
        assertThat(bench.state.resolve("workspaces/build1/trusted")).exists();
        assertThat(bench.state.resolve("workspaces/build1/untrusted")).exists();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
