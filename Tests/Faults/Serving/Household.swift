import Dataswarm
import TestSupport

/// Twenty tasks of several runs that are under way at once, and all that may be in between.
struct Household {
    let sandbox: Sandbox
    /// The names of the runs, as services are told.
    let runs: [String]
    let day = "2016-04-26"

    /// Eight of `wide`, four of `day`, one of two in a pool of one slot, one to be retried, one on a resource, and five of another graph.
    static let count = 20

    init() throws {
        sandbox = try Sandbox.witnessed(
            pools: [Pool("one", slots: 1)],
            Pipeline("wide") { for number in 0..<8 { Deed.task("t\(number)", .hold) } },
            Pipeline("range") { for number in 0..<4 { Deed.task("t\(number)", .hold) } },
            Pipeline("narrow") { for number in 0..<2 { Deed.task("t\(number)", .hold, pool: "one") } },
            Pipeline("flaky") {
                Deed.task("t", .flaky, retries: .upTo(1))
                Task("wait", WaitForFile("enough", every: .milliseconds(50)), timeout: .minutes(10))
            },
            Pipeline("used") {
                let cluster = Resource(
                    "cluster", create: Command("/bin/sh", "-c", "echo create >> resource"),
                    destroy: Command("/bin/sh", "-c", "echo destroy >> resource"))
                let first = Deed.task("first", .hold, uses: [cluster])
                Deed.task("second", .quick, depList: [first], uses: [cluster])
            })
        let other = Definitions(
            pools: [], pipelines: [Pipeline("other") { for number in 0..<5 { Deed.task("t\(number)", .hold) } }])
        try sandbox.write(other.graphJSON, to: "other.json")
        let ds = "ds \(day)"
        runs = [
            try sandbox.want("one", ds, "only wide.*", "jobs 8"),
            try sandbox.want("two", "ds \(day)..2016-04-28", "only range.*", "jobs 4"),
            try sandbox.want("three", ds, "only narrow.*", "jobs 4"),
            try sandbox.want("four", ds, "only flaky.*", "jobs 4"),
            try sandbox.want("five", ds, "only used.*", "jobs 4"),
            try sandbox.want("six", ds, "graph other.json", "jobs 8"),
        ]
    }

    /// Lets go on what holds on.
    func enough() throws { try sandbox.write("", to: "enough") }

    /// What is wrong once all has come to its end; nothing is to be.
    ///
    /// - Parameter repeats: whether attempts may have been lost.
    func problems(repeats: Bool = false) throws -> [String] {
        var tasks = (0..<8).map { "wide.t\($0)" } + ["narrow.t0", "narrow.t1", "flaky.t", "flaky.wait"]
        tasks += (0..<5).map { "other.t\($0)" } + ["used.first", "used.second"]
        let ranged = (0..<4).map { "range.t\($0)" }
        let isNoise = { (problem: String) in
            // They tell the witness nothing: a probe, and the steps of a resource.
            ["flaky.wait", "used.cluster"].contains { problem.contains($0) }
        }
        var problems: [String] = []
        for ds in [day, "2016-04-27", "2016-04-28"] {
            let own = ds == day ? tasks + ranged : ranged
            problems += try Oracle.problems(sandbox, ds: ds, done: own).filter { !isNoise($0) }
            for attempt in try Record(sandbox, ds: ds).attempts where !repeats && attempt.task != "flaky.t" {
                if attempt.number != 1 { problems.append("\(attempt.task) has an attempt \(attempt.number)") }
            }
        }
        problems += try sandbox.query(
            "SELECT reason, state FROM (SELECT json_extract(request, '$.reason') AS reason, state FROM runs)"
        )
        .filter { $0[1] != "succeeded" }.map { "run \($0[0]) is \($0[1])" }
        if let problem = try resourceProblem() { problems.append(problem) }
        return problems + (try unmeasured()) + (try overcrowded())
    }

    /// A resource is created once and destroyed once, and once more each for a creation that was lost: what that may have left
    /// is destroyed before it is created anew.
    private func resourceProblem() throws -> String? {
        let steps = try sandbox.read("resource").split(separator: "\n")
        let lost = try sandbox.query(
            "SELECT number FROM attempts WHERE task = 'used.cluster.create' AND state = 'lost'")
        let creations = steps.count { $0 == "create" }
        let isTwice = zip(steps, steps.dropFirst()).contains { $0 == "create" && $1 == "create" }
        let isSound =
            steps.last == "destroy" && !isTwice && creations >= 1 && creations <= 1 + lost.count
            && steps.count - creations <= 1 + lost.count
        return isSound ? nil : "the resource, with \(lost.count) creations lost: \(steps)"
    }

    /// Successes without an exit code or measures, and failures with others than they had.
    private func unmeasured() throws -> [String] {
        let rows = try sandbox.query(
            """
            SELECT task, ds, state, coalesce(exit_code, -1), user_ms IS NULL OR log_bytes IS NULL OR output_bytes IS NULL,
                coalesce(output_bytes, -1)
            FROM attempts WHERE state IN ('succeeded', 'failed') AND task != 'flaky.wait'
            """)
        return rows.compactMap { row in
            let code = row[2] == "succeeded" ? "0" : "5"
            // Two files with a number of 36 letters each.
            let bytes = row[0].contains("cluster") || code != "0" ? "0" : "74"
            return row[3] == code && row[4] == "0" && row[5] == bytes ? nil : "of an attempt is on record: \(row)"
        }
    }

    /// Whether two were in the pool of one slot at once.
    private func overcrowded() throws -> [String] {
        var inside: Set<String> = []
        for line in try Witness(sandbox).lines where line.task.hasPrefix("narrow.") {
            if line.verb == .end { inside.remove(line.task) } else { inside.insert(line.task) }
            if inside.count > 1 { return ["two were in a pool of one slot"] }
        }
        return []
    }
}
