using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Biplane.DataPlane.Access;

internal static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<ICallerSource, ControlPlaneCallers>()
        .AddSingleton<KnownCallerStore>()
        .AddSingleton<CallerCache>()
        .AddSingleton<SigningKeyCache>()
        .AddSingleton<ICredentialVerifier, DataPlaneVerifier>()
        .AddSingleton<KnownObjectStore>()
        .AddSingleton<KnownObjects>()
        .AddSingleton<IObjectAccess, ObjectAccess>()
        .AddSingleton<IObjectDirectory, ObjectDirectory>()
        .AddSingleton<IErrorMapping, PlaneErrors>();
}
