import Glibc
import ProcessKeeping

// First of all: a supervisor has no further threads.
Supervisor.serve(CommandLine.arguments)
// Before any other thread exists, so that the signal is seen by one place alone.
let stop = StopSignal()
do {
    let service = try await Service(root: CommandLine.arguments[1])
    try await service.serve(Array(CommandLine.arguments.dropFirst(2)), until: stop)
} catch {
    say("refused \(error)")
    exit(1)
}
