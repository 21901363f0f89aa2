using Biplane.Storage.DuckDb.Native;
using Biplane.Testing;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Native;

public sealed class DuckDbConnectionTests
{
    [Fact]
    public void A_file_that_was_touched_stays_as_it_was_then()
    {
        using var folder = new TemporaryFolder();
        using var engine = new DuckDbInstance();
        using var writer = engine.Connect();
        using var reader = engine.Connect();
        foreach (var file in (string[])["touched", "other"])
        {
            writer.Execute($"ATTACH '{Path.Combine(folder.Path, file)}.duckdb' AS {file}");
            writer.Execute($"CREATE TABLE {file}.rows (n INTEGER)");
        }

        reader.BeginReading();
        reader.Touch("touched", "rows");
        writer.Execute("INSERT INTO touched.rows VALUES (1)");
        writer.Execute("INSERT INTO other.rows VALUES (1)");
        Assert.Equal(0, reader.Scalar("SELECT count(*) FROM touched.rows"));
        Assert.Equal(1, reader.Scalar("SELECT count(*) FROM other.rows"));
        reader.EndReading();

        reader.BeginReading();
        Assert.Equal(1, reader.Scalar("SELECT count(*) FROM touched.rows"));
        reader.EndReading();
    }

    [Fact]
    public void A_table_that_is_not_there_is_named()
    {
        using var engine = new DuckDbInstance();
        using var connection = engine.Connect();
        connection.BeginReading();

        var error = Assert.Throws<DuckDbException>(() => connection.Touch("nowhere", "rows"));

        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
        connection.EndReading();
        Assert.Equal(1, connection.Scalar("SELECT 1::BIGINT"));
    }

    [Fact]
    public void Reading_ends_and_begins_again_after_a_statement_that_failed()
    {
        using var engine = new DuckDbInstance();
        using var connection = engine.Connect();
        for (var i = 0; i < 3; i++)
        {
            connection.BeginReading();
            Assert.Throws<DuckDbException>(() => connection.Scalar("SELECT error('no')::BIGINT"));
            connection.EndReading();
        }

        Assert.Equal(1, connection.Scalar("SELECT 1::BIGINT"));
    }

    [Fact]
    public void A_number_of_another_width_is_not_read_as_one_of_eight_bytes()
    {
        using var engine = new DuckDbInstance();
        using var connection = engine.Connect();

        var error = Assert.Throws<ArgumentException>(() => connection.Scalar("SELECT 1"));

        Assert.Contains("BIGINT", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, connection.Scalar("SELECT 1::BIGINT"));
    }
}
