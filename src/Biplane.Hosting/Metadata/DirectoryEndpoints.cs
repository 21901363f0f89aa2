using System.Text.Json;
using Biplane.Contracts.Identity;
using Biplane.Hosting.Access;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Biplane.Hosting.Metadata;

/// <summary>Organizations, members and API keys: <c>/v1/organization</c>, <c>/v1/user</c>, <c>/v1/api_key</c>.</summary>
internal static class DirectoryEndpoints
{
    public static void MapDirectory(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/organization", ListOrganizationsAsync).RequireCaller();
        v1.MapGet("/organization/{id}", GetOrganizationAsync).RequireCaller();
        v1.MapGet("/user", ListUsersAsync).RequireCaller();
        v1.MapGet("/user/{id}", GetUserAsync).RequireCaller();
        v1.MapGet("/api_key", ListKeysAsync).RequireCaller();
        v1.MapPost("/api_key", CreateKeyAsync).RequireCaller();
        v1.MapGet("/api_key/{id}", GetKeyAsync).RequireCaller();
        v1.MapDelete("/api_key/{id}", DeleteKeyAsync).RequireCaller();
    }

    private static async Task<IResult> ListOrganizationsAsync(
        HttpContext context, Caller caller, IMetadataService metadata, CancellationToken cancellationToken)
    {
        var name = QueryValues.Text(context.Request, "org_name");
        var found = (await metadata.ListOrganizationsAsync(caller, cancellationToken)).Where(o => name is null || o.Name.Value == name);
        return List(Page.Of(context.Request, found, o => o.Id), Write);
    }

    private static async Task<IResult> GetOrganizationAsync(string id, Caller caller, IMetadataService metadata, CancellationToken cancellationToken) =>
        One((await metadata.ListOrganizationsAsync(caller, cancellationToken)).FirstOrDefault(o => IsId(o.Id, id)), "organization", Write);

    private static async Task<IResult> ListUsersAsync(
        HttpContext context, Caller caller, IMetadataService metadata, CancellationToken cancellationToken)
    {
        var emails = context.Request.Query["email"];
        var found = (await metadata.ListUsersAsync(caller, cancellationToken)).Where(u => emails.Count == 0 || emails.Contains(u.Email.Value));
        return List(Page.Of(context.Request, found, u => u.Id), Write);
    }

    private static async Task<IResult> GetUserAsync(string id, Caller caller, IMetadataService metadata, CancellationToken cancellationToken) =>
        One((await metadata.ListUsersAsync(caller, cancellationToken)).FirstOrDefault(u => IsId(u.Id, id)), "user", Write);

    private static async Task<IResult> ListKeysAsync(
        HttpContext context, Caller caller, IMetadataService metadata, CancellationToken cancellationToken)
    {
        var name = QueryValues.Text(context.Request, "api_key_name");
        var found = (await metadata.ListApiKeysAsync(caller, cancellationToken)).Where(k => name is null || k.Name.Value == name);
        return List(Page.Of(context.Request, found, k => k.Id), (json, key) => Write(json, key, secret: null));
    }

    private static async Task<IResult> CreateKeyAsync(
        HttpContext context, Caller caller, IMetadataService metadata, CancellationToken cancellationToken)
    {
        var body = await ObjectBodyReader.ReadAsync(context, type: null, metadata.Rule, cancellationToken);
        var name = body.Name("name") ?? throw ApiException.BadRequest(ErrorCodes.BadRequest, "name is missing.");
        var organization = caller.Organization(context.Request, body).OrganizationId;
        var created = await metadata.CreateApiKeyAsync(caller, organization, name, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return new JsonAnswer(json => Write(json, created.Record, created.Key.Reveal()));
    }

    private static async Task<IResult> GetKeyAsync(string id, Caller caller, IMetadataService metadata, CancellationToken cancellationToken) =>
        One((await metadata.ListApiKeysAsync(caller, cancellationToken)).FirstOrDefault(k => IsId(k.Id, id)), "api_key", (json, k) => Write(json, k, null));

    private static async Task<IResult> DeleteKeyAsync(string id, Caller caller, IMetadataService metadata, CancellationToken cancellationToken) =>
        One(
            Guid.TryParseExact(id, "D", out var key) ? await metadata.DeleteApiKeyAsync(caller, key, cancellationToken) : null,
            "api_key",
            (json, k) => Write(json, k, null));

    private static bool IsId(Guid id, string text) => Guid.TryParseExact(text, "D", out var wanted) && wanted == id;

    private static JsonAnswer One<T>(T? value, string kind, Action<Utf8JsonWriter, T> write)
        where T : class =>
        value is null
            ? throw ApiException.BadRequest(ErrorCodes.ObjectNotFound, $"Missing read access to {kind}, or the {kind} does not exist")
            : new JsonAnswer(json => write(json, value));

    private static JsonAnswer List<T>(IEnumerable<T> values, Action<Utf8JsonWriter, T> write) => new(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("objects");
        foreach (var value in values)
        {
            write(json, value);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, OrganizationRecord organization)
    {
        json.WriteStartObject();
        json.WriteString("id", organization.Id);
        json.WriteString("name", organization.Name.Value);
        json.WriteString("created", ObjectJson.Timestamp(organization.Created));
        json.WriteString("api_url", organization.ApiUrl?.Value);
        json.WriteString("proxy_url", organization.ApiUrl?.Value);
        json.WriteNull("realtime_url");
        json.WriteBoolean("is_universal_api", true);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, UserRecord user)
    {
        json.WriteStartObject();
        json.WriteString("id", user.Id);
        json.WriteString("email", user.Email.Value);
        json.WriteString("given_name", user.GivenName?.Value);
        json.WriteString("family_name", user.FamilyName?.Value);
        json.WriteNull("avatar_url");
        json.WriteString("created", ObjectJson.Timestamp(user.Created));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ApiKeyRecord key, string? secret)
    {
        json.WriteStartObject();
        json.WriteString("id", key.Id);
        json.WriteString("name", key.Name.Value);
        json.WriteString("preview_name", key.Preview.Value);
        json.WriteString("created", ObjectJson.Timestamp(key.Created));
        json.WriteString("user_id", key.UserId);
        json.WriteString("user_email", key.Email.Value);
        json.WriteNull("user_given_name");
        json.WriteNull("user_family_name");
        json.WriteString("org_id", key.OrganizationId);
        if (secret is not null)
        {
            json.WriteString("key", secret);
        }

        json.WriteEndObject();
    }
}
