package dev.sluice.worker.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.sluice.activities.smtp.SmtpConnection;
import dev.sluice.activities.smtp.SmtpMails;
import dev.sluice.worker.settings.Settings;
import dev.sluice.worker.settings.Settings.MailServer;
import dev.sluice.workflows.port.MailActivities;

/// Mail servers.
final class MailModule extends AbstractModule {

    @Provides
    @Singleton
    static MailActivities mails(Settings settings) {
        return new SmtpMails(
                settings.mailServers().stream().map(MailModule::connection).toList());
    }

    private static SmtpConnection connection(MailServer server) {
        return new SmtpConnection(
                server.name(),
                server.server(),
                server.port(),
                server.defaultFrom(),
                server.defaultTo(),
                server.startTls(),
                server.passwordFile()
                        .map(file -> new SmtpConnection.Login(server.user(), () -> SecretFiles.password(file))));
    }
}
