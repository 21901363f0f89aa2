using System.Buffers.Text;
using Biplane.Contracts.Planes;
using Biplane.ControlPlane.Metadata;
using Biplane.Hosting.Keys;
using Biplane.Hosting.Sqlite;
using Biplane.Hosting.Tokens;
using Dapper;
using Microsoft.IdentityModel.Tokens;

namespace Biplane.ControlPlane.Sessions;

/// <summary>
/// The keys that sign browser tokens. Public halves are in the database; the private half is a file beside it, so that a copy of the
/// database alone can sign nothing.
/// </summary>
internal sealed class SigningKeyStore(SqliteDatabase database, ControlPlaneOptions options, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private ECDsaSecurityKey? _signer;

    /// <summary>The key that signs now; made on first use.</summary>
    public async Task<ECDsaSecurityKey> SignerAsync(CancellationToken cancellationToken)
    {
        if (_signer is { } ready)
        {
            return ready;
        }

        await _once.WaitAsync(cancellationToken);
        try
        {
            return _signer ??= await OpenAsync(cancellationToken);
        }
        finally
        {
            _once.Release();
        }
    }

    /// <summary>The keys that verify, newest first.</summary>
    public async Task<SigningKeys> CurrentAsync(CancellationToken cancellationToken)
    {
        await SignerAsync(cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<KeyRow>("SELECT id AS Id, x AS X, y AS Y FROM signing_keys WHERE retired_at IS NULL ORDER BY created DESC");
        return new SigningKeys(
            options.AppUrl,
            [.. rows.Select(r => new SigningKey(
                Guid.ParseExact(r.Id, "D"), new Es256PublicKey(Base64Url.DecodeFromChars(r.X), Base64Url.DecodeFromChars(r.Y))))]);
    }

    public void Dispose()
    {
        _once.Dispose();
        _signer?.ECDsa.Dispose();
    }

    private async Task<ECDsaSecurityKey> OpenAsync(CancellationToken cancellationToken)
    {
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            var ids = await connection.QueryAsync<string>("SELECT id FROM signing_keys WHERE retired_at IS NULL ORDER BY created DESC");
            foreach (var id in ids)
            {
                if (File.Exists(PemPath(id)))
                {
                    return Es256.PrivateKey(await File.ReadAllTextAsync(PemPath(id), cancellationToken), id);
                }
            }
        }

        return await CreateAsync(cancellationToken);
    }

    private async Task<ECDsaSecurityKey> CreateAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now).Text();
        var pem = Es256.NewPrivatePem();
        PrivateFile.Write(PemPath(id), pem);
        var key = Es256.PrivateKey(pem, id);
        var point = Es256.PublicKey(key);
        await database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                "INSERT INTO signing_keys (id, x, y, created) VALUES (@Id, @X, @Y, @Created)",
                new
                {
                    Id = id,
                    X = Base64Url.EncodeToString(point.X.Span),
                    Y = Base64Url.EncodeToString(point.Y.Span),
                    Created = now.ToUnixTimeMilliseconds(),
                },
                transaction),
            cancellationToken);
        return key;
    }

    private string PemPath(string id) => Path.Combine(options.DataDirectory, "keys", id + ".pem");

    private sealed record KeyRow(string Id, string X, string Y);
}
