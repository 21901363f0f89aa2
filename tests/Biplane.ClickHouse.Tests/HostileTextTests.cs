using System.Text;
using Biplane.Storage.ClickHouse.Tables;
using Biplane.Storage.Tests.DuckDb.Sql.HostileTexts;
using Xunit;

namespace Biplane.ClickHouse.Tests;

public sealed class HostileTextTests(ClickHouseEngine engine, HostileTextTests.Rows rows) : HostileTextConformance, IClassFixture<HostileTextTests.Rows>
{
    internal override HostileChecks Checks { get; } = new(
        rows.LogsOf,
        plan => Task.FromResult(engine.Run(plan)),
        _ =>
        {
            Assert.Equal(rows.AsWritten, Rows.Digest(engine));
            return Task.CompletedTask;
        });

    protected override bool HasAuditLog => false;

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
