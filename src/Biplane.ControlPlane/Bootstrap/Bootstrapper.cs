using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.ControlPlane.ApiKeys;
using Biplane.ControlPlane.Metadata;
using Biplane.Hosting.Keys;
using Biplane.Hosting.Sqlite;
using Dapper;

namespace Biplane.ControlPlane.Bootstrap;

/// <summary>Fills an empty control plane: one organization, its owner and a first key.</summary>
internal sealed class Bootstrapper(SqliteDatabase database, ApiKeyStore keys, ControlPlaneOptions options, TimeProvider time)
{
    /// <summary>What was made, or null if there was an organization already.</summary>
    public async Task<FirstStart?> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var organization = Guid.CreateVersion7(now);
        var owner = Guid.CreateVersion7(now);
        var isFirst = await database.WriteAsync(
            async (connection, transaction) =>
            {
                if (await connection.QuerySingleAsync<long>("SELECT count(*) FROM api_keys", transaction: transaction) > 0)
                {
                    return false;
                }

                // A start that died half way is begun again.
                await connection.ExecuteAsync(
                    "DELETE FROM memberships; DELETE FROM enrollment_codes; DELETE FROM login_tokens; DELETE FROM sessions; "
                    + "DELETE FROM organizations; DELETE FROM users;",
                    transaction: transaction);
                await connection.ExecuteAsync(
                    """
                    INSERT INTO organizations (id, name, created) VALUES (@Organization, @Name, @Now);
                    INSERT INTO users (id, email, created) VALUES (@Owner, @Email, @Now);
                    INSERT INTO memberships (org_id, user_id, role, created) VALUES (@Organization, @Owner, @Role, @Now);
                    """,
                    new
                    {
                        Organization = organization.Text(),
                        Name = options.BootstrapOrganization.Value,
                        Owner = owner.Text(),
                        Email = options.BootstrapEmail.Value,
                        Role = (int)OrganizationRole.Owner,
                        Now = now.ToUnixTimeMilliseconds(),
                    },
                    transaction);
                return true;
            },
            cancellationToken);
        if (!isFirst)
        {
            return null;
        }

        var key = options.BootstrapApiKey?.Reveal() ?? ApiKeyFormat.Create(ApiKeyFormat.UserPrefix);
        await keys.CreateAsync(
            new CreateApiKey(Guid.CreateVersion7(now), owner, organization, MetadataName.Create("first key"), KeyDigest.Of(key), ApiKeyFormat.Preview(key)),
            cancellationToken);
        return new FirstStart(options.BootstrapOrganization.Value, new SecretString(key));
    }
}
