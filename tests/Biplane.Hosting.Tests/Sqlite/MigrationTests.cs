using Biplane.Hosting.Sqlite;
using Biplane.Testing;
using Dapper;
using Xunit;

namespace Biplane.Hosting.Tests.Sqlite;

public sealed class MigrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;

    public MigrationTests() => _database = new SqliteDatabase(Path.Combine(_folder.Path, "test.db"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steps_are_applied_once_and_in_order()
    {
        await ApplyAsync(Step(1, "CREATE TABLE a (x INTEGER)"));
        await ApplyAsync(Step(1, "CREATE TABLE a (x INTEGER)"), Step(2, "ALTER TABLE a ADD COLUMN y INTEGER"));
        await ApplyAsync(Step(1, "CREATE TABLE a (x INTEGER)"), Step(2, "ALTER TABLE a ADD COLUMN y INTEGER"));

        await using var connection = await _database.OpenAsync(Token);
        Assert.Equal(2, await connection.QuerySingleAsync<long>("SELECT count(*) FROM migrations"));
        Assert.Equal(["x", "y"], await connection.QueryAsync<string>("SELECT name FROM pragma_table_info('a')"));
    }

    [Fact]
    public async Task A_changed_step_stops_the_start()
    {
        await ApplyAsync(Step(1, "CREATE TABLE a (x INTEGER)"));

        await Assert.ThrowsAsync<MigrationException>(() => ApplyAsync(Step(1, "CREATE TABLE a (x TEXT)")));
    }

    [Fact]
    public async Task A_database_of_a_newer_program_stops_the_start()
    {
        await ApplyAsync(Step(1, "CREATE TABLE a (x INTEGER)"), Step(2, "CREATE TABLE b (x INTEGER)"));

        await Assert.ThrowsAsync<MigrationException>(() => ApplyAsync(Step(1, "CREATE TABLE a (x INTEGER)")));
    }

    [Fact]
    public async Task A_failed_step_leaves_nothing_behind()
    {
        await Assert.ThrowsAsync<MigrationException>(() => ApplyAsync(Step(1, "CREATE TABLE a (x INTEGER)"), Step(2, "CREATE NONSENSE")));

        await using var connection = await _database.OpenAsync(Token);
        Assert.Equal(0, await connection.QuerySingleAsync<long>("SELECT count(*) FROM sqlite_master WHERE name IN ('a', 'migrations')"));
    }

    [Fact]
    public async Task Starts_at_the_same_time_apply_each_step_once()
    {
        var databases = Enumerable.Range(0, 4).Select(_ => new SqliteDatabase(_database.Path)).ToList();

        await Task.WhenAll(databases.Select(d => Task.Run(
            () => new MigrationRunner(d, TimeProvider.System).ApplyAsync([Step(1, "CREATE TABLE a (x INTEGER)")], Token), Token)));

        await using var connection = await _database.OpenAsync(Token);
        Assert.Equal(1, await connection.QuerySingleAsync<long>("SELECT count(*) FROM migrations"));
        databases.ForEach(d => d.Dispose());
    }

    [Fact]
    public async Task A_write_that_throws_is_rolled_back()
    {
        await ApplyAsync(Step(1, "CREATE TABLE a (x INTEGER)"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => _database.WriteAsync<int>(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync("INSERT INTO a VALUES (1)", transaction: transaction);
                throw new InvalidOperationException();
            },
            Token));

        await using var reader = await _database.OpenAsync(Token);
        Assert.Equal(0, await reader.QuerySingleAsync<long>("SELECT count(*) FROM a"));
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    private Task ApplyAsync(params Migration[] steps) => new MigrationRunner(_database, TimeProvider.System).ApplyAsync(steps, Token);

    private static Migration Step(int version, string sql) => new(version, $"{version:D4}_step.sql", sql, $"{sql.GetHashCode(StringComparison.Ordinal):x64}");
}
