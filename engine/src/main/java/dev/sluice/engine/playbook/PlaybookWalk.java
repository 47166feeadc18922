package dev.sluice.engine.playbook;

import dev.sluice.engine.playbook.PlaybookOutline.Block;
import dev.sluice.engine.playbook.PlaybookOutline.Include;
import dev.sluice.engine.playbook.PlaybookOutline.Play;
import dev.sluice.engine.playbook.PlaybookOutline.Step;
import dev.sluice.engine.playbook.PlaybookOutline.Task;
import dev.sluice.engine.playbook.PlaybookState.Count;
import dev.sluice.engine.playbook.PlaybookState.Frame;
import dev.sluice.engine.playbook.PlaybookState.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One step of the planner, worked out on mutable frames.
final class PlaybookWalk {
    private final PlaybookOutline outline;
    private final List<WalkFrame> frames = new ArrayList<>();
    private final List<String> out;
    private List<StepRun> running;
    private int play;
    private boolean failed;
    private boolean unreachable;
    private String message;

    PlaybookWalk(PlaybookState state) {
        outline = state.outline();
        play = state.play();
        state.frames().forEach(frame -> frames.add(new WalkFrame(frame)));
        running = state.running();
        out = new ArrayList<>(state.out());
        failed = state.failed();
        unreachable = state.unreachable();
        message = state.message();
    }

    void ended(List<StepEnd> ends) {
        if (running.isEmpty()) {
            throw new IllegalStateException("no step was running");
        }
        Step step = currentStep();
        List<Count> counts = new ArrayList<>();
        for (StepRun run : running) {
            StepEnd end = ends.stream()
                    .filter(candidate -> candidate.run().equals(run))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no end of " + run));
            apply(step, end, counts);
        }
        running = List.of();
        frames.getLast().next++;
        if (step instanceof Include && !counts.isEmpty()) {
            List<String> entering = counts.stream().map(Count::host).toList();
            frames.add(WalkFrame.entering(step.id(), entering, counts));
        }
    }

    private void apply(Step step, StepEnd end, List<Count> counts) {
        String host = end.run().host();
        switch (end.status()) {
            case OK, CHANGED, IGNORED -> {
                if (step instanceof Include && end.iterations() > 0) {
                    counts.add(new Count(host, end.iterations()));
                }
            }
            case SKIPPED -> {}
            case FAILED -> {
                String why = host + ": " + step.name() + ": " + end.message();
                boolean all = step instanceof Task task && task.once();
                for (String each : all ? List.copyOf(frames.getLast().hosts) : List.of(host)) {
                    frames.getLast().fail(each, why);
                }
            }
            case UNREACHABLE -> {
                frames.forEach(frame -> frame.forget(host));
                lose(host, host + ": " + step.name() + ": " + end.message());
                unreachable = true;
            }
        }
    }

    private void lose(String host, String why) {
        if (!out.contains(host)) {
            out.add(host);
        }
        if (message.isEmpty()) {
            message = why;
        }
    }

    /// Walks on to the next steps to run, or to the end.
    PlaybookPlan advance() {
        while (true) {
            if (frames.isEmpty()) {
                if (!nextPlay()) {
                    boolean ok = !failed && !unreachable;
                    return plan(new PlaybookAction.End(ok, unreachable, ok ? "" : message));
                }
                continue;
            }
            WalkFrame frame = frames.getLast();
            List<Step> list = steps(frame);
            if (frame.next >= list.size() || frame.hosts.isEmpty()) {
                finish(frame);
                continue;
            }
            Step step = list.get(frame.next);
            if (step instanceof Block) {
                frame.next++;
                frames.add(WalkFrame.entering(step.id(), List.copyOf(frame.hosts), List.of()));
                continue;
            }
            running = runs(step, frame);
            return plan(new PlaybookAction.RunSteps(running));
        }
    }

    /// False when there is no further play, or none may run.
    private boolean nextPlay() {
        if (play >= 0 && !survived(outline.plays().get(play))) {
            return false;
        }
        play++;
        if (play >= outline.plays().size()) {
            return false;
        }
        List<String> hosts = new ArrayList<>(outline.plays().get(play).hosts());
        hosts.removeAll(out);
        frames.add(WalkFrame.entering("", hosts, List.of()));
        return true;
    }

    private boolean survived(Play ended) {
        return ended.hosts().isEmpty() || !out.containsAll(ended.hosts());
    }

    private List<StepRun> runs(Step step, WalkFrame frame) {
        boolean once = step instanceof Task task && task.once();
        String iterations = frames.stream()
                .filter(around -> isInclude(around.id))
                .map(around -> String.valueOf(around.iteration))
                .collect(Collectors.joining("/"));
        return frame.hosts.stream()
                .limit(once ? 1 : Long.MAX_VALUE)
                .map(host -> new StepRun(
                        play, step.id(), iterations, host, Names.shortened("[" + host + "] " + step.name())))
                .toList();
    }

    private void finish(WalkFrame frame) {
        if (frames.size() == 1) {
            frames.removeLast();
            for (String host : frame.broken) {
                failed = true;
                lose(host, frame.message);
            }
            return;
        }
        switch (find(frame.id)) {
            case Block block -> finishSection(block, frame);
            case Include ignored -> finishIteration(frame);
            case Task task -> throw new IllegalStateException("a task is no frame: " + task);
        }
    }

    private void finishSection(Block block, WalkFrame frame) {
        frame.next = 0;
        if (frame.section == Section.BODY && !block.rescue().isEmpty() && !frame.broken.isEmpty()) {
            frame.section = Section.RESCUE;
            frame.waiting = frame.hosts;
            frame.hosts = new ArrayList<>(frame.broken);
            frame.broken.clear();
            frame.message = "";
            return;
        }
        if (frame.section != Section.ALWAYS) {
            frame.section = Section.ALWAYS;
            List<String> everyone = new ArrayList<>(frame.hosts);
            everyone.addAll(frame.waiting);
            everyone.addAll(frame.broken);
            frame.hosts = inPlayOrder(everyone);
            frame.waiting = new ArrayList<>();
            return;
        }
        leave(frame);
    }

    private void finishIteration(WalkFrame frame) {
        frame.iteration++;
        frame.next = 0;
        List<String> more = frame.counts.stream()
                .map(Count::host)
                .filter(host -> frame.count(host) > frame.iteration && !frame.broken.contains(host))
                .toList();
        if (more.isEmpty()) {
            leave(frame);
        } else {
            frame.hosts = inPlayOrder(more);
        }
    }

    private void leave(WalkFrame frame) {
        frames.removeLast();
        for (String host : frame.broken) {
            frames.getLast().fail(host, frame.message);
        }
    }

    private List<String> inPlayOrder(List<String> hosts) {
        List<String> ordered = new ArrayList<>(outline.plays().get(play).hosts());
        ordered.retainAll(hosts);
        return ordered;
    }

    private List<Step> steps(WalkFrame frame) {
        if (frame.id.isEmpty()) {
            return outline.plays().get(play).steps();
        }
        return switch (find(frame.id)) {
            case Include include -> include.body();
            case Block block ->
                switch (frame.section) {
                    case BODY -> block.body();
                    case RESCUE -> block.rescue();
                    case ALWAYS -> block.always();
                };
            case Task task -> throw new IllegalStateException("a task is no frame: " + task);
        };
    }

    private Step currentStep() {
        WalkFrame frame = frames.getLast();
        return steps(frame).get(frame.next);
    }

    private boolean isInclude(String id) {
        return !id.isEmpty() && find(id) instanceof Include;
    }

    private Step find(String id) {
        return find(outline.plays().get(play).steps(), id)
                .orElseThrow(() -> new IllegalStateException("the outline has no step '" + id + "'"));
    }

    private static Optional<Step> find(List<Step> steps, String id) {
        for (Step step : steps) {
            if (step.id().equals(id)) {
                return Optional.of(step);
            }
            if (!id.startsWith(step.id() + ".")) {
                continue;
            }
            Optional<Step> inner = switch (step) {
                case Task task -> Optional.empty();
                case Include include -> find(include.body(), id);
                case Block block ->
                    find(block.body(), id).or(() -> find(block.rescue(), id)).or(() -> find(block.always(), id));
            };
            if (inner.isPresent()) {
                return inner;
            }
        }
        return Optional.empty();
    }

    private PlaybookPlan plan(PlaybookAction action) {
        List<Frame> frozen = frames.stream().map(WalkFrame::frozen).toList();
        return new PlaybookPlan(
                new PlaybookState(outline, play, frozen, running, List.copyOf(out), failed, unreachable, message),
                action);
    }
}
