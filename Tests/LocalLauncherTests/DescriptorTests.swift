import Dataswarm
import Glibc
import LocalLauncher
import PipelineEngine
import Testing

@Suite(.timeLimit(.minutes(2))) struct DescriptorTests {
    /// In a process of its own, because other tests open and close descriptors all the time.
    @Test func `a thousand attempts leave no descriptor open and no child`() async {
        await #expect(processExitsWith: .success) {
            let playground = Playground()
            // What is opened once and for all is open after the first, and a keeper's wire after so many at a time.
            let together =
                ": > up.$1; while [ $(ls up.* | wc -l) -lt 8 ]; do sleep 0.01; done; echo 1 > $DATASWARM_OUTPUT/a"
            await withTaskGroup(of: Void.self) { group in
                for number in 2_001...2_008 {
                    group.addTask { await playground.run(together, String(number), number: number) }
                }
            }
            let before = descriptors()
            await withTaskGroup(of: AttemptEnd.self) { group in
                for number in 2...1_001 {
                    if number > 9, let end = await group.next() { precondition(end != .exited(9)) }
                    group.addTask { await playground.run(script(number), number: number) }
                }
            }
            let after = descriptors()
            precondition(before == after, "\(before) descriptors before, and \(after) after")
            playground.launcher.close()
            precondition(waitpid(-1, nil, WNOHANG) == -1 && errno == ECHILD, "a child is left")
        }
    }
}

/// Of every sort one: successes, failures, outputs, children left behind.
private func script(_ number: Int) -> String {
    switch number % 50 {
    case 0: "echo 1 > $DATASWARM_OUTPUT/a"
    case 1: "sleep 0.01 &"
    case 2: "kill -9 $$"
    case 3: "exit 3"
    default: ":"
    }
}

private func descriptors() -> Int {
    guard let stream = opendir("/proc/self/fd") else { return -1 }
    defer { closedir(stream) }
    var count = 0
    while readdir(stream) != nil { count += 1 }
    return count
}
