using Biplane.Model.Rows;

namespace Biplane.Storage.Sql;

/// <summary>A member of a JSON object that a statement makes.</summary>
/// <param name="WriteName">Writes its name, a text.</param>
/// <param name="WriteValue">Writes its value.</param>
/// <param name="Type">What the value is.</param>
internal sealed record ObjectMember(Action WriteName, Action WriteValue, ColumnType Type);
