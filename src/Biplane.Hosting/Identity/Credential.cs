using Microsoft.AspNetCore.Http;

namespace Biplane.Hosting.Identity;

/// <summary>Finds the credential that a request carries, in the forms that published clients send.</summary>
public static class Credential
{
    private const string Bearer = "Bearer ";

    /// <summary><c>x-bt-auth-token</c>, else <c>Authorization: Bearer</c>, else <c>x-api-key</c>; null if there is none.</summary>
    public static string? Of(HttpRequest request)
    {
        var token = request.Headers["x-bt-auth-token"].ToString();
        if (token.Length > 0)
        {
            return token;
        }

        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return authorization[Bearer.Length..].Trim() is { Length: > 0 } bearer ? bearer : null;
        }

        return request.Headers["x-api-key"].ToString() is { Length: > 0 } key ? key : null;
    }
}
