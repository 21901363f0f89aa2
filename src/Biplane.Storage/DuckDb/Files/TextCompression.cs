namespace Biplane.Storage.DuckDb.Files;

/// <summary>How much work a file's texts are worth. Letting the engine choose per block costs several times as much as writing the block.</summary>
internal enum TextCompression
{
    /// <summary>Hot generations: they are never written as blocks.</summary>
    None,

    /// <summary>Fresh segments: cheap to write and to read row by row, rewritten soon.</summary>
    Quick,

    /// <summary>Merged segments: two to four times smaller, a row costs the unpacking of its block.</summary>
    Dense,
}
