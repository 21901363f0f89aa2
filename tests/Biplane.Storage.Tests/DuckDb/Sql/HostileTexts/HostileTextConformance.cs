using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql.HostileTexts;

/// <summary>Hostile texts in every clause, run on a real engine.</summary>
public abstract class HostileTextConformance
{
    internal abstract HostileChecks Checks { get; }

    /// <summary>Whether the engine has a relation of all versions.</summary>
    protected abstract bool HasAuditLog { get; }

    public static TheoryData<string> Texts() => [.. HostileRows.Texts];

    [Theory]
    [MemberData(nameof(Texts))]
    public Task An_answer_has_the_text_as_it_is(string text) => Checks.AssertAnswersAsync(text);

    [Theory]
    [MemberData(nameof(Texts))]
    public Task Where_no_such_text_can_stand_there_is_a_finding(string text) => Checks.AssertFindingsAsync(text);

    [Theory]
    [MemberData(nameof(Texts))]
    public Task Elsewhere_there_is_a_finding_or_an_answer(string text) => Checks.AssertEitherAsync(text);

    [Theory]
    [MemberData(nameof(Texts))]
    public Task A_text_that_is_part_of_the_query_itself_changes_nothing(string text) => Checks.AssertRawAsync(text);

    [Theory]
    [MemberData(nameof(Texts))]
    public Task What_goes_with_a_query_may_be_any_text(string text) => Checks.AssertWithAsync(text, HasAuditLog);
}
