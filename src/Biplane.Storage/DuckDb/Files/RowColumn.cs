using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Files;

/// <summary>A column of the storage tables.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SqlType">Its type in SQL.</param>
/// <param name="Type">The same in the engine's interface.</param>
/// <param name="IsPayload">Free text that may be long: compressed hard once it is old.</param>
internal sealed record RowColumn(string Name, string SqlType, DuckDBType Type, bool IsPayload = false);
