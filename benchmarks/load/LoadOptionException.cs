namespace Biplane.Load;

/// <summary>An option that a benchmark cannot be run with; the message says why.</summary>
internal sealed class LoadOptionException(string message) : Exception(message);
