/// Whether a statement of SQLite is complete, which says whether the next line may be a dot command.
///
/// The states are those of `sqlite3_complete` (<https://www.sqlite.org/c3ref/complete.html>): the semicolons within
/// `CREATE TRIGGER … END;` end nothing.
struct SQLStatement {
    enum Token {
        case semicolon
        case other
        case word(ArraySlice<UInt8>)
    }

    private enum State { case between, other, explain, create, trigger, semicolonInTrigger, endOfTrigger }

    private var state = State.between
    /// Whether a comment between statements went over a line's end: to the program, the statement has begun.
    private var hasOpenComment = false

    /// Whether nothing of a statement has been seen.
    var isBetween: Bool { state == .between }

    /// Whether a line that begins here begins anew.
    func isComplete() throws(SQLLexer.Uncertainty) -> Bool {
        if !isBetween { return false }
        if hasOpenComment { throw SQLLexer.Uncertainty(reason: "after a comment of several lines and a command") }
        return true
    }

    mutating func seeLineBreakInComment() { hasOpenComment = true }

    mutating func see(_ token: Token) {
        switch token {
        case .semicolon:
            hasOpenComment = false
            state = state == .trigger || state == .semicolonInTrigger ? .semicolonInTrigger : .between
        case .other: see("")
        case .word(let bytes): see(String(decoding: bytes, as: UTF8.self).lowercased())
        }
    }

    private mutating func see(_ word: String) {
        state =
            switch (state, word) {
            case (.between, "explain"): .explain
            case (.between, "create"), (.explain, "create"): .create
            case (.create, "temp"), (.create, "temporary"): .create
            case (.create, "trigger"): .trigger
            case (.semicolonInTrigger, "end"): .endOfTrigger
            case (.trigger, _), (.semicolonInTrigger, _), (.endOfTrigger, _): .trigger
            default: .other
            }
    }
}
