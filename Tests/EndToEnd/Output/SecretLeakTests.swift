import Dataswarm
import FoundationEssentials
import TestSupport
import Testing

/// Secrets, and tasks that do all that they should not do with them: nothing that `driver` writes or prints has any.
@Suite(.timeLimit(.minutes(10))) struct SecretLeakTests {
    private static let variables = [
        "DATASWARM_SECRET_TOKEN": "tok-9f8e7d6c5b4a3210",
        // Another, with the first in it.
        "DATASWARM_SECRET_ADDRESS": "mysql://etl:tok-9f8e7d6c5b4a3210@warehouse/visits?x=1",
        "DATASWARM_SECRET_FOLDERS": "/opt/folder-of-programs-q8w7e6",
    ]
    private static let files = [
        "password": #"it's "pa55" w0rd & more\n"#,
        "key":
            "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n-----END KEY-----",
    ]
    private static let environment: [String: EnvironmentValue] = [
        "TOKEN": .secret("token"), "ADDRESS": .secret("address"), "PASSWORD": .secret("password"),
        "KEY": .secret("key"),
    ]

    private static let scripts = [
        "plain": #"for s in "$TOKEN" "$ADDRESS" "$PASSWORD" "$KEY"; do printf '<%s>\n' "$s"; done"#,
        "encoded": #"""
        for s in "$TOKEN" "$ADDRESS" "$PASSWORD" "$KEY"; do
          printf %s "$s" | base64; printf %s "$s" | base64 -w 0; echo "a$s." | base64 -w 0; echo "ab$s" | base64 -w 0
          printf %s "$s" | od -An -v -tx1 | tr -d ' \n'; printf '%q\n' "$s"
        done
        """#,
        "split": #"printf %s "${TOKEN%??????}"; printf '%s\n' "${TOKEN: -6}"; printf %s "${KEY%????????}""#,
        "traced": #"set -vx; : "$TOKEN" "$ADDRESS" "$PASSWORD" "$KEY"; sh -xvc ': "$PASSWORD"; test "$TOKEN" = x'"#,
        "unknown": #""$TOKEN" "$PASSWORD""#,
        "complaint": #"echo "fatal: $ADDRESS does not answer" >&2; exit 9"#,
        "kept": #"printf %s "$TOKEN" > "$DATASWARM_OUTPUT/mine""#,
        "slow": "echo > up; read -r line < go",
    ]

    private struct Asking: Operator {
        var invocation: Invocation {
            let arguments: [Argument] = ["bash", "-c", #"echo "$TOKEN"; test "$PASSWORD" = x || exit 7"#]
            return .probe(Probe(.process(.init(arguments: arguments, environment: environment)), every: .seconds(1)))
        }
    }

    private func sandbox() throws -> Sandbox {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                for (name, script) in Self.scripts.sorted(by: { $0.key < $1.key }) {
                    Task(name, Shell(Template(stringLiteral: script), environment: Self.environment))
                }
                Task("asking", Asking())
                Task("raising", Python("import os; raise Exception(os.environ)", environment: Self.environment))
                Task("nowhere", Command("no-such-program", environment: ["PATH": .secret("folders")]))
            }
        )
        let secrets = "\(sandbox.folder)/.dataswarm/secrets"
        try FileManager.default.createDirectory(atPath: secrets, withIntermediateDirectories: true)
        for (name, value) in Self.files { try sandbox.write(value + "\n", to: ".dataswarm/secrets/\(name)") }
        return sandbox
    }

    @Test func nothingThatDriverWritesHasASecret() async throws {
        let sandbox = try sandbox()
        try sandbox.makePipe("up")
        try sandbox.makePipe("go")
        var said = ""
        let run = try await sandbox.program("--ds 2016-04-26 --jobs 20", environment: Self.variables).run { _ in
            _ = try await sandbox.hear("up")
            said += try commandLines()
            try await sandbox.say("go", to: "go")
        }
        #expect(run.code == 1)
        said += run.output + run.error
        for line in [
            "--ds 2016-04-26 --force --json --exclude slow", "plan --ds 2016-04-27", "plan --ds 2016-04-27 --json",
            "status --ds 2016-04-26", "status --ds 2016-04-26 --json", "graph", "list", "check", "explain plain",
        ] {
            let outcome = try await sandbox.driver(line, environment: Self.variables)
            said += outcome.output + outcome.error
        }
        let names = Self.scripts.keys + ["asking", "raising", "nowhere"]
        for name in names {
            for verb in ["logs", "why"] {
                let outcome = try await sandbox.driver("\(verb) \(name) --ds 2016-04-26", environment: Self.variables)
                said += outcome.output + outcome.error
            }
        }
        let terminal = try await sandbox.shell(
            "script -qec 'driver --ds 2016-04-28 --exclude slow --graph graph.json' /dev/null < /dev/null",
            environment: Self.variables.merging(["TERM": "xterm"]) { $1 })
        said += terminal.output + terminal.error
        try sandbox.write(said, to: "said")

        // It did say what they said, but for the secrets.
        for words in [
            "<***>", "fatal: *** does not answer", "***: command not found", "Exception: ", "exit 7", "(***)",
        ] {
            #expect(said.contains(words), "\(words)")
        }
        #expect(try sandbox.read(".dataswarm/published/trip.kept/2016-04-26/mine") == "tok-9f8e7d6c5b4a3210")
        try await expectNoHits(in: sandbox)
    }

    /// What `ps` would show now.
    private func commandLines() throws -> String {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }
            .compactMap { FileManager.default.contents(atPath: "/proc/\($0)/cmdline") }
            .map { String(decoding: $0, as: UTF8.self) + "\n" }.joined()
    }

    /// Looks through all files with another's eyes.
    private func expectNoHits(in sandbox: Sandbox) async throws {
        let script = """
            import base64, binascii, json, os, shlex, sys, urllib.parse
            secrets = json.loads(os.environ['SECRETS'])
            forms = {}
            for secret in secrets:
                for part in {secret, *(line for line in secret.splitlines() if len(line) > 8)}:
                    b = part.encode()
                    forms[part] = forms[json.dumps(part)[1:-1]] = forms[urllib.parse.quote(part)] = 'plain'
                    forms[shlex.quote(part)] = 'quoted'
                    forms[binascii.hexlify(b).decode()] = 'hex'
                    for before in (0, 1, 2):
                        text = base64.b64encode(b'x' * before + b + b'xx').decode()
                        forms[text[4 if before else 0:(before + len(b)) // 3 * 4]] = 'base64'
            looked = 0
            for folder, _, names in os.walk('.'):
                if '/secrets' in folder or '/published' in folder or folder.endswith('/output'): continue
                for name in names:
                    path = os.path.join(folder, name)
                    if not os.path.isfile(path): continue
                    looked += 1
                    content = open(path, 'rb').read()
                    for form, kind in forms.items():
                        if form.encode() in content: print(path, kind, form)
            print('looked at', 'many' if looked > 30 else looked)
            """
        let secrets = Array(Self.variables.values) + Array(Self.files.values)
        let json = String(decoding: try JSONEncoder().encode(secrets), as: UTF8.self)
        let outcome = try await Program(
            path: "/usr/bin/env", arguments: ["python3", "-c", script],
            environment: Program.plainEnvironment.merging(["SECRETS": json]) { $1 }, folder: sandbox.folder
        ).run()
        #expect(outcome.error == "")
        #expect(outcome.output == "looked at many\n")
    }
}
