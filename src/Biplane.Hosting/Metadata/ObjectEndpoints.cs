using Biplane.Contracts.Objects;
using Biplane.Hosting.Access;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Biplane.Hosting.Metadata;

/// <summary>Create, list, read, change and delete one type of thing: <c>/v1/project</c> and its like.</summary>
internal sealed class ObjectEndpoints(ResourceType type)
{
    private const string FoundExistingHeader = "x-bt-found-existing";

    public static void Map(IEndpointRouteBuilder v1, ResourceType type)
    {
        var endpoints = new ObjectEndpoints(type);
        var group = v1.MapGroup("/" + type.WireName());
        group.MapPost("", endpoints.CreateAsync).RequirePermission(Permission.Create);
        group.MapPut("", endpoints.ReplaceAsync).RequirePermission(Permission.Create);
        group.MapGet("", endpoints.ListAsync).RequirePermission(Permission.Read);
        group.MapGet("/{id}", endpoints.GetAsync).RequirePermission(Permission.Read);
        group.MapPatch("/{id}", endpoints.PatchAsync).RequirePermission(Permission.Update);
        group.MapDelete("/{id}", endpoints.DeleteAsync).RequirePermission(Permission.Delete);
    }

    private async Task<IResult> CreateAsync(
        HttpContext context, Caller caller, IMetadataService metadata, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = await ObjectBodyReader.ReadAsync(context, type, metadata.Rule, cancellationToken);
        var onConflict = body.Flag("ensure_new") == true ? NameConflict.AddSuffix : NameConflict.ReturnExisting;
        return await RegisterAsync(context, caller, metadata, body, onConflict, time, cancellationToken);
    }

    private async Task<IResult> ReplaceAsync(
        HttpContext context, Caller caller, IMetadataService metadata, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = await ObjectBodyReader.ReadAsync(context, type, metadata.Rule, cancellationToken);
        return await RegisterAsync(context, caller, metadata, body, NameConflict.Replace, time, cancellationToken);
    }

    private async Task<IResult> RegisterAsync(
        HttpContext context,
        Caller caller,
        IMetadataService metadata,
        ObjectBody body,
        NameConflict onConflict,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var request = RegisterBody.Read(context.Request, caller, type, body, onConflict, time.GetUtcNow());
        var answer = await metadata.RegisterAsync(caller, request, body.Data, cancellationToken);
        var registered = answer.Require(type, id: null);
        if (answer.Outcome == MetadataOutcome.FoundExisting)
        {
            context.Response.Headers[FoundExistingHeader] = "true";
        }

        return JsonAnswer.Object(registered);
    }

    private async Task<IResult> ListAsync(HttpContext context, Caller caller, IMetadataService metadata, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var isProject = type == ResourceType.Project;
        var query = new ObjectQuery
        {
            Type = type,
            ActorId = caller.UserId,
            OrganizationIds = caller.Organizations(request),
            Name = QueryValues.Name(request, $"{type.WireName()}_name", "name"),
            ProjectId = isProject ? null : QueryValues.Id(request, "project_id"),
            ProjectName = isProject ? null : QueryValues.Name(request, "project_name"),
            DatasetId = type == ResourceType.DatasetSnapshot ? QueryValues.Id(request, "dataset_id") : null,
            Ids = QueryValues.Ids(request, "ids"),
            Limit = QueryValues.Limit(request),
            StartingAfter = QueryValues.Id(request, "starting_after"),
            EndingBefore = QueryValues.Id(request, "ending_before"),
        };
        if (query is { StartingAfter: not null, EndingBefore: not null })
        {
            throw ApiException.BadRequest(ErrorCodes.BadRequest, "starting_after and ending_before exclude each other.");
        }

        return JsonAnswer.List(await metadata.ListAsync(caller, query, cancellationToken));
    }

    private async Task<IResult> GetAsync(string id, Caller caller, IMetadataService metadata, CancellationToken cancellationToken)
    {
        var key = ParseId(id);
        return JsonAnswer.Object(await metadata.FindAsync(caller, type, key, cancellationToken) ?? throw Outcomes.Missing(type, key));
    }

    private async Task<IResult> PatchAsync(
        string id, HttpContext context, Caller caller, IMetadataService metadata, CancellationToken cancellationToken)
    {
        var key = ParseId(id);
        var body = await ObjectBodyReader.ReadAsync(context, type, metadata.Rule, cancellationToken);
        var patch = new PatchObject
        {
            Type = type,
            Id = key,
            ActorId = caller.UserId,
            Name = body.Name("name"),
            BaseExperimentId = body.Id("base_exp_id"),
            DatasetId = type == ResourceType.Experiment ? body.Id("dataset_id") : null,
            DatasetVersion = type == ResourceType.Experiment ? body.Version("dataset_version") : null,
            ParametersId = body.Id("parameters_id"),
            ParametersVersion = body.Version("parameters_version"),
            IsPublic = body.Flag("public"),
        };
        return JsonAnswer.Object((await metadata.PatchAsync(caller, patch, body.Data, cancellationToken)).Require(type, key));
    }

    private async Task<IResult> DeleteAsync(string id, Caller caller, IMetadataService metadata, CancellationToken cancellationToken)
    {
        var key = ParseId(id);
        return JsonAnswer.Object((await metadata.DeleteAsync(caller, type, key, cancellationToken)).Require(type, key));
    }

    private Guid ParseId(string id) => Guid.TryParseExact(id, "D", out var key)
        ? key
        : throw ApiException.BadRequest(ErrorCodes.BadRequest, $"{type.WireName()}_id must be a UUID.");
}
