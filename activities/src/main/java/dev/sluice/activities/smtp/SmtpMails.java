package dev.sluice.activities.smtp;

import dev.sluice.engine.report.Mail;
import dev.sluice.workflows.port.FailureKind;
import dev.sluice.workflows.port.MailActivities;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/// Hands mails to the servers of the settings.
public final class SmtpMails implements MailActivities {
    private static final String PATIENCE_MILLIS = "30000";
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final Map<String, SmtpConnection> connections = new LinkedHashMap<>();

    public SmtpMails(List<SmtpConnection> connections) {
        connections.forEach(connection -> this.connections.put(connection.name(), connection));
    }

    @Override
    public void send(Mail mail) {
        SmtpConnection connection = connections.get(mail.connection());
        if (connection == null) {
            throw FailureKind.CONFIG.failure(
                    "There is no mail connection '%s' in this worker's settings; there is: %s. Start the workers with the same connections. [MAIL-001]"
                            .formatted(mail.connection(), String.join(", ", connections.keySet())),
                    null);
        }
        Session session = Session.getInstance(properties(connection));
        try (Transport transport = session.getTransport("smtp")) {
            MimeMessage message = message(session, connection, mail);
            if (connection.login().isPresent()) {
                SmtpConnection.Login login = connection.login().get();
                transport.connect(login.user(), login.password().get());
            } else {
                transport.connect();
            }
            transport.sendMessage(message, message.getAllRecipients());
        } catch (AddressException wrong) {
            throw FailureKind.CONFIG.failure(
                    "The mail '%s' cannot be addressed: '%s' is no address (%s). Correct 'to' or 'from' of the pipeline's reporter, or the defaults of connection '%s'. [MAIL-002]"
                            .formatted(mail.subject(), wrong.getRef(), reason(wrong), connection.name()),
                    null);
        } catch (SendFailedException refused) {
            throw FailureKind.CONFIG.failure(
                    "%s refuses the mail '%s' to %s: %s. [MAIL-003]"
                            .formatted(place(connection), mail.subject(), to(connection, mail), reason(refused)),
                    null);
        } catch (AuthenticationFailedException refused) {
            throw FailureKind.DEPENDENCY.failure(
                    "%s does not accept %s (%s). Check 'user' and 'password-file' of connection '%s'. [MAIL-004]"
                            .formatted(
                                    place(connection),
                                    connection.login().map(String::valueOf).orElse("mail without a user"),
                                    reason(refused),
                                    connection.name()),
                    null);
        } catch (MessagingException failed) {
            throw FailureKind.DEPENDENCY.failure(
                    "%s cannot take the mail '%s' now: %s. It is tried again. [MAIL-005]"
                            .formatted(place(connection), mail.subject(), reason(failed)),
                    null);
        }
    }

    private static Properties properties(SmtpConnection connection) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", connection.server());
        properties.put("mail.smtp.port", String.valueOf(connection.port()));
        properties.put("mail.smtp.auth", String.valueOf(connection.login().isPresent()));
        properties.put("mail.smtp.starttls.enable", String.valueOf(connection.startTls()));
        properties.put("mail.smtp.starttls.required", String.valueOf(connection.startTls()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        for (String wait : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.put("mail.smtp." + wait, PATIENCE_MILLIS);
        }
        return properties;
    }

    private static MimeMessage message(Session session, SmtpConnection connection, Mail mail)
            throws MessagingException {
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                UUID id = UUID.nameUUIDFromBytes(mail.key().getBytes(StandardCharsets.UTF_8));
                setHeader("Message-ID", "<" + id + "@sluice>");
            }
        };
        String from = mail.from().isEmpty() ? connection.defaultFrom() : mail.from();
        message.setFrom(InternetAddress.parse(from)[0]);
        message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(to(connection, mail)));
        message.setSubject(mail.subject(), UTF_8);
        message.setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(OffsetDateTime.now(ZoneOffset.UTC)));
        // So that nobody's absence note is sent back.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setText(mail.text(), UTF_8);
        return message;
    }

    private static String to(SmtpConnection connection, Mail mail) {
        return mail.to().isEmpty() ? connection.defaultTo() : mail.to();
    }

    private static String place(SmtpConnection connection) {
        return "Mail server '%s' (%s:%d)".formatted(connection.name(), connection.server(), connection.port());
    }

    /// In one line, with what the network said where that is the cause.
    private static String reason(MessagingException failed) {
        String text = String.valueOf(failed.getMessage());
        if (failed.getNextException() instanceof IOException network) {
            text += " (" + network.getMessage() + ")";
        }
        return text.strip().replaceAll("\\s+", " ").replaceAll("\\.+$", "");
    }
}
