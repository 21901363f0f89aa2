namespace Biplane.Model.Rows;

/// <summary>What a column of a row holds, and so how it is compared, and how it is written in an answer.</summary>
public enum ColumnType
{
    /// <summary>JSON text of any shape; written as it came.</summary>
    Json,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A truth value.</summary>
    Boolean,

    /// <summary>A 64-bit floating point number.</summary>
    Number,

    /// <summary>A 64-bit signed integer: counts.</summary>
    Integer,

    /// <summary>A UTC point in time with microseconds; written as ISO 8601 with <c>Z</c>.</summary>
    Timestamp,

    /// <summary>A UUID.</summary>
    Uuid,

    /// <summary>A <see cref="Transactions.TransactionId"/>: an unsigned 64-bit number in storage, a decimal string in answers.</summary>
    TransactionId,

    /// <summary>A <see cref="Transactions.PaginationKey"/>: an unsigned 64-bit number in storage, <c>p</c> and 20 digits in answers.</summary>
    PaginationKey,
}
