using Microsoft.Extensions.FileProviders;

namespace Biplane.ControlPlane.Ui;

/// <summary>One file of the user interface.</summary>
/// <param name="ContentType">Its type.</param>
/// <param name="IsText">Whether compressing it helps.</param>
/// <param name="File">Where it is.</param>
internal sealed record UiFile(string ContentType, bool IsText, IFileInfo File);
