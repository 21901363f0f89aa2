namespace Biplane.Hosting.Identity;

/// <summary>Tells whose a bearer credential is. One per plane: the control plane looks in its store, the data plane in its cache.</summary>
public interface ICredentialVerifier
{
    /// <summary>The caller, or null if the credential is nobody's.</summary>
    ValueTask<Caller?> VerifyAsync(string credential, CancellationToken cancellationToken);
}
