using System.Globalization;
using System.Text.Json;
using Biplane.Model.Rows;
using Biplane.Model.Transactions;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Query.Binding;

/// <summary>Moves values between types: constants at once, other expressions by a node.</summary>
internal static class Conversions
{
    /// <summary>The value as another type; null when it can never be one.</summary>
    public static BoundExpression? To(BoundExpression value, ColumnType type)
    {
        if (value.Type == type)
        {
            return value;
        }

        if (value is BoundConstant constant)
        {
            return Constant(constant, type);
        }

        return CanConvert(value.Type, type) ? new BoundConvert(value, type) : null;
    }

    /// <summary>The type that values of two types have in common; null when there is none.</summary>
    public static ColumnType Common(ColumnType a, ColumnType b)
    {
        if (a == b)
        {
            return a;
        }

        return IsNumeric(a) && IsNumeric(b) ? ColumnType.Number : ColumnType.Json;
    }

    public static bool IsNumeric(ColumnType type) => type is ColumnType.Number or ColumnType.Integer;

    private static bool CanConvert(ColumnType from, ColumnType to) => to switch
    {
        ColumnType.Json or ColumnType.Text => true,
        ColumnType.Number or ColumnType.Integer => from is ColumnType.Json or ColumnType.Text or ColumnType.Boolean or ColumnType.Number or ColumnType.Integer,
        ColumnType.Boolean => from is ColumnType.Json or ColumnType.Text,
        ColumnType.Timestamp => from is ColumnType.Json or ColumnType.Text,
        _ => false,
    };

    private static BoundConstant? Constant(BoundConstant constant, ColumnType type)
    {
        if (constant.Value is null)
        {
            return new BoundConstant(null, type);
        }

        object? value = type switch
        {
            ColumnType.Text => Text(constant),
            ColumnType.Json => Json(constant),
            ColumnType.Number => Number(constant),
            ColumnType.Integer => Number(constant) is { } n && Math.Abs(n) < 9e18 ? (long)n : null,
            ColumnType.Boolean => Boolean(constant),
            ColumnType.Timestamp => constant.Value is string s && TimeText.TryRead(s, out var time) ? time : null,
            ColumnType.Uuid => constant.Value is string s && Guid.TryParse(s, out var id) ? id : null,
            ColumnType.TransactionId => Text(constant) is { } s && TransactionId.TryParse(s, out var id) ? id.Value : null,
            ColumnType.PaginationKey => PlaceOf(Text(constant)),
            _ => null,
        };
        return value is null ? null : new BoundConstant(value, type);
    }

    private static ulong? PlaceOf(string? text)
    {
        if (PaginationKey.TryParse(text, out var key) || PaginationKey.TryParseCursor(text, out key))
        {
            return key.Value;
        }

        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string? Text(BoundConstant constant) => constant.Value switch
    {
        string s => s,
        bool b => b ? "true" : "false",
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        long l => l.ToString(CultureInfo.InvariantCulture),
        DateTime t => TimeText.Of(t),
        Guid g => g.ToString("D"),
        _ => null,
    };

    private static string? Json(BoundConstant constant) => constant.Value switch
    {
        bool b => b ? "true" : "false",
        double or long => Text(constant),
        _ => Text(constant) is { } text ? JsonSerializer.Serialize(text) : null,
    };

    private static double? Number(BoundConstant constant) => constant.Value switch
    {
        double d => d,
        long l => l,
        bool b => b ? 1 : 0,
        string s when double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out var d) && double.IsFinite(d) => d,
        _ => null,
    };

    private static object? Boolean(BoundConstant constant) => constant.Value switch
    {
        string s when s.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        string s when s.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        1d or 1L => true,
        0d or 0L => false,
        _ => null,
    };
}
