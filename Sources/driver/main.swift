import DriverCommands
import LocalExecutor

// First of all: a supervisor has no further threads.
if CommandLine.arguments.dropFirst().elementsEqual([Supervisor.verb]) { Supervisor.serve() }
// Before any other thread exists, so that the signals that end a run are seen by one place alone.
StopSignals.listen()
await Driver.start()
