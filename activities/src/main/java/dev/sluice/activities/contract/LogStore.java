package dev.sluice.activities.contract;

import java.util.List;

/// Console logs of builds: appended line by line while a step runs, served over HTTP, never in Temporal.
public interface LogStore {

    /// Opens a build's `job-output.txt` for appending; several writers may be open at once.
    LogWriter writer(String build);

    /// Where people find the build's logs; ends with a slash.
    String url(String build);

    /// Lines are whole, without a line break. A writer hides every text that it was told is secret.
    interface LogWriter extends AutoCloseable {
        /// @param host inventory name, or `localhost`, or empty for the engine's own words
        void line(String host, String text);

        /// From now on these texts, and their base64 forms, are shown as `***`; texts shorter than four characters are
        /// not hidden.
        void hide(List<String> secrets);

        @Override
        void close();
    }
}
