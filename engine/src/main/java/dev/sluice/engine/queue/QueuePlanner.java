package dev.sluice.engine.queue;

import dev.sluice.engine.queue.ItemBuildset.Stage;
import java.util.List;
import java.util.function.UnaryOperator;

/// Decides what a pipeline does next; same state and event, same plan.
///
/// An event about an item or buildset that is gone changes nothing: what was asked to stop may still have spoken.
public final class QueuePlanner {

    /// An empty pipeline whose reports carry no links to buildsets.
    public QueueState initial(PipelineRules rules, String layout, String idSeed) {
        return initial(rules, layout, idSeed, "");
    }

    /// An empty pipeline.
    ///
    /// @param idSeed random text from the caller; ids are derived from it and a counter
    /// @param publicUrl where people reach the engine; an item's page is `<public-url>/buildset/<uuid>`
    public QueueState initial(PipelineRules rules, String layout, String idSeed, String publicUrl) {
        Discipline.of(rules);
        return new QueueState(rules, layout, idSeed, 0, publicUrl, 0, false, List.of());
    }

    public QueuePlan plan(QueueState state, QueueEvent event) {
        PipelineBoard board = new PipelineBoard(state);
        switch (event) {
            case QueueEvent.Enqueue enqueue -> Admission.enqueue(board, enqueue);
            case QueueEvent.PatchsetCreated created -> Departure.patchsetCreated(board, created.change());
            case QueueEvent.ChangeAbandoned abandoned -> Departure.abandoned(board, abandoned.change());
            case QueueEvent.ChangeUpdated updated -> {
                Departure.updated(board, updated.change());
                Departure.recheckCycles(board, new DependencyGraph(updated.change(), updated.needed()));
            }
            case QueueEvent.Dequeue dequeue -> Departure.dequeue(board, dequeue.subjectId(), dequeue.project());
            case QueueEvent.BuildsetPrepared prepared ->
                change(board, prepared.buildset(), buildset -> prepared(buildset, prepared));
            case QueueEvent.ConfigurationRefused refused ->
                change(board, refused.buildset(), buildset -> buildset.refused(refused.problems(), refused.more()));
            case QueueEvent.MergeConflicted conflicted ->
                change(
                        board,
                        conflicted.buildset(),
                        buildset -> buildset.conflicted(conflicted.detail(), conflicted.files()));
            case QueueEvent.JobProgressed progressed ->
                change(board, progressed.buildset(), buildset -> buildset.progressed(progressed.progress()));
            case QueueEvent.BuildsetReportable reportable ->
                change(board, reportable.buildset(), buildset -> buildset.reportable(reportable.builds()));
            case QueueEvent.BuildsetCompleted completed ->
                change(
                        board,
                        completed.buildset(),
                        buildset -> buildset.complete(completed.result(), completed.builds()));
            case QueueEvent.ArtifactsFound found -> Requirements.found(board, found);
            case QueueEvent.Reported reported -> Reporting.answered(board, reported);
            case QueueEvent.Promote promote -> Promotion.promote(board, promote.subjects());
            case QueueEvent.Reconfigured reconfigured -> Reconfiguration.apply(board, reconfigured);
            case QueueEvent.PipelineRemoved removed -> Departure.all(board);
        }
        Pass.untilQuiet(board);
        return board.plan();
    }

    private static ItemBuildset prepared(ItemBuildset buildset, QueueEvent.BuildsetPrepared event) {
        if (buildset.stage() != Stage.PREPARING) {
            return buildset;
        }
        List<ItemJob> jobs = event.jobs().stream().map(ItemJob::waiting).toList();
        return buildset.prepared(event.graph(), event.projectInPipeline(), jobs, event.warnings());
    }

    private static void change(PipelineBoard board, String uuid, UnaryOperator<ItemBuildset> change) {
        board.itemOf(uuid)
                .ifPresent(item -> item.buildset()
                        .filter(buildset -> !buildset.ended())
                        .ifPresent(buildset -> board.put(item.with(change.apply(buildset)))));
    }
}
