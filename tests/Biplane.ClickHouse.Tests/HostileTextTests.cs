using System.Text;
using Biplane.Storage.ClickHouse.Tables;
using Biplane.Storage.Tests.DuckDb.Sql.HostileTexts;
using Xunit;

namespace Biplane.ClickHouse.Tests;

/// <summary>Hostile texts in every clause, as on the embedded engine.</summary>
public sealed class HostileTextTests : IClassFixture<HostileTextTests.Rows>
{
    private readonly HostileChecks _checks;

    public HostileTextTests(ClickHouseEngine engine, Rows rows) => _checks = new HostileChecks(
        text => rows.LogsOf(text),
        plan => Task.FromResult(engine.Run(plan)),
        _ =>
        {
            Assert.Equal(rows.AsWritten, Rows.Digest(engine));
            return Task.CompletedTask;
        });

    public static TheoryData<string> Texts() => [.. HostileRows.Texts];

    [Theory]
    [MemberData(nameof(Texts))]
    public Task An_answer_has_the_text_as_it_is(string text) => _checks.AssertAnswersAsync(text);

    [Theory]
    [MemberData(nameof(Texts))]
    public Task Where_no_such_text_can_stand_there_is_a_finding(string text) => _checks.AssertFindingsAsync(text);

    [Theory]
    [MemberData(nameof(Texts))]
    public Task Elsewhere_there_is_a_finding_or_an_answer(string text) => _checks.AssertEitherAsync(text);

    [Theory]
    [MemberData(nameof(Texts))]
    public Task A_text_that_is_part_of_the_query_itself_changes_nothing(string text) => _checks.AssertRawAsync(text);

    [Theory]
    [MemberData(nameof(Texts))]
    public Task What_goes_with_a_query_may_be_any_text(string text) => _checks.AssertWithAsync(text, hasAuditLog: false);

    /// <summary>A project for each text, all in one table.</summary>
    public sealed class Rows
    {
        private readonly List<string> _texts = [.. HostileRows.Texts];

        public Rows(ClickHouseEngine engine)
        {
            engine.Fill(ModelRows.Of(_texts.SelectMany(text => HostileRows.Of(text).Select(row => (HostileRows.LogsOf(_texts.IndexOf(text)), row.ToJsonString())))));
            AsWritten = Digest(engine);
        }

        /// <summary>What <see cref="Digest"/> was when the rows had been written.</summary>
        internal string AsWritten { get; }

        internal Guid LogsOf(string text) => HostileRows.LogsOf(_texts.IndexOf(text)).Id;

        /// <summary>Another one as soon as any value of any row is.</summary>
        internal static string Digest(ClickHouseEngine engine) =>
            Encoding.UTF8.GetString(engine.Library.Query($"SELECT count(), groupBitXor(sipHash64(*)) FROM {RowsTable.Name}"));
    }
}
