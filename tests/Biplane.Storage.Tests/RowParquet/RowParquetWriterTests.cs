using System.Buffers;
using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Storage.RowParquet;
using Biplane.Storage.Tests.RowJson;
using Biplane.Testing;
using DuckDB.NET.Data;
using Xunit;

namespace Biplane.Storage.Tests.RowParquet;

public sealed class RowParquetWriterTests
{
    private static readonly ResultColumn[] AllTypes =
    [
        new("text", ColumnType.Text), new("json", ColumnType.Json), new("flag", ColumnType.Boolean), new("number", ColumnType.Number),
        new("count", ColumnType.Integer), new("time", ColumnType.Timestamp), new("uuid", ColumnType.Uuid), new("xact", ColumnType.TransactionId),
        new("key", ColumnType.PaginationKey), new("extra", ColumnType.Json, IsSpread: true), new("_place", ColumnType.PaginationKey, IsHidden: true),
    ];

    [Fact]
    public void Every_type_comes_back_as_it_was()
    {
        var id = Guid.Parse("0198f3a2-1111-7000-8000-0123456789ab");
        var time = new DateTime(1969, 12, 31, 23, 59, 59, DateTimeKind.Utc).AddTicks(1_234_560);

        var file = Write(
            AllTypes,
            ["naïve \"日本\" \0 🦆", """{"a":[1,"é"]}""", true, -0.5, long.MinValue, time, id, ulong.MaxValue, 7UL, """{"b":null}""", 1UL],
            ["", "null", false, double.MaxValue, long.MaxValue, DateTime.MaxValue.AddTicks(-9), Guid.Empty, 0UL, ulong.MaxValue, null, 2UL],
            [null, null, null, double.NaN, null, null, null, null, null, null, 3UL],
            [null, null, null, double.PositiveInfinity, null, null, null, null, null, null, 4UL]);

        Assert.Equal(
            [
                ("text", "VARCHAR"), ("json", "JSON"), ("flag", "BOOLEAN"), ("number", "DOUBLE"), ("count", "BIGINT"), ("time", "TIMESTAMP WITH TIME ZONE"),
                ("uuid", "VARCHAR"), ("xact", "VARCHAR"), ("key", "VARCHAR"), ("_extra", "JSON"),
            ],
            file.Columns);
        Assert.Equal(
            ["naïve \"日本\" \0 🦆", """{"a":[1,"é"]}""", true, -0.5, long.MinValue, time, id.ToString("D"), "18446744073709551615", "p00000000000000000007", """{"b":null}"""],
            file.Rows[0]);
        Assert.Equal(
            ["", "null", false, double.MaxValue, long.MaxValue, DateTime.MaxValue.AddTicks(-9), Guid.Empty.ToString("D"), "0", "p18446744073709551615", null],
            file.Rows[1]);
        Assert.All(file.Rows.Skip(2), row => Assert.All(row, Assert.Null));
    }

    [Fact]
    public void No_rows_are_a_file_with_columns()
    {
        var file = Write(AllTypes);

        Assert.Empty(file.Rows);
        Assert.Equal(AllTypes.Length - 1, file.Columns.Count);
    }

    [Fact]
    public void A_group_ends_when_it_has_its_rows_or_its_bytes()
    {
        ResultColumn[] columns = [new("n", ColumnType.Integer), new("text", ColumnType.Text)];
        var large = new string('x', (int)RowParquetWriter.MaxGroupBytes / 4);

        var narrow = Write(columns, Enumerable.Range(0, RowParquetWriter.MaxGroupRows + 10).Select(object?[] (i) => [(long)i, null]));
        var wide = Write(columns, Enumerable.Range(0, 9).Select(object?[] (i) => [(long)i, large]));

        Assert.Equal([RowParquetWriter.MaxGroupRows, 10], narrow.GroupRows);
        Assert.Equal(Enumerable.Range(0, RowParquetWriter.MaxGroupRows + 10).Select(i => (object?)(long)i), narrow.Rows.Select(row => row[0]));
        Assert.Equal([4, 4, 1], wide.GroupRows);
        Assert.All(wide.Rows, row => Assert.Equal(large, row[1]));
    }

    [Fact]
    public void Memory_is_that_of_one_group_however_many_there_are()
    {
        ResultColumn[] columns = [new("text", ColumnType.Json)];
        var output = new CountedOutput();
        using var writer = new RowParquetWriter(columns, output);
        var row = new OneRow(columns, [$"\"{new string('x', 1024 * 1024)}\""]);
        for (var i = 0; i < 16; i++)
        {
            writer.Write(row);
        }

        var (groups, before) = (output.Written, GC.GetTotalMemory(forceFullCollection: true));
        for (var i = 0; i < 160; i++)
        {
            writer.Write(row);
        }

        Assert.True(output.Written >= 10 * groups, "each group is passed on when it is full");
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < RowParquetWriter.MaxGroupBytes, "nothing of a group stays");
    }

    [Fact]
    public void What_was_not_completed_cannot_be_read()
    {
        ResultColumn[] columns = [new("n", ColumnType.Integer)];
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new RowParquetWriter(columns, output))
        {
            for (var i = 0L; i < RowParquetWriter.MaxGroupRows + 1; i++)
            {
                writer.Write(new OneRow(columns, [i]));
            }
        }

        Assert.True(output.WrittenCount > 1000, "the first group is there");
        Assert.Throws<DuckDBException>(() => ParquetFile.Read(output.WrittenSpan.ToArray()));
    }

    [Fact]
    public void Members_without_a_column_stand_beside_a_column_of_that_name()
    {
        var file = Write([new("_extra", ColumnType.Text), new("extra", ColumnType.Json, IsSpread: true)], ["mine", """{"a":1}"""]);

        Assert.Equal([("_extra", "VARCHAR"), ("__extra", "JSON")], file.Columns);
    }

    private static ParquetFile Write(ResultColumn[] columns, params IEnumerable<object?[]> rows)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new RowParquetWriter(columns, output);
        foreach (var values in rows)
        {
            writer.Write(new OneRow(columns, values));
        }

        writer.Complete();
        return ParquetFile.Read(output.WrittenSpan.ToArray());
    }

    private sealed class CountedOutput : IBufferWriter<byte>
    {
        private readonly byte[] _room = new byte[1024 * 1024];

        public long Written { get; private set; }

        public void Advance(int count) => Written += count;

        public Memory<byte> GetMemory(int sizeHint = 0) => _room.AsMemory();

        public Span<byte> GetSpan(int sizeHint = 0) => _room.AsSpan();
    }
}
