using System.Text;

namespace Biplane.Storage.Sql;

/// <summary>SQL being written in an engine's dialect. Values go in by <see cref="Parameter"/> only.</summary>
internal sealed class SqlText(SqlDialect dialect)
{
    private readonly StringBuilder _text = new();
    private readonly List<object> _parameters = [];

    public SqlText Append(string sql)
    {
        _text.Append(sql);
        return this;
    }

    /// <summary>Writes a piece of the same dialect with its values.</summary>
    public SqlText Append(SqlFragment piece)
    {
        _text.Append(piece.Text);
        _parameters.AddRange(piece.Parameters);
        return this;
    }

    public SqlText Parameter(object value)
    {
        dialect.WriteParameter(value, _text, _parameters);
        return this;
    }

    /// <summary>Writes what the form goes around.</summary>
    public SqlText Wrap(SqlForm form, Action write)
    {
        _text.Append(form.Before);
        write();
        return Append(form.After);
    }

    /// <summary>Writes the parts with a separator between them.</summary>
    public SqlText Join<T>(string separator, IEnumerable<T> items, Action<T> write)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            _text.Append(isFirst ? string.Empty : separator);
            isFirst = false;
            write(item);
        }

        return this;
    }

    public SqlFragment ToFragment() => new(_text.ToString(), [.. _parameters]);
}
