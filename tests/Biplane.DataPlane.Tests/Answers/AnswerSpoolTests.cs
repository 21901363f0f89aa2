using Biplane.DataPlane.Answers;
using Biplane.Hosting.Errors;
using Biplane.Testing;
using Xunit;

namespace Biplane.DataPlane.Tests.Answers;

public sealed class AnswerSpoolTests : IDisposable
{
    private const int Megabyte = 1024 * 1024;

    private readonly TemporaryFolder _folder = new();
    private readonly AnswerSpool _spool;

    public AnswerSpoolTests() => _spool = new AnswerSpool(_folder.Path, maxAnswerBytes: 4 * Megabyte, maxTotalBytes: 6 * Megabyte);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_written_is_sent_and_then_nothing_is_left_on_disk()
    {
        var content = Some.Bytes(3 * Megabyte);
        await using (var answer = _spool.Open())
        {
            await answer.WriteAsync(content.AsMemory(0, Megabyte), Token);
            await answer.WriteAsync(content.AsMemory(Megabyte), Token);
            Assert.NotEmpty(Directory.EnumerateFiles(_folder.Path));
            var sent = new MemoryStream();
            await answer.SendAsync(sent, Token);

            Assert.Equal(content.Length, answer.Length);
            Assert.Equal(content, sent.ToArray());
        }

        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public async Task An_answer_that_is_too_large_says_how_to_ask_for_it()
    {
        await using var answer = _spool.Open();
        await answer.WriteAsync(new byte[4 * Megabyte], Token);

        var refusal = await Assert.ThrowsAsync<ApiException>(async () => await answer.WriteAsync(new byte[1], Token));

        Assert.Equal(413, refusal.Status);
        Assert.Contains("disable_limit", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_answers_together_have_a_bound_and_give_their_room_back()
    {
        await using var second = _spool.Open();
        await using (var first = _spool.Open())
        {
            await first.WriteAsync(new byte[4 * Megabyte], Token);
            var refusal = await Assert.ThrowsAsync<ApiException>(async () => await second.WriteAsync(new byte[3 * Megabyte], Token));
            Assert.Equal(429, refusal.Status);
            Assert.NotNull(refusal.RetryAfter);
        }

        await second.WriteAsync(new byte[3 * Megabyte], Token);
    }

    [Fact]
    public void What_a_killed_process_left_is_removed()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "left"), "rows of somebody");

        _ = new AnswerSpool(_folder.Path, maxAnswerBytes: 1, maxTotalBytes: 1);

        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }
}
