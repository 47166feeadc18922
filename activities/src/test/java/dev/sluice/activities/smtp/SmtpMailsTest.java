package dev.sluice.activities.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.sluice.engine.report.Mail;
import io.temporal.failure.ApplicationFailure;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a real mail server in this process.
final class SmtpMailsTest {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private SmtpConnection connection(boolean startTls, Optional<SmtpConnection.Login> login) {
        return new SmtpConnection(
                "outgoing",
                "127.0.0.1",
                server.getSmtp().getPort(),
                "sluice@example.com",
                "dev@example.com, qa@example.com",
                startTls,
                login);
    }

    private SmtpMails mails() {
        return new SmtpMails(List.of(connection(false, Optional.empty())));
    }

    private static Mail mail(String to, String from) {
        return new Mail("item/1/failure/0", "outgoing", to, from, "check: 1,1 of büro", "Build failed.\n\n- ünit\n");
    }

    @Test
    void sendsTheReportToTheDefaultAddresses() throws Exception {
        mails().send(mail("", ""));

        MimeMessage[] received = server.getReceivedMessages();
        assertThat(received).hasSize(2);
        assertThat(received[0].getSubject()).isEqualTo("check: 1,1 of büro");
        assertThat(received[0].getFrom()[0]).hasToString("sluice@example.com");
        assertThat(received[0].getRecipients(Message.RecipientType.TO))
                .extracting(String::valueOf)
                .containsExactly("dev@example.com", "qa@example.com");
        assertThat(String.valueOf(received[0].getContent())).contains("- ünit");
        assertThat(received[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void thePipelinesAddressesGoBeforeTheDefaults() throws Exception {
        mails().send(mail("team@example.com", "gate@example.com"));

        MimeMessage received = server.getReceivedMessages()[0];
        assertThat(received.getFrom()[0]).hasToString("gate@example.com");
        assertThat(received.getAllRecipients()[0]).hasToString("team@example.com");
    }

    @Test
    void aRepeatedMailHasTheSameId() throws Exception {
        SmtpMails mails = mails();
        mails.send(mail("team@example.com", ""));
        mails.send(mail("team@example.com", ""));
        mails.send(new Mail("item/2/failure/0", "outgoing", "team@example.com", "", "s", "t"));

        MimeMessage[] received = server.getReceivedMessages();
        assertThat(received[1].getMessageID()).isEqualTo(received[0].getMessageID());
        assertThat(received[2].getMessageID()).isNotEqualTo(received[0].getMessageID());
    }

    @Test
    void logsInWhereAUserIsGiven() {
        server.setUser("sluice", "sluice", "right");
        var login = new SmtpConnection.Login("sluice", () -> "right");
        new SmtpMails(List.of(connection(false, Optional.of(login)))).send(mail("", ""));
        assertThat(server.getReceivedMessages()).isNotEmpty();

        var wrong = new SmtpConnection.Login("sluice", () -> "hunter2");
        assertThatThrownBy(() -> new SmtpMails(List.of(connection(false, Optional.of(wrong)))).send(mail("", "")))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getType()).isEqualTo("DEPENDENCY"))
                .hasMessageContaining("does not accept user 'sluice'")
                .hasMessageContaining("[MAIL-004]")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void saysNothingToAServerThatCannotEncrypt() {
        assertThatThrownBy(() -> new SmtpMails(List.of(connection(true, Optional.empty()))).send(mail("", "")))
                .hasMessageContaining("STARTTLS")
                .hasMessageContaining("[MAIL-005]");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerThatIsDownIsTriedAgain() {
        SmtpMails mails = mails();
        server.stop();

        assertThatThrownBy(() -> mails.send(mail("", "")))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getType()).isEqualTo("DEPENDENCY"))
                .hasMessageContaining("Mail server 'outgoing' (127.0.0.1:")
                .hasMessageContaining("It is tried again. [MAIL-005]");
    }

    @Test
    void whatIsNoAddressIsToldWithItsPlace() {
        assertThatThrownBy(() -> mails().send(mail("dev at example.com", "")))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getType()).isEqualTo("CONFIG"))
                .hasMessageContaining("'dev at example.com' is no address")
                .hasMessageContaining("[MAIL-002]");
    }

    @Test
    void aTextMayHoldALineWithADot() {
        mails().send(new Mail("k", "outgoing", "team@example.com", "", "s", "one\n.\ntwo\n"));

        assertThat(GreenMailUtil.getBody(server.getReceivedMessages()[0])).contains("two");
    }
}
