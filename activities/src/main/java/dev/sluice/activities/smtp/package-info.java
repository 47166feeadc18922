/// Reports by mail.
@NullMarked
package dev.sluice.activities.smtp;

import org.jspecify.annotations.NullMarked;
