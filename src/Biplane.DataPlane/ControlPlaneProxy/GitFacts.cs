using System.Text.Json;
using Biplane.Hosting.Metadata;

namespace Biplane.DataPlane.ControlPlaneProxy;

/// <summary>What an experiment's data fields say about git. They are used here and stay here.</summary>
internal static class GitFacts
{
    public const string AncestorCommits = "ancestor_commits";
    private const string RepoInfo = "repo_info";
    private const string Commit = "commit";
    private const int MaxAncestors = 1000;
    private const int MaxCommitLength = 128;

    /// <summary>The commit that an experiment was run at: <c>repo_info.commit</c>.</summary>
    public static string? CommitOf(DataFields fields) => fields.Find(RepoInfo) is { } info ? TextMember(info, Commit) : null;

    /// <summary>The fields with <c>commit</c> filled from <c>repo_info</c>.</summary>
    public static DataFields WithCommit(DataFields fields)
    {
        if (CommitOf(fields) is not { } commit)
        {
            return fields;
        }

        var all = fields.All.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        all[Commit] = (byte[])[(byte)'"', .. JsonEncodedText.Encode(commit).EncodedUtf8Bytes, (byte)'"'];
        return new DataFields(all);
    }

    /// <summary>The ancestors that the client sent, nearest first.</summary>
    public static IReadOnlyList<string> AncestorsOf(DataFields fields)
    {
        if (fields.Find(AncestorCommits) is not { } json)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Take(MaxAncestors).Select(e => e.GetString()!).Where(c => c.Length is > 0 and <= MaxCommitLength)];
    }

    private static string? TextMember(ReadOnlyMemory<byte> json, string name)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1000 });
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var member)
            && member.ValueKind == JsonValueKind.String && member.GetString() is { Length: > 0 and <= MaxCommitLength } text ? text : null;
    }
}
