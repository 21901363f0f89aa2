namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// Remembers which rows of a few blocks of a sealed segment passed a condition. A segment never changes; rows that were replaced since make another question of it.
/// </summary>
internal sealed class WalkMemory
{
    /// <summary>Of answers of more rows it is only kept that they are.</summary>
    public const int MaxRows = 512;

    /// <summary>Longer questions, such as lists of thousands of values, are not kept either.</summary>
    private const int MaxQuestionLength = 16 * 1024;

    private const int MaxAnswers = 512;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Answer>> _answers = new(StringComparer.Ordinal);
    private readonly LinkedList<Answer> _byUse = new();

    /// <summary>The rows of a question that was asked before; null when it was not.</summary>
    public IReadOnlyList<SearchedRow>? Find(string question)
    {
        lock (_lock)
        {
            if (!_answers.TryGetValue(question, out var known))
            {
                return null;
            }

            _byUse.Remove(known);
            _byUse.AddLast(known);
            return known.Value.Rows;
        }
    }

    /// <summary>Keeps an answer where it is worth it, in place of the one that was used least recently.</summary>
    public void Keep(string question, IReadOnlyList<SearchedRow> rows)
    {
        lock (_lock)
        {
            if (question.Length > MaxQuestionLength || _answers.ContainsKey(question))
            {
                return;
            }

            if (_answers.Count >= MaxAnswers)
            {
                _answers.Remove(_byUse.First!.Value.Question);
                _byUse.RemoveFirst();
            }

            _answers.Add(question, _byUse.AddLast(new Answer(question, rows)));
        }
    }

    private sealed record Answer(string Question, IReadOnlyList<SearchedRow> Rows);
}
