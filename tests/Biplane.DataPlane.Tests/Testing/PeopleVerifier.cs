using Biplane.Hosting.Identity;

namespace Biplane.DataPlane.Tests.Testing;

/// <summary>A person's id is their credential.</summary>
internal sealed class PeopleVerifier : ICredentialVerifier
{
    public ValueTask<Caller?> VerifyAsync(string credential, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Guid.TryParse(credential, out var id) ? People.Find(id) : null);
}
