using System.Buffers;
using Biplane.Query.Planning;
using ParquetSharp;
using ParquetSharp.IO;
using ParquetSharp.Schema;

namespace Biplane.Storage.RowParquet;

/// <summary>
/// Writes the rows of one cursor as a Parquet file, row group by row group. A group is closed when it has <see cref="MaxGroupRows"/> rows or
/// <see cref="MaxGroupBytes"/> of values, so that is all the memory it takes, however many rows there are; a row that is larger by itself is a
/// group of its own. Invariant: only <see cref="Complete"/> writes the footer, so what ends before it can be read by nobody.
/// </summary>
public sealed class RowParquetWriter : IDisposable
{
    /// <summary>Most rows of a group.</summary>
    public const int MaxGroupRows = 65_536;

    /// <summary>A group is closed once its values take this many bytes.</summary>
    public const long MaxGroupBytes = 16L * 1024 * 1024;

    /// <summary>The column of the fields that have no column of their own: a JSON object. More underscores are added while the name is taken.</summary>
    public const string ExtraName = "_extra";

    private readonly Dictionary<string, string> _facts = new(StringComparer.Ordinal);
    private readonly ParquetColumn[] _columns;
    private readonly BufferStream _stream;
    private readonly ManagedOutputStream _output;
    private readonly ParquetFileWriter _file;
    private int _groupRows;

    /// <summary>Begins a file.</summary>
    /// <param name="columns">The cursor's columns, at least one of which is not hidden.</param>
    /// <param name="output">Takes the bytes: some at once, then those of each group when it is closed.</param>
    public RowParquetWriter(IReadOnlyList<ResultColumn> columns, IBufferWriter<byte> output)
    {
        var names = Names(columns);
        _columns = [.. columns.Index().Where(c => !c.Item.IsHidden).Select(c => ParquetColumn.For(c.Item, c.Index))];
        _stream = new BufferStream(output);
        _output = new ManagedOutputStream(_stream, leaveOpen: true);
        using var builder = new WriterPropertiesBuilder();
        using var properties = builder.Compression(Compression.Zstd).CreatedBy("Biplane").Build();
        Node[] nodes = [.. _columns.Select((column, i) => column.Describe(names[i]))];
        using var schema = new GroupNode("row", Repetition.Required, nodes);
        _file = new ParquetFileWriter(_output, schema, properties, _facts);
        foreach (var node in nodes)
        {
            node.Dispose();
        }
    }

    /// <summary>Adds a fact to those that stand in the footer.</summary>
    public void Describe(string name, string value) => _facts[name] = value;

    /// <summary>Adds the cursor's current row.</summary>
    public void Write(RowCursor row)
    {
        var bytes = 0L;
        foreach (var column in _columns)
        {
            column.Append(row);
            bytes += column.Bytes;
        }

        _groupRows++;
        if (_groupRows >= MaxGroupRows || bytes >= MaxGroupBytes)
        {
            CloseGroup();
        }
    }

    /// <summary>Writes what waits, and the footer.</summary>
    public void Complete()
    {
        if (_groupRows > 0)
        {
            CloseGroup();
        }

        _file.Close();
        _stream.IsClosed = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The library completes a file that it gives up.
        _stream.IsClosed = true;
        _file.Dispose();
        _output.Dispose();
    }

    private void CloseGroup()
    {
        using var group = _file.AppendRowGroup();
        foreach (var column in _columns)
        {
            column.Flush(group);
        }

        group.Close();
        _groupRows = 0;
    }

    private static List<string> Names(IReadOnlyList<ResultColumn> columns)
    {
        var taken = new HashSet<string>(columns.Where(c => c is { IsHidden: false, IsSpread: false }).Select(c => c.Name), StringComparer.Ordinal);
        var names = new List<string>();
        foreach (var column in columns.Where(c => !c.IsHidden))
        {
            var name = column.Name;
            if (column.IsSpread)
            {
                for (name = ExtraName; !taken.Add(name); name = "_" + name)
                {
                }
            }

            names.Add(name);
        }

        return names;
    }
}
