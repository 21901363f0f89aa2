using Biplane.Hosting.Access;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Hosting.Requests;
using Biplane.Hosting.Sqlite;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Biplane.Hosting;

/// <summary>What both planes share as hosts. The order of the middleware below is the order in which a request meets it.</summary>
public static class PlaneHosting
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(8);

    // Rows are written while those before them are sent. The socket has a limit of its own, and the smaller one counts.
    private const int ResponseBufferBytes = 1024 * 1024;

    public static WebApplicationBuilder CreateBuilder(PlaneHostOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            EnvironmentName = Environments.Production,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            options.Listener.Configure(kestrel);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Limits.MaxBodyBytes;
            kestrel.Limits.MaxResponseBufferSize = ResponseBufferBytes;
            SlowClients.Limit(kestrel.Limits, options.MaxConnections);
        });
        builder.Services.Configure<SocketTransportOptions>(sockets =>
        {
            sockets.CreateBoundListenSocket = options.Listener.Take;
            sockets.MaxWriteBufferSize = ResponseBufferBytes;

            // A request goes on where its bytes were received, and an answer is sent by who wrote it: each change of threads takes as long as a small answer. That is a thread of the
            // pool, not the one that waits for sockets, so work that blocks holds up its own connection alone.
            sockets.UnsafePreferInlineScheduling = true;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        AddLogging(builder.Logging);
        AddServices(builder.Services, options);
        return builder;
    }

    /// <summary>Adds an authentication scheme next to the bearer scheme; see <see cref="AccessPolicies"/>.</summary>
    public static void AddScheme<THandler>(this IServiceCollection services, string name)
        where THandler : AuthenticationHandler<AuthenticationSchemeOptions>
    {
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, THandler>(name, configureOptions: null);

        // The framework's base class says of every refused request that it was refused.
        services.AddLogging(logging => logging.AddFilter(typeof(THandler).FullName, LogLevel.Warning));
    }

    public static void UsePlaneRequests(this WebApplication app)
    {
        app.Use(RequestTrace.AssignAsync);
        app.UseMiddleware<AccessLogMiddleware>();
        app.UseMiddleware<CorsMiddleware>();
        app.UseMiddleware<ErrorMiddleware>();
        app.UseMiddleware<HostCheckMiddleware>();
        app.UseRouting();
        app.UseMiddleware<RouteCheckMiddleware>();
        app.UseMiddleware<BodyDecodingMiddleware>();
        app.UseAuthorization();
    }

    private static void AddServices(IServiceCollection services, PlaneHostOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(options.Limits);
        services.AddSingleton(options.Origins);
        services.AddSingleton(options.Hosts);
        services.AddSingleton(new ErrorWriter(options.DefaultErrorForm));
        services.AddSingleton<IErrorMapping, DiskErrors>();
        services.AddSingleton<IAuthorizationHandler, PermissionRequirementHandler>();

        // Not AddAuthentication: it brings a key ring in the user's home folder, for cookies that nobody here makes. And no scheme is the
        // default one: a credential is looked at where a route asks for it.
        AppContext.SetSwitch("Microsoft.AspNetCore.Authentication.SuppressAutoDefaultScheme", isEnabled: true);
        services.AddAuthenticationCore();
        services.AddWebEncoders();
        services.AddScheme<BearerHandler>(AccessPolicies.Bearer);
        services.AddAuthorizationBuilder()
            .AddPolicy(AccessPolicies.Bearer, policy => policy.AddAuthenticationSchemes(AccessPolicies.Bearer).RequireAuthenticatedUser())
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(AccessPolicies.Bearer).RequireAssertion(_ => false).Build());
    }

    private static void AddLogging(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.UseUtcTimestamp = true;
        });

        // Standard output is for the lines that people and scripts read; the log is for standard error.
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        logging.AddFilter("Biplane", LogLevel.Information);
    }
}
