/// Jinja as Ansible speaks it, on the jinjava library.
///
/// jinjava reads templates and tokens; the meaning of expressions is ours ([Grammar], [Operators], [Filters]), since
/// jinjava's is that of Java's expression language: there `'1' == 1` holds and an unknown name is an empty text.
/// Values are JSON values only, and nothing here reaches a Java object, a file or the clock.
///
/// Hazard: templates are written by strangers. Sizes, depths and time are bounded ([Limits]); a template that passes a
/// bound, or uses an undefined variable, stops with a [TemplateFailure].
@NullMarked
package dev.sluice.activities.step.jinja;

import org.jspecify.annotations.NullMarked;
