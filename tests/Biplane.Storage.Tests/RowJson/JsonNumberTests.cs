using System.Globalization;
using System.Text;
using Biplane.Storage.RowJson;
using Xunit;

namespace Biplane.Storage.Tests.RowJson;

public sealed class JsonNumberTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(5, "5")]
    [InlineData(-5, "-5")]
    [InlineData(0.1, "0.1")]
    [InlineData(-0.000001, "-0.000001")]
    [InlineData(0.0000001, "1E-07")]
    [InlineData(1730419200.123456, "1730419200.123456")]
    [InlineData(1730419200.1234567, "1730419200.1234567")]
    [InlineData(4294967296, "4294967296")]
    [InlineData(1e21, "1E+21")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    [InlineData(double.Epsilon, "5E-324")]
    public void A_number_is_written_as_short_as_it_can_be(double value, string expected) => Assert.Equal(expected, Text(value));

    [Fact]
    public void Random_numbers_are_as_short_as_the_general_way_has_them_and_read_as_themselves()
    {
        var random = new Random(3);
        for (var i = 0; i < 300_000; i++)
        {
            var value = (i % 6) switch
            {
                0 => Math.Round(random.NextDouble() * 5e9, random.Next(8)),
                1 => random.NextDouble(),
                2 => BitConverter.Int64BitsToDouble(random.NextInt64()),
                3 => -Math.Round(random.NextDouble() * 1_000, random.Next(10)),
                4 => Math.BitIncrement(Math.Round(random.NextDouble() * 5e9, 6)),
                _ => random.NextInt64(1L << 54),
            };
            if (!double.IsFinite(value))
            {
                continue;
            }

            var text = Text(value);

            Assert.Equal(value, double.Parse(text, CultureInfo.InvariantCulture));
            var general = value.ToString("R", CultureInfo.InvariantCulture);
            Assert.True(text == general || general.Contains('E', StringComparison.Ordinal), $"{text} {general}");
        }
    }

    [Fact]
    public void Whole_numbers_of_any_length_are_written()
    {
        for (var power = 1L; power <= 10_000_000_000; power *= 10)
        {
            foreach (var value in (long[])[power - 1, power, power + 1, -power, (4 * power) + 2])
            {
                Assert.Equal(value.ToString(CultureInfo.InvariantCulture), Text(value));
            }
        }

        for (var bit = 0; bit < 36; bit++)
        {
            Assert.Equal((1L << bit).ToString(CultureInfo.InvariantCulture), Text(1L << bit));
        }
    }

    private static string Text(double value)
    {
        Span<byte> text = stackalloc byte[JsonNumber.MaxBytes];
        return Encoding.UTF8.GetString(text[..JsonNumber.Format(value, text)]);
    }
}
