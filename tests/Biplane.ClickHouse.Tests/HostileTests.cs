using System.Text.Json.Nodes;
using Biplane.Storage.ClickHouse.Sql;
using Biplane.Storage.Tests.DuckDb.Sql;
using Xunit;

namespace Biplane.ClickHouse.Tests;

/// <summary>Text of users never becomes SQL, and no stored value breaks a query.</summary>
public sealed class HostileTests(ClickHouseEngine engine)
{
    [Theory]
    [MemberData(nameof(Hostile.Texts), MemberType = typeof(Hostile))]
    public void A_hostile_text_is_a_value_like_any_other(string text)
    {
        engine.Fill(ModelRows.OfProject(Hostile.Rows(text).Select(row => row.ToJsonString())));

        Hostile.AssertAreValues(text, engine.Run);
    }

    [Theory]
    [MemberData(nameof(Hostile.Texts), MemberType = typeof(Hostile))]
    public void No_text_of_a_query_is_in_its_sql(string text) => Hostile.AssertIsNotIn(text, (plan, values) => PlanSql.Emit(plan, values).Text);

    [Theory]
    [MemberData(nameof(Hostile.Values), MemberType = typeof(Hostile))]
    public void No_value_of_one_row_breaks_a_query(string json)
    {
        engine.Fill(ModelRows.OfProject([.. Hostile.Columns.Select(column => $$"""{"id":"{{column}}","{{column}}":{{json}}}"""), """{"id":"good","scores":{"a":0.5},"metadata":{"a":1}}"""]));

        Hostile.AssertAnswersAll(engine.Run);
    }

    [Fact]
    public void A_filter_of_thousands_of_terms_runs()
    {
        engine.Fill(ModelRows.OfProject([new JsonObject { ["id"] = "r4999" }.ToJsonString()]));

        Hostile.AssertTakesThousandsOfTerms(engine.Run);
    }
}
