using Biplane.Contracts.Planes;
using Biplane.DataPlane.Uplink;
using Biplane.Hosting.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace Biplane.DataPlane.Access;

/// <summary>
/// The control plane's signing keys: asked for once an hour, and for an unknown key id at most every five minutes, so that made-up ids
/// cost nothing. The last answer is kept on disk and counts for a day without a new one.
/// </summary>
internal sealed class SigningKeyCache(ControlPlaneClient client, PlaneStateStore state, TimeProvider time) : IDisposable
{
    private const string StateName = "signing_keys";

    private static readonly TimeSpan FreshFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan UnknownEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxStale = TimeSpan.FromHours(24);

    private readonly SemaphoreSlim _once = new(1, 1);
    private volatile Known? _known;
    private DateTimeOffset _askedAt = DateTimeOffset.MinValue;
    private bool _failed;

    /// <summary>The issuer and the key of an id; null if there is no such key.</summary>
    /// <exception cref="ControlPlaneUnavailableException">No keys are known and the control plane does not answer.</exception>
    public async ValueTask<(string Issuer, SecurityKey Key)?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        if (_known is { } known && time.GetUtcNow() - known.At < FreshFor && known.Keys.TryGetValue(keyId, out var key))
        {
            return (known.Issuer, key);
        }

        await _once.WaitAsync(cancellationToken);
        try
        {
            await RefreshAsync(keyId, cancellationToken);
        }
        finally
        {
            _once.Release();
        }

        if (_known is not { } current || time.GetUtcNow() - current.At > MaxStale)
        {
            throw new ControlPlaneUnavailableException();
        }

        return current.Keys.TryGetValue(keyId, out var found) ? (current.Issuer, found) : null;
    }

    public void Dispose() => _once.Dispose();

    private async Task RefreshAsync(string keyId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_known is null && await state.ReadAsync(StateName, PlaneJson.Default.SigningKeys, cancellationToken) is { } stored)
        {
            // Of unknown age: usable, and asked for again at once.
            _known = Known.From(stored, now - FreshFor);
        }

        var isFresh = _known is { } known && now - known.At < FreshFor;
        var isKnown = _known?.Keys.ContainsKey(keyId) == true;
        var pause = _failed ? RetryEvery : isFresh ? UnknownEvery : TimeSpan.Zero;
        if ((isFresh && isKnown) || now - _askedAt < pause)
        {
            return;
        }

        _askedAt = now;
        try
        {
            var answer = await client.CallAsync(PlaneRoutes.Keys, NoContent.Value, cancellationToken);
            _known = Known.From(answer, now);
            _failed = false;
            await state.NoteAsync(StateName, answer, PlaneJson.Default.SigningKeys, cancellationToken);
        }
        catch (Exception error) when (error is ControlPlaneUnavailableException or ControlPlaneRefusedException)
        {
            _failed = true;
        }
    }

    private sealed record Known(string Issuer, IReadOnlyDictionary<string, SecurityKey> Keys, DateTimeOffset At)
    {
        public static Known From(SigningKeys answer, DateTimeOffset at) => new(
            answer.Issuer.Value,
            answer.Keys.ToDictionary(k => k.Id.ToString("D"), SecurityKey (k) => Es256.Verifier(k.PublicKey, k.Id.ToString("D")), StringComparer.Ordinal),
            at);
    }
}
