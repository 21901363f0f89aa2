using System.Text.Json;
using Biplane.Contracts.Identity;
using Biplane.Hosting.Access;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Biplane.Hosting.Metadata;

/// <summary>How clients find out who they are and where their data plane is.</summary>
internal static class LoginEndpoints
{
    public static void MapLogin(this IEndpointRouteBuilder api)
    {
        api.MapPost("/apikey/login", LoginAsync).AllowPublic("it checks the key that it is given, in the header or in the body");
        api.MapPost("/self/me", MeAsync).RequireCaller();
        api.MapPost("/ai_secret/get", ListSecrets).RequireCaller();
    }

    private static async Task<IResult> LoginAsync(
        HttpContext context, ICredentialVerifier verifier, IMetadataService metadata, CancellationToken cancellationToken)
    {
        var body = await ObjectBodyReader.ReadAsync(context, type: null, metadata.Rule, cancellationToken);
        var credential = Credential.Of(context.Request) ?? body.Text("token");
        var caller = credential is null ? null : await verifier.VerifyAsync(credential, cancellationToken);
        if (caller is null)
        {
            throw new ApiException(401, ErrorCodes.Unauthenticated, "Invalid API key");
        }

        var organizations = await metadata.ListOrganizationsAsync(caller, cancellationToken);
        return new JsonAnswer(json => Write(json, organizations, metadata.GitFields));
    }

    private static async Task<IResult> MeAsync(Caller caller, IMetadataService metadata, CancellationToken cancellationToken)
    {
        var organizations = await metadata.ListOrganizationsAsync(caller, cancellationToken);
        return new JsonAnswer(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", caller.UserId);
            json.WriteString("email", caller.Email);
            json.WriteStartArray("organizations");
            foreach (var organization in organizations)
            {
                json.WriteStartObject();
                json.WriteString("id", organization.Id);
                json.WriteString("name", organization.Name.Value);
                json.WriteString("api_url", organization.ApiUrl?.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    // Provider secrets come with the gateway; the command-line tool asks for their names before that.
    private static JsonAnswer ListSecrets() => new(json =>
    {
        json.WriteStartArray();
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, IReadOnlyList<OrganizationRecord> organizations, IReadOnlyList<string> gitFields)
    {
        json.WriteStartObject();
        json.WriteStartArray("org_info");
        foreach (var organization in organizations)
        {
            WriteOrganization(json, organization, gitFields);
        }

        json.WriteEndArray();
        if (organizations.Count > 0)
        {
            json.WriteString("org_id", organizations[0].Id);
            json.WriteString("org_name", organizations[0].Name.Value);
            json.WriteString("api_url", organizations[0].ApiUrl?.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteOrganization(Utf8JsonWriter json, OrganizationRecord organization, IReadOnlyList<string> gitFields)
    {
        json.WriteStartObject();
        json.WriteString("id", organization.Id);
        json.WriteString("name", organization.Name.Value);
        json.WriteString("api_url", organization.ApiUrl?.Value);
        json.WriteString("proxy_url", organization.ApiUrl?.Value);
        json.WriteNull("realtime_url");
        json.WriteBoolean("is_universal_api", true);

        // Exactly these two keys: a published client spreads them into a constructor.
        json.WriteStartObject("git_metadata");
        json.WriteString("collect", gitFields.Count == 0 ? "none" : "some");
        json.WriteStartArray("fields");
        foreach (var field in gitFields)
        {
            json.WriteStringValue(field);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
