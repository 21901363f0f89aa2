using System.Text;
using System.Text.Json;
using Biplane.Contracts.Objects;
using Biplane.Hosting.Errors;
using Biplane.Model.Transactions;

namespace Biplane.Hosting.Metadata;

/// <summary>The body of a metadata call: control-plane members to read one by one, data fields as they came.</summary>
public sealed class ObjectBody(
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>> members, DataFields data, IReadOnlyList<string> dropped)
{
    /// <summary>Values longer than this are no names or ids, whatever they are.</summary>
    private const int MaxMemberBytes = 64 * 1024;

    public DataFields Data { get; } = data;

    /// <summary>Data fields that were in the body and are not kept.</summary>
    public IReadOnlyList<string> Dropped { get; } = dropped;

    public string? Text(string member)
    {
        if (!TryRead(member, out var reader))
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw Wrong(member, "must be a string");
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            throw Wrong(member, "must be well-formed Unicode");
        }
    }

    public MetadataName? Name(string member)
    {
        if (Text(member) is not { } text)
        {
            return null;
        }

        return MetadataName.TryCreate(text, out var name) ? name : throw Wrong(member, MetadataName.Check(text)!);
    }

    public Guid? Id(string member)
    {
        if (Text(member) is not { } text)
        {
            return null;
        }

        return Guid.TryParseExact(text, "D", out var id) ? id : throw Wrong(member, "must be a UUID");
    }

    public TransactionId? Version(string member)
    {
        if (!TryRead(member, out var reader))
        {
            return null;
        }

        var text = reader.TokenType is JsonTokenType.String or JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : null;
        return TransactionId.TryParse(text, out var id) ? id : throw Wrong(member, "must be a version (a transaction id)");
    }

    public bool? Flag(string member)
    {
        if (!TryRead(member, out var reader))
        {
            return null;
        }

        return reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw Wrong(member, "must be true or false"),
        };
    }

    public IReadOnlyList<Guid>? Ids(string member)
    {
        if (!TryRead(member, out var reader))
        {
            return null;
        }

        var ids = new List<Guid>();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Wrong(member, "must be an array of UUIDs");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ids.Add(reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var id) ? id : throw Wrong(member, "must be an array of UUIDs"));
        }

        return ids;
    }

    private static ApiException Wrong(string member, string what) => ApiException.BadRequest(ErrorCodes.BadRequest, $"{member} {what}.");

    // Null counts as absent: some SDKs send every member, null where unset.
    private bool TryRead(string member, out Utf8JsonReader reader)
    {
        if (!members.TryGetValue(member, out var json))
        {
            reader = default;
            return false;
        }

        if (json.Length > MaxMemberBytes)
        {
            throw Wrong(member, "is too long");
        }

        reader = new Utf8JsonReader(json.Span);
        reader.Read();
        return reader.TokenType != JsonTokenType.Null;
    }
}
