import Dataswarm
import Glibc
import Testing

/// A process of a task that has become another user's, which no driver of an ordinary user can end.
@Suite struct OtherUserTests {
    @Test(.enabled(if: getuid() == 0, "only root can make a program that makes root of others"))
    func itIsSaidThatItIsWaitedForAndHowToEndIt() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task(
                    "climb", Shell("exec ./climb --reuid=0 --regid=0 --clear-groups sleep 1000"),
                    timeout: .milliseconds(200))
            })
        let script = #"""
            cp "$(command -v setpriv)" climb && chmod 4755 climb && mkdir state && chown 65534 state && chmod 755 .
            setpriv --reuid=65534 --regid=65534 --clear-groups driver --ds 2016-04-26 --graph graph.json --state state \
                2>&1 | while IFS= read -r line; do
                echo "$line"
                # As it is advised, but that this is root already.
                if [[ $line =~ \'sudo\ (kill[^\']*)\' ]]; then ${BASH_REMATCH[1]}; fi
            done
            """#
        let run = try await sandbox.shell(script)
        let lines = run.lines.map { $0.replacing(/\b\d+\b/, with: "N") }
        #expect(
            lines.contains(
                "driver: 'trip.climb' is waited for: its process N is another user's by now, and cannot be ended from here: 'sudo kill -N N' ends it."
            ), "\(run.output) \(run.error)")
        #expect(lines.contains { $0.hasPrefix("✗ trip.climb timed out") }, "\(run.output)")
    }
}
