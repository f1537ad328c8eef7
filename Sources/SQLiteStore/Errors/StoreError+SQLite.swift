import GRDB
import PipelineRecord

extension StoreError {
    /// The sentence for whatever was thrown while the store at `path` was used.
    init(_ error: any Error, at path: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError: self.init(error, at: path)
        default:
            self.init(.failed, path, problem: "this went wrong: \(error)", remedy: "start again")
        }
    }

    private init(_ error: DatabaseError, at path: String) {
        let detail = error.message ?? error.resultCode.description
        // The second is what it says where another file has not even taken its place.
        if [.SQLITE_READONLY_DBMOVED, .SQLITE_IOERR_FSTAT].contains(error.extendedResultCode) {
            self = .moved(path)
            return
        }
        switch error.resultCode {
        // Our statements fit our schema: one that SQLite finds wrong has met another schema.
        case .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_FORMAT, .SQLITE_ERROR, .SQLITE_MISMATCH, .SQLITE_CONSTRAINT:
            self = .damaged(path, detail)
        case .SQLITE_FULL: self = .full(path)
        // Where a file beside the store cannot grow, the reason does not come through.
        case .SQLITE_IOERR where StoreLocation.isFull(path), .SQLITE_CANTOPEN where StoreLocation.isFull(path):
            self = .full(path)
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: self = .busy(path)
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_IOERR, .SQLITE_NOLFS:
            self.init(
                .unreachable,
                path,
                problem: "this cannot be opened, read or written (\(detail))",
                remedy: "see to the rights on it and to its disk, then start again"
            )
        default:
            self.init(
                .failed,
                path,
                problem: "SQLite cannot do what it was asked (\(detail), code \(error.extendedResultCode.rawValue))",
                remedy: "start again"
            )
        }
    }
}
