import Dataswarm
import PipelineGraph
import Testing

/// Which files a process names.
struct ScriptFileTests {
    @Test(arguments: [
        ("python3 load.py --day 1", "load.py"), ("/usr/bin/python3.11 -u -W error load.py", "load.py"),
        ("python3 -c pass load.py", ""), ("python3 -m http.server", ""), ("python3 -", ""), ("python3", ""),
        ("php -d x=1 -f post.php -- 5", "post.php"), ("php -r 1; post.php", ""), ("bash -e -o pipefail x.sh", "x.sh"),
        ("bash -euo pipefail x.sh", "x.sh"), ("sh -s", ""), ("node --require a b.js", "b.js"), ("perl -w x.pl", "x.pl"),
        ("cat load.py", ""), ("python3 $DATASWARM_SCRATCH/load.py", ""),
    ])
    func aScriptIsFoundBehindItsInterpretersOptions(line: String, path: String) {
        #expect(named(line.split(separator: " ").map(String.init)) == path)
    }

    @Test(arguments: [
        ("./run.sh --fast", "./run.sh!"), ("A=1 B=2 ./run.sh", "./run.sh!"), ("python3 x.py | sort", "x.py"),
        ("  ./run.sh", ""), ("if ./run.sh; then", ""), ("cd x\n./run.sh", ""), ("(cd x && y)\n./run.sh", ""),
        ("cat <<END\n./run.sh\nEND", ""), ("\"$HOME/run.sh\"", ""), ("$HOME/run.sh", ""), ("echo ./run.sh", ""),
        ("a.sh\nb/c.sh\nb/d.sh", "b/c.sh! b/d.sh!"), ("", ""),
    ])
    func aShellScriptNamesWhatStandsPlainlyAtTheMargin(script: String, paths: String) {
        #expect(named(["/bin/bash", "-euo", "pipefail", "-c", script]) == paths)
        #expect(named(["/bin/sh", "-eu", "-c", script]) == paths)
    }

    private func named(_ arguments: [String]) -> String {
        ScriptFile.named(by: RenderedProcess(arguments: arguments)).map { $0.path + ($0.isStarted ? "!" : "") }
            .joined(separator: " ")
    }
}
