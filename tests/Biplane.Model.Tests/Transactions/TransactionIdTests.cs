using Biplane.Model.Transactions;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Biplane.Model.Tests.Transactions;

public sealed class TransactionIdTests
{
    [Fact]
    public void A_recorded_id_has_its_seconds_and_counter()
    {
        Assert.True(TransactionId.TryParse("1000196129554423269", out var id));

        Assert.Equal(1_762_959_311u, id.UnixSeconds);
        Assert.Equal(0xdde5, id.Counter);
        Assert.Equal(id, TransactionId.From(1_762_959_311, 0xdde5));
    }

    [Fact]
    public void A_recorded_cursor_is_the_first_row_of_its_transaction()
    {
        Assert.True(TransactionId.TryParse("1000196129554423269", out var id));

        Assert.Equal("aRSfz93lAAA", PaginationKey.From(id, 0).ToCursor());
        Assert.True(PaginationKey.TryParseCursor("aRSfz93lAAA", out var key));
        Assert.Equal(id, key.Transaction);
    }

    [Fact]
    public void A_recorded_pagination_key_names_row_three()
    {
        Assert.True(TransactionId.TryParse("1000196022029068617", out var id));

        Assert.Equal("p07564805807003992067", PaginationKey.From(id, 3).ToString());
    }

    [Fact]
    public void Both_forms_of_a_version_are_read() => Gen.UInt.Select(Gen.UShort).Sample((seconds, counter) =>
    {
        var id = TransactionId.From(seconds, counter);

        return TransactionId.TryParse(id.ToString(), out var fromDecimal) && fromDecimal == id
            && TransactionId.TryParse(id.ToPretty(), out var fromPretty) && fromPretty == id;
    });

    [Fact]
    public void Cursors_are_read_in_both_alphabets() => Gen.ULong.Sample(value =>
    {
        var key = new PaginationKey(value);
        var cursor = key.ToCursor();

        return PaginationKey.TryParseCursor(cursor, out var standard) && standard == key
            && PaginationKey.TryParseCursor(cursor.Replace('+', '-').Replace('/', '_') + "=", out var url) && url == key;
    });

    [Theory]
    [InlineData("")]
    [InlineData("not a number")]
    [InlineData("-5")]
    [InlineData("99999999999999999999999")]
    public void What_is_no_version_is_refused(string text) => Assert.False(TransactionId.TryParse(text, out _));

    [Fact]
    public void Ids_grow_when_the_clock_steps_back()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddSeconds(1_000));
        var clock = new TransactionClock(time);
        var before = clock.Next();
        time.AdjustTime(DateTimeOffset.UnixEpoch.AddSeconds(10));

        var after = clock.Next();

        Assert.True(after > before);
        Assert.Equal(before.UnixSeconds, after.UnixSeconds);
    }

    [Fact]
    public void More_transactions_than_a_second_holds_borrow_the_next_one()
    {
        var clock = new TransactionClock(new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddSeconds(1_000)));
        var last = clock.Next();
        for (var i = 0; i < 70_000; i++)
        {
            var next = clock.Next();
            Assert.True(next > last);
            last = next;
        }

        Assert.Equal(1_001u, last.UnixSeconds);
    }

    [Fact]
    public void Ids_grow_past_what_was_found_in_the_store()
    {
        var clock = new TransactionClock(new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddSeconds(1_000)));
        var stored = TransactionId.From(5_000, 7);
        clock.Observe(stored);

        Assert.True(clock.Next() > stored);
    }
}
