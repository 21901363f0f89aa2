using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>
/// Where a field has what is sought, as a byte of its JSON text, counted from 0; null where it has not. For plans that lead to a place in a
/// value; conditions are <see cref="BoundMatch"/> and <see cref="BoundLike"/>.
/// </summary>
/// <param name="Column">One of the row's JSON fields.</param>
/// <param name="Text">What is sought.</param>
/// <param name="IsWords">
/// The text is a search as in <see cref="BoundMatch"/>, and the place is that of the first phrase. Otherwise it is sought letter by letter
/// whatever the case of its ASCII letters, in the JSON text as it stands: what is written with other escapes there is not found.
/// </param>
public sealed record BoundFind(EventColumn Column, string Text, bool IsWords) : BoundExpression(ColumnType.Integer);
