namespace Biplane.Load;

internal sealed record RawResult(double RowsPerSecond, double CpuMicrosecondsPerRow);
