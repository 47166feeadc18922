package dev.sluice.engine.playbook;

import static java.util.Objects.requireNonNull;

import dev.sluice.engine.playbook.LoadContext.Scope;
import dev.sluice.engine.playbook.LoadContext.Settings;
import dev.sluice.engine.playbook.YamlValue.Entry;
import dev.sluice.engine.playbook.YamlValue.Mapping;
import dev.sluice.engine.playbook.YamlValue.Scalar;
import dev.sluice.engine.playbook.YamlValue.Sequence;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import java.util.ArrayList;
import java.util.List;

/// Turns a playbook's text into its outline and bodies, and finds everything that is wrong with it at once.
///
/// This is the check at freeze time: whatever the engine cannot run, and whatever an untrusted project may not run on
/// the executor, is a problem here and never a surprise in the middle of a build.
public final class PlaybookLoader {
    private static final List<String> TASK_LISTS = List.of("pre_tasks", "roles", "tasks", "post_tasks");

    private final Catalogue catalogue;

    public PlaybookLoader(Catalogue catalogue) {
        this.catalogue = requireNonNull(catalogue, "catalogue");
    }

    /// @param path the playbook's file from the root of its repository
    /// @param trusted whether it comes from a config project
    public Loaded load(String path, String yamlText, PlaybookFiles files, boolean trusted, Inventory inventory) {
        return new Load(path, new LoadContext(catalogue, files, inventory, trusted)).load(yamlText);
    }

    /// @param problems errors and warnings in the order found; with an error, outline and playbook are incomplete
    public record Loaded(PlaybookOutline outline, Playbook playbook, List<Problem> problems) {
        public boolean hasErrors() {
            return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
        }
    }

    private static final class Load {
        private final String path;
        private final LoadContext context;
        private final KeywordReader keywords;
        private final StepReader steps;
        private final List<PlaybookOutline.Play> outlines = new ArrayList<>();
        private final List<Playbook.Play> plays = new ArrayList<>();

        Load(String path, LoadContext context) {
            this.path = path;
            this.context = context;
            this.keywords = new KeywordReader(context.problems);
            this.steps = new StepReader(context);
        }

        Loaded load(String text) {
            context.yaml(path, text).ifPresent(root -> {
                if (root instanceof Sequence list) {
                    list.items().forEach(this::play);
                } else if (root.plain() != null) {
                    context.problems.malformed(root.place(), "a playbook", "a list of plays", root.kind());
                }
            });
            return new Loaded(
                    new PlaybookOutline(path, List.copyOf(outlines)),
                    new Playbook(path, List.copyOf(plays)),
                    context.problems.list());
        }

        private void play(YamlValue value) {
            if (!(value instanceof Mapping play)) {
                context.problems.malformed(value.place(), "a play", "a mapping with 'hosts'", value.kind());
                return;
            }
            keywords.only(play, "a play", TaskKeywords.PLAY);
            List<String> hosts = hosts(play);
            Settings settings = keywords.settings(play);
            play.find("gather_facts").ifPresent(entry -> keywords.flag(play, "gather_facts"));
            Scope scope = Scope.ofPlay(hosts, settings.noLog(), path, RepositoryPath.directory(path));
            List<PlaybookOutline.Step> found = new ArrayList<>();
            for (String key : TASK_LISTS) {
                play.find(key).ifPresent(entry -> found.addAll(list(entry, prefix(key), scope)));
            }
            String name = play.find("name")
                    .map(entry -> Names.shortened(String.valueOf(entry.value().plain())))
                    .orElse(Names.shortened(hostText(play)));
            outlines.add(new PlaybookOutline.Play(name, hosts, List.copyOf(found)));
            plays.add(new Playbook.Play(name, hosts, settings.vars(), settings.environment(), scope.collected()));
        }

        private static String prefix(String list) {
            return switch (list) {
                case "pre_tasks" -> "p";
                case "roles" -> "r";
                case "post_tasks" -> "q";
                default -> "";
            };
        }

        private List<PlaybookOutline.Step> list(Entry entry, String prefix, Scope scope) {
            if (!entry.key().equals("roles")) {
                return steps.steps(entry.value(), prefix, scope);
            }
            if (!(entry.value() instanceof Sequence roles)) {
                if (entry.value().plain() != null) {
                    context.problems.malformed(
                            entry.place(), "'roles'", "a list", entry.value().kind());
                }
                return List.of();
            }
            List<PlaybookOutline.Step> found = new ArrayList<>();
            for (int i = 0; i < roles.items().size(); i++) {
                steps.includes()
                        .roleOfPlay(roles.items().get(i), prefix + i, scope)
                        .ifPresent(found::add);
            }
            return found;
        }

        private static String hostText(Mapping play) {
            return play.find("hosts")
                    .map(entry -> String.valueOf(entry.value().plain()))
                    .orElse("");
        }

        private List<String> hosts(Mapping play) {
            if (play.find("hosts").isEmpty()) {
                context.problems.missingArgument(play.place(), "a play", List.of("hosts"));
                return List.of();
            }
            YamlValue value = play.find("hosts").orElseThrow().value();
            List<String> words = new ArrayList<>();
            List<YamlValue> parts = value instanceof Sequence list ? list.items() : List.of(value);
            for (YamlValue part : parts) {
                if (part instanceof Scalar(var place, var plain) && plain instanceof String pattern) {
                    if (KeywordReader.isTemplate(pattern)) {
                        context.problems.template(place, "'hosts'");
                    } else {
                        words.addAll(HostPattern.words(pattern));
                    }
                } else {
                    context.problems.malformed(part.place(), "'hosts'", "a pattern or a list of them", part.kind());
                }
            }
            return HostPattern.resolve(
                    words,
                    context.inventory,
                    word -> context.problems.unknownHost(value.place(), word, context.inventory));
        }
    }
}
