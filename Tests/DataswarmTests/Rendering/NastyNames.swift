import Dataswarm

/// Names of folders that break a script in which they are not quoted.
enum NastyNames {
    static let all = [
        "plain", "a b", " lead and trail ", "it's", "say \"hi\"", "'", "\"", "''\"\"'", "$(echo pwned)", "`echo pwned`",
        "$HOME", "${HOME}", "back\\slash", "trailing\\", "two\\\\", "new\nline", "\ntwo\n\nlines", "tab\tbed",
        "car\r\nriage",
        "a;b", "a&b|c", "*", "?[a-z]", "~", "#hash", "-n", "!!", "{a,b}", "(sub)", "<in>out", "--", "/*", "*/", "käse",
        "'\u{301};echo pwned", "\"\u{301};echo pwned", "$\u{301}(echo pwned)", "\u{301}", "'; DROP TABLE x; --",
        "\u{1B}[0m",
    ]

    static func bindings(output: String) throws -> Bindings {
        Bindings(
            ds: try Datestamp("2016-04-26"), task: "p.t",
            folders: .init(output: output, scratch: output, files: output, published: output))
    }
}
