using Biplane.Contracts.Planes;
using Biplane.ControlPlane;

namespace Biplane.Server.LocalCommands;

/// <summary>What the operator of this machine may ask for.</summary>
internal sealed class LocalCommandHandler(ControlPlaneHost control, PlaneUrl appUrl)
{
    public const string KeyNew = "key new";
    public const string LoginLink = "login-link";
    public const string EnrollCode = "enroll-code";

    public static IReadOnlyList<string> All { get; } = [KeyNew, LoginLink, EnrollCode];

    public async Task<string> RunAsync(string command, CancellationToken cancellationToken) => command switch
    {
        KeyNew => (await control.CreateApiKeyAsync(cancellationToken)).Reveal() + "\n",
        LoginLink => await LinkAsync(cancellationToken) + "\n",
        EnrollCode => (await control.CreateEnrollmentCodeAsync(cancellationToken)).Value + "\n",
        _ => "There is no such command.\n",
    };

    /// <summary>A log-in link. The token is in the fragment, which browsers do not send.</summary>
    public async Task<string> LinkAsync(CancellationToken cancellationToken) =>
        $"{appUrl}/login#token={(await control.CreateLoginTokenAsync(cancellationToken)).Reveal()}";
}
