using Biplane.Contracts.Fields;
using Biplane.ControlPlane.Tests.Testing;
using Dapper;
using Xunit;

namespace Biplane.ControlPlane.Tests.Metadata;

public sealed class SchemaTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_column_is_catalogued_as_the_control_planes()
    {
        await using var server = await ControlServer.StartAsync();
        await using var connection = await server.Database.OpenAsync(Token);
        var columns = (await connection.QueryAsync<(string Table, string Column)>(
            """
            SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
            WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
            """)).ToList();

        var unknown = columns.Where(c => FieldCatalogue.Find(Resource(c.Table), c.Column)?.Plane != FieldPlane.Control);

        Assert.NotEmpty(columns);
        Assert.Empty(unknown);
    }

    [Fact]
    public async Task Every_catalogued_control_plane_field_has_a_column()
    {
        await using var server = await ControlServer.StartAsync();
        await using var connection = await server.Database.OpenAsync(Token);

        foreach (var field in FieldCatalogue.All.Where(f => f.Plane == FieldPlane.Control))
        {
            var count = await connection.QuerySingleAsync<long>(
                "SELECT count(*) FROM pragma_table_info(@Table) WHERE name = @Name", new { Table = field.Resource + "s", field.Name });
            Assert.True(count == 1, $"{field.Resource}.{field.Name} has no column");
        }
    }

    [Fact]
    public async Task Every_text_column_has_a_length_check()
    {
        await using var server = await ControlServer.StartAsync();
        await using var connection = await server.Database.OpenAsync(Token);
        var tables = await connection.QueryAsync<string>("SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT IN ('migrations') AND sql IS NOT NULL");

        // Ids are made by this program or refer to one that was; every other text is capped by the database too.
        var open = tables.SelectMany(sql => sql.Split('\n'))
            .Where(line => line.Contains(" TEXT", StringComparison.Ordinal) && !line.Contains("length(", StringComparison.Ordinal))
            .Select(line => line.Trim().Split(' ')[0])
            .Where(column => column != "id" && !column.EndsWith("_id", StringComparison.Ordinal));

        Assert.Empty(open);
    }

    private static string Resource(string table) => table[..^1];
}
