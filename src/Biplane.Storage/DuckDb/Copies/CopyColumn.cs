namespace Biplane.Storage.DuckDb.Copies;

/// <summary>How a column of an answer is made of a row copy.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Storage">Which of <see cref="CopyFormat.Columns"/>, where there is one.</param>
/// <param name="Text">The text, of a column that is the same in every row.</param>
/// <param name="Preview">Characters that are kept of the value; null for all of it.</param>
internal readonly record struct CopyColumn(CopySource Source, int Storage = -1, byte[]? Text = null, int? Preview = null);
