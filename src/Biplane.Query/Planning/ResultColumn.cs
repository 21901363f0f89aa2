using Biplane.Model.Rows;

namespace Biplane.Query.Planning;

/// <summary>A column of a query's answer.</summary>
/// <param name="Name">Its name in the answer.</param>
/// <param name="Type">What it holds.</param>
/// <param name="IsSpread">The column is the row's <c>extra</c> object: its members are written as members of the row itself.</param>
/// <param name="IsHidden">The column is not written: it is the row's place in the scan, from which the answer's cursor is made.</param>
public sealed record ResultColumn(string Name, ColumnType Type, bool IsSpread = false, bool IsHidden = false);
