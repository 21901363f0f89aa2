using Biplane.Model.Rows;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Storage.Sql;

/// <summary>JSON values in the forms that SQL needs: raw text, string content, number, truth value.</summary>
internal abstract class JsonWriter(SqlText sql, ExpressionWriter expressions)
{
    protected SqlText Sql { get; } = sql;

    protected ExpressionWriter Expressions { get; } = expressions;

    /// <summary>The JSON text; a JSON null may be NULL or the text <c>null</c>.</summary>
    public void Raw(BoundExpression value)
    {
        if (AsPath(value) is var (root, steps))
        {
            ExtractRaw(() => WriteRoot(root), steps);
        }
        else
        {
            Expressions.Write(value);
        }
    }

    /// <summary>The JSON text; a JSON null is NULL.</summary>
    public void Text(BoundExpression value)
    {
        if (AsPath(value) is null)
        {
            Expressions.Write(value);
            return;
        }

        if (HeldString(value) is { } held)
        {
            Sql.Wrap(Quoted, () => Sql.Append(held));
            return;
        }

        // Where a typed column has the string, its text need not be parsed; the path is looked up for all other values.
        var typed = value is BoundPath path ? StorageColumns.String(path) : null;
        if (typed is not null)
        {
            Sql.Append("CASE WHEN ").Append(typed).Append(" IS NOT NULL THEN ").Wrap(Quoted, () => Sql.Append(typed)).Append(" ELSE ");
        }

        Sql.Append("nullif(");
        Raw(value);
        Sql.Append(typed is null ? ", 'null')" : ", 'null') END");
    }

    /// <summary>A string's content, the JSON text of anything else; a JSON null is NULL.</summary>
    public void Content(BoundExpression value)
    {
        if (HeldString(value) is { } held)
        {
            Sql.Append(held);
        }
        else if (AsPath(value) is var (root, steps))
        {
            var typed = value is BoundPath path ? StorageColumns.String(path) : null;
            Sql.Append(typed is null ? string.Empty : $"coalesce({typed}, ");
            ExtractContent(() => WriteRoot(root), steps);
            Sql.Append(typed is null ? string.Empty : ")");
        }
        else
        {
            ExtractContent(() => Expressions.Write(value), []);
        }
    }

    /// <summary>A JSON number; anything else is NULL. May be infinite for numbers beyond 64 bits, unless finite is asked for.</summary>
    public void Number(BoundExpression value, bool isFinite)
    {
        if (value is BoundPath path && StorageColumns.Number(path) is { } column)
        {
            Sql.Append(column);
            return;
        }

        // A string keeps its quotes in the raw text and so is no number.
        var whole = value is BoundPath other ? WholeNumber(other) : null;
        if (whole is not null && Expressions.Held.HasFlag(TypedPaths.Tokens))
        {
            Sql.Append(whole);
            return;
        }

        if (whole is not null)
        {
            Sql.Append("CASE WHEN ");
            WriteRoot(((BoundPath)value).Root);
            Sql.Append($" IS NULL THEN {whole} ELSE ");
        }

        Sql.Append(isFinite ? "biplane_finite(" : string.Empty).Wrap(RawNumber, () => Raw(value)).Append(isFinite ? ")" : string.Empty).Append(whole is null ? string.Empty : " END");
    }

    /// <summary>A JSON truth value; anything else is NULL.</summary>
    public void Boolean(BoundExpression value)
    {
        Sql.Append("CASE ");
        Raw(value);
        Sql.Append(" WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END");
    }

    /// <summary>Whether there is a value other than null.</summary>
    public void IsNull(BoundExpression value, bool isNegated)
    {
        if (StorageColumns.Size(value) is { } size)
        {
            Sql.Append(size);
        }
        else if (AsPath(value) is null)
        {
            Expressions.Write(value);
        }
        else
        {
            Content(value);
        }

        Sql.Append(isNegated ? " IS NOT NULL" : " IS NULL");
    }

    /// <summary>A value of each element of an array, as a JSON array; NULL when there is none.</summary>
    public abstract void Each(BoundEach each);

    /// <summary>
    /// The typed column with the number of a path wherever its relation has no value for the column the path starts in, if there is one: a column
    /// is left unread where typed columns say all about the paths that are asked for.
    /// </summary>
    protected virtual string? WholeNumber(BoundPath path) => null;

    /// <summary>A text as a JSON string.</summary>
    protected abstract SqlForm Quoted { get; }

    /// <summary>A raw text as a number, NULL when it is none.</summary>
    protected abstract SqlForm RawNumber { get; }

    /// <summary>The JSON text at the end of a way, NULL when there is none.</summary>
    protected abstract void ExtractRaw(Action writeRoot, IEnumerable<PathStep> steps);

    /// <summary>The content of the value at the end of a way, which may have no step.</summary>
    protected abstract void ExtractContent(Action writeRoot, IEnumerable<PathStep> steps);

    // The typed column with a string, where it says all about the path.
    private string? HeldString(BoundExpression value) =>
        value is BoundPath path && Expressions.Held.HasFlag(TypedPaths.Model) && StorageColumns.Spared(path) is { Paths: TypedPaths.Model } ? StorageColumns.String(path) : null;

    private static (BoundExpression? Root, IEnumerable<PathStep> Steps)? AsPath(BoundExpression value) => value switch
    {
        BoundPath { Root: BoundColumn { Column: { IsInExtra: true } column } } path => (null, [PathStep.Member(column.Name), .. path.Steps]),
        BoundPath path => (path.Root, path.Steps),
        BoundColumn { Column: { IsInExtra: true } column } => (null, [PathStep.Member(column.Name)]),
        _ => null,
    };

    // Without a root expression the way starts in the row's object of fields without a column.
    private void WriteRoot(BoundExpression? root)
    {
        if (root is null)
        {
            Sql.Append(EventColumns.ExtraStorageName);
        }
        else
        {
            Expressions.Write(root);
        }
    }
}
