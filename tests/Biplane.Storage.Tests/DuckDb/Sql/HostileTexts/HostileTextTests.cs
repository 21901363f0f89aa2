using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql.HostileTexts;

public sealed class HostileTextTests(HostileStore store) : HostileTextConformance, IClassFixture<HostileStore>
{
    internal override HostileChecks Checks { get; } = new(text => store.LogsOf(text).Id, store.RunAsync, store.AssertIsUnchangedAsync);

    protected override bool HasAuditLog => true;
}
