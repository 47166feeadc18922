/// The fake world of scheduler cases: Gerrit, git, nodes, executor, semaphores and history in memory, virtual time, and
/// the planners between them (case-format 2 to 4).
///
/// [dev.sluice.engine.conform.world.SchedulerWorld] is what a case plays in. Nothing here waits: builds are held until
/// a
/// step releases them, and a world is settled when its inbox is empty.
@NullMarked
package dev.sluice.engine.conform.world;

import org.jspecify.annotations.NullMarked;
