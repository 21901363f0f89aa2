namespace Biplane.Storage.Tests.Conformance;

/// <summary>
/// One engine with one store on durable ground: all that the suite may know of an engine. An engine is put under the suite by a class that
/// implements this and one that derives each conformance class; see <c>DuckDbConformance</c>.
/// </summary>
public interface IRowStoreFixture : IAsyncDisposable
{
    /// <summary>The store that is open.</summary>
    IRowStore Store { get; }

    /// <summary>Opens an empty store. Its background work should have something to do with a few dozen rows.</summary>
    Task OpenAsync();

    /// <summary>Closes the store in order and opens it again.</summary>
    Task ReopenAsync();

    /// <summary>Opens again what is on durable ground at this moment, as after a power cut: the store is not closed in order.</summary>
    Task KillAsync();
}
