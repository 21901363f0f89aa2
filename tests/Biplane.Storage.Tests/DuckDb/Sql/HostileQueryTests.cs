using System.Text.Json.Nodes;
using Biplane.Storage.DuckDb.Sql;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>Text of users never becomes SQL, and no stored value breaks a query.</summary>
public sealed class HostileQueryTests
{
    [Theory]
    [MemberData(nameof(Hostile.Texts), MemberType = typeof(Hostile))]
    public void A_hostile_text_is_a_value_like_any_other(string text)
    {
        using var table = new RowTable();
        Array.ForEach(Hostile.Rows(text), row => table.Add(row));

        Hostile.AssertAreValues(text, table.Run);
    }

    [Theory]
    [MemberData(nameof(Hostile.Texts), MemberType = typeof(Hostile))]
    public void No_text_of_a_query_is_in_its_sql(string text) => Hostile.AssertIsNotIn(text, (plan, values) => PlanSql.Emit(plan, "(SELECT * FROM rows)", pivotValues: values).Text);

    [Theory]
    [MemberData(nameof(Hostile.Values), MemberType = typeof(Hostile))]
    public void No_value_of_one_row_breaks_a_query(string json)
    {
        using var table = new RowTable();
        foreach (var column in Hostile.Columns)
        {
            table.AddRaw(column, column, json);
        }

        table.Add(new JsonObject { ["id"] = "good", ["scores"] = new JsonObject { ["a"] = 0.5 }, ["metadata"] = new JsonObject { ["a"] = 1 } });

        Hostile.AssertAnswersAll(table.Run);
    }

    [Fact]
    public void A_filter_of_thousands_of_terms_runs()
    {
        using var table = new RowTable();
        table.Add(new JsonObject { ["id"] = "r4999" });

        Hostile.AssertTakesThousandsOfTerms(table.Run);
    }
}
