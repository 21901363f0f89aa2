using System.Text.Json;
using Biplane.Model.Transactions;
using Biplane.Query.Sources;
using Biplane.Query.Syntax;

namespace Biplane.Query;

/// <summary>A query and what goes with it. Exactly one of <see cref="Text"/>, <see cref="Json"/> and <see cref="Syntax"/> is set.</summary>
public sealed record QueryRequest
{
    /// <summary>How many rows an answer has when the query does not say.</summary>
    public const int DefaultLimit = 1000;

    private QueryRequest()
    {
    }

    /// <summary>The query as text of either dialect.</summary>
    public string? Text { get; private init; }

    /// <summary>The query in its JSON form. The element must live until the compilation is done.</summary>
    public JsonElement? Json { get; private init; }

    /// <summary>The query as a tree, from code.</summary>
    public QuerySyntax? Syntax { get; private init; }

    /// <summary>The time that <c>now()</c> stands for, UTC.</summary>
    public required DateTime Now { get; init; }

    /// <summary>Rows as of this transaction.</summary>
    public TransactionId? Version { get; init; }

    /// <summary>The store's newest transaction, if known: a <see cref="Version"/> at or above it needs no old versions.</summary>
    public TransactionId? LatestTransaction { get; init; }

    /// <summary>How many minutes the asker's clock is behind UTC.</summary>
    public int TimeZoneOffsetMinutes { get; init; }

    /// <summary>Every stored version of the rows.</summary>
    public bool AuditLog { get; init; }

    /// <summary>Whether a query without a limit gives all rows.</summary>
    public bool DisableLimit { get; init; }

    /// <summary>Narrows the rows to one trace, whatever the query says.</summary>
    public string? RootSpanId { get; init; }

    /// <summary>How many levels <c>infer</c> goes down; null for the usual number.</summary>
    public int? InferenceDepth { get; init; }

    /// <summary>What makes a <c>sample</c> without a seed another one each time.</summary>
    public string SampleSeed { get; init; } = string.Empty;

    /// <summary>The ids of objects that the query means and does not give, see <see cref="ParsedQuery.References"/>.</summary>
    public IReadOnlyDictionary<SourceReference, IReadOnlyList<Guid>> Objects { get; init; } = new Dictionary<SourceReference, IReadOnlyList<Guid>>();

    /// <summary>A query in text.</summary>
    public static QueryRequest FromText(string text, DateTime now) => new() { Text = text, Now = now };

    /// <summary>A query in its JSON form, or a JSON string that holds text.</summary>
    public static QueryRequest FromJson(JsonElement json, DateTime now) => json.ValueKind == JsonValueKind.String
        ? new() { Text = json.GetString(), Now = now }
        : new() { Json = json, Now = now };

    /// <summary>A query made by code, see <see cref="QueryBuilder"/>.</summary>
    public static QueryRequest FromSyntax(QuerySyntax syntax, DateTime now) => new() { Syntax = syntax, Now = now };
}
