using Biplane.Contracts.Objects;
using Biplane.Hosting.Access;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Biplane.Hosting.Metadata;

/// <summary>The SDKs' calls about named versions of a dataset: <c>/api/dataset_snapshot/…</c>.</summary>
internal static class SnapshotEndpoints
{
    public static void MapSnapshots(this IEndpointRouteBuilder api)
    {
        api.MapGet("/dataset_snapshot/get", FindAsync).RequirePermission(Permission.Read);
        api.MapPost("/dataset_snapshot/get", FindAsync).RequirePermission(Permission.Read);
        api.MapPost("/dataset_snapshot/patch_id", PatchAsync).RequirePermission(Permission.Update);
        api.MapPost("/dataset_snapshot/delete_id", DeleteAsync).RequirePermission(Permission.Delete);
    }

    private static async Task<IResult> FindAsync(HttpContext context, Caller caller, IMetadataService metadata, CancellationToken cancellationToken)
    {
        var body = await ObjectBodyReader.ReadAsync(context, ResourceType.DatasetSnapshot, metadata.Rule, cancellationToken);
        var request = context.Request;
        var id = body.Id("id") ?? QueryValues.Id(request, "id");
        var version = body.Version("xact_id")?.ToString() ?? QueryValues.Text(request, "xact_id");
        var query = new ObjectQuery
        {
            Type = ResourceType.DatasetSnapshot,
            ActorId = caller.UserId,
            OrganizationIds = caller.Organizations(request),
            Ids = id is { } wanted ? [wanted] : null,
            DatasetId = body.Id("dataset_id") ?? QueryValues.Id(request, "dataset_id"),
            Name = body.Name("name") ?? QueryValues.Name(request, "name"),
            Limit = QueryValues.Limit(request),
        };
        var found = await metadata.ListAsync(caller, query, cancellationToken);
        return JsonAnswer.Array(found.Where(s => version is null || s.Record.DatasetVersion?.ToString() == version));
    }

    private static async Task<IResult> PatchAsync(HttpContext context, Caller caller, IMetadataService metadata, CancellationToken cancellationToken)
    {
        var body = await ObjectBodyReader.ReadAsync(context, ResourceType.DatasetSnapshot, metadata.Rule, cancellationToken);
        var id = RequireId(body);
        var patch = new PatchObject { Type = ResourceType.DatasetSnapshot, Id = id, ActorId = caller.UserId, Name = body.Name("name") };
        return JsonAnswer.Object((await metadata.PatchAsync(caller, patch, body.Data, cancellationToken)).Require(ResourceType.DatasetSnapshot, id));
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, Caller caller, IMetadataService metadata, CancellationToken cancellationToken)
    {
        var body = await ObjectBodyReader.ReadAsync(context, ResourceType.DatasetSnapshot, metadata.Rule, cancellationToken);
        var id = RequireId(body);
        var answer = await metadata.DeleteAsync(caller, ResourceType.DatasetSnapshot, id, cancellationToken);
        return JsonAnswer.Object(answer.Require(ResourceType.DatasetSnapshot, id));
    }

    private static Guid RequireId(ObjectBody body) => body.Id("id") ?? throw ApiException.BadRequest(ErrorCodes.BadRequest, "id is missing.");
}
