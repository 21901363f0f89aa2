using Biplane.Contracts.Objects;
using Biplane.Hosting.Access;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Biplane.Hosting.Metadata;

/// <summary>The SDKs' calls that find things: <c>/api/…/get</c>, base experiments, object names.</summary>
internal static class LookupEndpoints
{
    public static void MapLookups(this IEndpointRouteBuilder api)
    {
        api.MapGet("/project", GetProjectAsync).RequirePermission(Permission.Read);
        api.MapPost("/project/get", FindProjectsAsync).RequirePermission(Permission.Read);
        api.MapPost("/experiment/get", FindExperimentsAsync).RequirePermission(Permission.Read);
        api.MapPost("/dataset/get", FindDatasetsAsync).RequirePermission(Permission.Read);
        api.MapPost("/base_experiment/get_id", GetBaseAsync).RequirePermission(Permission.Read);
        api.MapPost("/self/get_object_info", GetObjectInfoAsync).RequirePermission(Permission.Read);
    }

    private static async Task<IResult> GetProjectAsync(
        HttpContext context, Caller caller, IMetadataService metadata, CancellationToken cancellationToken)
    {
        var id = QueryValues.Id(context.Request, "id");
        var name = QueryValues.Name(context.Request, "name", "project_name");
        if (id is null && name is null)
        {
            throw ApiException.BadRequest(ErrorCodes.BadRequest, "id is missing.");
        }

        var found = await FindAsync(
            metadata, caller, ResourceType.Project, caller.Organizations(context.Request), id, name, projectId: null, projectName: null, cancellationToken);
        return JsonAnswer.Object(found.Count > 0 ? found[0] : throw Outcomes.Missing(ResourceType.Project, id));
    }

    private static Task<IResult> FindProjectsAsync(HttpContext context, Caller caller, IMetadataService metadata, CancellationToken cancellationToken) =>
        FindByBodyAsync(context, caller, metadata, ResourceType.Project, cancellationToken);

    private static Task<IResult> FindExperimentsAsync(HttpContext context, Caller caller, IMetadataService metadata, CancellationToken cancellationToken) =>
        FindByBodyAsync(context, caller, metadata, ResourceType.Experiment, cancellationToken);

    private static Task<IResult> FindDatasetsAsync(HttpContext context, Caller caller, IMetadataService metadata, CancellationToken cancellationToken) =>
        FindByBodyAsync(context, caller, metadata, ResourceType.Dataset, cancellationToken);

    private static async Task<IResult> FindByBodyAsync(
        HttpContext context, Caller caller, IMetadataService metadata, ResourceType type, CancellationToken cancellationToken)
    {
        var body = await ObjectBodyReader.ReadAsync(context, type, metadata.Rule, cancellationToken);
        var isProject = type == ResourceType.Project;
        var id = body.Id("id") ?? body.Id($"{type.WireName()}_id");
        var name = body.Name($"{type.WireName()}_name") ?? body.Name("name");
        var organization = caller.Organization(context.Request, body).OrganizationId;
        return JsonAnswer.Array(await FindAsync(
            metadata,
            caller,
            type,
            [organization],
            id,
            name,
            isProject ? null : body.Id("project_id"),
            isProject ? null : body.Name("project_name"),
            cancellationToken));
    }

    private static async Task<IReadOnlyList<MetadataObject>> FindAsync(
        IMetadataService metadata,
        Caller caller,
        ResourceType type,
        IReadOnlyList<Guid> organizations,
        Guid? id,
        MetadataName? name,
        Guid? projectId,
        MetadataName? projectName,
        CancellationToken cancellationToken) =>
        await metadata.ListAsync(
            caller,
            new ObjectQuery
            {
                Type = type,
                ActorId = caller.UserId,
                OrganizationIds = organizations,
                Ids = id is { } wanted ? [wanted] : null,
                Name = name,
                ProjectId = projectId,
                ProjectName = projectName,
            },
            cancellationToken);

    private static async Task<IResult> GetBaseAsync(
        HttpContext context, Caller caller, IMetadataService metadata, CancellationToken cancellationToken)
    {
        var body = await ObjectBodyReader.ReadAsync(context, ResourceType.Experiment, metadata.Rule, cancellationToken);
        var id = body.Id("id") ?? throw ApiException.BadRequest(ErrorCodes.BadRequest, "id is missing.");
        var experiment = await metadata.FindAsync(caller, ResourceType.Experiment, id, cancellationToken)
            ?? throw Outcomes.Missing(ResourceType.Experiment, id);
        var basis = await metadata.FindBaseAsync(caller, experiment, cancellationToken)
            ?? throw ApiException.BadRequest(ErrorCodes.ObjectNotFound, "no base experiment");
        return new JsonAnswer(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", experiment.Record.Id);
            json.WriteString("project_id", experiment.Record.ProjectId);
            json.WriteString("name", experiment.Record.Name.Value);
            json.WriteString("base_exp_id", basis.Record.Id);
            json.WriteString("base_exp_name", basis.Record.Name.Value);
            json.WriteEndObject();
        });
    }

    private static async Task<IResult> GetObjectInfoAsync(
        HttpContext context, Caller caller, IMetadataService metadata, CancellationToken cancellationToken)
    {
        var body = await ObjectBodyReader.ReadAsync(context, type: null, metadata.Rule, cancellationToken);
        var type = ResourceTypes.Parse(body.Text("object_type")) ?? throw ApiException.BadRequest(ErrorCodes.BadRequest, "object_type is not known.");
        var ids = body.Ids("object_ids") ?? throw ApiException.BadRequest(ErrorCodes.BadRequest, "object_ids is missing.");
        if (ids.Count > ObjectQuery.MaxLimit)
        {
            throw ApiException.BadRequest(ErrorCodes.BadRequest, $"object_ids has more than {ObjectQuery.MaxLimit} entries.");
        }

        var query = new ObjectQuery
        {
            Type = type,
            ActorId = caller.UserId,
            OrganizationIds = [.. caller.Memberships.Select(m => m.OrganizationId)],
            Ids = ids,
        };
        var found = ids.Count == 0 ? [] : await metadata.ListAsync(caller, query, cancellationToken);
        return new JsonAnswer(json =>
        {
            json.WriteStartArray();
            foreach (var (record, _) in found)
            {
                ObjectInfoJson.Write(json, record, caller);
            }

            json.WriteEndArray();
        });
    }
}
