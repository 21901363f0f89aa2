using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.Contracts.Planes;
using Biplane.ControlPlane.Metadata;
using Biplane.Hosting.Sqlite;
using Dapper;

namespace Biplane.ControlPlane.Organizations;

/// <summary>Organizations and the data plane that each one uses.</summary>
internal sealed class OrganizationStore(SqliteDatabase database)
{
    private const string Select =
        """
        SELECT o.id AS Id, o.name AS Name, o.created AS Created, o.data_plane_id AS DataPlaneId, d.api_url AS ApiUrl
        FROM organizations o LEFT JOIN data_planes d ON d.id = o.data_plane_id
        """;

    public async Task<IReadOnlyList<OrganizationRecord>> ListAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<OrganizationRow>(
            $"{Select} WHERE o.id IN @Ids ORDER BY o.created DESC, o.id DESC", new { Ids = ids.Select(Ids.Text) });
        return [.. rows.Select(r => r.ToRecord())];
    }

    /// <summary>The data plane that an organization uses, or null before one has joined.</summary>
    public async Task<(Guid Id, PlaneUrl ApiUrl)?> DataPlaneOfAsync(Guid organizationId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<OrganizationRow>($"{Select} WHERE o.id = @Id", new { Id = organizationId.Text() });
        return row is { DataPlaneId: { } id, ApiUrl: { } url } ? (Guid.ParseExact(id, "D"), PlaneUrl.Create(url)) : null;
    }

    private sealed record OrganizationRow(string Id, string Name, long Created, string? DataPlaneId, string? ApiUrl)
    {
        public OrganizationRecord ToRecord() => new(
            Guid.ParseExact(Id, "D"), MetadataName.Create(Name), Ids.Time(Created), ApiUrl is null ? null : PlaneUrl.Create(ApiUrl));
    }
}
