using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Biplane.Testing;

/// <summary>
/// The real ClickHouse engine inside this process: the library of the npm package <c>chdb</c>, for Linux and macOS. A process can have one,
/// and must dispose it: it would abort with an open one. Not safe for concurrent use.
/// </summary>
public sealed unsafe class ClickHouseLibrary : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly nint _library;
    private readonly delegate* unmanaged<nint, byte*, nuint, byte*, nuint, byte**, nuint*, byte**, nuint*, nuint, nint> _query;
    private readonly nint* _connection;

    private ClickHouseLibrary(string path)
    {
        _library = NativeLibrary.Load(path);
        _query = (delegate* unmanaged<nint, byte*, nuint, byte*, nuint, byte**, nuint*, byte**, nuint*, nuint, nint>)Export("chdb_query_with_params_n");
        fixed (byte* name = "clickhouse\0"u8)
        fixed (byte* folder = Encoding.UTF8.GetBytes($"--path={_folder.Path}\0"))
        {
            var arguments = stackalloc byte*[2] { name, folder };
            _connection = ((delegate* unmanaged<int, byte**, nint*>)Export("chdb_connect"))(2, arguments);
        }

        if (_connection is null)
        {
            throw new InvalidOperationException("ClickHouse did not start.");
        }
    }

    /// <summary>Where the engine keeps its data; removed when it is disposed.</summary>
    public string Folder => _folder.Path;

    /// <summary>Starts the engine over an empty folder.</summary>
    /// <param name="modules">The folder <c>node_modules</c> that the package is in.</param>
    /// <exception cref="FileNotFoundException">The package is not installed there.</exception>
    public static ClickHouseLibrary Open(string modules)
    {
        var packages = Path.Combine(modules, "@chdb");
        var path = Directory.Exists(packages)
            ? Directory.EnumerateFiles(packages, "libchdb.*", SearchOption.AllDirectories).FirstOrDefault(file => Path.GetExtension(file) is ".so" or ".dylib")
            : null;
        return new ClickHouseLibrary(path ?? throw new FileNotFoundException(
            $"The ClickHouse engine is not in {packages}. './biplane test' installs it; by hand: npm install in the folder above.", packages));
    }

    /// <summary>Runs a statement; the answer in the format asked for.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">The values of <c>{p0:…}</c>, <c>{p1:…}</c> and so on.</param>
    /// <param name="format">A format of the engine's.</param>
    /// <exception cref="InvalidOperationException">The engine refuses the statement.</exception>
    public byte[] Query(string sql, IReadOnlyList<object>? parameters = null, string format = "JSONCompactEachRow")
    {
        using var memory = new NativeTexts();
        var (text, textLength) = memory.Add(sql);
        var (name, nameLength) = memory.Add(format);
        var count = parameters?.Count ?? 0;
        var names = new nint[count + 1];
        var nameLengths = new nuint[count + 1];
        var values = new nint[count + 1];
        var valueLengths = new nuint[count + 1];
        for (var i = 0; i < count; i++)
        {
            (names[i], nameLengths[i]) = memory.Add("p" + i.ToString(CultureInfo.InvariantCulture));
            (values[i], valueLengths[i]) = memory.Add(ValueText(parameters![i]));
        }

        fixed (nint* firstName = names, firstValue = values)
        fixed (nuint* firstNameLength = nameLengths, firstValueLength = valueLengths)
        {
            var result = _query(
                *_connection, (byte*)text, textLength, (byte*)name, nameLength, (byte**)firstName, firstNameLength, (byte**)firstValue, firstValueLength, (nuint)count);
            try
            {
                return Answer(result, sql);
            }
            finally
            {
                ((delegate* unmanaged<nint, void>)Export("chdb_destroy_query_result"))(result);
            }
        }
    }

    private byte[] Answer(nint result, string sql)
    {
        var error = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<nint, byte*>)Export("chdb_result_error"))(result));
        if (!string.IsNullOrEmpty(error))
        {
            throw new InvalidOperationException($"ClickHouse refused '{sql[..Math.Min(2000, sql.Length)]}': {error[..Math.Min(1000, error.Length)]}");
        }

        var length = ((delegate* unmanaged<nint, nuint>)Export("chdb_result_length"))(result);
        return length == 0 ? [] : new ReadOnlySpan<byte>(((delegate* unmanaged<nint, byte*>)Export("chdb_result_buffer"))(result), (int)length).ToArray();
    }

    private nint Export(string name) => NativeLibrary.GetExport(_library, name);

    // The engine reads the value of a parameter like a field of its tab-separated format.
    private static string ValueText(object value) => value switch
    {
        string text => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"No parameter is a {value.GetType().Name}.", nameof(value)),
    };

    public void Dispose()
    {
        ((delegate* unmanaged<nint*, void>)Export("chdb_close_conn"))(_connection);
        _folder.Dispose();
    }

    // UTF-8 copies that live as long as a call.
    private sealed class NativeTexts : IDisposable
    {
        private readonly List<nint> _blocks = [];

        public (nint Text, nuint Length) Add(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var block = Marshal.AllocHGlobal(bytes.Length + 1);
            _blocks.Add(block);
            Marshal.Copy(bytes, 0, block, bytes.Length);
            Marshal.WriteByte(block, bytes.Length, 0);
            return (block, (nuint)bytes.Length);
        }

        public void Dispose() => _blocks.ForEach(Marshal.FreeHGlobal);
    }
}
