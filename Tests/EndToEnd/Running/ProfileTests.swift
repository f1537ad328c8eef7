import Dataswarm
import Testing

/// Values by name: which of them holds, what is said of them, and what is not forgotten.
@Suite struct ProfileTests {
    private enum Country: String, ParameterChoice {
        case all = "*"
        case germany = "DE"
        case france = "FR"
    }

    private static func shop() -> [Pipeline] {
        let country = Parameter<Country>("country", default: .all)
        let limit = Parameter<Int>("limit", default: 9)
        let full = Parameter<Bool>("full", default: false)
        return [
            Pipeline("sales") {
                let load = Task("load", Shell("echo '\(country)' \(limit) \(full) ${MODE:-none}"), retries: .upTo(3))
                let sum = Task("sum", Shell("true"), depList: [load])
                Task("send", Shell("true"), depList: [sum])
            },
            Pipeline("stock") { Task("count", Shell("echo \(limit)")) },
        ]
    }

    private static let file = """
        {
          "default": "dev",
          "profiles": {
            "dev": { "parameters": { "limit": 5 } },
            "prod": {
              "parameters": { "country": "DE", "sales.limit": 7, "full": true },
              "settings": { "retries": 1, "env.MODE": "prod" }
            }
          }
        }
        """

    private func sandbox(profiles: String? = ProfileTests.file) throws -> Sandbox {
        let sandbox = try Sandbox()
        try sandbox.define(Self.shop())
        if let profiles { try sandbox.write(profiles, to: "profiles.json") }
        return sandbox
    }

    private func loaded(_ sandbox: Sandbox, _ options: String) async throws -> String {
        #expect(try await sandbox.driver("--ds 2016-04-26 \(options)").code == 0)
        return try await sandbox.driver("logs load --ds 2016-04-26").output
    }

    @Test func theCommandLineLiesOverTheProfileAndThatOverTheDefaults() async throws {
        let sandbox = try sandbox()
        #expect(try await loaded(sandbox, "") == "* 5 false none\n")
        #expect(try await loaded(sandbox, "--profile prod") == "DE 7 true prod\n")
        #expect(try await sandbox.driver("logs count --ds 2016-04-26").output == "9\n")
        // What is said on the command line of all pipelines lies over what a profile says of one.
        #expect(try await loaded(sandbox, "--profile prod --set limit=1 --setting env.MODE=x") == "DE 1 true x\n")
    }

    @Test func withoutAFileAllIsAsEver() async throws {
        #expect(try await loaded(try sandbox(profiles: nil), "") == "* 9 false none\n")
    }

    @Test func anotherFileMayBeNamed() async throws {
        let sandbox = try sandbox()
        try sandbox.write(#"{"profiles":{"night":{"parameters":{"limit":3}}}}"#, to: "night.json")
        #expect(try await loaded(sandbox, "--profiles night.json --profile night") == "* 3 false none\n")
        try await sandbox.driver("--ds 2016-04-26 --profiles night.json").refuses(
            """
            driver: --profiles night.json: the file has no default: say with --profile which of its profiles is meant, \
            night.
            """)
    }

    @Test func itIsOnRecord() async throws {
        let sandbox = try sandbox()
        let run = try await sandbox.driver("--ds 2016-04-26 --profile prod")
        #expect(run.lines.first == "ds 2016-04-26, run 1, profile prod: 4 tasks to run")
        try sandbox.write(#"{"profiles":{}}"#, to: "profiles.json")
        #expect(try await sandbox.driver("runs").output.contains("  --profile prod\n"))
        let one = try await sandbox.driver("runs 1")
        #expect(
            one.lines.contains(
                "  profile: prod, which gave country=DE, sales.limit=7, full=true, retries=1, env.MODE=prod"))
        #expect(try await sandbox.driver("runs 1 --json").output.contains(#""profile":"prod""#))
        let events = try await sandbox.driver("--ds 2016-04-27 --json")
        #expect(!events.output.contains("profile"))
    }

    @Test func explainNamesTheLineOfEachValue() async throws {
        let lines = try await sandbox().driver("explain load --profile prod --setting retries=0 --set limit=2").lines
        for line in [
            "  retries         none  (command line)", "  env MODE        prod  (profile prod, profiles.json:7:47)",
            "  parameter country DE  (profile prod, profiles.json:6:34)", "  parameter limit 2  (command line)",
            "  parameter full  true  (profile prod, profiles.json:6:66)",
        ] { #expect(lines.contains(line), "\(lines)") }
        let plain = try await sandbox(profiles: nil).driver("explain load").lines
        #expect(plain.contains("  parameter country *  (default)"))
    }

    @Test(arguments: [
        (
            "--profile prd",
            "driver: --profile prd: profiles.json has no profile 'prd': it is one of dev, prod. Did you mean 'prod'?"
        ),
        (
            "--profile dev --profiles none.json",
            "driver: the profiles 'none.json' cannot be read: No such file or directory."
        ),
        (
            "--set country=de",
            """
            driver: --set country: 'de' is none of *, DE, FR, one of which the parameter of 'sales' is. \
            Did you mean 'DE'?
            """
        ),
        (
            "--set full=yes",
            "driver: --set full: 'yes' is neither true nor false, which the parameter of 'sales' is. Did you mean 'true'?"
        ),
    ])
    func aMistakeOfTheCommandLineIsAnsweredWithASentence(options: String, sentence: String) async throws {
        try await sandbox().driver("--ds 2016-04-26 \(options)").refuses(sentence)
    }

    @Test func aProfileThatIsNamedWithoutAFileIsRefused() async throws {
        let sandbox = try sandbox(profiles: nil)
        let said = try await sandbox.driver("--ds 2016-04-26 --profile prod")
        #expect(said.code == 64)
        #expect(
            said.error.hasSuffix(": write it there, or name a file with --profiles.\n")
                && said.error.hasPrefix("driver: --profile prod: there is no profiles.json in /"))
    }

    @Test func aMistakeOfTheFileIsNamedWithItsPlace() async throws {
        let sandbox = try sandbox(
            profiles: """
                {"profiles": {"good": {},
                "bad": {"parameters": {"contry": "DE", "limit": "many"},
                "settings": {"retires": 1, "timeout": "soon"}}}}
                """)
        let sentences = """
            profiles.json:2:34: error: the profile 'bad' sets 'contry': no pipeline has a parameter of that name. \
            Did you mean 'country'?
            profiles.json:2:49: error: the profile 'bad' sets 'limit': 'many' is no whole number, which the parameter of \
            'sales' is.
            profiles.json:3:25: error: the profile 'bad' sets 'retires': there is no setting 'retires': it is one of owner, \
            retries, timeout, hold_after_failures, skip_on, pool, priority, env.NAME, working_folder, when. Did you mean 'retries'?
            profiles.json:3:39: error: the profile 'bad' sets 'timeout': a time up to a year belongs here, such as 90s, 10m \
            or 2h.
            """
        for line in ["--ds 2016-04-26 --profile bad", "check", "explain load --profile bad"] {
            try await sandbox.driver(line).refuses(sentences, code: 65)
        }
        // Who goes by another is not kept from it.
        #expect(try await sandbox.driver("--ds 2016-04-26 --profile good").code == 0)
    }

    // MARK: What one run was given, and the next one not

    @Test func whatWasForgottenIsSaidWithWhatKeepsIt() async throws {
        let sandbox = try sandbox(profiles: nil)
        #expect(try await sandbox.driver("--ds 2016-04-26 --set country=DE").code == 0)
        let sentence = """
            driver: 3 tasks run again because the parameter 'country' was 'DE' (--set) in run 1 and is '*' now \
            (default): add --set country=DE to keep it.
            """
        for line in ["plan --ds 2016-04-26", "--ds 2016-04-26 -n", "retry --ds 2016-04-26 load -n", "--ds 2016-04-26"] {
            let said = try await sandbox.driver(line)
            // A retry is about what failed.
            if line.hasPrefix("retry") { #expect(said.complaints.isEmpty) } else { said.warns(sentence) }
        }
        // Now it is the other way round, and meant.
        try await sandbox.driver("plan --ds 2016-04-26 --set country=DE").warns("")
    }

    @Test func whatIsAdvisedKeepsIt() async throws {
        let sandbox = try sandbox()
        #expect(try await sandbox.driver("--ds 2016-04-26 --profile prod --set limit=1").code == 0)
        let said = try await sandbox.driver("plan --ds 2016-04-26")
        #expect(said.complaints.count == 1)
        let advice = "--profile prod --set limit=1"
        #expect(
            said.complaints.first?.hasSuffix(
                "'limit' was '1' (--set) and is '5' now (profile dev, profiles.json:4:39); and 1 more: add \(advice) to keep them."
            ) ?? false, "\(said.complaints)")
        let kept = try await sandbox.driver("plan --ds 2016-04-26 \(advice)")
        kept.warns("")
        #expect(kept.lines.last == "ds 2016-04-26, profile prod: 0 tasks to run, 4 done before")

        // A profile that gives something else by now is not advised.
        try sandbox.write(Self.file.replacing("\"sales.limit\": 7, ", with: ""), to: "profiles.json")
        let changed = try await sandbox.driver("plan --ds 2016-04-26 --profile dev --setting env.MODE=prod")
        let options = try #require(changed.error.firstMatch(of: /add (--set .*) to keep/)).1
        try await sandbox.driver("plan --ds 2016-04-26 --profile dev --setting env.MODE=prod \(options)").warns("")
    }

    @Test func whatRunsForOtherReasonsIsNotBlamedOnIt() async throws {
        let sandbox = try sandbox(profiles: nil)
        #expect(try await sandbox.driver("--ds 2016-04-26 --set country=DE").code == 0)
        try sandbox.define([Pipeline("sales") { Task("load", Shell("echo else")) }])
        try await sandbox.driver("plan --ds 2016-04-26").warns("")
    }

    @Test func whySaysIt() async throws {
        let sandbox = try sandbox()
        #expect(try await sandbox.driver("--ds 2016-04-26 --profile prod").code == 0)
        #expect(
            try await sandbox.driver("why sum --ds 2016-04-26 --profile prod").lines.last
                == "  It would be passed over: it is done, and nothing that it stands on has changed.")
        let said = try await sandbox.driver("why load --ds 2016-04-26").lines
        #expect(said.last?.hasSuffix(": add --profile prod to keep them.") ?? false, "\(said)")
    }

    @Test func commandsThatAreAdvisedGiveTheSame() async throws {
        let sandbox = try sandbox()
        #expect(try await sandbox.driver("mark load failed --ds 2016-04-26 --because x --profile prod").code == 0)
        let said = try await sandbox.driver("why sum --ds 2016-04-26 --profile prod --set limit=1")
        let command = try #require(said.output.firstMatch(of: /'(driver retry [^']*)'/)).1
        #expect(command.hasSuffix(" --profile prod --set limit=1 --graph graph.json"))
        #expect(try await sandbox.shell(String(command)).code == 0)
        #expect(try await sandbox.driver("logs load --ds 2016-04-26").output == "DE 1 true prod\n")
    }

    @Test func dueCommandsGoByIt() async throws {
        let sandbox = try sandbox()
        try sandbox.define([Pipeline("p", schedule: .daily.starting("2016-04-26")) { Task("t", Shell("true")) }])
        try sandbox.write(#"{"profiles":{"prod":{}}}"#, to: "profiles.json")
        let said = try await sandbox.driver("due --at 2016-04-27T12:00Z --commands --profile prod")
        #expect(said.lines == ["driver --ds 2016-04-26 --only pipeline:p --profile 'prod' --graph 'graph.json'"])
        #expect(try await sandbox.driver("due --profile prod").code == 64)
    }
}
