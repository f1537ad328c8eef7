import DriverCommands
import ProcessKeeping

// First of all: a supervisor has no further threads.
Supervisor.serve(CommandLine.arguments)
// Before any other thread exists, so that the signals that end a run are seen by one place alone.
StopSignals.listen()
await Driver.start()
