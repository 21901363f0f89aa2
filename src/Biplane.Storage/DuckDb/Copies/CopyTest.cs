using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Biplane.Model.Rows;
using Biplane.Model.Search;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax.Expressions;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.Sql;

namespace Biplane.Storage.DuckDb.Copies;

/// <summary>
/// Conditions that can be told from the copy of a row, at the top of a filter, where false and unknown are the same. Only what people ask lists for, and only where the answer is certain:
/// the engine's SQL stays the one meaning of all conditions, and decides whatever these do not.
/// </summary>
internal static class CopyTest
{
    private static readonly int Extra = CopyFormat.IndexOf(EventColumns.ExtraStorageName);

    /// <summary>A test whose answer is null where only the engine can tell; null when that is so for all rows.</summary>
    /// <param name="condition">A filter or a part of one that has to hold.</param>
    /// <param name="withWords">Also for terms that look for words, which takes as long as a row's texts are.</param>
    public static Func<RowCopy, bool?>? Of(BoundExpression condition, bool withWords) => condition switch
    {
        BoundLogical logical => Of(logical, withWords),
        BoundConstant { Value: bool value } => _ => value,
        BoundColumn { Type: ColumnType.Boolean } column => OfFlag(column),
        BoundComparison comparison => Of(comparison),
        BoundIn list => Of(list),
        BoundIncludes { Haystack: BoundColumn { Column.IsInExtra: false } column, Needle.Value: string needle } => OfElements(column, needle),
        BoundIsNull isNull => OfPresence(isNull.Operand, isPresent: false),
        BoundNot { Operand: BoundIsNull isNull } => OfPresence(isNull.Operand, isPresent: true),
        BoundMatch match when withWords => Of(match),
        _ => null,
    };

    private static Func<RowCopy, bool?>? Of(BoundLogical logical, bool withWords)
    {
        var tests = new List<Func<RowCopy, bool?>>();
        foreach (var operand in logical.Operands)
        {
            if (Of(operand, withWords) is not { } test)
            {
                return null;
            }

            tests.Add(test);
        }

        // One that is false decides a conjunction, whatever the others are, and one that is true its opposite.
        var decides = !logical.IsAnd;
        return row =>
        {
            bool? answer = logical.IsAnd;
            foreach (var test in tests)
            {
                var isTrue = test(row);
                if (isTrue == decides)
                {
                    return decides;
                }

                answer = isTrue is null ? null : answer;
            }

            return answer;
        };
    }

    private static Func<RowCopy, bool?>? OfFlag(BoundColumn column)
    {
        if (column.Column.Name != "is_root")
        {
            return null;
        }

        var index = CopyFormat.IndexOf(column.Column.StorageName);
        return row => !row.IsNull(index) && row[index][0] != 0;
    }

    private static Func<RowCopy, bool?>? Of(BoundComparison comparison) => (comparison.Left, comparison.Right) switch
    {
        (BoundColumn { Type: ColumnType.Text } column, BoundConstant { Value: string text }) when IsId(column) && IsEquality(comparison.Operator, out var isEqual) => OfId(column, [text], isEqual),
        (BoundConvert { Type: ColumnType.Text, Operand: BoundPath path }, BoundConstant { Value: string text }) when IsEquality(comparison.Operator, out var isEqual) => OfText(path, [text], isEqual),
        (BoundConvert { Type: ColumnType.Number, Operand: BoundPath path }, BoundConstant { Value: double number }) when Comparer(comparison.Operator) is { } compares =>
            OfPath(path, (ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) && double.IsFinite(value) && compares(value.CompareTo(number))),
        (BoundColumn { Column.Name: "created" } column, BoundConstant { Value: DateTime time }) when Comparer(comparison.Operator) is { } compares => OfTime(column, time, compares),
        _ => null,
    };

    private static Func<RowCopy, bool?>? Of(BoundIn list) => (list.Operand, Texts(list)) switch
    {
        (BoundColumn { Type: ColumnType.Text } column, { } texts) when IsId(column) => OfId(column, texts, isEqual: true),
        (BoundConvert { Type: ColumnType.Text, Operand: BoundPath path }, { } texts) => OfText(path, texts, isEqual: true),
        _ => null,
    };

    private static string[]? Texts(BoundIn list) => list.Values.All(value => value.Value is string) ? [.. list.Values.Select(value => (string)value.Value!)] : null;

    private static bool IsId(BoundColumn column) => column.Column.Name is "id" or "span_id" or "root_span_id";

    private static bool IsEquality(ComparisonOperator op, out bool isEqual)
    {
        isEqual = op == ComparisonOperator.Equal;
        return op is ComparisonOperator.Equal or ComparisonOperator.NotEqual;
    }

    // Of NotEqual it depends on the type whether a value that is none of it passes.
    private static Func<int, bool>? Comparer(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Equal => static order => order == 0,
        ComparisonOperator.Less => static order => order < 0,
        ComparisonOperator.LessOrEqual => static order => order <= 0,
        ComparisonOperator.Greater => static order => order > 0,
        ComparisonOperator.GreaterOrEqual => static order => order >= 0,
        _ => null,
    };

    private static Func<RowCopy, bool?> OfId(BoundColumn column, string[] texts, bool isEqual)
    {
        var index = CopyFormat.IndexOf(column.Column.StorageName);
        var wanted = Array.ConvertAll(texts, Encoding.UTF8.GetBytes);
        return row =>
        {
            if (row.IsNull(index))
            {
                return false;
            }

            foreach (var text in wanted)
            {
                if (row[index].SequenceEqual(text))
                {
                    return isEqual;
                }
            }

            return !isEqual;
        };
    }

    private static Func<RowCopy, bool?>? OfTime(BoundColumn column, DateTime time, Func<int, bool> compares)
    {
        // The engine's times have microseconds.
        if (time.Ticks % TimeSpan.TicksPerMicrosecond != 0)
        {
            return null;
        }

        var (index, bound) = (CopyFormat.IndexOf(column.Column.StorageName), DuckDbTypes.ToMicroseconds(time));
        return row => !row.IsNull(index) && compares(BinaryPrimitives.ReadInt64LittleEndian(row[index]).CompareTo(bound));
    }

    private static Func<RowCopy, bool?>? OfText(BoundPath path, string[] texts, bool isEqual)
    {
        // Other values have texts too, which depend on how they are written.
        var areOfStrings = Array.TrueForAll(texts, StorageColumns.IsOfString);
        var wanted = Array.ConvertAll(texts, Encoding.UTF8.GetBytes);
        return OfPath(path, (ref Utf8JsonReader reader) =>
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                return areOfStrings ? !isEqual : null;
            }

            foreach (var text in wanted)
            {
                if (reader.ValueTextEquals(text))
                {
                    return isEqual;
                }
            }

            return !isEqual;
        });
    }

    private static Func<RowCopy, bool?>? OfElements(BoundColumn column, string needle)
    {
        var isOfString = StorageColumns.IsOfString(needle);
        var wanted = Encoding.UTF8.GetBytes(needle);
        return OfValue(column, [], (ref Utf8JsonReader reader) =>
        {
            var hasOthers = false;
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(wanted))
                {
                    return true;
                }

                hasOthers |= reader.TokenType != JsonTokenType.String;
                reader.Skip();
            }

            return hasOthers && !isOfString ? null : false;
        });
    }

    private static Func<RowCopy, bool?>? OfPresence(BoundExpression operand, bool isPresent)
    {
        if (operand is BoundColumn { Type: ColumnType.Json, Column: { IsInExtra: false, Name: not ("audit_data" or "comments") } column })
        {
            var index = CopyFormat.IndexOf(column.StorageName);
            return row => (row.IsNull(index) ? row.Blob(column.StorageName) is not null : !row[index].SequenceEqual("null"u8)) == isPresent;
        }

        if (operand is not BoundPath path || OfPath(path, static (ref _) => true) is not { } present)
        {
            return null;
        }

        return row => present(row) is { } isThere ? isThere == isPresent : null;
    }

    private static Func<RowCopy, bool?>? Of(BoundMatch match)
    {
        if (match.Phrases.Count == 0)
        {
            return static _ => false;
        }

        if (match.Operand is not BoundColumn { Type: ColumnType.Json, Column: var column })
        {
            return null;
        }

        if (column.IsInExtra)
        {
            return static row => IsMissing(row, Extra, EventColumns.ExtraStorageName) ? false : null;
        }

        var (index, matcher) = (CopyFormat.IndexOf(column.StorageName), new WordMatcher(match.Phrases));
        return row => IsMissing(row, index, column.StorageName) ? false
            : row.IsNull(index) ? null
            : !row[index].SequenceEqual("null"u8) && matcher.Matches(row[index], isJson: true);
    }

    private static bool IsMissing(RowCopy row, int column, string name) => row.IsNull(column) && row.Blob(name) is null;

    private static Func<RowCopy, bool?>? OfPath(BoundPath path, ValueTest test) =>
        path.Root is BoundColumn { Column.IsInExtra: false } column && path.Steps.All(step => step.Name is not null) ? OfValue(column, [.. path.Steps], test) : null;

    private static Func<RowCopy, bool?>? OfValue(BoundColumn column, PathStep[] steps, ValueTest test)
    {
        // That of a row which was never edited is not in its copy.
        if (column.Type != ColumnType.Json || column.Column.Name is "audit_data")
        {
            return null;
        }

        var (index, name) = (CopyFormat.IndexOf(column.Column.StorageName), column.Column.StorageName);
        var members = Array.ConvertAll(steps, step => Encoding.UTF8.GetBytes(step.Name!));
        return row => IsMissing(row, index, name) ? false : row.IsNull(index) ? null : Test(row[index], members, test);
    }

    // A missing value and a JSON null are unknown, which does not pass.
    private static bool? Test(ReadOnlySpan<byte> json, byte[][] members, ValueTest test)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            foreach (var member in members)
            {
                if (!MoveTo(ref reader, member))
                {
                    return false;
                }
            }

            return reader.TokenType == JsonTokenType.Null ? false : test(ref reader);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Nested too deeply for this reader, or with half a surrogate pair.
            return null;
        }
    }

    // The first of several with one name, as the engine takes it.
    private static bool MoveTo(ref Utf8JsonReader reader, byte[] member)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(member);
            reader.Read();
            if (isIt)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    /// <summary>Tests the value that a reader is at, which is not null.</summary>
    private delegate bool? ValueTest(ref Utf8JsonReader reader);
}
