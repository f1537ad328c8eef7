import Glibc
import Host
import TestSupport
import Testing

/// What becomes of the attempts of a service that is killed.
@Suite(.timeLimit(.minutes(2))) struct AdoptionTests {
    @Test func `all go on, and are adopted by the next, and the next`() async throws {
        let stage = AdoptionStage(count: 20)
        try await stage.service("start", killedOnceEachSaid: "up", "started")
        #expect(stage.survivors.count == 20)
        try await stage.service("adopt", killedOnceEachSaid: "adopted")
        try await stage.service("adopt") { _ in
            await stage.expect(["adopted"])
            await stage.release()
        }
        #expect(stage.results == stage.expectedResults)
        #expect(stage.witnessed == Array(0..<20))
        #expect(stage.content(of: "published/3/x") == "123")
        #expect(stage.content(of: "published/4/x") == nil)
        await stage.waitForSupervisors()
    }

    @Test func `what ends while nobody is there is told to the next`() async throws {
        let stage = AdoptionStage(count: 6)
        try await stage.service("start", killedOnceEachSaid: "up", "started")
        #expect(stage.isLocked)
        await stage.release()
        try await stage.service("adopt")
        #expect(stage.results == stage.expectedResults)
        #expect(stage.witnessed == Array(0..<6))
        await stage.waitForSupervisors()
        #expect(!stage.isLocked)
    }

    @Test func `a result that was never written down is told again, and what is published stays so`() async throws {
        let stage = AdoptionStage(count: 6)
        stage.write("", to: "hesitate")
        for number in 0..<6 { try Folder.make("\(stage.root)/published/\(number)", mode: 0o700) }
        stage.write("old", to: "published/3/old")
        try await stage.service("start") { service in
            await stage.expect(["up"])
            await stage.release()
            await stage.expect(["hesitates"])
            service.murder()
        }
        try await stage.service("adopt", killedOnceEachSaid: "hesitates")
        unlink("\(stage.root)/hesitate")
        try await stage.service("adopt")
        #expect(stage.results == stage.expectedResults)
        #expect(stage.witnessed == Array(0..<6))
        #expect(stage.content(of: "published/3/x") == "123")
        #expect(stage.content(of: "published/3/old") == nil)
        await stage.waitForSupervisors()
    }

    @Test func `a handle that was never written down is found`() async throws {
        let stage = AdoptionStage(count: 3)
        try await stage.service("start", killedOnceEachSaid: "up")
        try await stage.service("find") { _ in
            await stage.expect(["adopted"])
            await stage.release()
        }
        #expect(stage.results == stage.expectedResults)
        await stage.waitForSupervisors()
    }

    /// Some have begun by then, some are on their way to their keepers, and some have not been asked for.
    @Test(arguments: [1, 4, 8, 12]) func `killed while it starts them, none is started twice`(begun: Int) async throws {
        let stage = AdoptionStage(count: 16)
        try await stage.service("start") { service in
            await stage.expect("up", times: begun)
            service.murder()
        }
        try await stage.service("resume") { _ in await stage.release() }
        #expect(stage.results == stage.expectedResults)
        #expect(stage.witnessed == Array(0..<16))
        await stage.waitForSupervisors()
    }

    @Test func `where the supervisor is killed as well nothing is adopted, and nothing is left`() async throws {
        let stage = AdoptionStage(count: 4)
        try await stage.service("start") { service in
            await stage.expect(["up", "started"])
            stage.killSupervisor()
            service.murder()
        }
        try await stage.service("adopt") { _ in await stage.expect(["unknown"]) }
        #expect(stage.survivors == [])
        #expect(stage.results == Array(repeating: "none", count: 4))
    }

    @Test func `a supervisor that is killed later takes all with it`() async throws {
        let stage = AdoptionStage(count: 4)
        try await stage.service("start", killedOnceEachSaid: "up", "started")
        stage.killSupervisor()
        try await stage.service("adopt") { _ in await stage.expect(["unknown"]) }
        #expect(stage.survivors == [])
    }

    @Test func `what never began is unknown`() async throws {
        let stage = AdoptionStage(count: 1)
        try await stage.service("start", killedOnceEachSaid: "up", "started")
        let handle = try #require(stage.content(of: "handle.0"))
        let parts = handle.split(separator: " ").map(String.init)
        for (place, other) in [(0, "another-boot"), (3, "77"), (2, "1"), (1, "x")] {
            var changed = parts
            changed[place] = other
            stage.write(changed.joined(separator: " "), to: "handle.0")
            try await stage.service("adopt") { _ in await stage.expect(["unknown"]) }
        }
        // None of that has touched it.
        stage.write(handle, to: "handle.0")
        try await stage.service("adopt") { _ in
            await stage.expect(["adopted"])
            await stage.release()
        }
        #expect(stage.results == stage.expectedResults)
    }

    @Test func `what nobody adopts can be ended`() async throws {
        let stage = AdoptionStage(count: 4)
        try await stage.service("start", killedOnceEachSaid: "up", "started")
        try await stage.service("strays")
        #expect(stage.survivors == [])
        await stage.waitForSupervisors()
    }

    @Test func `a keeper that is killed meanwhile loses its attempt`() async throws {
        let stage = AdoptionStage(
            count: 1, script: "echo $$ > pid.0; echo 'up 0' > events; read word < go.0; kill -9 $PPID; exec sleep 1000")
        try await stage.service("start", killedOnceEachSaid: "up", "started")
        await stage.release()
        try await stage.service("adopt") { _ in await stage.expect(["unknown"]) }
        #expect(stage.survivors == [])
        await stage.waitForSupervisors()
    }

    @Test func `a look ends with its service`() async throws {
        let stage = AdoptionStage(count: 1, script: "echo $$ > pid.0; echo 'up 0' > events; exec sleep 1000")
        try await stage.service("look", killedOnceEachSaid: "up")
        await stage.waitForSupervisors()
        #expect(stage.survivors == [])
    }
}
