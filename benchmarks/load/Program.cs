using Biplane.Load;

return await LoadProgram.RunAsync(args);
