import Dataswarm
import Glibc
import LocalLauncher
import PipelineEngine
import Testing

@Suite struct SecretTests {
    @Test func `a secret reaches the process, and neither its arguments nor the log nor a file`() async {
        let playground = Playground(secrets: ["mysql-password": "open-sesame"])
        let process = process(#"[ "$PASSWORD" = "open-$(echo sesame)" ] && tr '\0' ' ' < /proc/$$/cmdline"#)
        #expect(await playground.execute(playground.attempt(process)) == .exited(0))
        #expect(playground.log()?.contains("open-sesame") == false)
        #expect(playground.names(in: "attempts/1") == ["log", "output", "scratch"])
    }

    @Test func `a secret that is not there is asked for`() async {
        let playground = Playground()
        #expect(
            await playground.execute(playground.attempt(process(":")))
                == .impossible(
                    "Task 'cats.find' wants the secret 'mysql-password', which is not there: "
                        + "set DATASWARM_SECRET_MYSQL_PASSWORD."))
    }

    @Test func `the advice is the driver's`() async {
        let playground = Playground(secretAdvice: { "set X, or put \($0) in secrets.json" })
        #expect(
            await playground.execute(playground.attempt(process(":")))
                == .impossible(
                    "Task 'cats.find' wants the secret 'mysql-password', which is not there: "
                        + "set X, or put mysql-password in secrets.json."))
    }

    @Test func `a start that fails does not tell a secret`() async {
        let playground = Playground(secrets: ["mysql-password": "open-sesame"])
        var process = process(":")
        process.arguments.append(String(repeating: "x", count: 200_000))
        let end = await playground.execute(playground.attempt(process))
        #expect(!"\(end)".contains("open-sesame"))
    }

    @Test func `what a task prints of a secret is masked in its log, however it is written`() async {
        let playground = Playground(secrets: ["mysql-password": "open-sesame"])
        let script = #"""
            echo "plain $PASSWORD"; printf %s "open-"; printf '%s\n' "sesame split"
            printf %s "$PASSWORD" | base64; printf %s "$PASSWORD" | od -An -v -tx1 | tr -d ' \n'; echo
            set -x; : "$PASSWORD"; "$PASSWORD"; printf open-ses
            """#
        _ = await playground.execute(playground.attempt(process(script)))
        let log = playground.log() ?? ""
        #expect(log.hasPrefix("plain ***\n*** split\n***"))
        #expect(log.contains("+ : ***\n"))
        #expect(log.hasSuffix("open-ses"))
        #expect(!log.contains("sesame\n") && !log.contains("b3Blbi1zZXNhbW") && !log.contains("6f70656e"))
    }

    @Test func `a probe's secret is masked, too`() async {
        let playground = Playground(secrets: ["mysql-password": "open-sesame"])
        #expect(
            await playground.launcher.check(.process(process(#"echo "$PASSWORD"; exit 1"#)), for: playground.attempt())
                == .notYet)
        #expect(playground.log() == "***\n")
    }

    @Test func `all that was written before the end is in the log, whoever wrote it last`() async {
        let playground = Playground(secrets: ["mysql-password": "open-sesame"])
        playground.makePipe("gone")
        let script = """
            ( trap '' TERM; cat gone; printf '%0100000d' 1; echo > said ) &
            exec 8> gone
            seq 100000
            """
        #expect(await playground.execute(playground.attempt(process(script))) == .exited(0))
        let log = playground.log() ?? ""
        let numbers = (1...100_000).map { "\($0)\n" }.joined()
        #expect(log.hasPrefix(numbers))
        // On a busy machine its moment may have been too short for the second.
        #expect(!playground.exists("said") || log.utf8.count == numbers.utf8.count + 100_000)
    }

    @Test func `a log that cannot be written makes no success`() async {
        await #expect(processExitsWith: .success) {
            let playground = Playground(secrets: ["mysql-password": "open-sesame"])
            playground.makePipe("heard")
            var limit = rlimit(rlim_cur: 10_000, rlim_max: 10_000)
            setrlimit(__rlimit_resource_t(1), &limit)
            // Whoever goes on writing hears of it; whoever does not would have failed without a keeper in between.
            let loud = await playground.execute(playground.attempt(process("exec yes"), number: 1))
            precondition(loud == .signalled(SIGPIPE), "\(loud)")
            let quiet = await playground.execute(
                playground.attempt(process("trap '' PIPE; seq 5000; exit 0"), number: 2))
            let sentence = "Task 'cats.find' ended with exit 0, but its log could not be written: File too large."
            precondition(quiet == .impossible(sentence), "\(quiet)")
            precondition(playground.log(number: 2)?.utf8.count == 10_000)
        }
    }

    @Test func `a sentence of ours does not tell a secret`() async {
        let playground = Playground(secrets: ["mysql-password": "/opt/open-sesame"])
        let process = RenderedProcess(
            arguments: ["no-such-program"], environment: [.init(name: "PATH", value: .secret("mysql-password"))])
        #expect(
            await playground.execute(playground.attempt(process))
                == .impossible(
                    "Task 'cats.find' cannot start 'no-such-program': it is not in PATH (***): install it, or mend the name."
                ))
    }
}

private func process(_ script: String) -> RenderedProcess {
    RenderedProcess(
        arguments: ["/bin/sh", "-c", script],
        environment: [.init(name: "PASSWORD", value: .secret("mysql-password"))]
    )
}
