using System.Text.Json.Serialization;
using Biplane.Model.Rows;

namespace Biplane.Storage.DuckDb.Files;

/// <summary>A sealed segment.</summary>
/// <param name="File">Its number.</param>
/// <param name="Sources">Numbers of the files whose rows it holds now, so that older marks against them still find their victims.</param>
/// <param name="AppliedThrough">Marks made up to this transaction are already applied: their victims are not in the file.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="IsDense">It was merged and compressed hard.</param>
/// <param name="HasWords">Its word filter is built; it lies beside the file.</param>
internal sealed record ManifestSegment(int File, IReadOnlyList<int> Sources, ulong AppliedThrough, long Rows, bool IsDense, bool HasWords = false)
{
    /// <summary>Its row copies are built; they lie beside the file.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasCopies { get; init; }

    /// <summary>What the typed columns of its rows say all about; nothing where nobody has looked.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<TypedPaths>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TypedPaths Whole { get; init; }
}
