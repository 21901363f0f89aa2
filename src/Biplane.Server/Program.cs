return await Biplane.Server.Running.ServerProgram.RunAsync(args);
