using Biplane.Model.Rows;
using Biplane.Query.Planning.Expressions;
using Biplane.Storage.DuckDb.Files;

namespace Biplane.Storage.DuckDb.Search;

/// <summary>
/// What a filter says about the words of a row: searches, equal texts, names of members that have to be there, whole words within a pattern.
/// What it says nothing about stays unrestricted, so a block that it rules out has no matching row.
/// </summary>
internal sealed class WordScope
{
    private readonly WordCondition? _condition;

    private WordScope(WordCondition? condition) => _condition = condition;

    /// <summary>The filter says nothing about words.</summary>
    public bool IsEmpty => _condition is null;

    public static WordScope Of(BoundExpression? filter) => new(filter is null ? null : Condition(filter));

    /// <summary>The terms of a filter that say something about words, and the others; all of them have to hold.</summary>
    public static (BoundExpression? Words, BoundExpression? Others) Split(BoundExpression? filter)
    {
        IReadOnlyList<BoundExpression> terms = filter switch { null => [], BoundLogical { IsAnd: true } and => and.Operands, _ => [filter] };
        var words = terms.ToLookup(term => Condition(term) is not null);
        return (BoundLogical.And([.. words[true]]), BoundLogical.And([.. words[false]]));
    }

    /// <summary>The blocks of a segment that may have matching rows; null when that is not known.</summary>
    public List<int>? Blocks(RowFile file) => file.Words is { } filter ? Blocks(file, 0, filter.Blocks - 1) : null;

    /// <summary>The blocks in a range, both ends included, that may have matching rows; null when that is not known.</summary>
    public List<int>? Blocks(RowFile file, int first, int last) => Parts(file, first, last)?.ConvertAll(block => block.Block);

    /// <summary>The parts of those blocks that may have matching rows, a bit for each; null when that is not known.</summary>
    public List<(int Block, uint Parts)>? Parts(RowFile file, int first, int last)
    {
        if (_condition is null || file.Words is not { } filter)
        {
            return null;
        }

        try
        {
            return _condition.For(filter) is { } condition
                ? [.. Enumerable.Range(first, last - first + 1).Select(block => (block, condition.Parts(filter, block))).Where(block => block.Item2 != 0)]
                : null;
        }
        catch (IOException)
        {
            // A filter that cannot be read prunes nothing.
            return null;
        }
    }

    private static WordCondition? Condition(BoundExpression filter) => filter switch
    {
        BoundLogical { IsAnd: true } and => WordCondition.AllOf(and.Operands.Select(Condition)),
        BoundLogical or => WordCondition.AnyOf(or.Operands.Select(Condition)),
        BoundMatch match when IsIndexed(match.Operand) => match.Phrases.Count == 0 ? null : WordCondition.AllOf([Names(match.Operand), .. match.Phrases.Select(Phrase)]),
        BoundLike like when IsIndexed(like.Operand) => WordCondition.AllOf([Names(like.Operand), .. LikeWords.Of(like)]),
        BoundComparison { Operator: ComparisonOperator.Equal or ComparisonOperator.NullSafeEqual, Left: var left, Right: BoundConstant { Value: string text } } when IsIndexed(left) => Equal(left, text),
        BoundComparison { Operator: ComparisonOperator.Equal or ComparisonOperator.NullSafeEqual, Left: BoundConstant { Value: string text }, Right: var right } when IsIndexed(right) => Equal(right, text),
        BoundComparison { Operator: ComparisonOperator.Equal or ComparisonOperator.Less or ComparisonOperator.LessOrEqual or ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual } comparison =>
            WordCondition.AllOf([Names(comparison.Left), Names(comparison.Right)]),
        BoundIn list when IsIndexed(list.Operand) => WordCondition.AnyOf(list.Values.Select(value => value.Value is string text ? Equal(list.Operand, text) : Names(list.Operand))),
        BoundIncludes includes when IsIndexed(includes.Haystack) =>
            WordCondition.AllOf([Names(includes.Haystack), includes.Needle.Value is string text ? Phrase(WordHashes.WordsOf(text)) : null]),
        BoundNot { Operand: BoundIsNull present } => Names(present.Operand),
        _ => null,
    };

    // A value stands right behind its member's name. A text may be that of an object or array, whose members stand as they came.
    private static WordCondition? Equal(BoundExpression value, string text)
    {
        var name = Unconverted(value) is BoundPath { Steps: [.., { Name: { } last }] } ? WordHashes.WordsOf(last) : [];
        var words = text.Contains('\\', StringComparison.Ordinal) || text is ['{' or '[', ..] ? [] : WordHashes.WordsOf(text);
        return WordCondition.AllOf([Names(value), Phrase([.. name, .. words])]);
    }

    private static WordCondition? Phrase(IReadOnlyList<string> words)
    {
        var hashes = new List<ulong>();
        WordHashes.AddPhrase(hashes, words);
        return hashes.Count == 0 ? null : new WordCondition.All(hashes);
    }

    // Members that a value needs in order to be there at all.
    private static WordCondition? Names(BoundExpression value)
    {
        if (!IsIndexed(value))
        {
            return null;
        }

        var path = Unconverted(value) as BoundPath;
        var names = path?.Steps.Where(step => step.Name is not null).Select(step => step.Name!) ?? [];
        if ((path?.Root ?? Unconverted(value)) is BoundColumn { Column: { IsInExtra: true } column })
        {
            names = names.Prepend(column.Name);
        }

        return WordCondition.AllOf(names.Select(name => Phrase(WordHashes.WordsOf(name))));
    }

    private static bool IsIndexed(BoundExpression value) => Unconverted(value) switch
    {
        BoundColumn column => WordFilterBuilder.Fields.Contains(column.Column.StorageName, StringComparer.Ordinal),
        BoundPath { Root: BoundColumn column } => WordFilterBuilder.Fields.Contains(column.Column.StorageName, StringComparer.Ordinal),
        _ => false,
    };

    private static BoundExpression Unconverted(BoundExpression value) => value is BoundConvert { Operand: { Type: ColumnType.Json } operand } ? operand : value;
}
