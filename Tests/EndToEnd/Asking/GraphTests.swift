import Dataswarm
import Testing

@Suite struct GraphTests {
    private func sandbox() throws -> Sandbox {
        try Sandbox(
            pools: [Pool("seats", slots: 2)],
            Pipeline(
                "trip", schedule: .daily.starting("2016-04-20"), documentation: "There and back again.", limit: 4,
                parallel: 2
            ) {
                Defaults(owner: "family", retries: .upTo(2, backoff: .exponential(from: .seconds(10))))
                let pack = Task("pack", Shell("true"))
                let travel = Group("travel", depList: [pack], limit: 1) {
                    Defaults(pool: "seats")
                    Task("train", Shell("true"))
                    Task("bus", Shell("true"), priority: 3, tags: ["cheap"], environment: ["STOP": "\(.ds)"])
                }
                Task("unpack", Shell("true"), depList: [travel])
            },
            Pipeline("home") { Task("sleep", NoOp(), depList: [.task("trip.unpack")], documentation: "At last.") }
        )
    }

    @Test func tasksAreListedByTheirFullNames() async throws {
        try await sandbox().driver("list").says(
            """
            home.sleep
            trip.pack
            trip.train
            trip.bus
            trip.unpack
            """
        )
    }

    @Test func pipelinesAreListedWithTheirSchedules() async throws {
        try await sandbox().driver("list --pipelines").says(
            """
            home  1 task, never
            trip  4 tasks, daily from 2016-04-20, There and back again.
            """
        )
    }

    @Test(arguments: ["text", "dot", "mermaid"])
    func aGraphIsDrawn(form: String) async throws {
        try await sandbox().driver("graph --format \(form)").says(Self.drawings[form] ?? "")
    }

    @Test func aGraphCanBeJSON() async throws {
        try await sandbox().driver("graph --format json pipeline:home").says(
            """
            {"nodes":[
            {"name":"home.sleep","pipeline":"home","operator":"NoOp","at":"<here>","after":[]}
            ]}
            """
        )
    }

    @Test func partOfAGraphIsDrawn() async throws {
        try await sandbox().driver("graph +train").says(
            """
            trip  (daily from 2016-04-20)
            └─ pack  (Shell)
               └─ travel  (group)
                  └· train  (Shell)

            marks: └─ waits for what it hangs from, · is in the group
            """
        )
    }

    @Test func everySettingOfATaskIsExplained() async throws {
        try await sandbox().driver("explain bus").says(
            """
            trip.bus
              Shell at <here>
              schedule daily from 2016-04-20
              due at 00:00 the day after
              waits for trip.pack
              is waited for by trip.travel

              owner           family  (pipeline, <here>)
              retries         2, after 10 s, × 2, at most 1 h  (pipeline, <here>)
              pool            seats  (group, <here>)
              priority        3  (task, <here>)
              when            all_succeeded  (library)
              tag             cheap  (task, <here>)
              env STOP        \\(.ds)  (task, <here>)
              limit           4 at a time of trip  (pipeline, <here>)
              limit           1 at a time of trip.travel  (group, <here>)
              parallel        2 datestamps at a time of trip  (pipeline, <here>)
            """
        )
        let other = try await sandbox().driver("explain bus --setting retries=0 --setting env.STOP=here")
        #expect(
            other.lines.filter { $0.contains("command line") }.joined(separator: "\n") == """
                  retries         none  (command line)
                  env STOP        here  (command line)
                """
        )
    }

    @Test func aVerbAboutOneTaskWantsOne() async throws {
        try await sandbox().driver("explain tr*.*").refuses(
            """
            driver: 'tr*.*' means 4 tasks (trip.pack, trip.train, trip.bus, …): name one of them in full.
            """
        )
    }

    private static let drawings: [String: String] = [
        "text": """
        home
        └─ sleep  (NoOp)  ← trip.unpack

        trip  (daily from 2016-04-20)
        └─ pack  (Shell)
           └─ travel  (group)
              ├· train  (Shell)
              ├· bus  (Shell)
              └─ unpack  (Shell)

        marks: └─ waits for what it hangs from, · is in the group, ← waits for these
        """,
        "dot": """
        digraph pipelines {
            rankdir=LR
            node [shape=box, style=rounded, fontname="sans-serif"]
            graph [fontname="sans-serif", color=gray]
            subgraph cluster_0 {
                label="home"
                "home.sleep" [label="sleep\\nNoOp"]
            }
            subgraph cluster_1 {
                label="trip\\ndaily from 2016-04-20"
                "trip.pack" [label="pack\\nShell"]
                subgraph cluster_group_1 {
                    label="travel"
                    "trip.travel" [shape=point, label=""]
                    "trip.train" [label="train\\nShell"]
                    "trip.bus" [label="bus\\nShell"]
                }
                "trip.unpack" [label="unpack\\nShell"]
            }
            "trip.unpack" -> "home.sleep"
            "trip.train" -> "trip.travel"
            "trip.bus" -> "trip.travel"
            "trip.pack" -> "trip.train"
            "trip.pack" -> "trip.bus"
            "trip.travel" -> "trip.unpack"
        }
        """,
        "mermaid": """
        flowchart LR
            subgraph p0["home"]
                n0["sleep<br>NoOp"]
            end
            subgraph p1["trip<br>daily from 2016-04-20"]
                n2["pack<br>Shell"]
                subgraph n1["travel"]
                    n3["train<br>Shell"]
                    n4["bus<br>Shell"]
                end
                n5["unpack<br>Shell"]
            end
            n5 --> n0
            n2 --> n3
            n2 --> n4
            n1 --> n5
        """,
    ]
}
