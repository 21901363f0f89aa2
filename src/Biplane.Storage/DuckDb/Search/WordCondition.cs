namespace Biplane.Storage.DuckDb.Search;

/// <summary>What a row's words must be for a filter to be true. It only narrows.</summary>
internal abstract record WordCondition
{
    /// <summary>Whether a block may have such rows.</summary>
    public abstract bool MayMatch(WordFilter filter, int block);

    /// <summary>A row has all of these words and pairs.</summary>
    public sealed record All(IReadOnlyList<ulong> Hashes) : WordCondition
    {
        public override bool MayMatch(WordFilter filter, int block) => filter.MayContain(block, Hashes);
    }

    /// <summary>All conditions hold.</summary>
    public sealed record And(IReadOnlyList<WordCondition> Terms) : WordCondition
    {
        public override bool MayMatch(WordFilter filter, int block) => Terms.All(term => term.MayMatch(filter, block));
    }

    /// <summary>Some condition holds.</summary>
    public sealed record Or(IReadOnlyList<WordCondition> Terms) : WordCondition
    {
        public override bool MayMatch(WordFilter filter, int block) => Terms.Any(term => term.MayMatch(filter, block));
    }
}
