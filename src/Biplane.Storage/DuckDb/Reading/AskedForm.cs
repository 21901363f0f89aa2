using Biplane.Storage.RowJson;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>In which form the rows of an answer are taken. It is known when the first of them is, so that pages behind the first can be made in it.</summary>
internal sealed class AskedForm
{
    /// <summary>What writes the rows as JSON; null when they are read value by value.</summary>
    public RowJsonWriter? Json { get; set; }
}
