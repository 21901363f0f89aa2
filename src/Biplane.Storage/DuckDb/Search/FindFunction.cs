using Biplane.Model.Search;
using Biplane.Query.Planning.Expressions;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Reading;
using Biplane.Storage.Sql;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Search;

/// <summary>The function by which SQL asks where a JSON text has something.</summary>
internal static class FindFunction
{
    public const string Name = "biplane_find";

    private const byte Words = (byte)'w';
    private const byte Letters = (byte)'l';

    public static void Register(DuckDbConnection connection, IBlobStore blobs) =>
        ScalarFunction.Register(connection, Name, [DuckDBType.Varchar, DuckDBType.Varchar], DuckDBType.BigInt, (arguments, row, answers) =>
        {
            var json = arguments.Text(0, row);
            var place = Find(BlobFunction.Resolve(blobs, json) ?? json, arguments.Text(1, row));
            if (place < 0)
            {
                answers.SetNull(row);
            }
            else
            {
                answers.Set(row, (long)place);
            }
        });

    /// <summary>What is sought, as the function takes it.</summary>
    public static string Argument(BoundFind find) => find.IsWords
        ? (char)Words + MatchFunction.Argument(SearchTerms.Of(find.Text))
        : (char)Letters + JsonContent.Of(find.Text);

    private static int Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> argument) => argument[0] == Words
        ? MatchFunction.Find(json, argument[1..])
        : FindLetters(json, argument[1..]);

    private static int FindLetters(ReadOnlySpan<byte> json, ReadOnlySpan<byte> sought)
    {
        if (sought.IsEmpty)
        {
            return 0;
        }

        var (lower, upper) = (Lower(sought[0]), Upper(sought[0]));
        for (var at = 0; at + sought.Length <= json.Length; at++)
        {
            var next = json[at..(json.Length - sought.Length + 1)].IndexOfAny(lower, upper);
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (IsAt(json[at..], sought))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsAt(ReadOnlySpan<byte> json, ReadOnlySpan<byte> sought)
    {
        for (var i = 0; i < sought.Length; i++)
        {
            if (Lower(json[i]) != Lower(sought[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static byte Lower(byte letter) => letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;

    private static byte Upper(byte letter) => letter is >= (byte)'a' and <= (byte)'z' ? (byte)(letter & ~0x20) : letter;
}
