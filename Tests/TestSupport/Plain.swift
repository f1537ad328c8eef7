/// Takes out of a text what no two runs have in common.
package enum Plain {
    /// The lines, without the one at the end that is empty, and without the list of the slowest tasks, which a busy
    /// machine has and a quick one has not.
    package static func lines(of text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { plain(String($0)) }
        if lines.last == "" { lines.removeLast() }
        return lines.filter { !$0.hasPrefix("slowest: ") }
    }

    private static func plain(_ line: String) -> String {
        var line = line
        line.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, with: "<moment>")
        line.replace(/\b\d\d:\d\d:\d\d\b/, with: "<time>")
        line.replace(/done in [\d.]+ (ms|s|min)( \d+ s)?:/, with: "done in <while>:")
        line.replace(/"(time|elapsed_ms|since|(?:changed|claimed|began|ended)_at)":\d+/) { "\"\($0.1)\":0" }
        line.replace(/,"measures":{[^}]*}/, with: "")
        line.replace(/\/tmp\/end-to-end-\w{6}/, with: "<sandbox>")
        // Where the graph was named, it is in every command that is advised.
        line.replace(/('driver [^']*) --graph graph\.json'/) { "\($0.1)'" }
        line.replace(/EndToEndTests\/\w+\.swift:\d+/, with: "<here>")
        return line
    }
}
