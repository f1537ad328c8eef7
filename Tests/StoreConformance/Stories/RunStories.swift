import PipelineRecord
import Testing

extension StoreConformance {
    static var runs: [Behaviour] {
        [
            Behaviour("A run is on record as running from its beginning, with all that it was asked for") { open in
                let store = try await open()
                var request = RunRequest(graphHash: "5eed", ds: "2016-04-20..2016-04-26")
                request.only = ["cat_gifs.*", "tag:nightly"]
                request.exclude = ["cat_gifs.post"]
                request.retriesFailed = true
                request.parameters = ["limit": "7", "cat_gifs.who": "naïve \u{1F408}\n'; DROP TABLE runs; --"]
                request.settings = ["retries=0"]
                request.force = true
                request.upstream = "check"
                request.onFailure = "stop"
                request.jobs = 4
                request.trigger = .service
                request.requestedBy = "ada"
                request.reason = "the log of the 20th came late"
                let id = try await store.beginRun(
                    NewRun(request, owner: .service, commandLine: "driver run …", startedAt: 17))
                let expected = RunRecord(
                    id: id, request: request, owner: .service, commandLine: "driver run …", state: .running,
                    startedAt: 17)
                #expect(try await store.run(id) == expected)
                #expect(try await store.runs(RunFilter()) == [expected])
                #expect(try await open().run(id) == expected)
                #expect(try await store.run(id + 1) == nil)
            },

            Behaviour("A run ends in any state, and keeps how it ended") { open in
                let store = try await open()
                for state in RunState.allCases where state != .running {
                    let id = try await store.begin()
                    try await store.endRun(id, state: state, at: 99)
                    let run = try await store.run(id)
                    #expect(run?.state == state)
                    #expect(run?.endedAt == 99)
                    #expect(run?.startedAt == 1)
                }
            },

            Behaviour("Runs are listed newest first, those before a number, and no more than asked for") { open in
                let store = try await open()
                // The clock is set back meanwhile.
                for ms in [30, 20, 10, 40] as [Int64] { _ = try await store.begin(at: ms) }
                let all = try await store.runs(RunFilter()).map(\.id)
                #expect(all.count == 4)
                #expect(all == all.sorted(by: >))
                #expect(try await store.runs(RunFilter(limit: 2)).map(\.id) == Array(all.prefix(2)))
                #expect(try await store.runs(RunFilter(before: all[1])).map(\.id) == Array(all.suffix(2)))
                #expect(try await store.runs(RunFilter(before: all[0], limit: 1)).map(\.id) == [all[1]])
                #expect(try await store.runs(RunFilter(before: all[3])).isEmpty)
                #expect(try await store.runs(RunFilter(limit: 0)).isEmpty)
            },

            Behaviour("Runs are found by a ds, their own or one that their range reaches over") { open in
                let store = try await open()
                let one = try await store.begin(ds: "2016-04-25")
                let week = try await store.begin(ds: "2016-04-20..2016-04-26")
                let hour = try await store.begin(ds: "2016-04-25T13")
                func found(_ ds: String) async throws -> [Int64] { try await store.runs(RunFilter(ds: ds)).map(\.id) }
                #expect(try await found("2016-04-25") == [week, one])
                #expect(try await found("2016-04-20") == [week])
                #expect(try await found("2016-04-26") == [week])
                #expect(try await found("2016-04-19").isEmpty)
                #expect(try await found("2016-04-27").isEmpty)
                #expect(try await found("2016-04-25T13").first == hour)
                #expect(try await store.runs(RunFilter(ds: "2016-04-25", before: week)).map(\.id) == [one])
                #expect(try await store.runs(RunFilter(ds: "2016-04-25", limit: 1)).map(\.id) == [week])
            },

            Behaviour("Runs are found by their states") { open in
                let store = try await open()
                var ids: [RunState: Int64] = [:]
                for state in RunState.allCases {
                    let id = try await store.begin()
                    ids[state] = id
                    if state != .running { try await store.endRun(id, state: state, at: 5) }
                }
                func found(_ states: Set<RunState>) async throws -> Set<Int64> {
                    Set(try await store.runs(RunFilter(ds: day, states: states)).map(\.id))
                }
                for state in RunState.allCases {
                    #expect(try await found([state]) == [ids[state]!])
                    #expect(try await store.runs(RunFilter(states: [state])).map(\.id) == [ids[state]!])
                }
                #expect(try await found([.failed, .lost]) == [ids[.failed]!, ids[.lost]!])
                #expect(try await found([]) == Set(ids.values))
                #expect(try await store.runs(RunFilter(states: [.running, .lost])).count == 2)
            },
        ]
    }

    static var extending: [Behaviour] {
        [
            Behaviour("What is added to a run is on record with it, in that order, and nothing else of it changes") {
                open in
                let store = try await open()
                let (id, other) = (try await store.begin(), try await store.begin())
                var expected = try #require(try await store.run(id))
                var more = RunRequest(graphHash: "feed", ds: "2016-04-27")
                more.only = ["cat_gifs.dump"]
                more.force = true
                for request in [more, RunRequest(graphHash: "5eed", ds: "2016-04-20..2016-04-26")] {
                    #expect(try await store.extend(run: id, by: request))
                    expected.request.additions.append(request)
                }
                #expect(try await open().run(id) == expected)
                #expect(try await store.runs(RunFilter(states: [.running])).last == expected)
                #expect(try await store.run(other)?.request.additions == [])
            },

            Behaviour("Nothing is added to a run that has ended, or never began") { open in
                let store = try await open()
                let id = try await store.begin()
                try await store.endRun(id, state: .succeeded, at: 9)
                let more = RunRequest(graphHash: "5eed", ds: "2016-04-27")
                #expect(try await !store.extend(run: id, by: more))
                #expect(try await !store.extend(run: id + 1, by: more))
                #expect(try await store.run(id)?.request.additions == [])
            },
        ]
    }

    static var cancelling: [Behaviour] {
        [
            Behaviour("Asking a run to stop is seen by its owner alone, until the run has ended") { open in
                let store = try await open()
                let mine = try await store.begin()
                let quiet = try await store.begin()
                let other = try await store.begin(owner: .other)
                #expect(try await store.cancelRequests(owner: "driver").isEmpty)
                #expect(try await store.requestCancel(run: mine, .end))
                #expect(try await store.requestCancel(run: other, .kill))
                #expect(try await store.cancelRequests(owner: "driver") == [mine: .end])
                #expect(try await open().cancelRequests(owner: "other") == [other: .kill])
                #expect(try await store.run(mine)?.cancellation == .end)
                #expect(try await store.run(quiet)?.cancellation == nil)

                try await store.endRun(mine, state: .cancelled, at: 9)
                #expect(try await store.cancelRequests(owner: "driver").isEmpty)
                #expect(try await store.run(mine)?.cancellation == .end)
            },

            Behaviour("A kill stands over an end, and not the other way round") { open in
                let store = try await open()
                let run = try await store.begin()
                #expect(try await store.requestCancel(run: run, .end))
                #expect(try await store.requestCancel(run: run, .kill))
                #expect(try await store.cancelRequests(owner: "driver") == [run: .kill])
                #expect(try await store.requestCancel(run: run, .end))
                #expect(try await store.cancelRequests(owner: "driver") == [run: .kill])
            },

            Behaviour("A run that has ended, or never began, cannot be asked to stop") { open in
                let store = try await open()
                let run = try await store.begin()
                #expect(try await !store.requestCancel(run: run + 1, .end))
                try await store.endRun(run, state: .succeeded, at: 9)
                #expect(try await !store.requestCancel(run: run, .end))
                #expect(try await store.run(run)?.cancellation == nil)
            },
        ]
    }
}
