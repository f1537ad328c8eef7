import Glibc
import PipelineRecord

extension StoreError {
    /// The way out that every refusal of a file offers. The star takes the journals along: left behind, SQLite would
    /// play them into whatever is put in the file's place.
    static let beginAnew = "move \(StoreLocation.name)* away to begin anew, or restore a copy"

    static func damaged(_ path: String, _ detail: String) -> StoreError {
        StoreError(.damaged, path, problem: "this is not a store, or a damaged one (\(detail))", remedy: beginAnew)
    }

    static func newer(_ path: String, version: Int64) -> StoreError {
        StoreError(
            .newer,
            path,
            problem: "this store has version \(version), and this program knows no higher one than \(Schema.version)",
            remedy: "use the newer program that wrote it, or \(beginAnew)"
        )
    }

    /// A system call on a folder or a file failed.
    ///
    /// - Parameter verb: what could not be done, as in "cannot be made".
    static func unreachable(_ path: String, cannotBe verb: String, errno code: Int32) -> StoreError {
        // Full disks show here too, while the folder or a new store is being made.
        if code == ENOSPC || code == EDQUOT { return .full(path) }
        return StoreError(
            .unreachable,
            path,
            problem: "this cannot be \(verb) (\(String(cString: strerror(code))))",
            remedy: "give the right to write there, or choose another state folder"
        )
    }

    static func moved(_ path: String) -> StoreError {
        StoreError(
            .unreachable,
            path,
            problem: "this was moved, replaced or removed while it was open",
            remedy: "put it back, then start again"
        )
    }

    static func changed(_ path: String) -> StoreError {
        StoreError(
            .busy,
            path,
            problem: "this was written to while it was looked at, where you may not write",
            remedy: "ask again"
        )
    }

    static func full(_ path: String) -> StoreError {
        StoreError(.full, path, problem: "its disk is full", remedy: "make room, then start again")
    }

    static func busy(_ path: String) -> StoreError {
        StoreError(
            .busy,
            path,
            problem: "another program kept it locked for too long",
            remedy: "see whether a driver hangs (`fuser \(path)` names them), then start again"
        )
    }
}
