using System.Text;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>SQL being written. Values go in by <see cref="Parameter"/> only.</summary>
internal sealed class SqlText
{
    private readonly StringBuilder _text = new();
    private readonly List<object> _parameters = [];

    public SqlText Append(string sql)
    {
        _text.Append(sql);
        return this;
    }

    public SqlText Append(SqlFragment fragment)
    {
        _text.Append(fragment.Text);
        _parameters.AddRange(fragment.Parameters);
        return this;
    }

    public SqlText Parameter(object value)
    {
        if (value is string text && text.Contains('\0', StringComparison.Ordinal))
        {
            // Text parameters reach the engine as C strings.
            _text.Append("concat(");
            var parts = text.Split('\0');
            for (var i = 0; i < parts.Length; i++)
            {
                _text.Append(i == 0 ? "?" : ", chr(0), ?");
                _parameters.Add(parts[i]);
            }

            _text.Append(')');
            return this;
        }

        _text.Append('?');
        _parameters.Add(value);
        return this;
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
