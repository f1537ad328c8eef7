import DriverCommands

// Before any other thread exists, so that the signals that end a run are seen by one place alone.
StopSignals.listen()
await Driver.start()
