import Dataswarm
import Testing

/// Pools whose slots several drivers share.
@Suite struct PoolTests {
    /// A visit fails where another is in the room, and tells in which order they came. That of one ds holds on.
    private func sandbox() throws -> Sandbox {
        let sandbox = try Sandbox(
            pools: [Pool("key", slots: 1)],
            Pipeline("museum") {
                Task(
                    "visit",
                    Shell(
                        """
                        mkdir room
                        echo \(.ds) >> visitors
                        test \(.ds) != 2016-04-26 || { echo up > ready; read -r _ < go; }
                        rmdir room
                        """), pool: "key")
            }
        )
        try sandbox.makePipe("ready")
        try sandbox.makePipe("go")
        return sandbox
    }

    private static let wait = "waits museum.visit for a slot of the pool key"

    private func visit(_ ds: String, _ sandbox: Sandbox, _ meanwhile: () async throws -> Void) async throws -> Outcome {
        try await sandbox.shell("driver --ds \(ds) --graph graph.json", until: PoolTests.wait, meanwhile)
    }

    @Test func oneSlotIsOneForAllDrivers() async throws {
        let sandbox = try sandbox()
        var others: [Outcome] = []
        let first = try await sandbox.driver("--ds 2016-04-26") { _ in
            _ = try await sandbox.hear("ready")
            others.append(
                try await visit("2016-04-27", sandbox) {
                    others.append(
                        try await visit("2016-04-28", sandbox) {
                            others.append(
                                try await visit("2016-04-29", sandbox) {
                                    let status = try await sandbox.driver("status --ds 2016-04-27")
                                    #expect(
                                        status.lines.contains(
                                            "Run 2 waits for a slot of the pool key, for museum.visit, since <moment>.")
                                    )
                                    let why = try await sandbox.driver("why visit --ds 2016-04-27")
                                    #expect(
                                        why.lines.contains(
                                            "  Run 2 waits for a slot of the pool key for it, since <moment>."))
                                    let run = try await sandbox.driver("runs 2")
                                    #expect(
                                        run.lines.contains(
                                            "  museum.visit for 2016-04-27 waits for a slot of the pool key, since <moment>"
                                        ))
                                    try await sandbox.say("on", to: "go")
                                })
                        })
                })
        }
        for run in [first] + others {
            #expect(run.code == 0)
            #expect(run.error == "")
            #expect(run.lines.last == "done in <while>: 1 succeeded")
        }
        let waits = others.reversed().map { $0.lines.filter { $0.contains(" waits ") }.first }
        #expect(waits.first == "<time> waits museum.visit for a slot of the pool key, which run 1 has")
        // First come, first served.
        #expect(try sandbox.read("visitors") == "2016-04-26\n2016-04-27\n2016-04-28\n2016-04-29\n")
    }

    @Test func theSlotOfADeadDriverIsFreeAtOnce() async throws {
        let sandbox = try sandbox()
        var next: Outcome?
        let first = try await sandbox.driver("--ds 2016-04-26") { driver in
            _ = try await sandbox.hear("ready")
            next = try await visit("2016-04-27", sandbox) {
                try sandbox.remove("room")
                driver.murder()
            }
        }
        #expect(first.code == 137)
        #expect(next?.code == 0)
        #expect(next?.lines.last == "done in <while>: 1 succeeded")
        #expect(try sandbox.processesOfTasks() == [])
    }

    @Test func aTaskOfTwoPoolsTakesBothOrNone() async throws {
        let sandbox = try Sandbox(
            pools: [Pool("source", slots: 1), Pool("warehouse", slots: 1)],
            Pipeline("load") {
                Task("read", Shell("echo up > ready; read -r _ < go"), pool: "source")
                Task("move", Shell("echo moved >> log"), pool: ["source", "warehouse"])
                Task("count", Shell("echo counted >> log"), pool: "warehouse")
            }
        )
        try sandbox.makePipe("ready")
        try sandbox.makePipe("go")
        var move: Outcome?
        let read = try await sandbox.driver("--ds 2016-04-26 --only read") { _ in
            _ = try await sandbox.hear("ready")
            move = try await sandbox.shell(
                "driver --ds 2016-04-26 --only move --graph graph.json",
                until: "waits load.move for a slot of the pool source, which run 1 has"
            ) {
                // The other pool is not kept from others meanwhile.
                #expect(try await sandbox.driver("--ds 2016-04-26 --only count").code == 0)
                try await sandbox.say("on", to: "go")
            }
        }
        #expect(read.code == 0)
        #expect(move?.code == 0)
        #expect(try sandbox.read("log") == "counted\nmoved\n")
    }

    @Test func oppositeOrdersDoNotBlockEachOther() async throws {
        let work: Template = "mkdir source warehouse; rmdir source warehouse"
        let sandbox = try Sandbox(
            pools: [Pool("source", slots: 1), Pool("warehouse", slots: 1)],
            Pipeline("there") {
                for number in 1...6 { Task("t\(number)", Shell(work), pool: ["source", "warehouse"]) }
            },
            Pipeline("back") {
                for number in 1...6 { Task("t\(number)", Shell(work), pool: ["warehouse", "source"]) }
            }
        )
        async let there = sandbox.driver("--ds 2016-04-26 --only pipeline:there --jobs 4")
        async let back = sandbox.driver("--ds 2016-04-26 --only pipeline:back --jobs 4")
        for run in [try await there, try await back] {
            #expect(run.code == 0, "\(run.output)")
            #expect(run.lines.last == "done in <while>: 6 succeeded")
        }
    }
}
