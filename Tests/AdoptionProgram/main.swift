import Glibc
import ProcessKeeping

// First of all: a supervisor has no further threads.
Supervisor.serve(CommandLine.arguments)
await Service(root: CommandLine.arguments[2], count: Int(CommandLine.arguments[3]) ?? 0).serve(CommandLine.arguments[1])
