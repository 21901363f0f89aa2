using Biplane.Storage.Tests.Conformance;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>The embedded engine keeps what every engine must keep.</summary>
public static class DuckDbConformance
{
    public sealed class Merges : MergeConformance<DuckDbRowStoreFixture>;

    public sealed class History : HistoryConformance<DuckDbRowStoreFixture>;

    public sealed class Reads : ReadConformance<DuckDbRowStoreFixture>;

    public sealed class RandomWrites : RandomWriteConformance<DuckDbRowStoreFixture>;

    public sealed class Queries : QueryConformance<DuckDbRowStoreFixture>;
}
