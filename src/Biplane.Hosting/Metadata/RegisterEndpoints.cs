using Biplane.Contracts.Objects;
using Biplane.Hosting.Access;
using Biplane.Hosting.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Biplane.Hosting.Metadata;

/// <summary>The SDKs' calls that make things or find them by name: <c>/api/…/register</c>.</summary>
internal static class RegisterEndpoints
{
    public static void MapRegister(this IEndpointRouteBuilder api)
    {
        api.MapPost("/project/register", RegisterProjectAsync).RequirePermission(Permission.Create);
        api.MapPost("/experiment/register", RegisterExperimentAsync).RequirePermission(Permission.Create);
        api.MapPost("/dataset/register", RegisterDatasetAsync).RequirePermission(Permission.Create);
        api.MapPost("/dataset_snapshot/register", RegisterSnapshotAsync).RequirePermission(Permission.Create);
    }

    private static Task<IResult> RegisterProjectAsync(
        HttpContext context, Caller caller, IMetadataService metadata, TimeProvider time, CancellationToken cancellationToken) =>
        RegisterAsync(context, caller, metadata, ResourceType.Project, time, cancellationToken);

    private static Task<IResult> RegisterExperimentAsync(
        HttpContext context, Caller caller, IMetadataService metadata, TimeProvider time, CancellationToken cancellationToken) =>
        RegisterAsync(context, caller, metadata, ResourceType.Experiment, time, cancellationToken);

    private static Task<IResult> RegisterDatasetAsync(
        HttpContext context, Caller caller, IMetadataService metadata, TimeProvider time, CancellationToken cancellationToken) =>
        RegisterAsync(context, caller, metadata, ResourceType.Dataset, time, cancellationToken);

    private static Task<IResult> RegisterSnapshotAsync(
        HttpContext context, Caller caller, IMetadataService metadata, TimeProvider time, CancellationToken cancellationToken) =>
        RegisterAsync(context, caller, metadata, ResourceType.DatasetSnapshot, time, cancellationToken);

    private static async Task<IResult> RegisterAsync(
        HttpContext context, Caller caller, IMetadataService metadata, ResourceType type, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = await ObjectBodyReader.ReadAsync(context, type, metadata.Rule, cancellationToken);
        var request = RegisterBody.Read(context.Request, caller, type, body, OnConflict(type, body), time.GetUtcNow());
        var answer = await metadata.RegisterAsync(caller, request, body.Data, cancellationToken);
        var registered = answer.Require(type, id: null);
        return new JsonAnswer(json =>
        {
            json.WriteStartObject();
            if (type != ResourceType.Project && answer.Project is { } project)
            {
                json.WritePropertyName("project");
                ObjectJson.Write(json, project);
            }

            json.WritePropertyName(type.WireName());
            ObjectJson.Write(json, registered);
            json.WriteBoolean("found_existing", answer.Outcome == MetadataOutcome.FoundExisting);
            json.WriteEndObject();
        });
    }

    private static NameConflict OnConflict(ResourceType type, ObjectBody body) => type switch
    {
        // Only an experiment is a run: taking its name again means another run, unless the caller says that it goes on with the old one.
        ResourceType.Experiment => body.Flag("update") == true ? NameConflict.ReturnExisting : NameConflict.AddSuffix,
        ResourceType.DatasetSnapshot => body.Flag("update") == true ? NameConflict.Replace : NameConflict.ReturnExisting,
        _ => NameConflict.ReturnExisting,
    };
}
