using Biplane.Storage.DuckDb.Files;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Files;

public sealed class PiecewiseDeleteTests
{
    private const int Mebibyte = 1 << 20;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8 * Mebibyte)]
    [InlineData((8 * Mebibyte) + 1)]
    [InlineData(300 * Mebibyte)]
    public void A_file_of_any_size_is_gone(int bytes)
    {
        var path = Path.Combine(Path.GetTempPath(), "biplane-delete-" + Guid.NewGuid().ToString("N"));
        using (var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.SetLength(file, bytes);
        }

        PiecewiseDelete.Run(path);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_file_that_is_missing_stays_so() => PiecewiseDelete.Run(Path.Combine(Path.GetTempPath(), "biplane-delete-" + Guid.NewGuid().ToString("N")));
}
