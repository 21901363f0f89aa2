using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>A query's place among those that run, and its connection.</summary>
internal sealed record QuerySlot(DuckDbConnection Connection, QueryWeight Weight, QueryShare Share);
