using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Sql;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

public sealed class FiniteFunctionTests
{
    private const string Numbers = """
        (SELECT i, CASE i % 7 WHEN 0 THEN NULL WHEN 1 THEN 'inf'::DOUBLE WHEN 2 THEN '-inf'::DOUBLE WHEN 3 THEN 'nan'::DOUBLE ELSE i / 3 END AS n FROM range(10000) t(i))
        """;

    // Several of the engine's chunks, filtered ones among them.
    [Theory]
    [InlineData("i >= 0")]
    [InlineData("i % 3 = 0")]
    [InlineData("i % 7 > 3")]
    [InlineData("i % 7 < 2")]
    [InlineData("n IS NULL")]
    public void Numbers_stay_and_what_is_none_becomes_null(string condition)
    {
        using var instance = new DuckDbInstance();
        using var connection = instance.Connect();
        FiniteFunction.Register(connection);

        var differences = connection.Scalar(
            $"SELECT count(*) FROM {Numbers} WHERE {condition} AND {FiniteFunction.Name}(n) IS DISTINCT FROM (CASE WHEN isfinite(n) THEN n END)");
        var rows = connection.Scalar($"SELECT count(*) FROM {Numbers} WHERE {condition}");

        Assert.Equal(0, differences);
        Assert.True(rows > 0);
    }

    [Theory]
    [InlineData("1.5", "1.5")]
    [InlineData("'inf'::DOUBLE", "NULL")]
    [InlineData("NULL::DOUBLE", "NULL")]
    public void A_constant_is_answered_too(string number, string expected)
    {
        using var instance = new DuckDbInstance();
        using var connection = instance.Connect();
        FiniteFunction.Register(connection);

        Assert.Equal(1, connection.Scalar($"SELECT count(*) FROM range(1) WHERE {FiniteFunction.Name}({number}) IS NOT DISTINCT FROM {expected}"));
        Assert.Equal(5_000, connection.Scalar($"SELECT count(*) FROM range(5000) WHERE {FiniteFunction.Name}({number}) IS NOT DISTINCT FROM {expected}"));
    }
}
