using Biplane.ControlPlane.ApiKeys;
using Biplane.ControlPlane.Bootstrap;
using Biplane.ControlPlane.DataPlanes;
using Biplane.ControlPlane.Metadata;
using Biplane.ControlPlane.Objects;
using Biplane.ControlPlane.Organizations;
using Biplane.ControlPlane.Sessions;
using Biplane.ControlPlane.Ui;
using Biplane.ControlPlane.Users;
using Biplane.Hosting;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Health;
using Biplane.Hosting.Identity;
using Biplane.Hosting.Metadata;
using Biplane.Hosting.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Biplane.ControlPlane;

/// <summary>The two doors of this library: services in, routes out.</summary>
internal static class ControlPlane
{
    public static void AddControlPlane(this IServiceCollection services, ControlPlaneOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(_ => new SqliteDatabase(Path.Combine(options.DataDirectory, "control.db")));
        services.AddSingleton<MigrationRunner>();
        services.AddSingleton<KeyPepper>();
        services.AddSingleton<OrganizationStore>();
        services.AddSingleton<UserStore>();
        services.AddSingleton<CallerReads>();
        services.AddSingleton<ApiKeyStore>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SigningKeyStore>();
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<UiFiles>();
        services.AddSingleton<DataOrigins>();
        services.AddSingleton<DataPlaneStore>();
        services.AddSingleton<ObjectStore>();
        services.AddSingleton<Bootstrapper>();
        services.AddSingleton<OwnerReads>();
        services.AddSingleton<ICredentialVerifier, ApiKeyVerifier>();
        services.AddSingleton<IMetadataService, LocalMetadata>();
        services.AddScheme<SessionAuthenticationHandler>(SessionAuthenticationHandler.SchemeName);
        services.AddScheme<PlaneAuthenticationHandler>(PlaneAuthenticationHandler.SchemeName);
        services.AddAuthorizationBuilder()
            .AddPolicy(UiSessionEndpoints.Policy, p => p.AddAuthenticationSchemes(SessionAuthenticationHandler.SchemeName).RequireAuthenticatedUser())
            .AddPolicy(PlaneEndpoints.Policy, p => p.AddAuthenticationSchemes(PlaneAuthenticationHandler.SchemeName).RequireAuthenticatedUser());
    }

    public static void MapControlPlane(this IEndpointRouteBuilder routes)
    {
        routes.MapHealth(_ => { });
        routes.MapMetadata();
        routes.MapPlanes();
        routes.MapJwks();
        var ui = routes.MapGroup("/ui").WithErrorForm(ErrorForm.Problem).AddEndpointFilter<SameOriginFilter>();
        ui.MapUiSessions();
        ui.MapUiKeys();
        routes.MapUiDocuments();
    }
}
