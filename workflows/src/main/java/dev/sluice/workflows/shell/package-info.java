/// What all workflows share: names, labels, time limits, activity options, inbox and outbox.
///
/// A workflow here is a shell: it puts what happens into an [Inbox], asks the engine's planner, performs the actions
/// and continues as new. Every choice of a timeout or a retry policy is in [ActivityChoices], with its figures in
/// [Timeouts], which travel in the workflows' inputs so that a running workflow keeps those it began with.
@NullMarked
package dev.sluice.workflows.shell;

import org.jspecify.annotations.NullMarked;
