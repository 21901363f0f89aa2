namespace Biplane.Storage.DuckDb.Native;

/// <summary>Keeps <see cref="EngineThreads"/> from beginning with anything until it is disposed, once.</summary>
internal readonly struct EngineHold(EngineThreads threads) : IDisposable
{
    public void Dispose() => threads?.Release();
}
