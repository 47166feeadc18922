package dev.sluice.workflows.port;

import dev.sluice.engine.report.Mail;
import io.temporal.activity.ActivityInterface;

/// Reports by mail.
@ActivityInterface
public interface MailActivities {

    /// Hands a mail to its connection's server. A repeated delivery has the same Message-ID, by which most readers show
    /// it once.
    void send(Mail mail);
}
