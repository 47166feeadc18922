package dev.sluice.activities.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.engine.buildset.ReturnedData;
import dev.sluice.engine.playbook.StepEnd;
import dev.sluice.engine.playbook.StepStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole playbooks on nodes that are directories of this machine.
class PlaybookRunTest {
    @TempDir
    private Path directory;

    private Workbench bench;

    @BeforeEach
    void setUp() {
        bench = new Workbench(directory);
    }

    private static List<StepStatus> statuses(List<StepEnd> ends) {
        return ends.stream().map(StepEnd::status).toList();
    }

    @Test
    void runsCommandsAndShowsThemAsZuulDoes() {
        List<StepEnd> ends = bench.play("""
                - hosts: all
                  name: Build
                  tasks:
                    - name: Say it
                      shell: echo one; echo two >&2
                      register: said
                    - debug: {msg: "{{ said.stdout }} {{ said.rc }} {{ said.stderr_lines }}"}
                    - command: "false"
                """);
        assertThat(statuses(ends)).containsExactly(StepStatus.CHANGED, StepStatus.OK, StepStatus.FAILED);
        assertThat(ends.getLast().message()).isEqualTo("non-zero return code: 1");
        assertThat(bench.logs.lines())
                .contains("PLAY [Build]", "node | TASK [Say it]", "node | one", "node | two", "node | changed: [node]")
                .contains("node | one 0 ['two']", "node | failed: [node]", "node |   non-zero return code: 1");
        bench.executor().closeWorkspace("build1", "FAILURE");
        assertThat(bench.logs.lines())
                .contains("PLAY RECAP", "node | ok: 2 changed: 1 unreachable: 0 failed: 1 skipped: 0 ignored: 0");
    }

    @Test
    void followsConditionsLoopsAndRetries() throws IOException {
        List<StepEnd> ends = bench.play("""
                - hosts: all
                  tasks:
                    - shell: echo {{ item }} >>out; echo {{ item }}
                      loop: [a, b, c]
                      when: item != 'b'
                      register: all
                    - assert:
                        that:
                          - all is changed
                          - all.results | length == 3
                          - all.results[1] is skipped
                          - all.results[2].stdout == 'c'
                    - command: "never"
                      when: [true, "undefined_thing is defined"]
                      register: skipped
                    - assert: {that: [skipped is skipped, skipped is not changed]}
                    - shell: echo x >>tries; test $(wc -l <tries) -ge 3
                      register: tried
                      until: tried.rc == 0
                      retries: 5
                      delay: 0
                    - assert: {that: tried.attempts == 3}
                    - shell: exit 3
                      register: code
                      failed_when: code.rc not in [0, 3]
                      changed_when: false
                    - shell: exit 4
                      ignore_errors: true
                    - shell: echo {{ index }}{{ thing }} >>out
                      loop: "{{ things }}"
                      loop_control: {loop_var: thing, index_var: index}
                      vars: {things: [x, y]}
                """);
        assertThat(ends).filteredOn(end -> end.status() == StepStatus.FAILED).isEmpty();
        assertThat(statuses(ends))
                .containsExactly(
                        StepStatus.CHANGED,
                        StepStatus.OK,
                        StepStatus.SKIPPED,
                        StepStatus.OK,
                        StepStatus.CHANGED,
                        StepStatus.OK,
                        StepStatus.OK,
                        StepStatus.IGNORED,
                        StepStatus.CHANGED);
        assertThat(Files.readString(bench.node().resolve("out"))).isEqualTo("a\nc\n0x\n1y\n");
        assertThat(bench.logs.lines()).contains("node | skipping: [node] => (item=b)", "node | ...ignoring");
    }

    @Test
    void runsIncludesRolesAndBlocks() {
        bench.configFiles.put("roles/greet/tasks/main.yaml", """
                - shell: echo {{ greeting }} {{ who }} {{ mark }}
                  register: greeted
                - include_tasks: more.yaml
                  loop: [1, 2]
                """);
        bench.configFiles.put(
                "roles/greet/tasks/more.yaml", "- debug: {msg: 'more {{ item }} {{ outer }} {{ who }}'}\n");
        bench.configFiles.put("roles/greet/defaults/main.yaml", "greeting: hello\nmark: '!'\n");
        bench.configFiles.put("roles/greet/vars/main.yaml", "mark: '?'\n");
        List<StepEnd> ends = bench.play("""
                - hosts: all
                  roles:
                    - {role: greet, who: world, vars: {outer: no}}
                  tasks:
                    - include_role: {name: greet}
                      loop: [x, y]
                      loop_control: {loop_var: outer}
                      when: outer != 'x'
                      vars: {who: "you{{ outer }}"}
                    - block:
                        - fail: {msg: "oh"}
                      rescue:
                        - debug: {msg: rescued}
                      always:
                        - debug: {msg: always}
                """);
        assertThat(ends).filteredOn(end -> end.status() == StepStatus.FAILED).hasSize(1);
        assertThat(bench.logs.lines())
                .contains(
                        "node | hello world ?",
                        "node | more 1 False world",
                        "node | more 2 False world",
                        "node | hello youy ?",
                        "node | more 2 y youy",
                        "node | rescued",
                        "node | always");
    }

    @Test
    void writesFilesOnlyWhenTheyDiffer() throws IOException {
        bench.configFiles.put("playbooks/files/plain.txt", "plain {{ x }}\n");
        bench.configFiles.put("playbooks/templates/t.j2", "{% for i in xs %}\n{{ i }}\n{% endfor %}\nend\n");
        List<StepEnd> ends = bench.play("""
                - hosts: all
                  vars: {xs: [1, 2], x: secret}
                  tasks:
                    - copy: {content: "a {{ x }}\\n", dest: deep/a, mode: "0600"}
                    - copy: {content: "a {{ x }}\\n", dest: deep/a, mode: "0600"}
                    - copy: {content: "a {{ x }}\\n", dest: deep/a, mode: "0644"}
                    - copy: {src: plain.txt, dest: ./}
                    - template: {src: t.j2, dest: t}
                    - file: path=dir/sub state=directory mode=0700
                    - file: {path: dir/sub, state: directory, mode: 0700}
                    - file: {path: link, state: link, src: deep/a}
                    - file: {path: link, state: link, src: deep/a}
                    - file: {path: deep/a, state: absent}
                    - file: {path: deep/a, state: absent}
                    - stat: {path: t}
                      register: t
                    - stat: {path: gone}
                      register: gone
                    - assert: {that: [t.stat.exists, t.stat.size == 8, t.stat.isreg, not gone.stat.exists]}
                    - copy: {content: {a: [1]}, dest: json}
                """);
        assertThat(ends).extracting(StepEnd::message).containsOnly("");
        assertThat(ends.stream()
                        .map(end -> end.status() == StepStatus.CHANGED ? "c" : "o")
                        .reduce("", String::concat))
                .isEqualTo("cocccc" + "o" + "co" + "co" + "ooo" + "c");
        assertThat(Files.readString(bench.node().resolve("plain.txt"))).isEqualTo("plain {{ x }}\n");
        assertThat(Files.readString(bench.node().resolve("t"))).isEqualTo("1\n2\nend\n");
        assertThat(Files.readString(bench.node().resolve("json"))).contains("\"a\"");
    }

    @Test
    void keepsWhatBelongsToACommand() {
        List<StepEnd> ends = bench.play("""
                - hosts: all
                  environment: {A: play, B: play}
                  tasks:
                    - command: echo "it's $HOME" 'two  blanks'
                    - command: {argv: [printf, '%s|', "a b", "$x"]}
                    - shell: {cmd: 'cat; echo " $A $B $SLUICE_COMMAND"', stdin: in, executable: /bin/bash}
                      environment: {B: task}
                    - file: {path: d, state: directory}
                    - shell: pwd
                      args: {chdir: d}
                    - shell: touch made
                      args: {creates: made}
                    - shell: touch made
                      args: {creates: made}
                    - command: rm made removes=made
                    - command: rm made removes=made
                    - command: no-such-program
                      ignore_errors: true
                    - shell: pwd
                      args: {chdir: nowhere}
                      ignore_errors: true
                """);
        assertThat(ends).filteredOn(end -> end.status() == StepStatus.FAILED).isEmpty();
        assertThat(bench.logs.lines())
                .contains("node | it's $HOME two  blanks", "node | a b|$x|", "node | in", "node |  play task ")
                .contains("node | " + bench.node().resolve("d"));
        assertThat(statuses(ends).subList(5, 9))
                .containsExactly(StepStatus.CHANGED, StepStatus.OK, StepStatus.CHANGED, StepStatus.OK);
    }

    @Test
    void namesAnUndefinedVariable() {
        List<StepEnd> ends = bench.play("""
                - hosts: all
                  tasks:
                    - debug: {msg: "{{ nowhere.to.be.seen }}"}
                """);
        assertThat(ends.getLast().message()).isEqualTo("'nowhere' is undefined");
        bench = new Workbench(directory.resolve("second"));
        ends = bench.play("""
                - hosts: all
                  vars: {a: "{{ b }}", b: "{{ a }}"}
                  tasks:
                    - command: "{{ a }}"
                """);
        assertThat(ends.getLast().message()).contains("variables need one another: a → b → a");
    }

    @Test
    void keepsOneMegabyteOfOutput() {
        List<StepEnd> ends = bench.play("""
                - hosts: all
                  tasks:
                    - shell: seq 1 150000
                      register: long
                    - assert: {that: ["long.stdout_lines | length == 150000", "long.stdout_lines[-1] == '150000'"]}
                """);
        assertThat(statuses(ends)).containsExactly(StepStatus.CHANGED, StepStatus.OK);
        assertThat(bench.logs.lines()).contains("node | 150000");
    }

    @Test
    void returnsDataAcrossSteps() {
        bench.play("""
                - hosts: localhost
                  tasks:
                    - zuul_return:
                        data: {a: {x: 1}, l: [1], zuul: {artifacts: [{name: one, url: u1}], warnings: [w1], pause: true}}
                        secret_data: {password: "open sesame"}
                    - zuul_return:
                        data:
                          a: {y: 2}
                          l: [2]
                          zuul:
                            artifacts: [{name: two, url: u2, metadata: {type: t}}]
                            warnings: [w2]
                            child_jobs: []
                            log_url: http://x
                            file_comments: {f: [{line: 1, message: m}]}
                    - zuul_return: {data: {zuul: {file_comments: {f: [{line: 2, message: n}]}}}}
                    - zuul_return: {data: {zuul: {artifacts: [{name: bad, uri: u, url: 5}]}}}
                      ignore_errors: true
                """);
        ReturnedData returned = bench.executor().returned("build1");
        assertThat(returned.data()).isEqualTo(Map.of("a", Map.of("x", 1L, "y", 2L), "l", List.of(2L)));
        assertThat(returned.artifacts()).extracting("name").containsExactly("two", "one");
        assertThat(returned.warnings()).containsExactly("w2", "w1");
        assertThat(returned.childJobs()).contains(List.of());
        assertThat(returned.logUrl()).contains("http://x");
        assertThat(returned.pause()).isTrue();
        assertThat(returned.retry()).isTrue();
        assertThat((List<?>) returned.fileComments().get("f")).hasSize(2);
        assertThat(returned.sealedSecrets()).hasSize(1);
        assertThat(returned.toString()).doesNotContain("open sesame");
        assertThat(bench.box.open(returned.sealedSecrets().getFirst())).isEqualTo(Map.of("password", "open sesame"));
        assertThat(bench.logs.text()).contains("an artifact has no key 'uri'").contains("must have a text 'url'");
    }

    @Test
    void givesNativeRolesTheirContext() {
        bench.roles.put("probe", role("probe", context -> {
            assertThat(context.variable("greeting")).contains("hi node");
            assertThat(context.variable("nothing")).isEmpty();
            assertThat(context.onExecutor()).isFalse();
            context.log("token is " + context.variable("token").orElseThrow());
            context.hide(String.valueOf(context.variable("token").orElseThrow()));
            context.log("token is " + context.variable("token").orElseThrow());
            context.fact("digest", "sha256:1");
            context.returnData(
                    Map.of(),
                    Map.of("registry", Map.of("host", "10.1.2.3", "password", "hunter22", "username", "zuul-user")));
            assertThat(context.returnedSecretData()).containsKey("registry");
            context.progress("half way");
        }));
        bench.roles.put("refuse", role("refuse", context -> {
            throw new StepFailure("no, " + context.host());
        }));
        bench.restart();
        List<StepEnd> ends = bench.play("""
                - hosts: all
                  tasks:
                    - include_role: {name: probe}
                      vars: {greeting: "hi {{ inventory_hostname }}", token: abcdefgh}
                    - debug: {msg: "password hunter22 at 10.1.2.3 by zuul-user"}
                - hosts: localhost
                  tasks:
                    - debug: {msg: "{{ digest }}"}
                - hosts: all
                  roles: [refuse]
                """);
        assertThat(ends.getLast().message()).isEqualTo("no, node");
        assertThat(bench.logs.lines())
                .contains("node | token is abcdefgh", "node | token is ***", "localhost | sha256:1")
                .contains("node | password *** at 10.1.2.3 by zuul-user");
    }

    private interface Work {
        void run(RoleContext context) throws StepFailure;
    }

    private static NativeRole role(String name, Work work) {
        return new NativeRole() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void run(RoleContext context) throws StepFailure {
                work.run(context);
            }
        };
    }

    @Test
    void runsSeveralHostsEachWithItsOwnVariables() {
        bench.hosts.clear();
        bench.hosts.addAll(List.of("a", "b"));
        bench.hostVars.put("a", Map.of("own", "of a {{ common }}"));
        bench.hostVars.put("b", Map.of("own", "of b"));
        bench.groupVars.put("builders", Map.of("common", "shared"));
        bench.play("""
                - hosts: builders
                  tasks:
                    - debug: {msg: "{{ own }} {{ common }} {{ nodepool.label }} {{ groups.builders | join('+') }}"}
                    - shell: echo {{ inventory_hostname }}
                      register: once
                      run_once: true
                    - debug: {msg: "got {{ once.stdout }}"}
                """);
        assertThat(bench.logs.lines())
                .contains("a | of a shared shared docker a+b", "b | of b shared docker a+b", "a | got a", "b | got a");
    }
}
