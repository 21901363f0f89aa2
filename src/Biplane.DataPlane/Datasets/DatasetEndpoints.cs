using Biplane.DataPlane.Access;
using Biplane.DataPlane.Requests;
using Biplane.DataPlane.Rows;
using Biplane.Hosting.Access;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Model.Transactions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Biplane.DataPlane.Datasets;

/// <summary>Going back to an older version of a dataset.</summary>
internal static class DatasetEndpoints
{
    public static void MapDatasetRows(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/dataset/{datasetId}").RequireCaller();
        group.MapPost("/restore", RestoreAsync);
        group.MapPost("/restore/preview", PreviewAsync);
    }

    private static async Task<IResult> PreviewAsync(
        string datasetId, HttpRequest request, Caller caller, JsonBody json, IObjectAccess access, DatasetRestore restore, CancellationToken cancellationToken)
    {
        var dataset = RowTarget.From("dataset", datasetId);
        var version = await VersionAsync(request, json, cancellationToken);
        await access.RequireAsync(caller, dataset, Permission.Read, cancellationToken);
        return Results.Json(await restore.PreviewAsync(dataset, version, cancellationToken), DatasetJson.Default.RestorePreview);
    }

    private static async Task<IResult> RestoreAsync(
        string datasetId, HttpRequest request, Caller caller, JsonBody json, IObjectAccess access, DatasetRestore restore, CancellationToken cancellationToken)
    {
        var dataset = RowTarget.From("dataset", datasetId);
        var version = await VersionAsync(request, json, cancellationToken);
        await access.RequireAsync(caller, dataset, Permission.Update, cancellationToken);
        return Results.Json(await restore.RestoreAsync(caller, dataset, version, cancellationToken), DatasetJson.Default.RestoreResult);
    }

    private static async Task<TransactionId> VersionAsync(HttpRequest request, JsonBody json, CancellationToken cancellationToken)
    {
        var body = await json.ReadAsync(request, DatasetJson.Default.RestoreRequest, cancellationToken);
        return TransactionId.TryParse(body.Version, out var version)
            ? version
            : throw ApiException.BadRequest(ErrorCodes.BadRequest, "version must be a transaction id: a decimal number or 16 hexadecimal digits.");
    }
}
