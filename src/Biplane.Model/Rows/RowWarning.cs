namespace Biplane.Model.Rows;

/// <summary>Something odd about a row that was stored as sent.</summary>
/// <param name="Path">The wire path of the value, for example <c>scores.accuracy</c>.</param>
/// <param name="Code">A stable code, see <see cref="RowWarningCodes"/>.</param>
public readonly record struct RowWarning(string Path, string Code);
