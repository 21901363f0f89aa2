using Biplane.DataPlane.Rows;
using Biplane.Hosting.Access;
using Biplane.Hosting.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Biplane.DataPlane.Summaries;

/// <summary>Summaries and comparisons.</summary>
internal static class SummaryEndpoints
{
    public static void MapSummaries(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").RequireCaller();
        group.MapGet("/experiment-comparison2", CompareAsync);
        group.MapGet("/dataset-summary", CountDatasetAsync);
        group.MapGet("/v1/experiment/{experimentId}/summarize", SummariseExperimentAsync);
        group.MapGet("/v1/dataset/{datasetId}/summarize", SummariseDatasetAsync);
    }

    private static async Task<IResult> CompareAsync(
        Caller caller,
        SummaryService summaries,
        [FromQuery(Name = "experiment_id")] string experimentId,
        [FromQuery(Name = "base_experiment_id")] string? baseExperimentId,
        CancellationToken cancellationToken) =>
        Results.Json(
            await summaries.CompareAsync(caller, RowTarget.From("experiment", experimentId).Id, OptionalExperiment(baseExperimentId), cancellationToken),
            SummaryJson.Default.ExperimentComparison);

    private static async Task<IResult> CountDatasetAsync(
        Caller caller, SummaryService summaries, [FromQuery(Name = "dataset_id")] string datasetId, CancellationToken cancellationToken) =>
        Results.Json(await summaries.CountAsync(caller, RowTarget.From("dataset", datasetId), cancellationToken), SummaryJson.Default.DatasetCount);

    private static async Task<IResult> SummariseExperimentAsync(
        string experimentId,
        Caller caller,
        SummaryService summaries,
        [FromQuery(Name = "summarize_scores")] bool? summarizeScores,
        [FromQuery(Name = "comparison_experiment_id")] string? comparisonExperimentId,
        CancellationToken cancellationToken) =>
        Results.Json(
            await summaries.SummariseExperimentAsync(
                caller, RowTarget.From("experiment", experimentId), OptionalExperiment(comparisonExperimentId), summarizeScores == true, cancellationToken),
            SummaryJson.Default.ExperimentSummary);

    private static async Task<IResult> SummariseDatasetAsync(
        string datasetId,
        Caller caller,
        SummaryService summaries,
        [FromQuery(Name = "summarize_data")] bool? summarizeData,
        CancellationToken cancellationToken) =>
        Results.Json(
            await summaries.SummariseDatasetAsync(caller, RowTarget.From("dataset", datasetId), summarizeData == true, cancellationToken),
            SummaryJson.Default.DatasetSummary);

    private static Guid? OptionalExperiment(string? id) => string.IsNullOrEmpty(id) ? null : RowTarget.From("experiment", id).Id;
}
