using Biplane.Contracts.Planes;
using Biplane.Hosting.Keys;
using Biplane.Hosting.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace Biplane.DataPlane.Uplink;

/// <summary>Who this data plane is: its key pair, which never leaves its folder, and what its control plane said when it joined.</summary>
internal sealed class PlaneIdentity(DataPlaneOptions options, PlaneStateStore state) : IDisposable
{
    private const string StateName = "enrolment";

    private readonly ECDsaSecurityKey _key = Es256.PrivateKey(
        PrivateFile.ReadOrCreate(Path.Combine(options.DataDirectory, "identity.pem"), Es256.NewPrivatePem), keyId: "identity");

    private volatile EnrolledPlane? _enrolled;

    /// <summary>What the control plane said; null before this plane has joined.</summary>
    public EnrolledPlane? Enrolled => _enrolled;

    public Es256PublicKey PublicKey => Es256.PublicKey(_key);

    /// <summary>The organizations that this plane serves: what its operator allows of what its control plane bound to it.</summary>
    public bool Serves(Guid organizationId) => options.AllowedOrganizationIds is { } allowed
        ? allowed.Contains(organizationId)
        : _enrolled?.OrganizationIds.Contains(organizationId) == true;

    public async Task LoadAsync(CancellationToken cancellationToken) =>
        _enrolled = await state.ReadAsync(StateName, PlaneJson.Default.EnrolledPlane, cancellationToken);

    /// <summary>What the control plane says anew at each start; the disk may already know it.</summary>
    public async Task UpdateAsync(EnrolledPlane enrolled, CancellationToken cancellationToken)
    {
        await state.NoteAsync(StateName, enrolled, PlaneJson.Default.EnrolledPlane, cancellationToken);
        _enrolled = enrolled;
    }

    public async Task SaveAsync(EnrolledPlane enrolled, CancellationToken cancellationToken)
    {
        await state.WriteAsync(StateName, enrolled, PlaneJson.Default.EnrolledPlane, cancellationToken);
        _enrolled = enrolled;
    }

    /// <summary>A token that proves to the control plane who is calling; null before this plane has joined.</summary>
    public string? Token(DateTimeOffset now) => _enrolled is { } plane ? PlaneTokens.Issue(plane.DataPlaneId, _key, now) : null;

    public void Dispose() => _key.ECDsa.Dispose();
}
