using Biplane.DataPlane.Access;
using Biplane.DataPlane.Answers;
using Biplane.Hosting.Identity;
using Biplane.Model;
using Biplane.Storage;

namespace Biplane.DataPlane.Summaries;

/// <summary>Summaries of experiments and datasets, each after its own permission check.</summary>
internal sealed class SummaryService(IRowStore store, IObjectAccess access, IBaseExperiments bases, ExperimentFigures figures, PageLinks links, QueryDeadline deadline)
{
    public async Task<ExperimentComparison> CompareAsync(Caller caller, Guid experimentId, Guid? baseId, CancellationToken cancellationToken)
    {
        await RequireAsync(caller, new ObjectRef(ObjectKind.Experiment, experimentId), cancellationToken);
        if (baseId is { } id)
        {
            await RequireAsync(caller, new ObjectRef(ObjectKind.Experiment, id), cancellationToken);
        }

        return await CompareAsync(experimentId, baseId, cancellationToken);
    }

    public async Task<ExperimentSummary> SummariseExperimentAsync(
        Caller caller, ObjectRef experiment, Guid? comparisonId, bool withScores, CancellationToken cancellationToken)
    {
        var info = await RequireAsync(caller, experiment, cancellationToken);
        var comparison = comparisonId is { } id
            ? await RequireAsync(caller, new ObjectRef(ObjectKind.Experiment, id), cancellationToken)
            : withScores ? await bases.FindBaseAsync(caller, info, cancellationToken) : null;
        var result = withScores ? await CompareAsync(experiment.Id, comparison?.Object.Id, cancellationToken) : null;
        return new ExperimentSummary(
            info.ProjectName, info.Name, links.Project(info), links.Page(info), comparison?.Name, result?.Scores, result?.Metrics);
    }

    public async Task<DatasetSummary> SummariseDatasetAsync(Caller caller, ObjectRef dataset, bool withData, CancellationToken cancellationToken)
    {
        var info = await RequireAsync(caller, dataset, cancellationToken);
        var count = withData ? new DatasetCount(await CountAsync(dataset, cancellationToken)) : null;
        return new DatasetSummary(info.ProjectName, info.Name, links.Project(info), links.Page(info), count);
    }

    public async Task<DatasetCount> CountAsync(Caller caller, ObjectRef dataset, CancellationToken cancellationToken)
    {
        await RequireAsync(caller, dataset, cancellationToken);
        return new DatasetCount(await CountAsync(dataset, cancellationToken));
    }

    private Task<ExperimentComparison> CompareAsync(Guid experimentId, Guid? baseId, CancellationToken cancellationToken) =>
        InTimeAsync(
            async token =>
            {
                // Both at once: adding up takes as long as reading.
                var before = baseId is { } id ? Task.Run(() => figures.ReadAsync(id, token), token) : Task.FromResult<CaseTable?>(null)!;
                var cases = Task.Run(() => figures.ReadAsync(experimentId, token), token);
                await Task.WhenAll(cases, before);
                return ExperimentComparison.Of(await cases, await before);
            },
            cancellationToken);

    private Task<long> CountAsync(ObjectRef source, CancellationToken cancellationToken) =>
        InTimeAsync(
            async token =>
            {
                await using var rows = await store.QueryAsync(RowPlans.Count(source), token);
                return await rows.ReadAsync(token) ? rows.GetInt64(0) : 0;
            },
            cancellationToken);

    private Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        deadline.RunAsync(deadline.Longest, "Ask for the figures by a query in the background: POST /btql/async.", work, cancellationToken);

    private ValueTask<ObjectInfo> RequireAsync(Caller caller, ObjectRef target, CancellationToken cancellationToken) =>
        access.RequireAsync(caller, target, Permission.Read, cancellationToken);
}
