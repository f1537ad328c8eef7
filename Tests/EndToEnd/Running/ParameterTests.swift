import Dataswarm
import Testing

@Suite struct ParameterTests {
    private static func menu() -> [Pipeline] {
        let guests = Parameter<Int>("guests", default: 4)
        let dish = Parameter<String>("dish", default: "soup")
        let table = Parameter<Identifier>("table", default: Identifier("kitchen"))
        return [
            Pipeline("dinner") {
                Task("cook", Shell(#"echo "$1" for \#(guests) in \#(table)"#, arguments: ["\(dish)"]))
            },
            Pipeline("lunch") { Task("cook", Shell("echo \(guests)")) },
        ]
    }

    private func sandbox() throws -> Sandbox {
        let sandbox = try Sandbox()
        try sandbox.define(pools: [Pool("stove", slots: 1)], Self.menu())
        return sandbox
    }

    @Test func defaultsHoldUntilTheCommandLineSpeaks() async throws {
        let sandbox = try sandbox()
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 0)
        #expect(try await sandbox.driver("logs dinner.cook --ds 2016-04-26").output == "soup for 4 in kitchen\n")

        let words = [
            "--ds", "2016-04-26", "--set", "guests=7", "--set", "dish=it's $HOME; \"rm\"", "--set", "lunch.guests=2",
        ]
        var program = sandbox.program("")
        program.arguments = words + program.arguments
        #expect(try await program.run().code == 0)
        #expect(
            try await sandbox.driver("logs dinner.cook --ds 2016-04-26").output
                == "it's $HOME; \"rm\" for 7 in kitchen\n"
        )
        #expect(try await sandbox.driver("logs lunch.cook --ds 2016-04-26").output == "2\n")
    }

    @Test(arguments: [
        ("--set guests=many", "driver: --set guests: 'many' is no whole number, which the parameter of 'dinner' is."),
        (
            "--set table=no-name",
            """
            driver: --set table: 'no-name' is no identifier of letters, digits and '_', which the parameter of \
            'dinner' is.
            """
        ),
        ("--set gests=5", "driver: --set gests: no pipeline has a parameter of that name. Did you mean 'guests'?"),
        ("--set breakfast.guests=5", "driver: --set breakfast.guests: no pipeline has a parameter of that name."),
        ("--set guests", "driver: --set guests: a name and a value belong here, such as limit=5."),
        (
            "--setting retires=2",
            """
            driver: --setting retires=2: there is no setting 'retires': it is one of owner, retries, timeout, \
            hold_after_failures, skip_on, pool, priority, env.NAME, working_folder, when. Did you mean 'retries'?
            """
        ),
        ("--setting retries=lots", "driver: --setting retries=lots: a whole number from 0 to 10000 belongs here."),
        (
            "--setting timeout=soon",
            "driver: --setting timeout=soon: a time up to a year belongs here, such as 90s, 10m or 2h."
        ),
        ("--setting pool=stov", "driver: --setting pool=stov: no one declares the pool 'stov'. Did you mean 'stove'?"),
        (
            "--setting when=all_suceeded",
            """
            driver: --setting when=all_suceeded: 'all_suceeded' is one of all_succeeded, all_done, one_succeeded, \
            one_failed, none_failed, always. Did you mean 'all_succeeded' or 'one_succeeded'?
            """
        ),
        (
            "--setting env.DATASWARM_DS=1",
            """
            driver: --setting env.DATASWARM_DS=1: 'DATASWARM_DS' cannot be a variable: use letters, digits and '_', \
            and no name that begins with DATASWARM_.
            """
        ),
        ("--setting priority", "driver: --setting priority: a name and a value belong here, such as limit=5."),
    ])
    func aMistakeIsAnsweredWithASentence(options: String, sentence: String) async throws {
        try await sandbox().driver("--ds 2016-04-26 \(options)").refuses(sentence)
    }

    @Test func settingsOfTheCommandLineLieOverAllOthers() async throws {
        let sandbox = try Sandbox(
            pools: [Pool("stove", slots: 1)],
            Pipeline("dinner") {
                Task(
                    "cook", Shell("echo $DISH; sleep $NAP; exit 1"), retries: .upTo(9),
                    environment: ["DISH": "soup", "NAP": "0"])
            }
        )
        let run = try await sandbox.driver(
            "--ds 2016-04-26 --setting retries=1 --setting pool=stove --setting env.DISH=pie --setting priority=7")
        #expect(run.lines.count { $0.contains("started") } == 2)
        #expect(try await sandbox.driver("logs cook --ds 2016-04-26").output == "pie\n")
        let slow = try await sandbox.driver(
            "--ds 2016-04-26 --setting retries=0 --setting timeout=50ms --setting env.NAP=1000")
        #expect(slow.lines.contains("✗ dinner.cook timed out after 50 ms"))
    }
}
