package dev.sluice.engine.report;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.queue.PipelineRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Addresses and heads the mails about an item; their text is that of its reviews.
///
/// @param subjects all that the item tests, not empty
/// @param itemUrl page of the item's buildset; empty when there is none
public record MailWriter(PipelineRules rules, List<Subject> subjects, String itemUrl) {

    /// For each reporter that sends mail one mail, whatever the item is about.
    ///
    /// @param key names this report of this item
    /// @param reporters those of the action, or of `disabled`
    public List<Mail> mails(String key, Ending ending, List<PipelineRules.Reporter> reporters) {
        List<Mail> mails = new ArrayList<>();
        for (int i = 0; i < reporters.size(); i++) {
            PipelineRules.Reporter reporter = reporters.get(i);
            if (reporter.mail().isPresent()) {
                PipelineRules.MailForm form = reporter.mail().get();
                mails.add(new Mail(
                        key + "/" + ending.action() + "/" + i,
                        reporter.connection(),
                        form.to(),
                        form.from(),
                        subject(form.subject()),
                        new ReportWriter(rules, subjects, itemUrl).text(ending)));
            }
        }
        return List.copyOf(mails);
    }

    /// In one line: a change's topic or branch may hold anything.
    private String subject(String template) {
        String subject = template.isEmpty()
                ? "Report for changes " + each(Subject::id) + " against "
                        + each(each -> each instanceof Change change ? change.ref() : each.id())
                : MessageTemplate.fill(template, rules.tenant(), rules.name(), subjects.getFirst(), itemUrl);
        return subject.replaceAll("\\s+|\\p{Cntrl}", " ").strip();
    }

    private String each(Function<Subject, String> name) {
        return subjects.stream().map(name).collect(Collectors.joining(" "));
    }
}
