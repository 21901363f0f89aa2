using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Biplane.ControlPlane.Ui;

/// <summary>A person's API keys.</summary>
internal static class UiKeyEndpoints
{
    public static void MapUiKeys(this IEndpointRouteBuilder ui)
    {
        ui.MapGet("/api-keys", ListAsync).RequireAuthorization(UiSessionEndpoints.Policy);
        ui.MapPost("/api-keys", CreateAsync).RequireAuthorization(UiSessionEndpoints.Policy);
        ui.MapDelete("/api-keys/{id:guid}", DeleteAsync).RequireAuthorization(UiSessionEndpoints.Policy);
    }

    private static async Task<JsonHttpResult<UiKeyList>> ListAsync(
        SessionFeature session, IMetadataService metadata, CancellationToken cancellationToken, [FromQuery(Name = "org_id")] Guid? organizationId = null)
    {
        var keys = (await metadata.ListApiKeysAsync(session.Caller, cancellationToken)).Where(k => organizationId is null || k.OrganizationId == organizationId);
        return TypedResults.Json(new UiKeyList([.. keys.Select(k => View(k, secret: null))]), UiJson.Default.UiKeyList);
    }

    private static async Task<JsonHttpResult<UiKey>> CreateAsync(
        HttpContext context, SessionFeature session, IMetadataService metadata, CancellationToken cancellationToken)
    {
        var request = await UiBody.ReadAsync(context.Request, UiJson.Default.UiNewKey, cancellationToken);
        if (!MetadataName.TryCreate(request.Name, out var name))
        {
            throw ApiException.BadRequest(ErrorCodes.BadRequest, $"name {MetadataName.Check(request.Name)}.");
        }

        var created = await metadata.CreateApiKeyAsync(session.Caller, request.OrgId, name, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(View(created.Record, created.Key.Reveal()), UiJson.Default.UiKey);
    }

    private static async Task<NoContent> DeleteAsync(Guid id, SessionFeature session, IMetadataService metadata, CancellationToken cancellationToken) =>
        await metadata.DeleteApiKeyAsync(session.Caller, id, cancellationToken) is null
            ? throw ApiException.BadRequest(ErrorCodes.ObjectNotFound, "You have no such key.")
            : TypedResults.NoContent();

    private static UiKey View(ApiKeyRecord key, string? secret) =>
        new(key.Id, key.Name.Value, key.Preview.Value, key.OrganizationId, key.Created, secret);
}
